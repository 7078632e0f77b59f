"""A vote as a room holds it: the dashboard as its command starts it, the PIN, the QR code, forty phones at once."""

from __future__ import annotations

import re
import threading
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest
from playwright.sync_api import expect

from socialicence.dashboard import packs
from socialicence.world import MODEL_VERSION
from tests.browser.a_dashboard import PHONES as NETWORK
from tests.browser.conftest import Dashboard, Visitor

PACK = packs.standard()
FIRST = PACK.rounds[0].question
PHONES = 40
PICTURES = Path(__file__).parents[2] / "out" / "screenshots"


class Phone:
    """A phone that opens an address, fills the form that it finds there, and sends it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def look(self) -> str:
        with self.browser.open(self.address, timeout=60) as answer:
            return answer.read().decode()

    def vote(self, place: int) -> str:
        """Choose the answer at this place; return the page that follows."""
        form = self.look()
        sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        sent["choice"] = re.findall(r'name="choice" value="([^"]*)"', form)[place]
        with self.browser.open(self.address, urlencode(sent).encode(), timeout=60) as answer:
            return answer.read().decode()


@pytest.fixture(scope="module")
def in_a_room():
    running = Dashboard(("-m", "tests.browser.a_dashboard"), ("--host", "0.0.0.0"))
    yield running
    running.process.kill()
    running.process.wait()


@pytest.fixture
def facilitator(chromium, in_a_room):
    visitor = Visitor(chromium, in_a_room)
    yield visitor
    visitor.context.close()
    assert (visitor.outside, visitor.faults) == ([], [])


def open_the_vote(visitor: Visitor, pin: str) -> str:
    """Open the vote on the first question with the PIN; return the address that the screen tells phones."""
    page = visitor.open(f"model={MODEL_VERSION}&screen=try_it&round={PACK.rounds[0].name}")
    page.get_by_role("button", name="Open the vote on phones").click()
    page.locator(".pin-given").fill(pin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="QR code to vote")).to_be_visible()
    return page.locator(".invitation strong").inner_text()


def vote_at_once(phones: list[Phone], places: list[int]) -> list[str]:
    """Every phone votes; return the pages that they were shown."""
    start, pages = threading.Barrier(len(phones)), [""] * len(phones)

    def take_part(number: int) -> None:
        start.wait()
        pages[number] = phones[number].vote(places[number])

    threads = [threading.Thread(target=take_part, args=(number,)) for number in range(len(phones))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


def test_forty_phones_vote_at_once_and_the_facilitators_page_shows_forty(facilitator, in_a_room):
    address = open_the_vote(facilitator, in_a_room.pin)
    assert address == f"http://{NETWORK}:{in_a_room.port}/vote"
    rows = facilitator.page.locator(".votes tbody tr")
    expect(rows.first).to_contain_text("0 of 0")

    phones = [Phone(address) for _ in range(PHONES)]
    places = [number % len(FIRST.choices) for number in range(PHONES)]
    pages = vote_at_once(phones, places)
    voted = time.monotonic()
    expect(rows.last).to_contain_text(f"of {PHONES}", timeout=10_000)
    print(f"on the facilitator's page {time.monotonic() - voted:.2f} s after the last of {PHONES} phones was answered")

    assert all("Your vote is in" in page for page in pages)
    counts = [row.inner_text().split() for row in rows.all()]
    assert [int(words[-3]) for words in counts] == [places.count(place) for place in range(len(FIRST.choices))]
    PICTURES.mkdir(parents=True, exist_ok=True)
    facilitator.page.screenshot(path=PICTURES / "vote.png")

    # A phone that votes again changes its vote; once it is closed, no vote is taken.
    changed = phones[0].vote(1)
    assert "Your vote is in" in changed
    expect(rows.nth(1)).to_contain_text(f"{places.count(1) + 1} of {PHONES}", timeout=10_000)
    facilitator.page.get_by_role("button", name="Close the vote").click()
    expect(facilitator.page.locator(".invitation")).to_have_count(0)
    assert "Nothing to vote on just now" in phones[1].look()


def test_what_only_the_facilitator_may_do_asks_for_the_pin(chromium, in_a_room, facilitator):
    """Another browser in the room is asked for the PIN even after the facilitator gave it."""
    open_the_vote(facilitator, in_a_room.pin)
    somebody = Visitor(chromium, in_a_room)
    page = somebody.open(f"model={MODEL_VERSION}&screen=try_it&round={PACK.rounds[0].name}")
    page.get_by_role("button", name="Close the vote").click()
    page.locator(".pin-given").fill("00000000" if in_a_room.pin != "00000000" else "00000001")
    page.keyboard.press("Enter")
    expect(page.locator(".pin-wrong")).to_contain_text("not the PIN")
    somebody.context.close()
    expect(facilitator.page.get_by_role("button", name="Close the vote")).to_be_visible()


def test_a_question_of_the_pack_is_voted_on_at_compare(facilitator, in_a_room):
    question = PACK.questions[0]
    page = facilitator.open(f"model={MODEL_VERSION}&screen=compare")
    asked = page.get_by_role("group", name=question.text)
    asked.get_by_role("button", name="Open the vote on phones").click()
    asked.locator(".pin-given").fill(in_a_room.pin)
    page.keyboard.press("Enter")
    phone = Phone(asked.locator(".invitation strong").inner_text())
    assert question.text in phone.look()
    phone.vote(2)
    expect(asked.locator("tbody tr").nth(2)).to_contain_text("1 of 1", timeout=10_000)
    other = page.get_by_role("group", name=PACK.questions[1].text)
    expect(other.locator("tbody tr").first).to_contain_text("0 of 0")

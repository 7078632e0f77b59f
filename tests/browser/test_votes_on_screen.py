"""Forty phones and the facilitator's screen: votes are pushed to a real browser in time; real browsers can vote."""

from __future__ import annotations

import threading
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.dashboard.server.client import Phone, Room

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONES = 40
PUSHED = 2.0


@pytest.fixture(scope="module")
def room():
    room = Room()
    yield room
    room.process.kill()


def a_page(chromium: Browser, room: Room, **options) -> tuple[Page, list[str]]:
    """A page in a browser of its own, and what it asked of anybody but the room."""
    page, outside = chromium.new_context(**options).new_page(), []

    def only_here(route: Route) -> None:
        if route.request.url.startswith((f"http://127.0.0.1:{room.port}/", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", only_here)
    return page, outside


def test_forty_votes_are_on_the_screen_within_two_seconds(chromium, room):
    screen, outside = a_page(chromium, room)
    refused: list[str] = []
    screen.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    screen.goto(f"http://127.0.0.1:{room.port}/")
    expect(screen.get_by_text("Votes: 0")).to_be_visible(timeout=60_000)
    # The browser itself notes when it shows the last vote: this process is busy with forty phones.
    screen.evaluate(
        """(wanted) => { window.shown = new Promise(done => {
            const look = () => document.body.innerText.includes(wanted)
                ? done(Date.now()) : requestAnimationFrame(look);
            look(); }); }""",
        f"Votes: {PHONES}",
    )
    start, voted = threading.Barrier(PHONES), []

    def take_part():
        phone = Phone(room.port)
        start.wait()
        phone.look()
        assert phone.vote()[0] == 303
        voted.append(time.time())

    threads = [threading.Thread(target=take_part) for _ in range(PHONES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(voted) == PHONES
    shown = screen.evaluate("window.shown") / 1000
    print(f"forty votes in {max(voted) - min(voted):.2f} s, on screen {shown - max(voted):.2f} s after the last")
    assert shown - max(voted) < PUSHED
    assert outside == []
    assert room.outside == []
    assert refused == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_votes_with_the_keyboard_alone_and_axe_finds_nothing(chromium, room, theme, width):
    from axe_playwright_python.sync_playwright import Axe

    phone, outside = a_page(
        chromium, room, color_scheme=theme, viewport={"width": width, "height": 700}, java_script_enabled=True
    )
    phone.goto(f"http://127.0.0.1:{room.port}/vote")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status")).to_have_text("Your vote is in: Silos")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    phone.context.close()
    assert outside == []
    # The page forbids scripts, axe among them: it looks at the same page without that rule.
    free, _ = a_page(chromium, room, color_scheme=theme, viewport={"width": width, "height": 700}, bypass_csp=True)
    free.goto(f"http://127.0.0.1:{room.port}/vote")
    found = Axe().run(free)
    free.context.close()
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_without_scripts_votes_as_well(chromium, room):
    phone, _ = a_page(chromium, room, java_script_enabled=False)
    phone.goto(f"http://127.0.0.1:{room.port}/vote")
    phone.get_by_label("Public Good").check()
    phone.get_by_role("button", name="Vote").click()
    expect(phone.get_by_role("status")).to_have_text("Your vote is in: Public Good")
    phone.reload()
    expect(phone.get_by_role("button", name="Change my vote")).to_be_visible()


def test_ctrl_c_ends_it_although_pages_are_open(chromium):
    room = Room()
    screen, _ = a_page(chromium, room)
    screen.goto(f"http://127.0.0.1:{room.port}/")
    expect(screen.get_by_text("Votes: 0")).to_be_visible(timeout=60_000)
    code, errors = room.stop()
    assert (code, errors) == (0, "")

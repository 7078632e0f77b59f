"""The whole workshop, driven as a facilitator would: ninety minutes in a few, with pictures of every step."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from socialicence.world import MODEL_VERSION

PICTURES = Path(__file__).parents[2] / "out" / "screenshots"


@pytest.fixture(scope="module", autouse=True)
def folder():
    PICTURES.mkdir(parents=True, exist_ok=True)


def picture(page: Page, name: str) -> None:
    page.mouse.move(0, 0)  # nothing is pointed at
    page.wait_for_timeout(400)  # until the chart is drawn
    page.screenshot(path=PICTURES / f"{name}.png")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def chart(page: Page, name: str):
    """The chart of this name, once it is there with all its runs."""
    figure = page.locator("figure.chart").filter(has=page.locator(f'[role=img][aria-label^="{name}"]'))
    expect(figure.locator(".plot-frame:not(.waiting) canvas").first).to_be_visible()
    return figure


def count_hands(page: Page, pin: str, hands: list[int]) -> None:
    press(page, "Count hands")
    expect(page.locator(".pin-given, .votes input").first).to_be_visible()
    if page.locator(".pin-given").count():
        page.locator(".pin-given").fill(pin)
        page.keyboard.press("Enter")
    for place, number in enumerate(hands):
        box = page.locator(".votes input").nth(place)
        box.fill(str(number))
        box.press("Tab")
    expect(page.locator(".votes tbody tr").last).to_contain_text(f"of {sum(hands)}")


def opens(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("A tool to think with. It has not read the future.")
    picture(page, "start")
    press(page, "Next: meet the people")
    expect(page.locator("main .people li")).to_have_count(3)
    expect(page.locator("main .futures li")).to_have_count(4)
    picture(page, "people-and-futures")
    press(page, "Next: predict, then try it")


def predicts_round_one(page: Page, pin: str) -> None:
    page.get_by_role("button", name="1. If nothing changes").click()
    expect(page.locator("h1")).to_contain_text("which future")
    assert page.locator("canvas").count() == 0
    press(page, "Count hands")
    page.locator(".pin-given").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator(".pin-wrong")).to_contain_text("not the PIN")
    press(page, "Not now")
    count_hands(page, pin, [9, 6, 4, 5, 1])
    picture(page, "predict")
    press(page, "Reveal what the model says")
    chart(page, "Where it leads")
    expect(page.locator(".votes thead")).to_contain_text("Runs of the model")
    picture(page, "reveal")
    press(page, "Why?")
    chart(page, "The three people")
    picture(page, "why")


def goes_through_the_other_rounds(page: Page, pin: str) -> None:
    press(page, "Next: A leaflet announces a decision already made")
    count_hands(page, pin, [11, 8, 6])
    press(page, "Reveal what the model says")
    expect(chart(page, "Backing").locator(".summary")).to_contain_text("backing among those affected")
    press(page, "Why?")
    chart(page, "What each change did")
    press(page, "Next: Same money, designed with the people it affects")
    press(page, "Reveal what the model says")
    press(page, "Why?")
    chart(page, "What each change did")
    picture(page, "contributions")
    press(page, "Next: try anything")


def tries_anything(page: Page) -> None:
    """Levers, by keyboard; the way back; the pin; who backs it, one press away."""
    press(page, "Back to today")
    before = chart(page, "Where it leads").locator(".summary").inner_text()
    page.locator("#lever-people").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#lever-people")).to_have_attribute("aria-valuetext", "Trained, backed, disputes settled")
    expect(page.locator("figure.chart .summary")).not_to_have_text(before)
    expect(page.locator("figure.chart .note")).to_contain_text("30 runs of 2,000 people")
    picture(page, "try-anything")
    press(page, "Pin to compare")
    page.locator("#lever-access").focus()
    page.keyboard.press("ArrowLeft")
    press(page, "Replay last change")
    expect(page.get_by_text("Before the last change")).to_be_visible()
    expect(page.get_by_text("Before the last change")).to_be_hidden()
    press(page, "Undo")
    press(page, "Who backs it")
    chart(page, "Who backs it")
    page.locator("#group-kind").select_option("segment")
    expect(chart(page, "Who backs it")).to_contain_text("enthusiasts")
    picture(page, "who-backs-it")
    page.locator("section.outcome").get_by_text("What differs from today").click()
    expect(page.locator(".differs")).to_contain_text("Trained, backed, disputes settled")


def makes_a_plan(page: Page) -> None:
    """Each table chooses; three share a card; something goes wrong."""
    press(page, "Next: make our plan")
    for table in range(1, 4):
        page.get_by_role("button", name=f"Table {table}:").click()
        expect(page.locator(".cards legend")).to_have_text(f"Table {table}: 0 of 5 chosen")
        for card in ["arbitration", "data_standards", "communication", "checklists", "transparency"][: 5 - table % 2]:
            page.locator(f"#card-{card}").check()
        expect(page.locator(".cards legend")).to_have_text(f"Table {table}: {5 - table % 2} of 5 chosen")
    expect(page.locator(".cards")).to_contain_text("3 of 4 tables chose this")
    press(page, "Show what at least half the tables chose")
    page.locator("#incident-kind").select_option("scandal")
    press(page, "What went wrong")
    chart(page, "What went wrong")
    picture(page, "our-plan")


def compares_and_takes_away(page: Page) -> str:
    """Return the link."""
    press(page, "Next: compare")
    chart(page, "Where each leads")
    chart(page, "The three people")
    picture(page, "compare")

    press(page, "Next: take it away")
    expect(page.get_by_text("What came of it")).to_be_visible()
    expect(page.locator(".contents")).to_contain_text("If nothing changes, which future")
    picture(page, "take-away")
    with page.expect_download() as given:
        press(page, "Save the page (PDF)")
    text = "".join(sheet.extract_text() for sheet in PdfReader(given.value.path()).pages)
    assert "Our plan" in text
    with page.expect_download() as given:
        press(page, "Save the page (HTML)")
    assert "Our plan" in Path(given.value.path()).read_text(encoding="utf-8")
    return page.locator("#share-link").input_value()


def test_the_whole_workshop(visit, dashboard):
    page = visit().open()
    opens(page)
    predicts_round_one(page, dashboard.pin)
    goes_through_the_other_rounds(page, dashboard.pin)
    tries_anything(page)
    makes_a_plan(page)
    link = compares_and_takes_away(page)

    # Somebody opens the link at home, in a browser that has never been here.
    other = visit()
    at_home = other.open(link.partition("?")[2])
    expect(at_home.locator("main h2").first).to_have_text("Our plan")
    expect(at_home.get_by_text("What came of it")).to_be_visible()
    assert at_home.locator(".contents table").first.inner_text() == page.locator(".contents table").first.inner_text()
    assert at_home.locator(".message").count() == 0


def test_table_and_picture_can_be_saved(visit):
    page = visit().open(f"model={MODEL_VERSION}&screen=try_it&involved=citizens-jury")
    figure = chart(page, "Where it leads")
    figure.get_by_text("Table of values").click()
    heads = figure.locator("thead th").all_inner_texts()
    with page.expect_download() as given:
        figure.get_by_role("button", name="Save table").click()
    rows = list(csv.reader(io.StringIO(Path(given.value.path()).read_text(encoding="utf-8-sig"))))
    assert rows[0] == heads
    assert len(rows) == 1 + figure.locator("tbody tr").count()
    with page.expect_download() as given:
        figure.get_by_role("button", name="Save picture").click()
    content = Path(given.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 20_000

"""The workshop's file in Chromium, opened as a file: the whole workshop, by keyboard, in both themes, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from socialicence.dashboard import packs
from socialicence.dashboard.workshop.page import page as page_of
from socialicence.dashboard.workshop.runs import NEAREST
from socialicence.dashboard.workshop.settings import Settings
from tests.dashboard.workshop.made_up import RUNS, made_up_rows

PACK = packs.standard()
ROUNDS = [one.name for one in PACK.rounds]


def answered(name: str) -> str:
    """The address of a round at its end, with three hands for each choice."""
    hands = "-".join("3" for one in PACK.all_questions if one.name == name for _ in one.choices)
    return f"#screen={name}&stage.{name}=why&hands.{name}={hands}"


EVERY_STAGE = [
    "#screen=start",
    "#screen=people",
    "#screen=about",
    "#screen=nothing_changes",
    *map(answered, ROUNDS),
    "#screen=try",
    "#screen=try&involved=highest&heard=lowest&people=highest",
    "#screen=try&choices=future.silos&pinned=3",
]
SETTINGS = Settings(PACK)
ROWS = made_up_rows(SETTINGS)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    path: Path = tmp_path_factory.mktemp("workshop") / "workshop.html"
    path.write_text(page_of(PACK, SETTINGS, ROWS, "made up for a test"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator:
    """Open the file; whatever it asks for or complains of fails the test."""
    asked, complaints, contexts = [], [], []

    def open_at(state: str = "", width: int = 1366, height: int = 768, theme: str = "light") -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url.split("#")[0]))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.goto(address + state)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert set(asked) == {address}
    assert complaints == []


def cells(page: Page, selector: str) -> list[list[str]]:
    """The rows of a table, first cell first."""
    return page.eval_on_selector_all(
        f"{selector} tbody tr", "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
    )


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, and make sure that it can be seen to have it."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            seen = page.evaluate(
                """() => { const one = document.activeElement;
                const shown = one.matches('.position input') ? one.nextElementSibling : one;
                return getComputedStyle(shown).outlineStyle !== 'none'; }"""
            )
            assert seen, f"{selector} has the focus and does not show it"
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


# --- the whole workshop ----------------------------------------------------------------------------------------------


def test_the_whole_workshop_by_keyboard_alone(opened):
    page = opened()
    expect(page.locator("#screen-start h1")).to_have_text(PACK.title)
    tab_to(page, "#screen-start .next")
    page.keyboard.press("Enter")
    expect(page.locator("#screen-people")).to_be_visible()
    tab_to(page, "#screen-people .next")
    page.keyboard.press("Enter")
    for number, one in enumerate(PACK.rounds):
        screen = f"#screen-{one.name}"
        expect(page.locator(f"{screen} h1")).to_have_text(f"Round {number + 1}: {one.title}")
        expect(page.locator(f"{screen} figure").first).to_be_hidden()  # nothing is shown before it is predicted
        tab_to(page, f"#{one.name}-0")
        page.keyboard.press("Control+A")
        page.keyboard.type("7")
        tab_to(page, f"{screen} [data-choice='1'] [data-step='1']")
        page.keyboard.press("Enter")
        expect(page.locator(f"{screen} .hands .total")).to_have_text("8 hands")
        tab_to(page, f"{screen} [data-stage='reveal']")
        page.keyboard.press("Enter")
        expect(page.locator(f"{screen} .against tbody tr").first).to_contain_text("7 of 8 hands")
        assert page.evaluate("document.activeElement.dataset.heading") == "reveal"
        tab_to(page, f"{screen} [data-stage='why']")
        page.keyboard.press("Enter")
        expect(page.locator(f"{screen} [data-from='why']")).to_contain_text(one.why[:40])
        tab_to(page, f"{screen} [data-from='why'] .next")
        page.keyboard.press("Enter")
    expect(page.locator("#screen-try h1")).to_be_visible()
    tab_to(page, "input[name='involved']")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-part='differences']")).to_contain_text("Those affected help design it")
    tab_to(page, "#screen-try .next")
    page.keyboard.press("Enter")
    expect(page.locator("#screen-about")).to_contain_text("made up for a test")


def test_the_room_against_the_model(opened):
    """Runs that answer each choice, worked out from the rows that the page was made of."""
    page = opened("#screen=nothing_changes&stage.nothing_changes=reveal&hands.nothing_changes=2-0-0-1-0")
    place = next(one.place for one in SETTINGS.named if one.key == "round.nothing_changes")
    found = [NEAREST[code] for code in ROWS[place]["nearest"]]
    told = cells(page, "#screen-nothing_changes .against")
    for choice, row in zip(PACK.rounds[0].question.choices, told, strict=True):
        assert row[2] == f"{found.count(choice.name)} of {RUNS} runs"
    assert told[0][1] == "2 of 3 hands"


def test_a_difference_is_held_against_the_same_run(opened):
    page = opened("#screen=leaflet&stage.leaflet=reveal")
    one = next(one for one in SETTINGS.named if one.key == "round.leaflet")
    after, before = (np.array(ROWS[place]["runs"]["licence_affected"]) for place in (one.place, one.against))
    change = (after - before) / 10_000
    counts = [int((change < -0.005).sum()), int((abs(change) <= 0.005).sum()), int((change > 0.005).sum())]
    assert [row[2] for row in cells(page, "#screen-leaflet .against")] == [
        f"{count} of {RUNS} runs" for count in counts
    ]


def test_answers_that_are_level_are_all_named(opened):
    page = opened("#screen=nothing_changes&stage.nothing_changes=reveal&hands.nothing_changes=2-0-0-2-1")
    one = PACK.rounds[0].question
    words = page.locator("#screen-nothing_changes .against-words")
    expect(words).to_contain_text(f"Most hands: “{one.choices[0].label}” and “{one.choices[3].label}”. ")
    place = next(one.place for one in SETTINGS.named if one.key == "round.nothing_changes")
    found = [NEAREST[code] for code in ROWS[place]["nearest"]]
    most = max(found.count(choice.name) for choice in one.choices)
    named = [choice.label for choice in one.choices if found.count(choice.name) == most]
    each = " each" if len(named) > 1 else ""
    told = " and ".join(f"“{label}”" for label in named)
    expect(words).to_contain_text(f"{most} of {RUNS} runs of the model{each}: {told}.")


# --- try it ----------------------------------------------------------------------------------------------------------


def test_the_numbers_are_those_of_the_chosen_setting(opened):
    page = opened("#screen=try")
    page.locator("input[name='involved'][value='2']").check(force=True)
    page.locator("input[name='protection'][value='0']").check(force=True)
    place = 2 * 81 + 1 * 27 + 1 * 9 + 1 * 3 + 0
    values = np.array(ROWS[place]["runs"]["cross_department"]) / 10_000
    low, high = np.percentile(values, (10, 90))
    told = {row[0]: row[1:] for row in cells(page, "[data-part='numbers']")}
    numbers = [float(number) for number in re.findall(r"[\d.]+", told["Departments join up"][0])]
    assert numbers == pytest.approx([values.mean(), low, high], abs=0.0051)
    today = np.array(ROWS[121]["runs"]["cross_department"]) / 10_000
    assert float(told["Departments join up"][1].split(" ")[0]) == pytest.approx(today.mean(), abs=0.0051)


def test_what_cannot_be_told_apart_is_said_once(opened):
    page = opened("#screen=try&choices=future.silos&measure=cross_department")
    figure = page.locator("#try-contributions")
    assert figure.inner_text().count("cannot be told apart") == 1
    expect(figure.locator("details")).to_be_hidden()
    page.click("[data-part='today']")
    page.locator("input[name='involved'][value='2']").check(force=True)
    expect(figure.locator("details")).to_be_visible()
    expect(figure.locator("h3")).to_contain_text("departments join up")


def test_what_is_explained_comes_back_with_the_address(opened):
    page = opened("#screen=try&involved=highest")
    page.select_option("[data-part='measure']", "external_access")
    assert "measure=external_access" in page.url
    page.reload()
    expect(page.locator("[data-part='measure']")).to_have_value("external_access")
    page = opened("#screen=try&measure=%22%5D%3Cb%3E")
    expect(page.locator("[data-part='measure']")).to_have_value("licence_affected")
    expect(page.locator("#try-contributions")).to_be_visible()


def test_contributions_are_differences_within_the_table(opened):
    page = opened("#screen=try&involved=highest&access=lowest")
    page.select_option("[data-part='measure']", "cross_department")

    def runs(*positions: int) -> np.ndarray:
        place = sum(position * 3 ** (4 - lever) for lever, position in enumerate(positions))
        return np.array(ROWS[place]["runs"]["cross_department"]) / 10_000

    alone = (runs(2, 1, 1, 1, 1) - runs(1, 1, 1, 1, 1)).mean()
    last = (runs(2, 1, 0, 1, 1) - runs(1, 1, 0, 1, 1)).mean()
    whole = (runs(2, 1, 0, 1, 1) - runs(1, 1, 1, 1, 1)).mean()
    page.locator("#try-contributions details").evaluate("one => one.open = true")
    rows = cells(page, "#try-contributions")

    def number(text: str) -> float:
        return float(text.split(" ", maxsplit=1)[0].replace("−", "-"))

    assert [number(rows[0][1]), number(rows[0][2])] == pytest.approx([alone, last], abs=0.0051)
    assert number(rows[-1][1]) == pytest.approx(whole, abs=0.0051)
    assert len(rows) == 3


def test_undo_back_to_today_and_pin(opened):
    page = opened("#screen=try")
    heading = page.locator("#try-crossroads-title")
    today = heading.text_content()
    page.locator("input[name='people'][value='2']").check(force=True)
    moved = heading.text_content()
    assert moved != today
    page.click("[data-part='pin']")
    expect(page.locator("[data-part='compared']")).not_to_contain_text("if nothing changes")
    page.click("[data-part='today']")
    expect(heading).to_have_text(str(today))
    page.click("[data-part='undo']")
    expect(heading).to_have_text(str(moved))
    assert page.locator("input[name='people'][value='2']").is_checked()


def test_a_future_is_opened_and_says_that_its_parts_are_not_known(opened):
    page = opened("#screen=try")
    page.select_option("[data-part='choices']", "future.silos")
    expect(page.locator("#try-crossroads-title")).to_contain_text("Choices for Silos")
    expect(page.locator("#try-contributions .summary")).to_contain_text("future's own file")
    assert page.locator(".lever input:checked").count() == 0
    page.check("[data-part='futures']")
    expect(page.locator("#try-crossroads svg[role='img']")).to_contain_text("Choices for Government")


def test_summaries_change_with_what_is_chosen_and_are_read_out(opened):
    page = opened("#screen=try")
    for name in ("crossroads", "backing", "personas", "contributions"):
        summary = page.locator(f"#try-{name}-summary")
        assert summary.get_attribute("aria-live") == "polite"
        before = summary.text_content()
        page.locator("input[name='access'][value='0']").check(force=True)
        assert summary.text_content() != before
        page.click("[data-part='today']")
    for svg in page.locator("#screen-try svg[role='img']").all():
        for attribute in ("aria-labelledby", "aria-describedby"):
            assert page.locator(f"#{svg.get_attribute(attribute)}").text_content()


# --- the address -----------------------------------------------------------------------------------------------------


def test_the_address_opens_the_same_state_again(opened):
    page = opened("#screen=try")
    page.locator("input[name='heard'][value='2']").check(force=True)
    page.click("nav [data-screen='leaflet']")
    page.fill("#leaflet-1", "12")
    page.click("#screen-leaflet [data-stage='reveal']")
    state = "#" + page.url.split("#")[1]
    assert "heard=highest" in state
    again = opened(state)
    expect(again.locator("#screen-leaflet .against tbody tr").nth(1)).to_contain_text("12 of 12 hands")
    again.click("nav [data-screen='try']")
    assert again.locator("input[name='heard'][value='2']").is_checked()


def test_an_address_put_into_an_open_page_is_taken_up(opened):
    page = opened("#screen=try&people=highest")
    page.evaluate("location.hash = '#screen=try&involved=lowest'")
    expect(page.locator("input[name='involved'][value='0']")).to_be_checked()
    assert page.locator("input[name='people'][value='1']").is_checked()


@pytest.mark.parametrize(
    "state",
    [
        "#screen=nowhere", "#screen=try&involved=9", "#choices=future.utopia", "#pinned=99999", "#hands.leaflet=1-2",
        "#stage.leaflet=later", "#screen=<script>alert(1)</script>", "#screen=try&pinned=-1",
        "#hands.leaflet=" + "9" * 5000, "#screen=%E0%A4%A&involved=%00",
    ],
)  # fmt: skip
def test_a_damaged_address_is_said_and_the_page_works(opened, state):
    page = opened(state)
    expect(page.locator("#message")).to_contain_text("could not be read")
    page.click("nav [data-screen='try']")
    expect(page.locator("#try-crossroads svg[role='img']")).to_be_visible()


def test_an_address_of_another_version_is_said(opened):
    page = opened("#screen=try&version=1&involved=lowest")
    expect(page.locator("#message")).to_contain_text("another version")
    assert page.locator("input[name='involved'][value='0']").is_checked()


def test_hands_stay_within_bounds(opened):
    page = opened("#screen=leaflet")
    for given, kept in (("-5", "0"), ("99999", "999"), ("2.7", "2"), ("", "0")):
        page.fill("#leaflet-0", given)
        page.locator("#leaflet-0").blur()
        assert page.input_value("#leaflet-0") == kept


# --- for everybody ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", [one for one in EVERY_STAGE if one != "#screen=try"])
def test_axe_finds_nothing_serious(opened, state, theme):
    page = opened(state, theme=theme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    bad = [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_the_theme_button_changes_the_page(opened):
    page = opened(theme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.click("#theme")
    assert page.evaluate(colour) != light
    expect(page.locator("#theme")).to_have_text("Light")


@pytest.mark.parametrize("width", [320, 390, 683])
@pytest.mark.parametrize("state", EVERY_STAGE)
def test_nothing_runs_over_a_narrow_screen(opened, state, width):
    """320 pixels are 1280 at 400 %; 683 are a laptop's 1366 at 200 %."""
    page = opened(state, width=width, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_buttons_are_large_enough_to_touch(opened):
    page = opened("#screen=leaflet", width=390, height=844)
    for button in page.locator("button:visible, .stepper input:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_it_prints_without_buttons_and_in_dark_ink(opened):
    page = opened("#screen=try&people=highest", theme="dark")
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="A4").startswith(b"%PDF-")

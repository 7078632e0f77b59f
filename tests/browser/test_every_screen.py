"""Every screen for everybody: axe-core in both themes, keyboard, phone width, 200 % zoom; alone, offline, apart."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from socialicence.dashboard.address import SCREENS
from socialicence.world import MODEL_VERSION

PLAN = (
    "involved=citizens-jury&people=trained-and-backed&cards=arbitration"
    "&incident=breach&incident_month=18&incident_at=health_service"
)
BY_CHART = (
    "Where it leads",
    "Backing",
    "Who backs it",
    "Opted out",
    "The three people",
    "What each change did",
    "What went wrong",
)


def ready(page: Page, screen: str) -> Page:
    if screen not in ("start", "people"):
        expect(page.locator("figure.chart canvas").first).to_be_visible()
        expect(page.locator(".plot-frame.waiting")).to_have_count(0)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(visit, screen, theme):
    visitor = visit(color_scheme=theme)
    page = ready(visitor.open(f"model={MODEL_VERSION}&screen={screen}&{PLAN}"), screen)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    page.wait_for_timeout(300)
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("html").get_attribute("data-theme") == theme
    assert visitor.faulty() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_at_predict_reveal_and_why_nor_in_the_dialogs(visit, theme):
    visitor = visit(color_scheme=theme)
    for moment in ("predict", "reveal", "why"):
        page = visitor.open(
            f"model={MODEL_VERSION}&screen=try_it&round=leaflet&moment={moment}&involved=told&heard=rarely"
        )
        if moment == "predict":
            page.get_by_role("button", name="Count hands").click()
            expect(page.locator("#pin-given")).to_be_focused()
        else:
            ready(page, "try_it")
        assert visitor.faulty() == []
    for name in ("Glossary", "Assumptions"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert visitor.faulty() == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_scrolls_sideways_on_a_phone_or_at_twice_the_size(visit, screen):
    page = ready(
        visit(viewport={"width": 390, "height": 844}).open(f"model={MODEL_VERSION}&screen={screen}&{PLAN}"), screen
    )
    for width in (390, 320, 683):
        page.set_viewport_size({"width": width, "height": 700})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    content = page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable" not in content
    assert "maximum-scale" not in content


def test_the_keyboard_alone_reaches_and_does_everything(visit):
    page = ready(visit().open(f"model={MODEL_VERSION}&screen=try_it"), "try_it")
    reached = []
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(80):
        what = page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
                const ring = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
                return [one.id || one.innerText.trim().slice(0, 30), ring, box.width * box.height > 0];
            }"""
        )
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last
        reached.append(what)
        page.keyboard.press("Tab")
    names = [one[0] for one in reached]
    for lever in ("involved", "heard", "access", "people", "protection"):
        assert f"lever-{lever}" in names
    assert "start-from" in names
    assert "Pin to compare" in names
    assert [one for one in reached if not (one[1] and one[2]) and one[0]] == []
    page.locator("#lever-heard").focus()
    page.keyboard.press("End")
    expect(page.locator("#lever-heard")).to_have_attribute("aria-valuetext", "Usually, and says what changed")
    page.get_by_role("link", name="Compare").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_be_focused()


def test_every_chart_has_a_name_a_live_summary_and_a_table(visit):
    page = ready(visit().open(f"model={MODEL_VERSION}&screen=try_it&{PLAN}"), "try_it")
    for name in BY_CHART:
        page.get_by_role("button", name=name, exact=True).click()
        picture = page.get_by_role("img", name=name)
        expect(picture).to_be_visible()
        figure = page.locator("figure.chart")
        expect(figure.locator("canvas").first).to_be_visible()
        assert figure.locator(".summary[aria-live=polite]").inner_text()
        assert figure.locator("tbody tr").count() > 0


def test_a_word_that_is_not_known_can_be_looked_up(visit):
    page = visit().open(f"model={MODEL_VERSION}&screen=start")
    page.get_by_role("link", name="shaded parts").press("Enter")
    expect(page.get_by_role("dialog").locator(".looked-up")).to_contain_text("Eight in ten runs")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="shaded parts")).to_be_focused()


def test_dark_can_be_chosen_and_is_remembered(visit):
    visitor = visit(color_scheme="light")
    page = visitor.open()
    page.get_by_role("button", name="Dark colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page = visitor.open(f"model={MODEL_VERSION}&screen=people")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_back_and_forward_lead_through_the_screens(visit):
    page = visit().open()
    page.get_by_role("link", name="People and futures").click()
    expect(page.locator("main.on-people")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("main.on-compare")).to_be_visible()
    page.go_back()
    expect(page.locator("main.on-people")).to_be_visible()
    page.go_forward()
    expect(page.locator("main.on-compare")).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "model=1&involved=asked",
        "involved=<script>alert(1)</script>",
        "title=<img src=x onerror=alert(1)>",
        "seed=" + "9" * 5000,
    ],
)
def test_an_old_or_hostile_link_says_so_and_the_page_works(visit, query):
    visitor = visit()
    visitor.page.on("dialog", lambda dialog: visitor.faults.append(dialog.message))
    page = visitor.open(query)
    expect(page.locator(".message")).to_be_visible()
    assert page.locator(".message script, .message img").count() == 0
    page.get_by_role("button", name="Next: meet the people").click()
    expect(page.locator("main.on-people")).to_be_visible()


def test_visitors_do_not_see_one_anothers_choices(visit):
    first, second = visit(), visit()
    here, there = (
        ready(first.open(f"model={MODEL_VERSION}&screen=try_it"), "try_it"),
        ready(second.open(f"model={MODEL_VERSION}&screen=try_it"), "try_it"),
    )
    here.locator("#lever-involved").press("End")
    expect(here.locator(".lever.moved")).to_have_count(1)
    there.locator("#lever-access").press("Home")
    expect(there.locator(".lever.moved")).to_have_count(1)
    expect(there.locator("#lever-involved")).to_have_attribute("aria-valuetext", "As today")
    expect(here.locator("#lever-access")).to_have_attribute("aria-valuetext", "As today")


def test_nothing_is_asked_of_anybody_but_the_dashboard(visit, dashboard):
    """That no visitor of any test asked elsewhere is checked after each; here, that the record is not empty."""
    visitor = visit()
    ready(visitor.open(f"model={MODEL_VERSION}&screen=compare&{PLAN}"), "compare")
    assert len(visitor.asked) > 10
    assert any("echarts" in url for url in visitor.asked)
    assert {url.split("/")[2] for url in visitor.asked if "://" in url} == {f"127.0.0.1:{dashboard.port}"}

"""Every screen for everybody: axe-core in both themes, keyboard, phone width, 200 % zoom; alone, offline, apart."""

from __future__ import annotations

import re

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
    # It is shown only while the server is slow, so that axe seldom sees it.
    expect(page.locator(".v-progress-linear").first).to_have_attribute("aria-label", "The model is working")
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
            expect(page.locator(".pin-given")).to_be_focused()
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
    """Each step is in the address before the next: a browser goes back through addresses."""
    page = visit().open()
    page.get_by_role("link", name="People and futures").click()
    expect(page.locator("main.on-people")).to_be_visible()
    page.wait_for_url("**screen=people**")
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("main.on-compare")).to_be_visible()
    page.wait_for_url("**screen=compare**")
    page.go_back()
    expect(page.locator("main.on-people")).to_be_visible()
    page.wait_for_url("**screen=people**")
    page.go_forward()
    expect(page.locator("main.on-compare")).to_be_visible()


def works(page: Page) -> None:
    """Go on from Start, and to a chart with all its runs."""
    page.get_by_role("button", name="Next: meet the people").click()
    expect(page.locator("main.on-people")).to_be_visible()
    page.get_by_role("link", name="Try it").click()
    ready(page, "try_it")
    expect(page.locator("figure.chart .note")).to_contain_text("30 runs of 2,000 people")


@pytest.mark.parametrize(
    "query",
    [
        "involved=<script>alert(1)</script>",
        "title=<img src=x onerror=alert(1)>",
        "cards=<img src=x onerror=alert(1)>",
        "pinned.involved=<svg onload=alert(1)>",
        "screen=javascript:alert(1)",
        "round=<b>",
        "leadership=1e999",
        "incident=breach&incident_month=999999999999",
        "seed=" + "9" * 5000,
        "no_such_lever=1",
        "involved=%FF",
    ],
)
def test_a_hostile_link_is_said_to_be_one_and_the_page_works(visit, query):
    """The link is of this version of the model, so that what is said is said of the value."""
    visitor = visit()
    visitor.page.on("dialog", lambda dialog: visitor.faults.append(dialog.message))
    page = visitor.open(f"model={MODEL_VERSION}&{query}")
    expect(page.locator(".message")).to_contain_text("could not be used")
    expect(page.locator(".message")).not_to_contain_text("version")
    assert page.locator(".message p").evaluate("one => one.children.length") == 0
    works(page)


@pytest.mark.parametrize("version", ["1", "", "<b>"])
def test_an_old_link_says_so_and_is_used_as_far_as_it_goes(visit, version):
    page = visit().open(f"model={version}&involved=asked")
    expect(page.locator(".message")).to_contain_text("numbers may differ")
    expect(page.locator(".message")).not_to_contain_text("could not be used")
    works(page)
    expect(page.locator("#lever-involved")).to_have_attribute("aria-valuetext", "Asked")


DRAWN = """() => new Promise((done, fail) => {
    const look = echarts => {
        const drawn = echarts.getInstanceByDom(document.querySelector("figure.chart .plot"));
        if (drawn) done([drawn.getOption().xAxis[0].name, drawn.getWidth()]); else fail("no chart is drawn");
    };
    requirejs([window.solara.cdn + "/echarts@5.4.0/dist/echarts.min.js"], look, fail);
})"""
"""What stands below the chart, and its width: asked of ECharts as the page loads it, for it knows what it drew."""


def test_a_chart_is_drawn_as_a_phone_needs_it_and_changes_with_the_width(visit):
    visitor = visit(viewport={"width": 390, "height": 844})
    page = ready(visitor.open(f"model={MODEL_VERSION}&screen=try_it"), "try_it")

    def drawn() -> tuple[str, int]:
        page.wait_for_timeout(300)
        return tuple(page.evaluate(DRAWN))

    name, width = drawn()
    assert (name, width <= 390) == ("Departments join up (desks a month)", True)
    page.set_viewport_size({"width": 1366, "height": 768})
    name, width = drawn()
    assert name.startswith("Do departments join up?")
    assert width > 640
    page.set_viewport_size({"width": 390, "height": 844})
    assert drawn()[0] == "Departments join up (desks a month)"
    page.get_by_role("button", name="Who backs it", exact=True).click()
    figure = page.locator("figure.chart").filter(has=page.get_by_role("img", name="Who backs it"))
    expect(figure.locator("canvas").first).to_be_visible()
    # Twelve rows, each with its name above it.
    expect(figure.locator(".plot")).to_have_css("height", re.compile(r"^7\d\dpx$"))


@pytest.mark.parametrize("screen", SCREENS)
def test_the_step_that_is_open_is_marked_and_in_sight(visit, screen):
    page = visit(viewport={"width": 390, "height": 844}).open(f"model={MODEL_VERSION}&screen={screen}")
    step = page.locator(".steps a[aria-current=step]")
    expect(step).to_be_in_viewport(ratio=0.95)
    line, other = (
        page.locator(which).first.evaluate("one => getComputedStyle(one).borderBottomColor")
        for which in (".steps a[aria-current]", ".steps a:not([aria-current])")
    )
    assert line != other


ROUND = "screen=try_it&round=leaflet&involved=told&heard=rarely&moment="


@pytest.mark.parametrize(
    "query", ["screen=start", "screen=people", *(ROUND + one for one in ("predict", "reveal", "why"))]
)
def test_on_a_projector_the_next_step_is_in_sight(visit, query):
    page = visit().open(f"model={MODEL_VERSION}&{query}")
    expect(page.locator(".button.next-step")).to_have_count(1)
    expect(page.locator(".button.next-step")).to_be_in_viewport(ratio=1)


def test_on_a_projector_the_toolbar_is_one_row(visit):
    page = ready(visit().open(f"model={MODEL_VERSION}&{ROUND}reveal"), "try_it")
    tools = page.locator(".toolbar > *").all()
    tops = [one.bounding_box()["y"] + one.bounding_box()["height"] / 2 for one in tools if one.is_visible()]
    assert len(tops) >= 5
    assert max(tops) - min(tops) < 8


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

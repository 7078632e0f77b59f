"""The report in a real browser: no accessibility fault in either theme, nothing fetched, no sideways scrolling."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from socialicence import compare
from socialicence.report import write_report

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    results = compare(["status_quo", "public_good"], citizens=300, runs=3, months=30, seed=5)
    return write_report(results, tmp_path_factory.mktemp("report")).as_uri()


def opened(chromium, address, width=1366, **options):
    page = chromium.new_page(viewport={"width": width, "height": 768}, **options)
    page.goto(address)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_fault(chromium, address, theme):
    page = opened(chromium, address, color_scheme=theme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=RULES)
    faults = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found.response["violations"]]
    assert faults == []


def test_nothing_is_fetched_and_nothing_complains(chromium, address):
    asked, said = [], []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []


@pytest.mark.parametrize("width", [320, 390, 768, 1366])
def test_the_page_does_not_scroll_sideways(chromium, address, width):
    page = opened(chromium, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_can_be_read_with_scripts_turned_off_and_by_keyboard(chromium, address):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address)
    assert page.locator("h1").inner_text().startswith("If nothing changes, ")
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").first.is_visible()
    context.close()


def test_the_answer_is_on_the_first_screen(chromium, address):
    page = opened(chromium, address)
    assert page.locator("h1").bounding_box()["y"] < 200
    assert page.locator("#chart-crossroads svg").bounding_box()["y"] < 500


def test_what_is_printed_has_the_tables_and_fits_the_paper(chromium, address):
    page = opened(chromium, address)
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in reader.pages}
    assert sizes == {(595, 842)}
    text = " ".join(one.extract_text() for one in reader.pages)
    assert "Mean over the runs of each scenario, and where they end" in " ".join(text.split())
    assert len(reader.pages) <= 16

"""The page: in its order, self-contained, accessible in its structure, and true to the results."""

import itertools
import json
import re

import pytest

from socialicence.checks.stored import COMMITTED, read_result
from socialicence.parameters import parameters
from socialicence.report import page
from socialicence.results.finding import finding
from socialicence.results.rows import headlines
from tests.report.conftest import HOSTILE
from tests.report.reading import Page

ORDER = ["where", "limits", "outcomes", "people", "why", "checks", "assumptions", "again", "further"]


@pytest.fixture(scope="session")
def text(real):
    return page(real)


@pytest.fixture(scope="session")
def read(text):
    return Page(text)


def words(page_read):
    return " ".join(page_read.all("main")[0]["text"].split())


def test_parts_stand_in_the_order_in_which_they_are_needed(read):
    assert [one["id"] for one in read.all("h2")] == ORDER


def test_the_title_is_the_finding(read, real):
    said = finding(real).rstrip(".")
    assert read.all("h1")[0]["text"] == said == read.all("title")[0]["text"]
    assert len(read.all("h1")) == 1


def test_headings_leave_out_no_level(read):
    levels = [int(one["tag"][1]) for one in read.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_page_needs_nothing_else(text, read):
    assert [one["type"] for one in read.all("script")] == ["application/json"]
    assert read.all("link", "iframe", "object", "embed") == []
    for element in read.elements:
        for key in ("src", "href", "xlink:href", "action"):
            assert element.get(key, "#").startswith(("#", "data:")), element
        assert not [key for key in element if key.startswith("on")]
    assert "@import" not in text
    assert not re.search(r"url\((?!#|\"?data:)", text)


def test_the_language_is_said_and_the_page_may_be_zoomed(read):
    assert read.all("html")[0]["lang"] == "en-GB"
    viewport = next(one["content"] for one in read.all("meta") if one.get("name") == "viewport")
    assert "width=device-width" in viewport
    assert "scale=no" not in viewport
    assert "maximum" not in viewport


def test_ids_are_unique_and_what_refers_to_one_finds_it(read):
    ids = [one["id"] for one in read.elements if "id" in one]
    assert len(ids) == len(set(ids))
    for element in read.elements:
        for name in element.get("aria-labelledby", "").split():
            assert name in ids


def test_every_picture_has_words_and_a_table_behind(read):
    pictures = [one for one in read.all("svg") if "figure" in one["in"]]
    figures = read.all("figure")
    assert len(pictures) == len(figures) >= 8
    assert all(one["role"] == "img" and one["aria-labelledby"] for one in pictures)
    inside = [one for one in read.all("table") if "details" in one["in"] and "figure" in one["in"]]
    assert len(inside) == len(figures)


def test_every_heading_of_a_table_has_a_scope(read):
    assert {one["scope"] for one in read.all("th")} == {"row", "col"}
    assert len(read.all("caption")) == len(read.all("table"))
    assert all(one["text"].strip() for one in [*read.all("th"), *read.all("caption")])


def test_the_eight_rows_are_those_of_the_screen(read, real):
    said = words(read)
    for row in headlines():
        assert row.label in said
    numbers = [one["text"] for one in read.all("td")]
    mean = headlines()[0].cell(real.summary["scenarios"]["status_quo"]).split(" (")[0].replace(" ", "\u00a0")
    assert any(text.startswith(mean) for text in numbers)


def test_it_says_what_it_cannot_tell(read):
    said = words(read)
    beliefs = [one for one in parameters().values() if not one.is_lever]
    assumed = sum(one.grade == "assumption" for one in beliefs)
    assert f"{assumed} of {len(beliefs)} parameters are assumptions" in said
    for part in ("not confidence about the UK", "our paraphrase", "We chose what counts as each future",
                 "It is not a forecast"):  # fmt: skip
        assert part in said


def test_checks_that_fail_come_first_and_none_is_left_out(read):
    findings = read_result(COMMITTED)["findings"]
    at = next(place for place, one in enumerate(read.elements) if one.get("id") == "checks")
    rows = [one["text"] for one in read.elements[at:] if one["tag"] == "th" and one.get("scope") == "row"]
    shown = [row.split()[0] for row in rows[: len(findings)]]
    failed = [one["pattern"] for one in findings if one["verdict"] == "fail"]
    assert shown[: len(failed)] == failed
    assert sorted(shown) == sorted(one["pattern"] for one in findings)
    assert all(f"{name} fails: what was found" in words(read) for name in failed)


def test_the_summary_is_embedded_as_it_is(read, real):
    held = next(one for one in read.all("script") if one["id"] == "socialicence-summary")
    assert json.loads(held["text"]) == json.loads(json.dumps(real.summary))


def test_why_comes_from_paired_runs_and_says_how_many(read):
    said = words(read)
    assert "10 pairs of runs of 30 months with 1,000 citizens" in said
    assert "Of every 100 people affected" in said
    assert any(one.get("id") == "chart-contributions" for one in read.elements)


def test_it_can_be_left_without_more_runs(plain):
    said = words(Page(plain))
    assert "to ask for it: socialicence explain public_good" in said
    assert "pairs of runs" not in said


def test_hostile_names_and_titles_are_text(hostile):
    text = page(hostile, explained=False)
    read = Page(text)
    assert [one["type"] for one in read.all("script")] == ["application/json"]
    assert len(read.all("title")) == 1 + len([one for one in read.all("title") if "svg" in one["in"]])
    assert HOSTILE[:30] in read.all("h1")[0]["text"]
    held = read.all("script")[0]["text"]
    assert "<" not in held
    assert json.loads(held)["provenance"]["scenarios"][0]["title"] == HOSTILE
    assert max(len(one["text"]) for one in [*read.all("h1"), *read.all("th"), *read.all("figcaption")]) < 600


def test_runs_that_all_failed_still_make_a_page_that_says_so(all_failed):
    read = Page(page(all_failed))
    said = words(read)
    assert read.all("h1")[0]["text"] == "Faulty: no run was completed"
    assert "1 run failed and is left out; the first with: " in said
    assert "No run was completed, so there is no picture" in said
    assert "nothing to explain" in said
    assert read.all("figure") == []


def test_checks_of_another_version_say_so(hostile):
    assert "the runs of this report are of version 7, for which they have not been run" in words(
        Page(page(hostile, explained=False))
    )


def test_runs_too_short_for_a_story_say_so(engine):
    from socialicence import compare

    said = words(Page(page(compare(["status_quo"], citizens=200, runs=2, months=3, seed=1))))
    assert "too short to tell a story of two years" in said
    assert "Nothing was chosen otherwise than today" in said

"""`socialicence story`: one run, told."""

from __future__ import annotations

import json

import pytest

from socialicence.ensemble import compare
from socialicence.explanation.story import month_and_year, story_of
from socialicence.scenarios import load


@pytest.fixture(scope="module")
def told():
    scenario = load("government")
    (record,) = compare([scenario], citizens=200, runs=1, months=36, seed=3).records
    return record, story_of(record, scenario)


@pytest.mark.parametrize(
    ("start", "month", "said"),
    [("2026-01", 0, "January 2026"), ("2026-01", 26, "March 2028"), ("2021-05", 8, "January 2022")],
)
def test_months_go_by_the_calendar(start, month, said):
    assert month_and_year(start, month) == said


def test_every_event_is_told_in_its_month(told):
    record, story = told
    assert [one.month for one in story.moments] == sorted({int(event.month) for event in record.events})
    whole = " ".join(" ".join(one.sentences) for one in story.moments)
    for event in record.events:
        if event.kind != "withheld":
            assert event.sentence in whole


def test_the_summary_counts_what_the_run_counts(told):
    record, story = told
    assert f"launched: {record.outcomes['programmes_launched']};" in story.summary
    assert f"{record.outcomes['access_kept']} projects" in story.summary


def test_the_page_has_every_sentence_and_asks_for_nothing(told):
    _, story = told
    page = story.html()
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    for one in story.moments:
        assert f"<dt>{one.when}</dt>" in page


def test_the_command_prints_text_json_and_writes_a_page(real_command, tmp_path):
    usual = ("story", "government", "--citizens", "200", "--months", "12", "--seed", "3")
    done = real_command(*usual, "--out", "story.html", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["seed"], found["files"]) == (3, ["story.html"])
    assert found["summary"] in (tmp_path / "story.html").read_text(encoding="utf-8")
    text = real_command(*usual).stdout
    assert text.startswith("Government, seed 3\n")
    assert found["summary"] in text


def test_an_ending_that_it_cannot_write_is_refused_before_the_run(inside, tmp_path):
    done = inside("story", "government", "--out", "story.pdf")
    assert done.returncode == 2
    assert ".html" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())

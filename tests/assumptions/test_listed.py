"""The list of assumptions and what was computed for it: complete, of this model, and the same in every place."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.nearest_future import main as nearest_again
from socialicence.assumptions import assumptions, computed, is_current, quality_of, stored, ten_most_important, text_of
from socialicence.assumptions.__main__ import main
from socialicence.assumptions.listed import COLUMNS, names_a_source
from socialicence.checks.__main__ import main as checks_again
from socialicence.parameters import parameters
from socialicence.results import provenance
from socialicence.scenarios import STANDARD

ROOT = Path(__file__).parents[2]
REMAKE = "python -m socialicence.assumptions --write"


SINCE: set[str] = set()
"""Assumptions that are newer than the impacts: none once these are made anew."""


def test_impacts_belong_to_this_model_and_these_numbers_or_the_page_says_not():
    """Results are made anew once version 4 is whole; until then every page that shows them has to say so."""
    page = (ROOT / "docs" / "assumptions.md").read_text(encoding="utf-8")
    assert ("The numbers have changed since" in page) != is_current(), REMAKE
    assert is_current() == (not SINCE)


def test_impacts_are_there_for_every_assumption_with_a_range():
    wanted = {name for name, one in parameters().items() if one.is_uncertain and one.low < one.high}
    assert set(computed().impacts) == set(computed().changes) == wanted - SINCE, REMAKE


def test_they_rest_on_enough_draws():
    made = computed().provenance
    assert made["draws"] >= 500
    assert made["citizens"] >= 2000
    assert made["scenarios"] == list(STANDARD)
    assert 0.5 < made["explained"] <= 1.0
    assert sum(one.value for one in computed().impacts.values()) == pytest.approx(made["explained"], abs=0.15)


def test_the_list_has_all_of_them_what_most_hangs_on_first():
    listed = assumptions()
    assert {one.parameter.name for one in listed} == {name for name, one in parameters().items() if one.is_uncertain}
    known = [one.impact.value for one in listed if one.impact is not None]
    assert known == sorted(known, reverse=True)
    assert ten_most_important() == listed[:10]


def test_impacts_lie_in_their_intervals_and_changes_name_what_there_is():
    for one in assumptions():
        if one.impact is not None:
            assert 0 <= one.impact.low <= one.impact.value <= one.impact.high
        for change in one.changes:
            assert change.scenario in STANDARD
            assert change.end in ("low", "high")
            assert change.before != change.after
        assert bool(one.changes) == bool(one.changes_told)


def test_the_committed_file_is_the_list():
    path = ROOT / "docs" / "assumptions.csv"
    text = text_of(assumptions())
    assert path.read_text(encoding="utf-8") == text, f"socialicence parameters --assumptions --csv > {path.name}"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert {row["can_change_nearest"] for row in rows} <= {"yes", "no"}


def test_another_number_makes_them_stale(monkeypatch):
    other = dict(parameters())
    other["spillover"] = replace(other["spillover"], high=other["spillover"].high * 2)
    before = stored.identity()
    monkeypatch.setattr(stored, "parameters", lambda: other)
    assert stored.identity()["table"] != before["table"]


def test_another_label_or_source_does_not(monkeypatch):
    other = {name: replace(one, label="x", source="y") for name, one in parameters().items()}
    before = stored.identity()
    monkeypatch.setattr(stored, "parameters", lambda: other)
    assert stored.identity() == before


def test_what_is_written_is_read_back(tmp_path):
    stored.write(computed(), tmp_path)
    again = computed(tmp_path)
    assert again == computed()


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("specification 4.1", False), ("specification 4.8: no published rate", False), ("no UK figure", False),
        ("no source; researchers' plans", False), ("specification 5: every effect +-50%", False), ("", False),
        ("no UK figure; order only from McPherson et al. (2001)", True), ("62% cite unwillingness (NAO)", True),
        ("specification 4.2; influence weak though real (doi 10.18564/jasss.4947)", True),
        ("Poortinga and Pidgeon 2004 (direction only)", True), ("Involve: 60 to 200 thousand pounds", True),
    ],
)  # fmt: skip
def test_sources_outside_the_specification_are_told_apart(source, named):
    assert names_a_source(source) == named


@pytest.mark.parametrize(
    ("grade", "source", "quality"),
    [
        ("judgement", "NAO 2019", "fair"), ("judgement", "specification 5", "weak"), ("assumption", "NAO 2019", "weak"),
        ("assumption", "specification 5", "none"),
    ],
)  # fmt: skip
def test_quality_follows_from_grade_and_source(grade, source, quality):
    assert quality_of(replace(parameters()["spillover"], grade=grade, source=source)) == quality


def test_the_command_shows_them_without_writing(monkeypatch, capsys):
    from socialicence.assumptions import __main__ as command

    monkeypatch.setattr(command, "compute", computed)
    monkeypatch.setattr(command, "write", lambda found: pytest.fail("nothing is to be written"))
    monkeypatch.setattr(provenance, "git_commit", lambda: "c0ffee-dirty")
    assert main([]) == 0
    assert ten_most_important()[0].parameter.name in capsys.readouterr().out


@pytest.mark.parametrize(("commit", "code"), [("c0ffee-dirty", 2), ("c0ffee", 0), (None, 0)])
def test_nothing_is_computed_to_be_kept_from_what_is_not_committed(monkeypatch, capsys, commit, code):
    """Else the committed results would name a commit that does not give them."""
    from socialicence.assumptions import __main__ as command

    done, asked = [], []
    monkeypatch.setattr(provenance, "git_commit", lambda: commit)
    monkeypatch.setattr(command, "compute", lambda: asked.append(commit) or computed())
    monkeypatch.setattr(command, "write", lambda found: done.append(found) or [])
    assert main(["--write"]) == code
    assert len(done) == len(asked) == (code == 0)
    said = capsys.readouterr().err
    assert len(said.splitlines()) == (code == 2)
    assert ("commit first" in said) == (code == 2)


@pytest.mark.parametrize("run", [main, checks_again, nearest_again], ids=["assumptions", "checks", "nearest future"])
def test_all_that_is_committed_is_refused_so(monkeypatch, capsys, run):
    """Before anything is compiled or run."""
    monkeypatch.setattr(provenance, "git_commit", lambda: "c0ffee-dirty")
    monkeypatch.setattr("sys.argv", ["it", "--write"])
    monkeypatch.setattr("socialicence.outcomes.warm.warm_up", lambda *_: pytest.fail("compiled"))
    assert (run() if run is nearest_again else run(["--write"])) == 2
    assert capsys.readouterr().err.count("\n") == 1

"""A summary made again from itself: the same to the last digit, and not if anything in it was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from socialicence import compare, reproduce
from socialicence.errors import InputError
from socialicence.reproduction import DIFFERENT, SAME, WITHIN
from socialicence.scenarios.reading import from_table

MINE = from_table({
    "name": "mine", "months": 7, "nations": "england", "without_stages": ["communication"],
    "values": {"leadership": 0.8, "negativity_weight": 1.0, "recommendation.own": 0.6},
    "shocks": [{"shock": "scandal", "month": 3, "organisation": "central_government"}],
    "recommendations": [{"name": "own", "label": "Our own", "effects": {"leadership": 0.1}}],
    "without_departments": ["Courts and tribunals"],
})  # fmt: skip


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    """Status quo and a scenario with all that a scenario can have, each at its own length."""
    folder = tmp_path_factory.mktemp("results")
    compare(["silos", MINE], citizens=300, runs=3, seed=7, changes={"spillover": 0.1}).write(folder)
    return folder / "summary.json"


def changed(summary: Path, tmp_path: Path, change) -> Path:
    content = json.loads(summary.read_text())
    change(content)
    file = tmp_path / "summary.json"
    file.write_text(json.dumps(content))
    return file


def test_every_number_is_the_same(summary):
    found = reproduce(summary, workers=1)
    assert found.counts == {SAME: len(found.numbers), WITHIN: 0, DIFFERENT: 0}
    assert found.kind == "summary"
    known = json.loads(summary.read_text())["scenarios"]
    assert {one.name.split("/")[0] for one in found.numbers} == set(known) == {"silos", "mine"}
    means = {one.name: one.old for one in found.numbers}
    assert means["mine/outcomes/licence_affected/mean"] == known["mine"]["outcomes"]["licence_affected"]["mean"]
    assert (means["silos/months"], means["mine/months"]) == (60, 7)


def test_numbers_that_were_touched_are_found(summary, tmp_path):
    def touch(content):
        outcomes = content["scenarios"]["mine"]["outcomes"]
        outcomes["dispersion"]["mean"] *= 1 + 1e-4
        outcomes["trust" if "trust" in outcomes else "licence_gap"]["p10"] *= 1 + 1e-8
        del outcomes["cross_department"]["p90"]

    found = reproduce(changed(summary, tmp_path, touch))
    verdicts = {one.name: one.verdict for one in found.numbers if one.verdict != SAME}
    assert verdicts == {
        "mine/outcomes/dispersion/mean": DIFFERENT,
        "mine/outcomes/licence_gap/p10": WITHIN,
        "mine/outcomes/cross_department/p90": DIFFERENT,
    }


def test_another_choice_or_seed_gives_other_numbers(summary, tmp_path):
    def other(content):
        content["provenance"]["seed"] = 8

    assert reproduce(changed(summary, tmp_path, other)).counts[DIFFERENT] > 100


def test_another_model_version_is_said(summary, tmp_path):
    def older(content):
        content["provenance"] |= {"model_version": 1, "version": "0.0.1", "git_commit": "abc-dirty"}
        content["provenance"]["packages"]["numpy"] = "1.0"

    notes = " ".join(reproduce(changed(summary, tmp_path, older)).notes)
    for words in ("Made with model version 1; this is", "numpy 1.0 (now", "socialicence 0.0.1", "not committed"):
        assert words in notes


def test_stages_are_run_only_when_they_are_given(tmp_path, monkeypatch):
    (tmp_path / "quiet_stages.py").write_text(
        "from socialicence.month import STAGES\nfrom socialicence.schedule import without\n"
        "stages = without(STAGES, 'communication')\n"
    )
    (tmp_path / "other_stages.py").write_text(
        "from socialicence.month import STAGES\nfrom socialicence.schedule import without\n"
        "stages = without(STAGES, 'events')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    compare(["silos"], citizens=200, runs=1, months=2, stages="quiet_stages:stages").write(tmp_path / "out")
    file = tmp_path / "out" / "summary.json"
    with pytest.raises(InputError, match="they are code: give --stages quiet_stages:stages"):
        reproduce(file)
    with pytest.raises(InputError, match="not the stages that it was made with"):
        reproduce(file, stages="other_stages:stages")
    assert reproduce(file, stages="quiet_stages:stages").counts[DIFFERENT] == 0


def test_stages_that_are_not_asked_for_are_refused(summary):
    with pytest.raises(InputError, match="leave --stages out"):
        reproduce(summary, stages="os:path")


DAMAGED = {
    "no citizens": (lambda made: made.pop("citizens"), "citizens is missing"),
    "text for a number": (lambda made: made.update(runs="3"), "runs = '3'"),
    "too many": (lambda made: made.update(citizens=10**30), "citizens = 1000"),
    "a length": (lambda made: made.update(months_by_scenario={"silos": 0}), "months = 0"),
    "lengths": (lambda made: made.update(months_by_scenario=[1]), "months_by_scenario is not a table"),
    "no scenario": (lambda made: made.update(scenarios=[]), "scenarios is not a list of tables"),
    "scenario": (lambda made: made["scenarios"][0].update(values=[1]), "scenario 1"),
    "lever": (lambda made: made["scenarios"][0].update(values={"leadershp": 1}), "did you mean"),
    "other names": (lambda made: made["scenarios"][0].update(name="other"), "name other scenarios"),
    "a file": (lambda made: made["scenarios"][0].update(additions="/etc/passwd"), "names a file of additions"),
    "a survey": (lambda made: made["scenarios"][0].update(survey="none.csv"), "none.csv"),
    "stages": (lambda made: made.update(stages=3), "stages is not a table"),
    "stages in Python": (lambda made: made.update(stages={"from": None, "identity": None}), "given in Python"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_provenance_gets_one_line(summary, tmp_path, name):
    change, words = DAMAGED[name]
    file = changed(summary, tmp_path, lambda content: change(content["provenance"]))
    with pytest.raises(InputError) as error:
        reproduce(file)
    assert words in str(error.value)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)

"""The test of what does something as its users meet it: options, table, file, and a tiny run of the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from socialicence.assumptions.__main__ import main
from socialicence.assumptions.dead import Finding, Size, Verdict, command, stored
from socialicence.assumptions.dead.kept import kept
from socialicence.assumptions.dead.page import page
from socialicence.assumptions.dead.runs import Task, runner
from socialicence.assumptions.dead.settings import standard_settings
from socialicence.assumptions.dead.stored import Tried, is_current, read
from socialicence.assumptions.dead.trying import believed, try_all
from socialicence.categories import Shock, Strategy
from socialicence.errors import InputError
from socialicence.outcomes.registry import numbers
from socialicence.parameters import parameters
from socialicence.results import provenance
from socialicence.scenarios import load, names

FOUND = (
    Finding("spillover", Verdict.MOVES, 1.5, 0.1, "incidents", "silos", "low"),
    Finding("adults", Verdict.NOTHING, at_most=0.0),
    Finding("own_share", Verdict.UNSETTLED, -0.2, 0.11, "incidents", "silos", "high", 0.4),
    Finding("peer_weight", Verdict.LITTLE, 0.02, 0.01, "incidents", "silos", "high", 0.04),
)
TESTED = Tried(FOUND, {"seconds": 1, **stored.identity()})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--deadd"], "--deadd"),
        (["--runs", "5"], "--runs goes with --dead"),
        (["--dead", "--runs", "1"], "--runs 1 is out of range; allowed is 2 to 1,000"),
        (["--dead", "--citizens", "many"], "invalid int value: 'many'"),
        (["--dead", "--only", "spilover"], "did you mean 'spillover'?"),
        (["--dead", "--only", "leadership"], "unknown parameter 'leadership'"),
        (["--dead", "--write", "--only", "spillover"], "leave out --only"),
        (["--dead", "--out", "."], "a file is needed"),
        (["--dead", "--write"], "commit first"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_before_anything_is_run(monkeypatch, capsys, given, said):
    monkeypatch.setattr(provenance, "git_commit", lambda: "c0ffee-dirty")
    monkeypatch.setattr(command, "try_all", lambda *_: pytest.fail("run"))
    assert main(given) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert said in error


def test_the_result_is_shown_and_written_where_it_is_asked_for(monkeypatch, capsys, tmp_path):
    asked = []
    monkeypatch.setattr(command, "try_all", lambda *given: asked.append(given) or TESTED)
    path = tmp_path / "dead.json"
    assert main(["--dead", "--only", "spillover", "--runs", "9", "--workers", "1", "--out", str(path)]) == 0
    ((table, citizens, size, workers),) = asked
    assert (list(table), citizens, size, workers) == (["spillover"], 1000, Size(runs=9), 1)
    assert "peer_weight" in capsys.readouterr().out
    assert read(path) == TESTED


def test_what_does_nothing_stands_first_and_is_to_be_cut_or_excused():
    text = page(TESTED, {"adults": "It scales counts.", "spillover": "Who knows."})
    rows = text.split("\n\n")[0].splitlines()
    assert [row.split()[0] for row in rows] == ["parameter", "adults", "peer_weight", "own_share"]
    assert "+0.02 +- 0.01" in rows[2]
    assert "adults stays: It scales counts." in text
    assert "spillover need no longer be excused" in text
    assert "moves something: 1" in text
    assert text.endswith("To be cut, or excused with a reason: peer_weight\n")
    assert "spillover " in page(TESTED, {}, everything=True).split("\n\n")[0]


def test_what_is_not_there_yet_says_how_to_make_it(tmp_path):
    with pytest.raises(InputError, match="--dead --write"):
        read(tmp_path / "none.json")


def test_another_setting_makes_it_stale(monkeypatch):
    assert is_current(TESTED)
    monkeypatch.setattr(stored, "standard_settings", lambda: standard_settings()[1:])
    assert not is_current(TESTED)


def test_excuses_name_what_there_is_and_say_why(tmp_path):
    assert all(why.endswith(".") for why in kept().values())
    path = tmp_path / "kept.csv"
    for row, said in (("salience,none.", "unknown parameter"), ("spillover,", "says why")):
        path.write_text(f"name,why\n{row}\n")
        with pytest.raises(InputError, match=said):
            kept(path)


def test_every_lever_is_moved_and_everything_happens_in_some_setting():
    settings = standard_settings()
    assert [one.name for one in settings[: len(names())]] == names()
    on = next(one for one in settings if one.name == "everything_on")
    for strategy in Strategy:
        assert strategy is Strategy.NONE or on.values[f"engagement.{strategy.name.lower()}"] > 0
    assert {shock.shock for shock in on.shocks} == set(Shock)
    assert not any(one.expected_objections for one in settings[len(names()) :])
    usual = {name: one.default for name, one in parameters().items() if one.is_lever}
    for name, value in usual.items():
        assert any(one.values.get(name, value) != value for one in settings), name


def test_levers_are_not_tried():
    assert not any(one.is_lever for one in believed().values())
    assert len(believed()) == sum(not one.is_lever for one in parameters().values())


def test_bits_are_the_same_in_the_same_run_and_others_in_another():
    setting = replace(load("status_quo"), months=3)
    tasks = [Task(setting, changes, 1) for changes in ({}, {}, {"spillover": 0.2}, {"licence_level_boundary": 0.4})]
    first, again, moved, reported = runner(200, 1)(tasks, lambda share: None)
    np.testing.assert_equal(first, again)
    assert first.bits != moved.bits
    assert first.bits == reported.bits
    assert len(first.outcomes) == len(numbers())


def test_two_parameters_on_the_model():
    settings = [replace(one, months=6) for one in standard_settings() if one.name == "shocked"]
    table = believed(["trust_at_start", "licence_level_boundary"])
    tested = try_all(table, 200, Size(2, 3, 6), 1, settings)
    assert [one.verdict for one in tested.findings] == [Verdict.MOVES, Verdict.NOTHING]
    assert tested.findings[0].setting == "shocked"
    assert tested.provenance["runs_seeds"] == 3

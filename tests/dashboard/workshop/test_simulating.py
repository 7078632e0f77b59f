"""Running the sets of choices: with the real model on a small public, kept on disk, going on where it stopped."""

from __future__ import annotations

import json

import pytest

from socialicence import ensemble
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.workshop import runs as simulating
from socialicence.dashboard.workshop.runs import KEPT, Kept, key_of, simulate
from socialicence.dashboard.workshop.settings import identity
from socialicence.errors import InputError, Stopped

SMALL = {"citizens": 200, "runs": 2, "seed": 3}


def scenarios(count: int = 2):
    from dataclasses import replace

    plans = [TODAY, *(Plan(steps={"access": step}) for step in (0, 1, 2)), Plan(steps={"people": 0})][:count]
    return [replace(plan.scenario(), name=f"setting_{place}") for place, plan in enumerate(plans)]


@pytest.fixture
def counted(monkeypatch):
    """How many sets of choices each call of the model was given."""
    calls = []
    real = ensemble.compare

    def compare(batch, **settings):
        calls.append(len(batch))
        return real(batch, **settings, months=3)

    monkeypatch.setattr(ensemble, "compare", compare)
    return calls


def test_rows_are_the_models_runs(tmp_path, counted):
    rows = simulate(scenarios(), tmp_path, **SMALL)
    assert len(rows) == 2
    real = ensemble.compare([scenarios()[1]], **SMALL)
    told = [round(10_000 * record.outcomes["licence_affected"]) for record in real.records]
    assert rows[1]["runs"]["licence_affected"] == told


def test_what_was_run_is_not_run_again(tmp_path, counted):
    first = simulate(scenarios(), tmp_path, **SMALL)
    assert simulate(scenarios(), tmp_path, **SMALL) == first
    assert counted == [2]
    simulate(scenarios(3), tmp_path, **SMALL)
    assert counted == [2, 1]


def test_a_line_cut_off_is_run_again(tmp_path, counted):
    first = simulate(scenarios(), tmp_path, **SMALL)
    file = tmp_path / KEPT
    file.write_bytes(file.read_bytes()[:-40])
    assert simulate(scenarios(), tmp_path, **SMALL) == first
    assert counted == [2, 1]
    assert simulate(scenarios(), tmp_path, **SMALL) == first  # the new line is not lost behind the torn one
    assert counted == [2, 1]


def test_stopping_says_what_is_kept(tmp_path, monkeypatch, counted):
    real = ensemble.compare

    def stopped(batch, **settings):
        if len(counted) == 1:
            raise KeyboardInterrupt
        return real(batch, **settings)

    monkeypatch.setattr(ensemble, "compare", stopped)
    with pytest.raises(Stopped, match=r"4 of 5 sets of choices are kept .* goes on from there"):
        simulate(scenarios(5), tmp_path, **SMALL)
    monkeypatch.setattr(ensemble, "compare", real)
    assert len(simulate(scenarios(5), tmp_path, **SMALL)) == 5
    assert counted == [4, 1]


def test_progress_goes_up_to_the_whole(tmp_path, monkeypatch, counted):
    seen = []
    monkeypatch.setattr(ensemble, "_REPORT_EVERY", 0.001)
    simulate(scenarios(5), tmp_path, **SMALL, report=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (500, 500)


@pytest.mark.parametrize("changed", [{"citizens": 300}, {"runs": 3}, {"seed": 4}])
def test_other_numbers_are_other_runs(changed):
    one = scenarios()[0]
    assert key_of(one, **SMALL) != key_of(one, **SMALL | changed)


def test_another_version_of_the_model_runs_anew(monkeypatch):
    before = key_of(scenarios()[0], **SMALL)
    monkeypatch.setattr("socialicence.world.MODEL_VERSION", 99)
    assert key_of(scenarios()[0], **SMALL) != before


def test_the_name_of_a_scenario_is_no_part_of_what_it_is():
    first, second = scenarios()
    assert identity(first) != identity(second)
    assert identity(first) == identity(TODAY.scenario())


def test_nonsense_in_the_kept_file_is_passed_over(tmp_path):
    file = tmp_path / KEPT
    file.write_text('[]\n{"key": 3}\n\x00\n' + json.dumps({"key": "a", "row": {"x": 1}}) + "\n", encoding="utf-8")
    assert Kept(file).rows == {"a": {"x": 1}}


def test_a_folder_in_its_place_is_said(tmp_path):
    (tmp_path / KEPT).mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        simulating.simulate(scenarios(), tmp_path, **SMALL)

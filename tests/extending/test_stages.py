"""Stages of a month: left out, replaced, put in, from a file of one's own; and what does not change."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from socialicence import compare
from socialicence.categories import Shock
from socialicence.errors import InputError
from socialicence.model import LicenceModel
from socialicence.month import STAGES, Stage
from socialicence.outcomes.futures import nearest
from socialicence.scenarios import load
from socialicence.scenarios.scenario import CAN_BE_LEFT_OUT
from socialicence.schedule import checked_stages, imported_stages, inserted, own_draws, replaced, without
from socialicence.state.draws import Purpose

NAMES = [stage.name for stage in STAGES]


def state(world):
    """All that a run comes to, as one list of arrays."""
    seen = world.observations
    return [*world.citizens, seen.licence, seen.trust, seen.mood, seen.system, seen.departments, world.projects]


def same(one, other):
    return all(np.array_equal(a, b, equal_nan=a.dtype.names is None and a.dtype.kind == "f")
               for a, b in zip(state(one), state(other), strict=True))  # fmt: skip


SHOCKS = [{"shock": "scandal", "month": 2, "organisation": "health_service"}]
BUSY = {"levers": {"leadership": 0.8, "engagement": {"spend": 40.0}}, "shocks": SHOCKS}

STOPS = {
    "policy": lambda world: float(world.now["leadership"][0]) == 0.35,
    "events": lambda world: not world.observations.system["incidents"][:, [Shock.BREACH, Shock.SCANDAL]].any(),
    "departments": lambda world: np.ptp(world.observations.departments["spend"], axis=0).max() == 0.0,
    "professionals": lambda world: world.observations.system["newcomers"][-1] == 0,
    "programmes": lambda world: world.event_count == 0,
    "projects": lambda world: not world.observations.system["started"].any(),
    "communication": lambda world: world.engagements == world.news == 0,
    "citizens": lambda world: np.array_equal(world.observations.trust[0], world.observations.trust[-1]),
}
"""What no longer happens without a stage."""


def test_what_can_be_left_out_is_every_stage_but_the_observation():
    assert [*CAN_BE_LEFT_OUT, "observation"] == NAMES


@pytest.mark.parametrize("name", CAN_BE_LEFT_OUT)
def test_without_a_stage_what_it_does_does_not_happen(run, name):
    whole, ablated = run(BUSY, months=9), run({**BUSY, "without_stages": [name]}, months=9)
    assert not STOPS[name](whole)
    assert STOPS[name](ablated)
    assert [stage.name for stage in ablated.stages] == [one for one in NAMES if one != name]
    assert np.isfinite(ablated.observations.licence[-1, :, 0, 0]).all()


def test_draws_of_the_stages_that_stay_are_not_disturbed(run):
    """Without events or communication citizens move otherwise, but the same projects are thought of in month 1."""
    whole = run(BUSY, months=9)
    first = whole.projects["started"][: whole.project_count] < 1.0
    assert first.sum() >= 3
    for left_out in ("events", "communication", "professionals", "citizens"):
        ablated = run({**BUSY, "without_stages": [left_out]}, months=9)
        for column in ("started", "sensitivity", "safeguards", "context", "owners"):
            ours, theirs = whole.projects[column][: first.size], ablated.projects[column][: first.size]
            assert np.array_equal(ours[first], theirs[first])
        assert not same(whole, ablated)


def test_a_stage_that_does_nothing_changes_no_bit(run):
    usual = run(BUSY)
    assert same(usual, run(BUSY, stages=inserted(STAGES, Stage("nothing", lambda world, month: None), after="events")))
    scenario = usual.scenario
    model = LicenceModel(
        300, 3, scenario, months=6, stages=inserted(STAGES, lambda model, month: None, before="events")
    )
    model.run_model()
    assert same(usual, model.world)


def test_a_stage_replaced_by_its_like_changes_no_bit(run):
    for name in NAMES:
        old = next(stage for stage in STAGES if stage.name == name)
        assert same(run(BUSY), run(BUSY, stages=replaced(STAGES, name, replace(old))))


def test_a_function_takes_over_the_name_of_the_stage_it_replaces():
    def mine(model, month):
        pass

    stages = replaced(STAGES, "events", mine)
    assert [stage.name for stage in stages] == NAMES
    assert next(stage for stage in stages if stage.name == "events").sees == "model"
    assert [stage.name for stage in inserted(STAGES, mine, before="events")][1:3] == ["mine", "events"]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: without(STAGES, "comunication"), "did you mean 'communication'"),
        (lambda: without(STAGES, "observation"), "observation cannot be left out"),
        (lambda: replaced(STAGES, "citizen", print), "did you mean 'citizens'"),
        (lambda: inserted(STAGES, print), "name one of before=, after="),
        (lambda: inserted(STAGES, 3, after="events"), "3 is not a stage"),
        (lambda: inserted(STAGES, Stage("x", print, sees="modle"), after="events"), "did you mean 'model'"),
        (lambda: checked_stages(STAGES[:-1]), "the stages have no observation"),
        (lambda: checked_stages((*STAGES, STAGES[0])), "two stages are named 'policy'"),
        (lambda: imported_stages("my_stages"), "MODULE:LIST is needed"),
        (lambda: imported_stages("my_stages.py:stages"), "such as my_stages:stages (no .py)"),
        (lambda: imported_stages("no_such_module_here:stages"), "there is no module no_such_module_here"),
        (lambda: imported_stages("socialicence.month:STAGE"), "did you mean 'STAGES'"),
        (lambda: imported_stages("socialicence.month:Stage"), "is no list of stages but type"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, monkeypatch, ask, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as raised:
        ask()
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["import no_such_thing", "raise RuntimeError('a\\nb')", "stages = ("])
def test_a_module_that_cannot_be_imported_is_said_so(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    name = f"broken_{abs(hash(text))}"
    (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=name) as raised:
        imported_stages(f"{name}:stages")
    assert "\n" not in str(raised.value)


def calm(model, month):
    """A stage over agents."""
    for department in model.departments:
        department.nervousness = 0.0


def test_a_stage_of_ones_own_sees_agents_in_an_ensemble_and_acts():
    settings = {"citizens": 300, "runs": 2, "months": 6, "workers": 2}
    usual = compare(["status_quo"], **settings)
    calmed = compare(["status_quo"], stages=inserted(STAGES, calm, after="departments"), **settings)
    last = "measure == 'nervousness' and month == 6"
    assert (calmed.months.query(last)["value"] == 0).all()
    assert (usual.months.query(last)["value"] > 0).all()
    assert calmed.provenance["stages"]["names"][3] == "calm"
    assert "stages" not in usual.provenance


def test_results_through_agents_are_those_of_the_engine():
    settings = {"citizens": 300, "runs": 2, "months": 6, "workers": 2}
    usual = compare(["status_quo"], **settings).runs.drop(columns="wall_seconds")
    looked = inserted(STAGES, lambda model, month: None, after="departments")
    assert compare(["status_quo"], stages=looked, **settings).runs.drop(columns="wall_seconds").equals(usual)


def test_a_stage_that_fails_fails_its_run_and_no_other():
    def stumbles(model, month):
        if model.seed_used == 2:
            raise RuntimeError("stumbled")

    results = compare(["status_quo"], citizens=300, runs=2, months=2, stages=inserted(STAGES, stumbles, after="events"))
    assert list(results.runs["status"]) == ["done", "failed"]
    assert "stumbled" in results.failed[0].error


def test_nothing_observed_is_near_nothing():
    assert nearest(dict.fromkeys(("a", "b"), float("nan"))) == "none"


def test_own_draws_are_uniform_keyed_and_the_same_elsewhere():
    model = LicenceModel(100, 4, months=1)
    draws = own_draws(model, "strikes", 1, 4000)
    assert 0.48 < draws.mean() < 0.52
    assert 0.27 < draws.std() < 0.31
    assert not np.array_equal(draws, own_draws(model, "strikes", 2, 4000))
    assert not np.array_equal(draws, own_draws(model, "other", 1, 4000))
    assert np.array_equal(draws[:10], own_draws(model.world, "strikes", 1, 10))
    code = "from socialicence.schedule import own_draws\nclass W: seed = 4\n"
    code += "print(*own_draws(W(), 'strikes', 1, 3).tolist())"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [float(word) for word in found.stdout.split()] == draws[:3].tolist()
    assert max(Purpose) < 1 << 20


def test_a_scenario_may_leave_stages_out_beside_stages_of_ones_own(run):
    stages = inserted(STAGES, Stage("mine", lambda world, month: None), after="events")
    world = run({"without_stages": ["citizens"]}, months=1, stages=stages)
    assert [stage.name for stage in world.stages] == [
        "policy", "events", "mine", "departments", "professionals", "programmes", "projects", "communication",
        "observation",
    ]  # fmt: skip
    with pytest.raises(InputError, match="unknown stage 'events'"):
        run({"without_stages": ["events"]}, stages=without(STAGES, "events"))


def test_a_world_by_itself_has_no_agents_to_show(run):
    with pytest.raises(InputError, match="stage calm sees agents: run it through LicenceModel or compare"):
        run(stages=inserted(STAGES, calm, after="departments"))


def test_status_quo_has_all_its_stages():
    assert load("status_quo").without_stages == ()

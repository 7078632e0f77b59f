"""Finding what does something, with runs that are made up."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.assumptions.dead import Size, Verdict, find
from socialicence.assumptions.dead.runs import Seen
from socialicence.parameters import Parameter
from socialicence.scenarios import Scenario

SIZE = Size(screening=4, runs=12, spread=30, seed=0)
SETTINGS = (Scenario("off"), Scenario("on"))
OUTCOMES = ("steady", "wild", "never")


def a_parameter(name, low=0.0, high=2.0):
    return Parameter(name, "parameter", 1.0, low, high, "x", "assumption", name.capitalize(), "a guess")


NAMES = ("strong", "faint", "unseen", "idle", "chaotic", "only_high", "spoilt")
TABLE = {name: a_parameter(name) for name in NAMES} | {
    "fixed": a_parameter("fixed", 1.0, 1.0),
    "at_its_low_end": a_parameter("at_its_low_end", low=1.0),
}


def made_up(task):
    """Two outcomes of standard deviation one, and one that is always the same; every parameter acts as it is called."""
    luck = np.random.default_rng(task.seed).normal(size=2)
    steady, wild, never, bits = float(luck[0]), float(luck[1]), 7.0, task.seed
    for name, value in task.changes.items():
        away, on = value - 1.0, task.setting.name == "on"
        bits += 0 if name == "idle" else 1000
        steady += {"strong": 0.5 * on, "faint": 0.02, "at_its_low_end": 0.4}.get(name, 0.0) * away
        steady += 0.3 if name == "only_high" and away > 0 else 0.0
        if name == "chaotic":
            wild = np.random.default_rng([task.seed, int(value)]).normal()
        if name == "spoilt":
            wild = np.nan
            never = 9.0
    return Seen((steady, wild, never), bits)


@pytest.fixture(scope="module")
def asked():
    return []


@pytest.fixture(scope="module")
def found(asked):
    def run(tasks, report):
        asked.extend(tasks)
        return [made_up(task) for task in tasks]

    listed = find(TABLE, SETTINGS, OUTCOMES, run, SIZE, lambda share: None)
    assert [one.name for one in listed] == list(TABLE)
    return {one.name: one for one in listed}


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("strong", Verdict.MOVES), ("only_high", Verdict.MOVES), ("at_its_low_end", Verdict.MOVES),
        ("faint", Verdict.LITTLE), ("unseen", Verdict.LITTLE), ("spoilt", Verdict.LITTLE), ("idle", Verdict.NOTHING),
        ("fixed", Verdict.NO_RANGE), ("chaotic", Verdict.UNSETTLED),
    ],
)  # fmt: skip
def test_each_is_called_what_it_is(found, name, verdict):
    assert found[name].verdict == verdict


def test_the_largest_effect_is_told_with_its_place(found):
    strong = found["strong"]
    assert (strong.outcome, strong.setting) == ("steady", "on")
    assert abs(strong.effect) == pytest.approx(0.5, abs=0.15)  # over the spread of 30 runs
    assert strong.error == pytest.approx(0.0, abs=1e-9)
    assert found["only_high"].end == "high"
    assert found["faint"].at_most == pytest.approx(abs(found["faint"].effect))
    assert found["chaotic"].outcome == "wild"
    assert found["chaotic"].at_most > 0.1


def test_what_was_the_same_in_every_run_has_no_effect(found):
    assert (found["unseen"].effect, found["unseen"].outcome, found["idle"].at_most) == (0.0, "", 0.0)


def test_runs_are_on_the_same_seeds_and_none_is_done_twice(found, asked):
    done = [(task.setting.name, *task.changes.items(), task.seed) for task in asked]
    assert len(done) == len(set(done))
    seeds = {task.seed for task in asked if "strong" in task.changes}
    assert seeds <= {task.seed for task in asked if not task.changes} == set(range(30))
    assert not [task for task in asked if "fixed" in task.changes]


def test_an_end_that_a_setting_has_already_is_not_run(asked):
    settings, runs = [Scenario("one", values={"strong": 2.0})], []

    def run(tasks, report):
        runs.extend(tasks)
        return [made_up(task) for task in tasks]

    find({"strong": TABLE["strong"]}, settings, OUTCOMES, run, SIZE, lambda share: None)
    assert {tuple(task.changes.items()) for task in runs} == {(), (("strong", 0.0),)}


def test_what_does_nothing_is_run_on_all_seeds_and_elsewhere_only_where_it_acts(found, asked):
    def seeds(name, setting):
        return {task.seed for task in asked if name in task.changes and task.setting.name == setting}

    assert seeds("idle", "off") == seeds("idle", "on") == set(range(16))
    assert seeds("faint", "off") == set(range(16))

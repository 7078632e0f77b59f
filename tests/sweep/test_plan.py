"""The plan: values, seeds and keys of every run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialicence.parameters import parameters
from socialicence.scenarios import load
from socialicence.sweep.plan import Plan
from socialicence.sweep.reading import from_toml
from socialicence.world import all_values

BASE = {"design": "lhs", "samples": 5, "replicates": 2, "scenarios": ["status_quo", "silos"], "months": 60}
VARIED = {**BASE, "factors": {"leadership": [0.1, 0.9]}}


def plan_of(**changes) -> Plan:
    table = {name: value for name, value in {**VARIED, **changes}.items() if value is not None}
    return Plan(from_toml(table, "here", "here", Path()))


def keys_by_run(plan):
    return dict(zip(plan.run_ids, plan.keys.tolist(), strict=True))


def test_values_are_those_of_the_scenario_with_the_factors_set():
    plan = plan_of(
        set={"security": 0.6}, factors={"leadership": [0.1, 0.9], "engagement.strategy": ["none", "targeted"]}
    )
    rows = np.arange(len(plan))
    table = plan.values(rows)
    for row in rows:
        scenario = load(("status_quo", "silos")[plan.scenario[row]])
        point = plan.point[row]
        chosen = {name: column[point] for name, column in plan.points.factors.items()}
        expected = all_values(scenario, {**chosen, "security": 0.6})
        assert dict(zip(parameters(), table[row], strict=True)) == expected


def test_recommendations_named_are_adopted_and_others_left():
    plan = plan_of(factors={"recommendations": ["none", "arbitration+checklists"]}, design="grid", samples=None)
    table = dict(zip(parameters(), plan.values(np.arange(len(plan))).T, strict=True))
    adopted = plan.points.factors["recommendations"][plan.point] != "none"
    quo = plan.scenario == 0
    for name in ("recommendation.arbitration", "recommendation.checklists"):
        assert set(table[name][adopted]) == {1.0}
        assert set(table[name][~adopted & quo]) == {parameters()[name].default}
    assert set(table["recommendation.transparency"][quo]) == {parameters()["recommendation.transparency"].default}


@pytest.mark.parametrize(
    "change",
    [
        {"citizens": 4000},
        {"months": 59},
        {"seed": 12},
        {"set": {"security": 0.61}},
        {"population": "per_run"},
        {"common_random_numbers": False},
        {"stages": "tests.sweep.own_stages:STAGES"},
        {"shocks": [{"shock": "breach", "month": 3, "organisation": "charities"}]},
    ],
    ids=str,
)
def test_what_decides_a_run_changes_its_key(change):
    factors = {"leadership": [0.1, 0.5, 0.9]}
    before, after = (
        plan_of(design="grid", samples=None, factors=factors),
        plan_of(**{"design": "grid", "samples": None, "factors": factors, **change}),
    )
    assert not set(before.keys) & set(after.keys)


@pytest.mark.parametrize("change", [{"title": "Other"}, {"outcomes": ["incidents"]}, {"months_kept": True}], ids=str)
def test_what_decides_nothing_leaves_it(change):
    assert np.array_equal(plan_of().keys, plan_of(**change).keys)


def test_a_point_is_known_by_its_values_not_by_how_the_study_came_to_them():
    """A level among others, the same value fixed, and the default itself."""
    today = parameters()["leadership"].default
    given = {"design": "grid", "samples": None, "scenarios": ["status_quo"]}
    money = {"funding": [0.8, 1.0, 1.2]}
    grid = plan_of(**given, factors={"leadership": [0.1, today, 0.9], **money})
    fixed = plan_of(**given, factors=money, set={"leadership": today})
    plain = plan_of(**given, factors=money)
    assert set(plain.keys) < set(grid.keys)
    assert np.array_equal(plain.keys, fixed.keys)


def test_common_random_numbers_are_shared_by_points_and_scenarios():
    plan = plan_of(seed=10)
    assert np.array_equal(plan.seed, 10 + plan.replicate)
    assert np.array_equal(plan.public_seed, plan.seed)
    own = plan_of(common_random_numbers=False)
    assert len(set(own.seed)) == len(own)
    assert np.array_equal(own.public_seed, 1 + own.replicate)
    public = plan_of(population="per_run")
    assert len(set(public.public_seed)) == len(public)
    assert np.array_equal(public.seed, 1 + public.replicate)


def test_draws_of_assumptions_have_seeds_of_their_own_shared_by_options():
    plan = plan_of(design="grid", samples=3, vary_assumptions=True, draws=4)
    draw = plan.points.draw[plan.point]
    pairs = set(zip(draw.tolist(), plan.replicate.tolist(), plan.seed.tolist(), strict=True))
    assert len(pairs) == 4 * 2 == len(set(plan.seed))
    table = plan.values(np.arange(len(plan)))
    column = list(parameters()).index("negativity_weight")
    assert all(len(set(table[draw == one, column])) == 1 for one in range(4))


def test_runs_that_share_a_public_follow_one_another():
    plan = plan_of()
    assert (np.diff(plan.public_seed) != 0).sum() == 1


def test_own_seeds_do_not_depend_on_how_many_there_are():
    few, many = (plan_of(common_random_numbers=False, replicates=count) for count in (2, 3))
    wanted = keys_by_run(few)
    assert {name: key for name, key in keys_by_run(many).items() if name in wanted} == wanted


@settings(max_examples=30)
@given(st.integers(1, 60))
def test_shards_part_the_runs(count):
    plan = plan_of()
    parts = [plan.shard(index, count) for index in range(count)]
    assert sorted(np.concatenate(parts)) == list(range(len(plan)))
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1


def test_a_stage_of_ones_own_is_known_by_its_source(tmp_path, monkeypatch):
    from socialicence.sweep import special

    def identity(source: str):
        (tmp_path / "mine_to_sweep.py").write_text(source)
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(__import__("sys").modules, "mine_to_sweep", raising=False)
        special.identity_of.cache_clear()
        special.stages_of.cache_clear()
        return special.identity_of("mine_to_sweep:STAGES", ())

    head = "from socialicence.month import STAGES as S, Stage\ndef rest(world, month):\n    {}\n"
    text = head + "STAGES = [*S, Stage('rest', rest)]\n"
    one, other = identity(text.format("pass")), identity(text.format("return None"))
    assert one != other
    assert one[:-1] == other[:-1] == (*special.identity_of("", ()), "rest")

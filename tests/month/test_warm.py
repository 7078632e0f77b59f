"""Month 0 of a system that has long run: level counts afterwards, one start for all scenarios, new counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from socialicence.categories import Outcome, ProgrammeState
from socialicence.month import STAGES
from socialicence.month import warm as warm_module
from socialicence.month.kept import WarmStore, key_of
from socialicence.month.launching import AT_START
from socialicence.month.opening import WARM_MONTHS
from socialicence.month.warm import open_cold, warm_start
from socialicence.population import draw_public
from socialicence.scenarios import load, names
from socialicence.state.tables import NOT_YET
from socialicence.world import World, all_values, new_world
from tests.month.conftest import with_shocks

LENT = ("departments", "professionals", "requesters", "projects", "visits", "programmes", "assets", "withheld_until")
SEEDS = range(24)
YEARS = np.arange(0, 61, 12)


@pytest.fixture
def kept(monkeypatch):
    """A store of its own, and nothing in it yet."""
    store = WarmStore()
    monkeypatch.setattr(warm_module, "KEPT", store)
    return store


@pytest.fixture(scope="module")
def today():
    """Status quo, five years, on many seeds."""
    return [new_world("status_quo", citizens=200, seed=seed, months=60).run() for seed in SEEDS]


def opened(scenario="status_quo", **changes):
    return new_world(scenario, citizens=200, seed=3, months=2, changes=changes)


def same_start(one, other):
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in LENT)


def by_year(worlds, name, flow):
    """A count of each run: what was added in each year, or what there was at its end, month 0 first."""
    seen = np.array([world.observations.system[name].reshape(61, -1).sum(axis=1) for world in worlds])[:, YEARS]
    return np.diff(seen, axis=1) if flow else seen


@pytest.mark.parametrize(
    ("name", "flow"),
    [("in_flight", False), ("blocked_desks", False), ("accessed", True), ("incidents", True), ("gave_up", True)],
)
def test_counts_of_status_quo_are_level_from_the_first_year_to_the_fifth(today, name, flow):
    counts = by_year(today, name, flow)
    trend = counts[:, -1] - counts[:, 0]
    error = trend.std(ddof=1) / np.sqrt(len(today))
    # Noise, or a tenth of the count: the public, held until month 0, moves a little from there on.
    assert abs(trend.mean()) < max(3.0 * error, 0.1 * counts.mean())
    assert 3.0 * error < 0.7 * counts.mean()


def test_a_cold_start_fills_up_for_years():
    worlds = [new_world("status_quo", citizens=200, seed=s, months=60, opening=open_cold).run() for s in range(6)]
    in_flight, accessed = (
        by_year(worlds, "in_flight", False).mean(axis=0),
        by_year(worlds, "accessed", True).mean(axis=0),
    )
    assert in_flight[0] == 0
    assert in_flight[1] < 0.7 * in_flight[-1]
    assert accessed[0] < 0.5 * accessed[-1]


def test_scenarios_share_their_start_and_it_is_made_once(kept):
    first = opened()
    for scenario in names():
        if not with_own_survey(scenario):
            assert same_start(first, opened(scenario)), scenario
    assert same_start(first, opened(leadership=0.9, openness=2.0))
    assert same_start(first, opened(with_shocks({"shock": 0, "month": 1.0, "department": "Hospital records"})))
    assert len(kept) == 1


def with_own_survey(scenario):
    """Scenarios on another public."""
    return scenario == "gpdpr_2021"


@pytest.mark.parametrize("changes", [{"flow_months": 12.0}, {"initial_bias": 0.0}, {"turnover_scale": 2.0}])
def test_beliefs_make_another_start(kept, changes):
    assert not same_start(opened(), opened(**changes))
    assert len(kept) == 2


def test_so_does_another_seed_or_public(kept):
    one = opened()
    for citizens, seed in ((200, 4), (220, 3)):
        assert not same_start(one, new_world("status_quo", citizens=citizens, seed=seed, months=2))
    assert len(kept) == 3


def test_who_asks_first_and_how_many_threads_there_are_changes_no_bit(kept):
    alone = [opened(scenario).run() for scenario in ("silos", "status_quo")]
    again = WarmStore()
    for worlds in (
        [opened(scenario).run() for scenario in ("status_quo", "silos")][::-1],
        list(ThreadPoolExecutor(4).map(lambda scenario: opened(scenario).run(), ("silos", "status_quo"))),
        [new_world(name, citizens=200, seed=3, months=2, workers=2).run() for name in ("silos", "status_quo")],
    ):
        for one, other in zip(alone, worlds, strict=True):
            assert same_start(one, other)
            assert one.observations.licence.tobytes() == other.observations.licence.tobytes()
    made = warm_start(opened())
    assert again.get(opened(), lambda _: made) is made
    assert len(again) == len(kept) == 1


def test_a_store_keeps_no_more_than_it_may(kept):
    made = warm_start(opened())
    small = WarmStore(most_bytes=made.size)
    worlds = [new_world("status_quo", citizens=200, seed=seed, months=1) for seed in range(3)]
    for world in worlds:
        small.get(world, lambda _: made)
    assert len(small) == 1
    assert small.size == made.size
    assert len({key_of(world) for world in worlds}) == 3


def test_what_a_run_does_is_not_in_what_is_lent(kept):
    lent = kept.get(opened(), warm_start)
    before = [table.tobytes() for table in lent[:-1]]
    new_world("government", citizens=200, seed=3, months=12).run()
    assert [table.tobytes() for table in lent[:-1]] == before


def test_months_of_a_run_draw_what_they_would_after_a_cold_start():
    """Who asks for what in month 1 does not depend on how the months before were."""
    warm, cold = (
        new_world("status_quo", citizens=200, seed=9, months=3, opening=opening).run()
        for opening in (warm_module.open_month_0, open_cold)
    )
    put_in = [world.projects[: world.project_count] for world in (warm, cold)]
    put_in = [table[table["started"] > 0] for table in put_in]
    _, ours, theirs = np.intersect1d(put_in[0]["key"], put_in[1]["key"], return_indices=True)
    assert ours.size > 0
    for name in ("requester", "context", "started", "public_value"):
        np.testing.assert_array_equal(put_in[0][name][ours], put_in[1][name][theirs], err_msg=name)


def test_counts_begin_anew(today):
    for world in today:
        first = world.observations.system[0]
        for name in (
            "started",
            "accessed",
            "completed",
            "gave_up",
            "stopped",
            "incidents",
            "newcomers",
            "reuses",
            "unblocked_by",
            "linked_assets",
            "value_realised",
            "engagement_spend",
            "programmes_launched",
        ):
            assert not np.any(first[name]), name
        assert not world.observations.departments[0]["incidents"].any()
        requests = world.projects[: world.project_count]["started"] > 0
        assert world.requesters["started"].sum() == world.system["started"].sum() == requests.sum()


def test_projects_of_before_are_on_their_way_or_their_data_are_in_use():
    for seed in range(8):
        world = new_world("status_quo", citizens=200, seed=seed, months=1)
        projects, visits = world.projects[: world.project_count], world.visits[: world.visit_count]
        assert (projects["started"] < 0).all()
        assert (projects["started"] > -WARM_MONTHS).all()
        assert np.unique(projects["key"]).size == projects.size
        in_flight = np.isin(projects["outcome"], (Outcome.IN_FLIGHT, Outcome.ACCESSED))
        assert in_flight.sum() == world.observations.system["in_flight"][0].sum()
        assert (projects["licence_affected"][in_flight] > 0).all()
        in_use = (projects["outcome"] >= Outcome.ACCESSED) & (projects["accessed"] > -world.values["flow_months"])
        latest = np.isin(np.arange(projects.size), world.assets)
        assert (in_flight | in_use | latest).all()
        assert (projects["accessed"][in_use] != NOT_YET).all()
        flows = projects["number_of_owners"][in_use & (projects["accessed"] < 0)].sum()
        assert world.departments["live_flows"].sum() == flows
        waiting = visits[visits["left"] < 0]
        assert in_flight[visits["project"]].all()
        posts = np.bincount(waiting["post"][waiting["post"] >= 0], minlength=world.professionals.size)
        np.testing.assert_array_equal(world.professionals["load"], posts)
        assert (visits["entered"] == 0).all()


def test_programmes_of_before_are_quiet_or_undecided_and_their_projects_belong_to_them():
    undecided = 0
    for seed in range(8):
        world = new_world("status_quo", citizens=200, seed=seed, months=1)
        ones, projects = world.programmes[: world.programme_count], world.projects[: world.project_count]
        assert (ones["at_start"] == 1).all()
        quiet = ones["key"] >= AT_START
        assert quiet.sum() == 5
        assert (ones["state"][quiet] == ProgrammeState.RUNNING).all()
        assert np.isin(ones["state"][~quiet], (0, ProgrammeState.CONTESTED, ProgrammeState.UNDER_REVIEW)).all()
        assert np.unique(ones["owner"] * 16 + ones["context"]).size == ones.size
        for row in projects["programme"][projects["programme"] >= 0]:
            assert 0 <= row < ones.size
        of = projects["programme"] >= 0
        np.testing.assert_array_equal(ones["owner"][projects["programme"][of]], projects["owners"][of, 0])
        undecided += (~quiet).sum()
    assert undecided > 0


def test_the_public_is_as_it_was_drawn():
    warm, cold = (
        new_world("status_quo", citizens=200, seed=2, months=1, opening=opening)
        for opening in (warm_module.open_month_0, open_cold)
    )
    assert not warm.standing.any()
    for name in ("licence", "trust", "mood"):
        np.testing.assert_array_equal(getattr(warm.observations, name), getattr(cold.observations, name))
    np.testing.assert_array_equal(warm.contexts, cold.contexts)


def test_an_ablation_begins_where_the_run_does(kept):
    without = tuple(stage for stage in STAGES if stage.name not in ("programmes", "communication"))
    assert same_start(opened(), new_world("status_quo", citizens=200, seed=3, months=2, stages=without))
    assert len(kept) == 1


def test_where_nobody_asks_nothing_is_on_its_way(kept):
    values = all_values(load("status_quo")) | {f"demand.{kind}": 0.0 for kind in ("academic", "government", "charity")}
    world = World(load("status_quo"), values, *draw_public(200, 3, values), seed=3, months=1)
    assert world.project_count == world.visit_count == 0
    assert (world.assets == -1).all()
    world.run()

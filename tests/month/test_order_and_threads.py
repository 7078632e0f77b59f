"""Results do not depend on blocks, threads or the order of work, and scenarios differ only where they differ."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

import numpy as np
import pytest

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.errors import InputError
from socialicence.month import STAGES, Stage
from socialicence.month.order import OnTables, addresses
from socialicence.scenarios import load
from socialicence.schedule import without
from socialicence.state.blocks import BLOCK
from socialicence.world import new_world
from tests.month.conftest import BUSY, cold_world, with_shocks

SHOCKS = (
    {"shock": Shock.SCANDAL, "month": 2.0, "organisation": OrganisationType.CENTRAL_GOVERNMENT},
    {
        "shock": Shock.ANNOUNCEMENT,
        "month": 1.0,
        "organisation": OrganisationType.HEALTH_SERVICE,
        "domains": (Domain.HEALTH,),
    },
)
TABLES = ("departments", "professionals", "requesters", "projects", "visits", "incidents", "system")


def assert_same_people(one, other):
    for name, column in one.citizens._asdict().items():
        np.testing.assert_array_equal(column, getattr(other.citizens, name), err_msg=name)


def assert_same(one, other):
    assert_same_people(one, other)
    for name in TABLES:
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    for name, seen in one.observations._asdict().items():
        assert seen.tobytes() == getattr(other.observations, name).tobytes(), name


def cut_in_random_blocks(monkeypatch, seed):
    """Make worlds with many threads cut their loops over citizens anywhere, and do the pieces in any order."""
    random = np.random.default_rng(seed)

    def over_citizens(run, loop, *arguments):
        count = run.state.citizens.age.size
        edges = [0, *np.sort(random.choice(np.arange(1, count), 9, replace=False)).tolist(), count]
        blocks = list(pairwise(edges))
        random.shuffle(blocks)
        for start, stop in blocks:
            loop(run.state, *arguments, int(start), int(stop))

    monkeypatch.setattr("socialicence.month.citizens.over_citizens", over_citizens)


@pytest.mark.parametrize("seed", range(3))
def test_citizens_may_be_dealt_with_in_any_blocks_and_order(monkeypatch, seed):
    """Bit for bit: peer influence and objecting read last month, never what a neighbour did just now."""
    changes = BUSY | {"objection_scale": 3.0, "objection_tie_spread": 4.7, "peer_weight": 0.2}
    whole, cut = (
        new_world(with_shocks(*SHOCKS), citizens=2000, seed=9, months=4, changes=changes, workers=workers)
        for workers in (1, 2)
    )
    cut_in_random_blocks(monkeypatch, seed)
    assert_same(whole.run(), cut.run())


@pytest.mark.parametrize("scenario", ["public_good", "shocks"])
def test_months_at_once_are_the_stages_one_by_one(scenario):
    """Bit for bit, through events, objecting, the end of a threat, and projects from start to end."""
    scenario, changes = (with_shocks(*SHOCKS), BUSY) if scenario == "shocks" else (load(scenario), {})
    whole, staged = (new_world(scenario, citizens=1000, seed=9, months=40, changes=changes) for _ in range(2))
    whole.run()
    while staged.month < staged.months:
        staged.month += 1
        for stage in STAGES:
            staged.do(stage, staged.month)
    assert_same(whole, staged)
    for name, table in whole.state.tables.items():
        if isinstance(table, np.ndarray) and name != "run":
            assert table.tobytes() == getattr(staged.state, name).tobytes(), name
    assert whole.state.run.tobytes() == staged.state.run.tobytes()


def test_months_pass_at_once_where_python_has_nothing_to_do_between_stages():
    dropped = new_world("status_quo", citizens=200, seed=9, months=2, stages=without(STAGES, "communication")).run()
    assert addresses(dropped.stages, dropped) is not None
    assert dropped.news == dropped.engagements == 0
    world = new_world("status_quo", citizens=200, seed=9, months=2)
    assert addresses(world.stages, world).size == len(STAGES)
    assert addresses((*STAGES, Stage("own", lambda world, month: None)), world) is None
    threaded = new_world("status_quo", citizens=200, seed=9, months=2, workers=2)
    assert addresses(threaded.stages, threaded) is None
    assert world.run().engagements > 0
    world = new_world("status_quo", citizens=200, seed=9, months=2)
    seen = []
    world.step([*STAGES, Stage("own", lambda world, month: seen.append((world, month)))])
    assert seen == [(world, 1)]


def test_threads_do_not_change_a_bit():
    one, two = (
        new_world(with_shocks(*SHOCKS), citizens=BLOCK + 5000, seed=9, months=2, changes=BUSY, workers=workers).run()
        for workers in (1, 2)
    )
    assert_same(one, two)


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    runs = [new_world("status_quo", citizens=300, seed=seed, months=6).run() for seed in (1, 1, 2)]
    assert_same(runs[0], runs[1])
    assert not np.array_equal(runs[0].citizens.trust, runs[2].citizens.trust)
    assert runs[0].projects.tobytes() != runs[2].projects.tobytes()


def test_running_two_worlds_by_turns_is_running_each_alone():
    alone = new_world("status_quo", citizens=300, seed=1, months=6).run()
    by_turns, other = (new_world("status_quo", citizens=300, seed=seed, months=6) for seed in (1, 2))
    for _ in range(6):
        by_turns.step()
        other.step()
    assert_same(alone, by_turns)


@pytest.mark.parametrize("kind", [kind for kind in Shock if kind is not Shock.WIDENING])
def test_a_shock_changes_nothing_before_it_happens(kind):
    event = {"shock": kind, "month": 10.0, "organisation": OrganisationType.HEALTH_SERVICE, "domains": (Domain.HEALTH,)}
    calm, shocked = (
        new_world(scenario, citizens=300, seed=7, months=11) for scenario in (with_shocks(), with_shocks(event))
    )
    for _ in range(9):
        calm.step()
        shocked.step()
    assert_same_people(calm, shocked)
    for name in ("departments", "professionals", "requesters", "projects", "visits", "system"):
        assert getattr(calm, name).tobytes() == getattr(shocked, name).tobytes(), name
    for name, seen in calm.observations._asdict().items():
        assert seen[:10].tobytes() == getattr(shocked.observations, name)[:10].tobytes(), name
    calm.step()
    shocked.step()
    assert not np.array_equal(calm.citizens.trust, shocked.citizens.trust)


LEVERS = [
    {"openness": 0.5},
    {"leadership": 0.9},
    {"recommendation.7": 1.0},
    {"engagement.spend": 20.0},
    {"security": 0.9},
]


@pytest.mark.parametrize("changes", LEVERS)
def test_a_lever_does_not_change_who_the_public_are(changes):
    usual, changed = (new_world("status_quo", citizens=300, seed=7, months=2, changes=c) for c in ({}, changes))
    assert_same_people(usual, changed)
    np.testing.assert_array_equal(usual.network.neighbour, changed.network.neighbour)


@pytest.mark.parametrize("changes", LEVERS)
def test_a_lever_leaves_what_projects_are_about_as_it_was(changes):
    """Common random numbers: a project with the same key asks for the same, whatever else happens."""
    usual, changed = (
        cold_world("status_quo", citizens=200, seed=7, months=36, changes=c | {"reuse_share": 0.05}).run()
        for c in ({}, changes)
    )
    one, other = usual.projects[: usual.project_count], changed.projects[: changed.project_count]
    _, ours, theirs = np.intersect1d(one["key"], other["key"], return_indices=True)
    assert ours.size > 0.8 * min(one.size, other.size)
    first = (one["reuse"][ours] == 0) & (other["reuse"][theirs] == 0)
    for name in ("requester", "context", "sensitivity", "safeguards", "started", "owners"):
        np.testing.assert_array_equal(one[name][ours][first], other[name][theirs][first], err_msg=name)


def test_openness_alone_leaves_citizens_draws_as_they_were():
    """Without projects, whose results are news, who may use data cannot reach the public."""
    stages = tuple(stage for stage in STAGES if stage.name != "projects")
    usual, closed = (
        new_world("status_quo", citizens=300, seed=7, months=12, changes=changes, stages=stages).run()
        for changes in ({}, {"openness": 0.0})
    )
    assert_same_people(usual, closed)
    assert usual.system["joined_up"] != closed.system["joined_up"]


def test_dropping_a_stage_leaves_the_draws_of_others_as_they_were():
    stages = tuple(stage for stage in STAGES if stage.name not in ("communication", "citizens"))
    whole = new_world("status_quo", citizens=300, seed=7, months=1).run()
    fewer = new_world("status_quo", citizens=300, seed=7, months=1, stages=stages).run()
    np.testing.assert_array_equal(whole.professionals, fewer.professionals)
    np.testing.assert_array_equal(whole.visits, fewer.visits)


def test_a_run_has_no_month_after_its_last():
    world = new_world("status_quo", citizens=200, seed=9, months=3)
    for ask in (lambda: world.run_to(4), lambda: world.run() and world.step()):
        with pytest.raises(InputError, match="the run is over: it has 3 months"):
            ask()


@pytest.mark.parametrize(("table", "months"), [("projects", 1), ("incidents", 1)])
def test_a_full_table_stops_the_months_that_pass_at_once(table, months):
    world = new_world("status_quo", citizens=200, seed=9, months=6)
    world.state.run[table] = getattr(world, table).size
    with pytest.raises(RuntimeError, match=rf"month {months}: no room is left in the table of {table}"):
        world.run()


def test_a_table_is_filled_and_never_replaced():
    world = new_world("status_quo", citizens=200, seed=9, months=1)
    with pytest.raises(AttributeError, match="a table is filled, not replaced"):
        world.departments = world.departments.copy()
    world.headlines = 0.25
    assert world.state.run["headlines"][0] == world.headlines == 0.25


def test_what_was_not_compiled_as_a_stage_has_no_address():
    from socialicence.month.observation import count_work

    world = new_world("status_quo", citizens=200, seed=9, months=1)
    with pytest.raises(TypeError, match="count_work was not compiled as a stage"):
        addresses((Stage("own", OnTables(count_work)),), world)


def test_a_copy_of_a_world_has_its_own_tables():
    world = new_world("status_quo", citizens=200, seed=9, months=2)
    copied = deepcopy(world.state)
    assert copied.address != world.state.address
    assert np.shares_memory(copied.numbers, copied.in_force)
    before = copied.departments.copy()
    world.run()
    assert np.array_equal(copied.departments, before)

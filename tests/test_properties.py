"""Whatever the levers and beliefs, within their documented ranges, a run stays within what numbers may mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.parameters import levers, parameters
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.state.tables import CITIZEN
from socialicence.world import new_world
from tests.month.conftest import with_shocks

MONTHS = 12
COLUMNS = [column.name for column in CITIZEN]
SHARES = ("understanding", "perceived_benefit", "concern", "salience", "stubbornness")
tried = settings(max_examples=12, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def settings_of(table):
    """Some of the numbers of a table, each anywhere in its range or at an end of it."""
    spread = {
        name: st.one_of(st.sampled_from([p.low, p.high]), st.floats(p.low, p.high, allow_subnormal=False))
        for name, p in table.items()
    }
    return st.lists(st.sampled_from(sorted(spread)), unique=True, max_size=len(spread)).flatmap(
        lambda names: st.fixed_dictionaries({name: spread[name] for name in names})
    )


shocks = st.lists(
    st.builds(
        ScheduledShock,
        shock=st.sampled_from(list(Shock)),
        month=st.floats(0.0, float(MONTHS)),
        size=st.floats(0.0, 10.0),
        organisation=st.sampled_from(list(OrganisationType)),
        domains=st.sets(st.sampled_from(list(Domain))).map(tuple),
    ),
    max_size=4,
)


def world_of(changes, scenario="status_quo", seed=1):
    return new_world(scenario, citizens=300, seed=seed, months=MONTHS, changes=changes)


def check_citizens(citizens):
    for name in COLUMNS:
        assert np.isfinite(getattr(citizens, name)).all(), name
    for name in ("trust", "baseline_trust"):
        column = getattr(citizens, name)
        assert ((column >= 0.01 - 1e-6) & (column <= 0.99 + 1e-6)).all(), name
    for name in SHARES:
        assert ((getattr(citizens, name) >= 0) & (getattr(citizens, name) <= 1)).all(), name
    assert (np.abs(citizens.fairness) <= 1).all()
    assert (citizens.weight > 0).all()
    for name in ("heard", "objecting", "digitally_excluded"):
        assert (getattr(citizens, name) <= 1).all(), name


def check_observations(world):
    seen = world.observations
    licence = seen.licence[:, :, 0]
    everyone = licence[..., 0]
    assert ((everyone >= 0) & (everyone <= 1)).all()
    affected = licence[..., 1]
    assert (np.isnan(affected) == (world.affected_totals[0, : affected.shape[1]] == 0)).all()
    assert not ((affected < 0) | (affected > 1)).any()
    assert ((seen.trust[:, :, 0] > 0.01) & (seen.trust[:, :, 0] < 0.99)).all()
    assert np.isfinite(seen.mood[:, :, 0]).all()
    assert np.isfinite(seen.spread).all()
    for table in (seen.system, seen.departments):
        for name in table.dtype.names:
            assert np.isfinite(table[name]).all(), name


def check_tables(world):
    tables = {"projects": world.project_count, "visits": world.visit_count, "incidents": world.incident_count}
    for name, count in tables.items():
        rows = getattr(world, name)[:count]
        assert count <= getattr(world, name).size
        for column in rows.dtype.names:
            assert np.isfinite(rows[column]).all(), (name, column)
    departments, people = world.departments, world.professionals
    for name in ("nervousness", "perceived_licence", "leadership", "transparency", "ability", "integrity"):
        assert ((departments[name] >= 0) & (departments[name] <= 1)).all(), name
    assert (departments["licence_variance"] >= 0).all()
    assert (departments["expected_clearance"] > 0).all()
    for name in ("skill", "knowledge", "motivation", "risk_aversion"):
        assert ((people[name] >= 0) & (people[name] <= 1)).all(), name
    assert (people["load"] >= 0).all()
    system = world.system[0]
    ended = system["completed"] + system["gave_up"] + system["stopped"]
    on_their_way = world.observations.system["in_flight"][0]
    np.testing.assert_array_equal(on_their_way + system["started"], system["in_flight"] + ended)


def check(world):
    weights, stakes = world.citizens.weight.copy(), world.citizens.stakes.copy()
    world.run()
    np.testing.assert_array_equal(world.citizens.weight, weights)
    np.testing.assert_array_equal(world.citizens.stakes, stakes)
    assert weights.sum(dtype=np.float64) == pytest.approx(world.values["adults"], rel=1e-4)
    check_citizens(world.citizens)
    check_observations(world)
    check_tables(world)


@given(settings_of(levers()), st.integers(0, 2**31))
@tried
def test_any_choice_of_levers_stays_within_bounds(changes, seed):
    check(world_of(changes, seed=seed))


@given(settings_of(parameters()), st.integers(0, 2**31))
@tried
def test_any_beliefs_about_the_world_stay_within_bounds(changes, seed):
    check(world_of(changes, seed=seed))


@given(shocks, settings_of(levers()))
@tried
def test_any_events_stay_within_bounds(events, changes):
    scenario = with_shocks(*(vars(event) for event in events))
    check(world_of(changes, scenario))


@pytest.mark.parametrize("end", ["low", "high"])
def test_all_levers_at_one_end_stay_within_bounds(end):
    check(world_of({name: getattr(lever, end) for name, lever in levers().items()}))


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("name", [name for name, p in parameters().items() if not p.is_lever])
def test_each_belief_at_its_ends_stays_within_bounds(name, end):
    world = new_world("status_quo", citizens=150, seed=1, months=6, changes={name: getattr(parameters()[name], end)})
    world.run()
    check_citizens(world.citizens)
    check_observations(world)

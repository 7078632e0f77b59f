"""Objecting: triggered by attention, in England, by those who can (specification 4.5)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.month.attention import pressure_between_days
from socialicence.rules.objection import DAYS_A_MONTH
from socialicence.state.draws import Purpose
from tests.month import twin
from tests.month.conftest import cold_world, finish, run_until, with_shocks

FIRST_NATION = 7
ANNOUNCEMENT = {
    "shock": Shock.ANNOUNCEMENT,
    "month": 1.0,
    "organisation": OrganisationType.HEALTH_SERVICE,
    "domains": (Domain.HEALTH,),
}


def announced(citizens=2000, months=4, **changes):
    """The announcement of 2021, to a public that objects so readily that few citizens are enough to see it."""
    # Above the range that was fitted, so put into the scenario unchecked.
    ready = {"objection_scale": changes.pop("objection_scale", 10.0), "objection_willing": 0.5}
    scenario = replace(with_shocks(ANNOUNCEMENT), values=ready)
    return cold_world(scenario, citizens=citizens, seed=21, months=months, changes=changes)


def test_nobody_hears_or_objects_without_attention():
    world = cold_world("status_quo", citizens=2000, seed=21, months=6, changes={"contest_attention": 0.0})
    before = world.citizens.objecting.copy()
    world.run()
    assert (world.citizens.objecting <= before).all()
    assert not world.citizens.heard.any()


def test_an_announcement_is_heard_of_and_makes_some_object():
    world = announced()
    before = world.citizens.objecting.copy()
    world.run()
    new = (world.citizens.objecting == 1) & (before == 0)
    assert new.sum() > 10
    assert world.citizens.heard[new].all()
    assert set(np.unique(world.citizens.objecting)) <= {0, 1}


def test_few_take_an_objection_back():
    world = announced(citizens=5000)
    before = world.citizens.objecting == 1
    world.run()
    kept = world.citizens.objecting[before] == 1
    assert kept.mean() == pytest.approx((1 - world.values["objection_reversal"]) ** 3, abs=0.03)
    assert kept.mean() > 0.9


def test_objections_are_taken_back_in_quiet_months():
    """The rate is that of November 2020 to February 2021, when nothing threatened."""
    changes = {"contest_attention": 0.0, "objection_reversal": 0.003}
    world = cold_world("status_quo", citizens=20000, seed=21, months=12, changes=changes)
    before = world.citizens.objecting == 1
    world.run()
    assert world.citizens.objecting[before].mean() == pytest.approx(0.997**12, abs=0.02)
    assert (world.citizens.objecting[before] == 0).any()


def test_attention_to_something_else_makes_nobody_object():
    other = ANNOUNCEMENT | {"domains": (Domain.EDUCATION,)}
    world = cold_world(with_shocks(other), citizens=1000, seed=21, months=4, changes={"contest_attention": 0.0})
    before = world.citizens.objecting.copy()
    world.run()
    assert (world.citizens.objecting <= before).all()


def test_objectors_live_in_england():
    world = announced().run()
    assert (world.citizens.region[world.citizens.objecting == 1] < FIRST_NATION).all()
    assert (world.citizens.region[world.citizens.heard == 1] < FIRST_NATION).all()


def test_where_the_right_exists_elsewhere_objectors_live_there_too():
    world = announced(**{"objection_elsewhere": 1.0, "ramp_months": 6, "objection_scale": 0.4}).run()
    assert (world.citizens.region[world.citizens.objecting == 1] >= FIRST_NATION).any()


def test_a_share_of_people_elsewhere_has_the_right_and_the_others_never_get_it():
    """A share of people, not of months: however long it lasts, no more than they hear of a right of theirs."""
    changes = {"objection_elsewhere": 0.3, "ramp_months": 6, "hearing_rate": 0.8, "attention_half_life_weeks": 2.0}
    again = tuple(ANNOUNCEMENT | {"month": month, "size": 10.0} for month in (7.0, 8.0, 9.0, 10.0, 11.0))
    world = cold_world(with_shocks(*again), citizens=3000, seed=21, months=14, changes=changes).run()
    elsewhere = world.citizens.region >= FIRST_NATION
    assert 0.2 < world.citizens.heard[elsewhere].mean() < 0.4


def test_a_month_of_objecting_agrees_with_the_twin_week_by_week():
    world = announced()
    world.step()
    run_until(world, "citizens")
    people, before = twin.copied(world.citizens), world.citizens.objecting.copy()
    finish(world, "citizens")
    v = world.now[0]
    assert world.attention.sum() > 0
    twin.live_a_month(people, world, 2)
    everyone = np.arange(before.size)
    ties = np.diff(world.network.first)
    objecting_ties = np.zeros(before.size)
    lately = (before == 1) & (people.heard == 1)
    np.add.at(objecting_ties, np.repeat(everyone, ties), lately[world.network.neighbour])
    share = objecting_ties / np.maximum(ties, 1)
    group = people.age, people.sex, people.digitally_excluded
    reach, ready = world.news_reach[group], world.action_readiness[group]
    where = twin.uniforms(twin.key_of(world.seed, Purpose.WHERE_TO_OBJECT, 0), everyone)
    ready = ready * world.place_effects[people.region, (where * 15).astype(int)]
    willing = people.reluctance / 65535 < np.minimum(2 * v["objection_willing"] * (1 - people.trust[:, 0]), 1)
    heard, objecting = people.heard == 1, before == 1
    may = ~objecting & (people.region < FIRST_NATION)
    hearing = twin.key_of(world.seed, Purpose.HEARD_OF_THREAT, 2)
    deciding = twin.key_of(world.seed, Purpose.OBJECT, 2)
    for week, (attention, pressure) in enumerate(zip(world.attention, world.pressure, strict=True)):
        rows = everyone * 5 + week
        hears = twin.uniforms(hearing, rows) < 1 - np.exp(-v["hearing_rate"] * reach * attention)
        heard |= may & ~objecting & hears
        hazard = v["objection_scale"] * pressure * people.concern * (1 - people.trust[:, 7])
        hazard *= (1 + v["objection_tie_spread"] * share) * ready
        objecting |= may & heard & willing & (twin.uniforms(deciding, rows) < 1 - np.exp(-hazard))
    taken_back = twin.uniforms(twin.key_of(world.seed, Purpose.TAKE_BACK, 2), everyone) < v["objection_reversal"]
    objecting &= ~((before == 1) & taken_back)
    np.testing.assert_array_equal(world.citizens.heard == 1, heard)
    np.testing.assert_array_equal(world.citizens.objecting == 1, objecting)


def test_attention_of_the_months_adds_up_to_that_of_the_threat():
    world = announced(months=12)
    total = 0.0
    while world.month < world.months:
        world.step()
        total += world.attention.sum()
    scale = world.values["attention_half_life_weeks"] / np.log(2)
    assert total == pytest.approx(2.1 + 0.08 * scale, rel=0.02)


def test_the_digitally_excluded_object_less():
    """The same people with the same draws, but for their access."""
    counts = []
    for access in (0.1, 0.3, 1.0):
        world = announced(citizens=5000, excluded_objecting=access)
        before = world.citizens.objecting.copy()
        world.run()
        new = (world.citizens.objecting == 1) & (before == 0)
        counts.append(new[world.citizens.digitally_excluded == 1].sum())
    assert counts[0] < counts[1] < counts[2]


def test_missing_records_lower_coverage_by_the_share_who_object():
    world = announced().run()
    share = np.average(world.citizens.objecting, weights=world.citizens.weight)
    assert share > 0.05
    assert world.system["coverage"][0] == pytest.approx(1 - share, abs=1e-6)
    segments = [world.citizens.segment == segment for segment in range(6)]
    by_segment = [np.average(world.citizens.objecting[s], weights=world.citizens.weight[s]) for s in segments]
    farthest = np.abs(np.array(by_segment) - share).max()
    assert world.system["representativeness"][0] == pytest.approx(1 - farthest, abs=1e-6)


def test_only_recent_objections_spread():
    """Old objectors are not seen: without anybody who objected lately, contagion changes nothing in the first month."""
    counts = []
    for spread in (0.5, 9.0):
        world = announced(months=2, objection_tie_spread=spread)
        world.run()
        counts.append(world.citizens.objecting.sum())
    assert counts[0] == counts[1]
    longer = [announced(months=4, objection_scale=2.0, objection_tie_spread=spread).run() for spread in (0.5, 9.0)]
    assert longer[0].citizens.objecting.sum() < longer[1].citizens.objecting.sum()


def test_the_deadline_brings_acts_forward_until_it_is_put_off():
    """Pressure of the second month: the deadline of day 42 counts to day 27 after the announcement in month 1."""
    hurried, calm = (announced(months=2, deadline_pull=pull) for pull in (3.75, 0.5))
    for world in (hurried, calm):
        world.run()
    ratio = hurried.pressure / calm.pressure
    assert ratio[2] > 1.3
    later = [announced(months=3, deadline_pull=pull).run().pressure for pull in (3.75, 0.5)]
    np.testing.assert_allclose(later[0], later[1])
    np.testing.assert_array_equal(hurried.attention, calm.attention)


def test_the_unwilling_hear_and_do_not_object():
    world = announced()
    before = world.citizens.objecting.copy()
    world.run()
    new = (world.citizens.objecting == 1) & (before == 0)
    assert world.citizens.reluctance[new].max() < 65535
    assert (world.citizens.heard[world.citizens.reluctance > 65000] == 1).any()
    assert not new[world.citizens.reluctance > 65000].any()


def test_a_programme_s_own_deadline_hurries():
    world = announced(months=30)
    world.run_to(3)
    one = world.programmes[0:1]
    health = int(np.flatnonzero(world.contexts["domains"] & (1 << int(Domain.HEALTH)))[0])
    one["context"], one["contests"], one["contested"], one["size"] = health, 1, 20.0, 1.0
    world.state.run["programmes"] = max(world.state.run["programmes"][0], 1)

    one["paused"] = -1.0
    found = []
    for deadline in (-1.0, 21.0, 20.5):
        one["deadline"] = deadline
        found.append(pressure_between_days(world.state, 20.0 * DAYS_A_MONTH, 20.3 * DAYS_A_MONTH))
    assert found[1] > 1.2 * found[0]
    assert found[2] > 1.2 * found[1]

"""Objecting in expectation: the drawn model's hazards, carried along as chances."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from socialicence.rules.objection import DAYS_A_MONTH
from socialicence.scenarios import load
from socialicence.state.draws import Purpose
from tests.month.conftest import cold_world, finish, run_until
from tests.month.twin import key_of, uniforms

ENGLAND_2021 = load("gpdpr_2021")


def announced(citizens=2000, seed=21, months=4, **changes):
    return cold_world(ENGLAND_2021, citizens=citizens, seed=seed, months=months, changes=changes)


def share(expected, month):
    adults, objecting = expected.by_group[month].reshape(-1, 2).sum(axis=0)
    return objecting / adults


def drawn(world):
    return np.average(world.citizens.objecting == 1, weights=world.citizens.weight)


def test_at_the_start_chances_are_the_published_rates():
    world = announced(citizens=20_000)
    assert share(world.expected, 0) == pytest.approx(0.030473, abs=1e-6)
    by_age_and_sex = world.expected.by_group[0].sum(axis=2)
    rate = by_age_and_sex[1:, :, 1] / by_age_and_sex[1:, :, 0]
    # Women and men of 20-29, and of 60-69 (objections_age_sex.csv).
    np.testing.assert_allclose(rate[[0, 4]], [[0.032326, 0.024297], [0.034949, 0.02742]], rtol=0.02)


def test_draws_come_to_what_is_expected():
    """Mean over publics of what was drawn, against the mean of what was expected of the same publics."""
    worlds = [announced(seed=seed, months=3).run() for seed in range(40)]
    gaps = np.array([drawn(world) - share(world.expected, 3) for world in worlds])
    assert np.mean([share(world.expected, 3) for world in worlds]) > 0.04
    assert abs(gaps.mean()) < 3 * gaps.std(ddof=1) / np.sqrt(gaps.size)
    assert gaps.std() > 4 * np.std([share(world.expected, 3) for world in worlds])


def test_a_month_of_chances_agrees_with_a_twin():
    world = announced(objection_tie_spread=3.0, objection_reversal=0.003)
    world.step()
    run_until(world, "citizens")
    before = [column.astype(float) for column in world.expected.chances]
    finish(world, "citizens")
    people, network, v = world.citizens, world.network, world.now[0]
    heard, unprompted, prompted, _ = before
    noted = unprompted + prompted
    ties = np.diff(network.first)
    acquaintances = np.zeros(noted.size)
    np.add.at(acquaintances, np.repeat(np.arange(noted.size), ties), prompted[network.neighbour])
    hazard = v["objection_scale"] * people.concern * (1 - people.trust[:, 7])
    hazard = hazard * (1 + v["objection_tie_spread"] * acquaintances / np.maximum(ties, 1))
    group = people.age, people.sex, people.digitally_excluded
    where = uniforms(key_of(world.seed, Purpose.WHERE_TO_OBJECT, 0), np.arange(noted.size))
    hazard *= world.action_readiness[group] * world.place_effects[people.region, (where * 15).astype(int)]
    willing = np.maximum(2 * v["objection_willing"] * (1 - people.trust[:, 0]) - unprompted, 0)
    unaware, still, new = 1 - heard - noted, heard.copy(), np.zeros(noted.size)
    assert world.attention.sum() > 1
    for attention, pressure in zip(world.attention, world.pressure, strict=True):
        hears = unaware * (1 - np.exp(-v["hearing_rate"] * world.news_reach[group] * attention))
        unaware, still = unaware - hears, still + hears
        ready = np.maximum(willing * (1 - unaware / (1 - unprompted)) - prompted - new, 0)
        objects = ready * (1 - np.exp(-hazard * pressure))
        still, new = still - objects, new + objects
    kept = 1 - v["objection_reversal"]
    chances = world.expected.chances
    np.testing.assert_allclose(chances.prompted, prompted * kept + new, atol=1e-6)
    np.testing.assert_allclose(chances.unprompted, unprompted * kept, atol=1e-6)
    np.testing.assert_allclose(chances.heard, still + prompted * (1 - kept), atol=1e-6)


def test_chances_stay_chances_whatever_is_assumed():
    # The ends of their priors, beyond the range that was fitted: put into the scenario unchecked.
    scenario = replace(
        ENGLAND_2021, values=ENGLAND_2021.values | {"objection_scale": 20.0, "objection_tie_spread": 10.0}
    )
    world = cold_world(scenario, citizens=2000, seed=21, months=13, changes={"hearing_rate": 0.8}).run()
    chances = world.expected.chances
    objecting = chances.unprompted + chances.prompted
    assert objecting.min() >= 0.0
    assert (objecting + chances.heard).max() <= 1.0 + 1e-6
    # The threat is forgotten; what little attention is left after that is faint.
    assert chances.heard.max() < 1e-3
    assert chances.prompted.max() < 1e-3


def test_nobody_elsewhere_is_expected_to_object():
    scenario = replace(ENGLAND_2021, nations="uk", youngest=18)
    world = cold_world(scenario, citizens=2000, seed=1, months=3).run()
    assert world.expected.by_group[3, :, :, 7:, 0].sum() > 0
    assert world.expected.by_group[3, :, :, 7:, 1].sum() == 0.0


def test_days_within_a_month_come_as_attention_does():
    world = announced(months=3).run()
    expected = world.expected
    days = np.linspace(0.0, 3 * DAYS_A_MONTH, 400)
    new = [expected.new_by_day(day) for day in days]
    assert (np.diff(new) >= -1e-6).all()
    assert new[0] == 0.0
    assert new[-1] == pytest.approx(expected.by_week.sum())
    # No search interest before 23 May, and none registered before the lag after it: day 22 and 1.3 more.
    assert expected.new_by_day(23.2) == 0.0
    assert expected.new_by_day(25.0) > 0.0
    for month in range(4):
        np.testing.assert_allclose(expected.on_day(month * DAYS_A_MONTH), expected.by_group[month], rtol=1e-9)


def test_what_is_expected_changes_nothing_in_the_run():
    without = replace(ENGLAND_2021, expected_objections=False)
    one = announced(months=3).run()
    other = cold_world(without, citizens=2000, seed=21, months=3).run()
    assert other.expected is None
    for column, same in zip(one.citizens, other.citizens, strict=True):
        np.testing.assert_array_equal(column, same)

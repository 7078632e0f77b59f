"""Engagement against its controls: nothing spent, the same money on something else, advice taken up or not."""

import numpy as np
import pytest

from socialicence.scenarios import load, no_engagement, same_money
from socialicence.world import new_world

SEEDS = range(24)


def spending(scenario):
    return scenario.changed({"engagement.spend": 20.0, "engagement.breadth": 1.0})


def runs_of(scenario, citizens=300):
    return [new_world(scenario, citizens=citizens, seed=seed, months=60).run() for seed in SEEDS]


def accesses(worlds):
    return np.array([(world.projects["accessed"][: world.project_count] >= 0.0).sum() for world in worlds])


def money(scenario, months):
    world, total = new_world(scenario, citizens=200, seed=1, months=months), []
    for _ in range(months):
        world.step()
        total.append(float(world.departments["spend"].sum()))
    return np.array(total)


@pytest.mark.parametrize("scenario", ["status_quo", "public_good"])
def test_no_strategy_spends_as_no_money_does(scenario):
    told = load(scenario).changed({"engagement.strategy": "none"})
    assert told.values.get("engagement.spend") != 0.0
    assert money(told, 30) == pytest.approx(money(no_engagement(load(scenario)), 30))
    assert money(told, 30)[24:] == pytest.approx(0.0)


@pytest.mark.parametrize("strategy", ["broadcast", "deliberative", "targeted"])
def test_the_same_money_is_the_same_in_every_month(strategy):
    usual = spending(load("status_quo"))
    assert money(same_money(usual, strategy, honouring=0.0), 30) == pytest.approx(money(usual, 30))


def test_departments_that_act_on_what_they_hear_give_more_access_than_those_that_ignore_it():
    usual = spending(load("status_quo"))
    honoured, ignored = (accesses(runs_of(same_money(usual, "targeted", honouring=share))) for share in (1.0, 0.0))
    gain = honoured - ignored
    assert gain.mean() > 2.0 * gain.std(ddof=1) / np.sqrt(gain.size)


def test_who_is_asked_and_ignored_feels_so_and_who_is_not_asked_feels_nothing():
    usual = spending(load("status_quo"))
    for scenario, sign in (
        (same_money(usual, "consultation", honouring=1.0), 1.0),
        (same_money(usual, "consultation", honouring=0.0), -1.0),
    ):
        world = new_world(scenario, citizens=200, seed=3, months=40).run()
        assert (sign * world.departments["heeded"] > 0.3).all()
    world = new_world(same_money(usual, "broadcast"), citizens=200, seed=3, months=60).run()
    assert np.abs(world.departments["heeded"]).max() < 0.05


def test_a_jury_is_hardly_heard_of_unless_its_advice_is_taken_up():
    usual = spending(load("status_quo"))
    reached = {}
    for share in (0.0, 1.0):
        world, found = (
            new_world(same_money(usual, "deliberative", honouring=share), citizens=200, seed=5, months=48),
            [],
        )
        while world.month < 48:
            world.step()
            if world.month > 24:
                found.extend(world.messages["reach"][: world.engagements])
        reached[share] = np.array(found)
    assert reached[0.0].size > 0
    assert reached[0.0].max() < 0.01
    assert reached[1.0].min() > 2.0 * reached[0.0].max()

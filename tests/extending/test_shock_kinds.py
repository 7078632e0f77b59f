"""Kinds of shock of one's own: their numbers reach the messages, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.categories import Shock
from socialicence.data.columns import columns_of
from socialicence.parameters import parameters
from socialicence.scenarios.reading import from_table
from socialicence.scenarios.shock_kinds import NUMBERS

WHERE = {"month": 1.5, "department": "Hospital records"}


def table(kind="loss", like="breach", size=1.0, **numbers):
    return {
        "name": "mine",
        "shock_kinds": [{"name": kind, "label": "A loss", "like": like, **numbers}],
        "shocks": [{"shock": kind, "size": size, **WHERE}],
    }


def test_a_kind_that_says_nothing_is_the_one_it_is_like(run):
    for like in Shock:
        name = like.name.lower()
        own = run(table(like=name), months=4)
        built_in = run({"shocks": [{"shock": name, **WHERE}]}, months=4)
        assert np.array_equal(own.citizens.trust, built_in.citizens.trust)
        assert np.array_equal(own.observations.departments, built_in.observations.departments)
        assert np.array_equal(own.observations.system["incidents"], built_in.observations.system["incidents"])


def message(run, **numbers):
    """The news of the shock, in the month it is told."""
    world = run(table(**numbers), months=2)
    news = world.messages[world.engagements : world.engagements + world.news]
    own = news[
        (news["valence"] < 0) & (news["department"] == world.institutions.department_names.index(WHERE["department"]))
    ]
    assert own.size == 1
    return own[0], world


def test_its_numbers_are_those_of_the_news(run):
    numbers = {"strength": 0.12, "reach": 0.22, "mark": 0.32, "own_share": 0.42, "spillover": 0.05, "worry": 0.26,
               "attention": 0.72}  # fmt: skip
    one, _ = message(run, **numbers)
    for column, value in numbers.items():
        assert one[column] == pytest.approx(value), column
    large, _ = message(run, size=2.0, **numbers)
    assert large["strength"] == pytest.approx(0.24)
    assert large["reach"] == pytest.approx(0.22 * 2**0.5)
    assert large["worry"] == pytest.approx(0.52)


def test_nought_is_a_number_too(run):
    one, _ = message(run, mark=0.0, spillover=0.0, worry=0.0)
    assert (one["mark"], one["spillover"], one["worry"]) == (0.0, 0.0, 0.0)


def test_spillover_falls_on_other_types(run):
    """Trust in the statistics office suffers for the health service by the share that is given."""
    falls = []
    for spillover in (0.0, 0.3):
        scenario = table(strength=0.5, reach=0.95, spillover=spillover, own_share=0.0)
        trust = run(scenario, months=2).observations.trust
        falls.append(trust[1, :, 0] - trust[2, :, 0])
    assert falls[1][1] - falls[0][1] > 0.01
    assert falls[1][0] == pytest.approx(falls[0][0], abs=0.002)


def test_memory_and_attention_are_its_own(run):
    names = run(table(), months=2).institutions.department_names
    own = names.index(WHERE["department"])
    memory = {given: run(table(memory_own=given, memory_others=0.0), months=2).departments["incident_memory"][own]
              for given in (0.0, 1.0)}  # fmt: skip
    month_later = 2 ** (-1 / parameters()["incident_memory_half_life"].default)
    assert memory[1.0] - memory[0.0] == pytest.approx(month_later)
    quiet, loud = (run(table(objection_attention=given), months=4).observations.mood[-1, 5, 0] for given in (0.0, 2.0))
    assert loud > quiet


def test_every_number_that_a_kind_may_give_is_a_column_of_incidents(run):
    world = run(table(), months=1)
    assert set(NUMBERS) == set(columns_of("shock_kinds")) <= set(world.incidents.dtype.names)
    assert min(one.low for one in columns_of("shock_kinds").values()) >= 0, "negative means as usual"
    low = {name: one.low for name, one in columns_of("shock_kinds").items()}
    assert from_table(table(**low)).additions.shock_kinds[0].numbers == tuple(low.items())

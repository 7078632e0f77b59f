"""Factors and levels of licence, by hand (specification 4.4)."""

import numpy as np
import pytest

from socialicence.outcomes.levels import Level, factors_of_licence, level_of_licence
from socialicence.world import new_world


@pytest.mark.parametrize(
    ("factors", "level"),
    [
        ((0.4, 0.9, 0.9, 0.9), Level.WITHHELD),
        ((0.5, 0.4, 0.9, 0.9), Level.ACCEPTANCE),
        ((0.6, 0.6, 0.4, 0.9), Level.ACCEPTANCE),
        ((0.6, 0.6, 0.6, 0.4), Level.APPROVAL),
        ((0.6, 0.6, 0.6, 0.5), Level.IDENTIFICATION),
    ],
)
def test_levels_follow_the_table_of_their_authors(factors, level):
    assert level_of_licence(np.array(factors), 0.5) == level
    many = level_of_licence(np.array([[factors, factors]]), 0.5)
    assert (many == level).all()
    assert many.shape == (1, 2)


def test_factors_are_those_of_the_public_at_the_start_and_later():
    world = new_world("public_good", citizens=400, seed=3, months=4).run()
    people, weight = world.citizens, world.citizens.weight
    factors = factors_of_licence(world.observations, world.contexts)
    assert factors.shape == (5, world.contexts.size, 4)

    def mean(values):
        return np.average(values.astype(float), weights=weight)

    fairness = 0.5 + 0.5 * mean(people.fairness)
    for c, context in enumerate(world.contexts):
        owners = [k for k in range(8) if context["owners"] >> k & 1]
        trust = mean(people.trust[:, owners].mean(axis=1))
        benefit = np.clip(mean(people.perceived_benefit) + context["benefit"], 0, 1)
        lasting = mean(people.baseline_trust[:, owners].mean(axis=1))
        licence = world.observations.licence[4, c, 0, 0]
        assert factors[4, c] == pytest.approx([benefit, licence, (trust + fairness) / 2, lasting], abs=1e-5)

"""Relaxation of trust, and what an event does to it (specification 4.1)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.rules.trust import change_of_trust, clipped, rate_of_half_life, relaxed, weight_of_event
from tests.rules.numbers import between, inner_share, share, tried, valence

negativity = between(1.0, 3.0)
confirmation = between(0.0, 0.8)


def weight_by_hand(valence, trust, negativity, confirmation):
    firmness = 1 - 4 * trust * (1 - trust)
    weight = 1 + (negativity - 1) * (1 - firmness) * (valence < 0)
    agrees = np.sign(valence) == np.where(trust > 0.5, 1, -1)
    return weight * np.where(agrees, 1 + confirmation * firmness, 1 - confirmation * firmness)


@pytest.mark.parametrize(("half_life", "rate"), [(1.0, 0.5), (1.5, 0.37003948), (2.0, 0.29289322), (6.0, 0.10910128)])
def test_rate_of_a_half_life_by_hand(half_life, rate):
    assert rate_of_half_life(half_life) == pytest.approx(rate, abs=1e-8)


@given(between(0.1, 100.0))
@tried
def test_half_of_a_departure_is_left_after_a_half_life(half_life):
    assert (1 - rate_of_half_life(half_life)) ** half_life == pytest.approx(0.5, rel=1e-9)


def test_relaxing_goes_a_share_of_the_way():
    assert relaxed(0.2, 0.6, 0.25) == pytest.approx(0.3)
    assert relaxed(0.6, 0.2, 0.25) == pytest.approx(0.5)


@given(share, share, share)
@tried
def test_relaxing_never_overshoots(value, towards, rate):
    after = relaxed(value, towards, rate)
    assert min(value, towards) - 1e-12 <= after <= max(value, towards) + 1e-12


@given(share, share)
@tried
def test_what_is_where_it_belongs_stays_there(value, rate):
    assert relaxed(value, value, rate) == value


@pytest.mark.parametrize(("value", "kept"), [(-3.0, 0.01), (0.005, 0.01), (0.4, 0.4), (0.995, 0.99), (7.0, 0.99)])
def test_clipping_keeps_within_bounds(value, kept):
    assert clipped(value, 0.01, 0.99) == kept


@pytest.mark.parametrize(
    ("valence", "trust", "weight"),
    [
        (-1.0, 0.5, 2.0),  # undecided: bad news counts lambda times as much
        (1.0, 0.5, 1.0),  # undecided: good news counts once
        (-1.0, 0.9, 1.36 * 0.68),  # firm trust discounts what contradicts it
        (1.0, 0.9, 1.32),  # and makes more of what confirms it
        (-1.0, 0.1, 1.36 * 1.32),
        (1.0, 0.1, 0.68),
    ],
)
def test_weight_of_an_event_by_hand(valence, trust, weight):
    assert weight_of_event(valence, trust, 2.0, 0.5) == pytest.approx(weight)


@given(valence.filter(bool), inner_share)
@tried
def test_without_asymmetry_every_event_weighs_one(valence, trust):
    assert weight_of_event(valence, trust, 1.0, 0.0) == 1.0


@given(valence.filter(bool), negativity, confirmation)
@tried
def test_weight_does_not_jump_at_the_middle(valence, negativity, confirmation):
    below, above = (weight_of_event(valence, t, negativity, confirmation) for t in (0.5 - 1e-9, 0.5 + 1e-9))
    assert below == pytest.approx(above, abs=1e-7)


@pytest.mark.parametrize(
    ("trust", "valence", "change"),
    [
        (0.5, -1.0, -0.1),  # 0.1 x 2 x 0.5
        (0.5, 1.0, 0.05),  # 0.1 x 1 x 0.5
        (0.9, 1.0, 0.1 * 1.32 * 0.1),
        (0.9, -0.5, -0.05 * 1.36 * 0.68 * 0.9),
        (0.3, 0.0, 0.0),
    ],
)
def test_change_of_trust_by_hand(trust, valence, change):
    assert change_of_trust(trust, valence, 0.1, 2.0, 0.5) == pytest.approx(change, abs=1e-15)


def test_change_of_trust_agrees_with_a_numpy_twin():
    random = np.random.default_rng(1)
    trust, strength = random.uniform(0.01, 0.99, 2000), random.uniform(0, 0.9, 2000)
    valence = random.uniform(-1, 1, 2000)
    negativity, confirmation = random.uniform(1, 3, 2000), random.uniform(0, 0.8, 2000)
    step = np.minimum(strength * np.abs(valence) * weight_by_hand(valence, trust, negativity, confirmation), 1)
    twin = np.where(valence > 0, step * (1 - trust), -step * trust)
    ours = [change_of_trust(*row) for row in zip(trust, valence, strength, negativity, confirmation, strict=True)]
    np.testing.assert_allclose(ours, twin, rtol=1e-12, atol=1e-15)


@given(inner_share, valence, share, negativity, confirmation)
@tried
def test_trust_stays_within_bounds_and_moves_the_way_of_the_news(trust, valence, strength, negativity, confirmation):
    change = change_of_trust(trust, valence, strength, negativity, confirmation)
    assert math.isfinite(change)
    assert 0.0 <= trust + change <= 1.0
    assert change * valence >= 0.0


@given(inner_share, between(-1.0, -0.01), between(0.01, 1.0), negativity, confirmation)
@tried
def test_bad_news_lowers_trust(trust, valence, strength, negativity, confirmation):
    assert change_of_trust(trust, valence, strength, negativity, confirmation) < 0.0


@given(inner_share, st.tuples(share, share), st.sampled_from([-1.0, 1.0]), negativity, confirmation)
@tried
def test_stronger_news_moves_trust_further(trust, strengths, sign, negativity, confirmation):
    weak, strong = (abs(change_of_trust(trust, sign, s, negativity, confirmation)) for s in sorted(strengths))
    assert weak <= strong


@given(inner_share, share, st.tuples(negativity, negativity), confirmation)
@tried
def test_the_more_negativity_the_more_bad_news_costs(trust, strength, weights, confirmation):
    low, high = sorted(weights)
    assert change_of_trust(trust, -1.0, strength, high, confirmation) <= change_of_trust(
        trust, -1.0, strength, low, confirmation
    )
    assert change_of_trust(trust, 1.0, strength, high, confirmation) == change_of_trust(
        trust, 1.0, strength, low, confirmation
    )


@given(share, negativity, confirmation)
@tried
def test_bad_news_costs_the_undecided_at_least_what_good_news_gives(strength, negativity, confirmation):
    gain = change_of_trust(0.5, 1.0, strength, negativity, confirmation)
    loss = change_of_trust(0.5, -1.0, strength, negativity, confirmation)
    assert -loss >= gain - 1e-12

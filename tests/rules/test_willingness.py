"""Willingness in a context, and the support that follows (specification 4.3)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from socialicence.rules.willingness import (
    Weights,
    felt_standing,
    logistic,
    opposition_of,
    opposition_probability,
    perceived_safeguards,
    standing_by_trust,
    support_probability,
    willingness,
)
from tests.rules.numbers import between, inner_share, share, tried, weight

WEIGHTS = (0.30, 0.25, 0.25, 0.20)
grounds = st.tuples(share, share, share, share)
weights = st.tuples(weight, weight, weight, weight)


def willingness_by_hand(grounds, weights, linear_share, worry):
    grounds = np.maximum(grounds, 0.05)
    weights = np.asarray(weights) / np.sum(weights)
    harmonic = 1 / np.sum(weights / grounds)
    return (1 - linear_share) * harmonic + linear_share * np.sum(weights * grounds) - worry


@pytest.mark.parametrize(
    ("grounds", "expected"),
    [
        ((0.5, 0.5, 0.5, 0.5), 0.5),
        ((0.6, 0.5, 0.5, 0.4), 0.5),  # .3/.6 + .25/.5 + .25/.5 + .2/.4 = 2
        ((0.0, 1.0, 1.0, 1.0), 1 / 6.7),  # .3/.05 + .25 + .25 + .2: one ground that is absent sinks the rest
        ((1.0, 1.0, 1.0, 1.0), 1.0),
    ],
)
def test_willingness_by_hand(grounds, expected):
    assert willingness(*grounds, Weights(*WEIGHTS, 0.0), 0.0) == pytest.approx(expected, rel=1e-6)


def test_worry_is_subtracted():
    assert willingness(0.5, 0.5, 0.5, 0.5, Weights(*WEIGHTS, 0.0), 0.35 * 0.4 * 0.5) == pytest.approx(0.43, rel=1e-6)


def test_the_linear_form_is_the_weighted_mean():
    assert willingness(0.8, 0.4, 0.2, 0.6, Weights(*WEIGHTS, 1.0), 0.0) == pytest.approx(
        0.24 + 0.1 + 0.05 + 0.12, rel=1e-6
    )


@given(grounds, weights, share, share)
@tried
def test_willingness_agrees_with_a_numpy_twin(grounds, weights, linear_share, worry):
    expected = willingness_by_hand(grounds, weights, linear_share, worry)
    assert willingness(*grounds, Weights(*weights, linear_share), worry) == pytest.approx(expected, rel=1e-6, abs=1e-7)


def test_willingness_agrees_with_its_twin_in_single_precision():
    random = np.random.default_rng(2)
    for row in random.uniform(0, 1, (300, 6)).astype(np.float32):
        ours = willingness(*row[:4], Weights(*np.float32(WEIGHTS), row[4]), row[5])
        expected = willingness_by_hand(row[:4].astype(float), WEIGHTS, float(row[4]), float(row[5]))
        assert ours == pytest.approx(expected, abs=1e-6)


@given(grounds, grounds, weights, share, share)
@tried
def test_willingness_rises_in_every_ground(some, others, weights, linear_share, worry):
    before = willingness(*some, Weights(*weights, linear_share), worry)
    for which in range(4):
        better = list(some)
        better[which] = max(some[which], others[which])
        assert willingness(*better, Weights(*weights, linear_share), worry) >= before - 1e-9


@pytest.mark.parametrize("which", range(4))
def test_willingness_rises_strictly_above_the_floor(which):
    grounds = [0.5, 0.5, 0.5, 0.5]
    before = willingness(*grounds, Weights(*WEIGHTS, 0.0), 0.0)
    grounds[which] = 0.6
    assert willingness(*grounds, Weights(*WEIGHTS, 0.0), 0.0) > before + 0.01


@given(grounds, weights, share, st.tuples(share, share))
@tried
def test_willingness_falls_with_worry(grounds, weights, linear_share, worries):
    calm, worried = sorted(worries)
    those = Weights(*weights, linear_share)
    assert willingness(*grounds, those, worried) <= willingness(*grounds, those, calm)


@given(grounds, weights, share)
@tried
def test_willingness_lies_between_the_weakest_and_the_strongest_ground(grounds, weights, linear_share):
    floored = [max(ground, 0.05) for ground in grounds]
    value = willingness(*grounds, Weights(*weights, linear_share), 0.0)
    assert min(floored) - 1e-7 <= value <= max(floored) + 1e-7


@given(grounds, weights)
@tried
def test_a_weak_ground_counts_for_more_than_in_the_linear_form(grounds, weights):
    assert (
        willingness(*grounds, Weights(*weights, 0.0), 0.0) <= willingness(*grounds, Weights(*weights, 1.0), 0.0) + 1e-9
    )


def test_perceived_safeguards_by_hand():
    assert perceived_safeguards(0.25, 0.8, 0.4) == pytest.approx(0.5)
    assert perceived_safeguards(1.0, 0.8, 0.4) == pytest.approx(0.8)
    assert perceived_safeguards(0.0, 0.8, 0.4) == pytest.approx(0.4)


@given(st.tuples(share, share), share, share)
@tried
def test_understanding_makes_perceived_safeguards_truer_for_better_or_worse(understandings, actual, blind):
    little, much = (abs(perceived_safeguards(u, actual, blind) - actual) for u in sorted(understandings))
    assert much <= little + 1e-12


@given(between(-700.0, 700.0))
@tried
def test_logistic_agrees_with_scipy(value):
    assert logistic(value) == pytest.approx(expit(value), rel=1e-12)


@pytest.mark.parametrize("value", [-1e4, -800.0, 800.0, 1e4])
def test_logistic_survives_the_extreme(value):
    assert logistic(value) == float(value > 0)


SCORES = np.concatenate([np.linspace(-12, 12, 2001), np.linspace(-31.9, 31.9, 400)])


def test_support_agrees_with_scipy_in_double_precision():
    for score in SCORES:
        ours = support_probability(0.4 + 0.04 * score, 0.4, 0.04)
        assert ours == pytest.approx(expit(score), rel=1e-6)


def test_support_agrees_with_scipy_in_single_precision():
    """Relative to the probability, up to where single precision itself no longer tells scores apart."""
    cutoff, spread = np.float32(0.4), np.float32(0.04)
    for score in SCORES:
        willing = np.float32(0.4 + 0.04 * score)
        exact = expit((float(willing) - float(cutoff)) / float(spread))
        assert support_probability(willing, cutoff, spread) == pytest.approx(exact, rel=2e-5)


def test_support_is_even_at_the_cutoff():
    assert support_probability(0.36, 0.36, 0.04) == 0.5


@pytest.mark.parametrize("kind", [float, np.float32])
@pytest.mark.parametrize(("willing", "support"), [(-1e6, 0.0), (-3.0, 0.0), (4.0, 1.0), (1e6, 1.0)])
def test_support_survives_the_extreme(willing, support, kind):
    assert support_probability(kind(willing), kind(0.4), kind(0.02)) == pytest.approx(support, abs=1e-12)


@given(st.tuples(between(-1.0, 1.0), between(-1.0, 1.0)), between(0.15, 0.6), between(0.02, 0.08))
@tried
def test_support_rises_with_willingness_and_stays_a_probability(willing, cutoff, spread):
    less, more = (support_probability(w, cutoff, spread) for w in sorted(willing))
    assert 0.0 <= less <= more + 1e-9
    assert more <= 1.0
    assert not math.isnan(more)


@given(between(-1.0, 1.0), st.tuples(between(0.15, 0.6), between(0.15, 0.6)), between(0.02, 0.08))
@tried
def test_support_falls_with_the_cutoff(willing, cutoffs, spread):
    lenient, strict = (support_probability(willing, c, spread) for c in sorted(cutoffs))
    assert strict <= lenient + 1e-9


def test_opposition_by_hand():
    assert opposition_probability(0.24, 0.36, 0.12, 0.04) == pytest.approx(0.5)
    assert opposition_probability(0.20, 0.36, 0.12, 0.04) == pytest.approx(1 / (1 + math.exp(-1)))


@given(between(-1.0, 1.0), between(0.15, 0.6), between(0.0, 0.2), between(0.02, 0.08))
@tried
def test_nobody_supports_and_opposes_at_once(willing, cutoff, gap, spread):
    support = support_probability(willing, cutoff, spread)
    oppose = opposition_probability(willing, cutoff, gap, spread)
    assert 0.0 <= oppose <= 1.0
    assert support + oppose <= 1.0 + 1e-6


@pytest.mark.parametrize("exponent", [0.0, 1.0, 2.0])
@given(between(-0.3, 0.3), share)
@tried
def test_standing_is_felt_by_trust_in_the_owner_as_the_power_says(exponent, standing, trust):
    expected = standing * (2.0 * (1.0 - trust)) ** exponent
    assert felt_standing(trust, standing_by_trust(standing, exponent)) == pytest.approx(expected, abs=1e-6)


def test_at_even_trust_standing_is_felt_in_full_whatever_the_exponent():
    for exponent in (0.0, 0.4, 1.0, 1.7, 2.0):
        assert felt_standing(0.5, standing_by_trust(-0.08, exponent)) == pytest.approx(-0.08, rel=1e-6)


@given(inner_share, between(0.3, 0.6), between(0.06, 0.2), between(0.03, 0.08))
@tried
def test_opposition_follows_from_support(willing, cutoff, gap, spread):
    """Both are logistic in willingness, so that one exponential serves for two."""
    support = support_probability(willing, cutoff, spread)
    found = opposition_of(support, math.exp(gap / spread))
    assert found == pytest.approx(opposition_probability(willing, cutoff, gap, spread), rel=1e-4, abs=1e-6)

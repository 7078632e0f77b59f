"""What departments believe about licence: a Kalman estimate, and nervousness (specification 4.7)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.rules.perception import NervousWeights, kalman_gain, listening_error, media_reading, nervousness_of
from tests.rules.numbers import between, cases, share, tried

MODEL = NervousWeights(base=-1.0, licence=3.0, doubt=4.0, clarity=1.0, leadership=1.0)
variance = between(1e-6, 0.25)
error = between(0.01, 0.5)
state = cases(mean=share, variance=variance, incidents=between(0.0, 3.0), clarity=share, leadership=share)


def nervous(state):
    return nervousness_of(*state.values(), MODEL)


def test_gain_by_hand():
    assert kalman_gain(0.01, 0.1) == pytest.approx(0.5)
    assert kalman_gain(0.04, 0.1) == pytest.approx(0.8)
    assert kalman_gain(0.0, 0.1) == 0.0


@given(share, variance, error, between(-0.5, 1.5))
@tried
def test_one_reading_gives_the_textbook_posterior(mean, variance, error, reading):
    gain = kalman_gain(variance, error)
    precision = 1 / variance + 1 / error**2
    assert (1 - gain) * variance == pytest.approx(1 / precision, rel=1e-9)
    weighted = (mean / variance + reading / error**2) / precision
    assert mean + gain * (reading - mean) == pytest.approx(weighted, abs=1e-9)


@given(share, variance, st.lists(st.tuples(between(-0.5, 1.5), error), min_size=1, max_size=8))
@tried
def test_readings_one_by_one_give_the_posterior_of_all_at_once(mean, variance, readings):
    believed, doubt = mean, variance
    for reading, error in readings:
        gain = kalman_gain(doubt, error)
        believed += gain * (reading - believed)
        doubt *= 1 - gain
    weights = np.array([1 / variance, *(1 / error**2 for _, error in readings)])
    values = np.array([mean, *(reading for reading, _ in readings)])
    assert believed == pytest.approx((weights * values).sum() / weights.sum(), abs=1e-8)
    assert doubt == pytest.approx(1 / weights.sum(), rel=1e-8)


@given(variance, st.tuples(error, error))
@tried
def test_a_surer_reading_weighs_more(variance, errors):
    sure, unsure = (kalman_gain(variance, e) for e in sorted(errors))
    assert 0.0 <= unsure <= sure <= 1.0


def test_bad_headlines_make_licence_look_worse():
    assert media_reading(0.6, 0.5, 0.3, 0.0) == pytest.approx(0.45)
    assert media_reading(0.6, 0.0, 0.3, 0.1) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("mean", "variance", "incidents", "clarity", "leadership", "logit"),
    [
        (0.5, 0.0, 0.0, 1.0, 0.0, -1.0),
        (0.3, 0.01, 0.5, 0.4, 0.35, -1 + 0.6 + 0.4 + 0.5 + 0.6 - 0.35),
        (0.8, 0.04, 0.0, 0.6, 0.8, -1 - 0.9 + 0.8 + 0.4 - 0.8),
    ],
)
def test_nervousness_by_hand(mean, variance, incidents, clarity, leadership, logit):
    expected = 1 / (1 + math.exp(-logit))
    assert nervousness_of(mean, variance, incidents, clarity, leadership, MODEL) == pytest.approx(expected)


@given(state)
@tried
def test_nervousness_is_a_share(state):
    assert 0.0 < nervous(state) < 1.0


@pytest.mark.parametrize(
    ("cause", "sign"), [("mean", -1), ("variance", 1), ("incidents", 1), ("clarity", -1), ("leadership", -1)]
)
@given(state, state)
@tried
def test_nervousness_falls_with_licence_clarity_and_leadership_and_rises_with_doubt_and_incidents(
    cause, sign, state, other
):
    low, high = sorted((state[cause], other[cause]))
    assert sign * (nervous({**state, cause: high}) - nervous({**state, cause: low})) >= -1e-12


def test_the_error_of_listening_falls_smoothly_with_money():
    assert listening_error(0.1, 1.0, 1.0) == pytest.approx(0.1 * np.sqrt(2.0))
    money_spent = np.geomspace(0.01, 100.0, 200)
    errors = np.array([listening_error(0.1, pounds, 1.0) for pounds in money_spent])
    assert (np.diff(errors) < 0.0).all()
    assert errors[-1] == pytest.approx(0.1, rel=0.01)
    assert np.abs(np.diff(np.log(errors))).max() < 0.03

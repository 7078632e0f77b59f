"""Intervals and verdicts against worked cases and scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from socialicence.checks.finding import judged, together
from socialicence.checks.own import median_of
from socialicence.checks.uncertainty import Estimate, estimated, exact, mean_of, share_of, t_quantile


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 9, 29, 1000])
def test_students_quantile(degrees):
    assert t_quantile(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=2e-3)


def test_mean_with_students_interval_by_hand():
    found = mean_of([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found.value == 3.0
    assert found.error == pytest.approx(math.sqrt(2.5 / 5))
    assert (found.low, found.high) == pytest.approx((3 - 2.776 * math.sqrt(0.5), 3 + 2.776 * math.sqrt(0.5)), rel=1e-3)


@pytest.mark.parametrize(("count", "runs"), [(0, 30), (1, 30), (15, 30), (30, 30)])
def test_wilsons_interval(count, runs):
    twin = stats.binomtest(count, runs).proportion_ci(0.95, "wilson")
    found = share_of(count, runs)
    assert (found.low, found.high) == pytest.approx((twin.low, twin.high), abs=1e-9)


def test_median_between_order_statistics_that_cover_it():
    """Of ten numbers the second and ninth: 1 - 2 (1 + 10) / 1024 = 97.9 % (Conover, table A3)."""
    assert median_of(range(1, 11))[2:] == (2.0, 9.0)
    assert median_of(range(1, 7))[2:] == (1.0, 6.0)
    assert median_of(range(1, 6))[2:] == (-math.inf, math.inf)


def test_resampled_error_of_a_mean_is_that_of_the_mean():
    values = list(np.random.default_rng(1).normal(10.0, 2.0, 40))
    found = estimated(lambda seen: {"mean": float(np.mean(seen))}, values)["mean"]
    assert found.error == pytest.approx(mean_of(values).error, rel=0.15)
    assert found.low < 10.0 < found.high


def test_what_is_never_reached_has_no_spread_and_fails_its_limit():
    found = estimated(lambda seen: {"median": math.inf}, [1, 2, 3])["median"]
    assert judged(found, None, 30.0) is False


@pytest.mark.parametrize(
    ("low", "high", "at_least", "at_most", "verdict"),
    [
        (0.1, 0.4, 0.0, 0.5, True),
        (0.1, 0.6, 0.0, 0.5, None),
        (0.6, 0.9, 0.0, 0.5, False),
        (0.1, 0.4, None, 0.5, True),
        (-0.1, 0.4, 0.0, None, None),
        (-0.4, 0.0, 0.0, None, False),
        (0.0, 0.3, 0.0, None, None),
        (math.nan, math.nan, 0.0, None, None),
        (-math.inf, math.inf, 0.0, None, None),
    ],
)
def test_an_interval_is_judged_by_where_all_of_it_lies(low, high, at_least, at_most, verdict):
    assert judged(Estimate((low + high) / 2, 0.1, low, high), at_least, at_most) is verdict


def test_an_effect_of_nought_is_no_effect_but_an_extreme_may_lie_on_its_limit():
    assert judged(mean_of([0.0, 0.0, 0.0]), 0.0, None) is False
    assert judged(exact(1.0), 1.0, None) is True


def test_an_effect_shown_to_be_too_small_to_matter_is_none():
    around = Estimate(0.01, 0.02, -0.03, 0.05)
    assert judged(around, 0.0, None) is None
    assert judged(around, 0.0, None, worth=0.05) is False
    assert judged(Estimate(0.03, 0.01, 0.01, 0.05), 0.0, None, worth=0.05) is True


def test_one_failure_fails_all_and_one_unjudged_leaves_all_unjudged():
    assert together([True, None, False]) is False
    assert together([True, None]) is None
    assert together([True, True]) is True

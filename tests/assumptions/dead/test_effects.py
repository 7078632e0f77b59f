"""Statistics of effects, against cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.assumptions.dead.effects import (
    Effects,
    are_below,
    effects_of,
    is_above,
    promise,
    quantile,
    spread_of,
    upper_bounds,
)

NAN = np.nan


def columns(*rows):
    return np.array(rows, dtype=float)


def test_spread_by_hand():
    # 1, 2, 3: deviations -1, 0, 1, variance 2 / 2. Known twice: 1 and 3, variance 2. The same everywhere: none.
    found = spread_of(columns([1, 1, 5], [2, NAN, 5], [3, 3, 5]))
    assert found[:2] == pytest.approx([1.0, np.sqrt(2)])
    assert np.isnan(found[2])


def test_rounding_is_no_spread():
    assert np.isnan(spread_of(columns([1.0], [1.0 + 1e-15])))[0]


def test_an_effect_by_hand():
    # Differences 1, 2, 3 over a spread of 2: mean 1, standard deviation 0.5, error 0.5 / sqrt(3).
    found = effects_of(columns([0], [0], [0]), columns([1], [2], [3]), np.array([2.0]))
    assert found.mean == pytest.approx([1.0])
    assert found.error == pytest.approx([0.5 / np.sqrt(3)])
    assert found.pairs == [3]


def test_pairs_of_which_one_is_not_known_are_left_out():
    usual, moved = columns([0, NAN, 0], [0, 0, 0], [NAN, NAN, 0]), columns([1, 1, NAN], [3, 1, 1], [1, 1, NAN])
    found = effects_of(usual, moved, np.ones(3))
    assert found.mean[0] == pytest.approx(2.0)
    assert list(found.pairs) == [2, 1, 1]
    assert np.isnan(found.mean[1:]).all()
    assert np.isnan(found.error[1:]).all()


def test_an_outcome_without_spread_has_no_effect():
    assert np.isnan(effects_of(columns([1], [1]), columns([2], [2]), np.array([NAN])).mean[0])


def test_quantiles_are_those_of_the_tables():
    assert quantile(0.05, 12) == pytest.approx(1.796, abs=0.001)  # 11 degrees of freedom
    assert quantile(0.0125, 12) == pytest.approx(2.593, abs=0.001)


def test_an_effect_has_to_exceed_a_tenth_by_more_than_luck():
    # One test of 12 pairs: 0.5 - 1.796 x 0.2 = 0.14; of four, 0.5 - 2.593 x 0.2 = -0.02.
    assert is_above(0.5, 0.2, 12, tests=1)
    assert is_above(-0.5, 0.2, 12, tests=1)
    assert not is_above(0.5, 0.2, 12, tests=4)
    assert is_above(0.101, 0.0, 12, tests=4)
    assert not is_above(0.1, 0.0, 12, tests=1)


def test_all_have_to_be_surely_below():
    # 0.05 + 1.796 x 0.02 = 0.086; 0.05 + 1.796 x 0.03 = 0.104.
    def effects(*errors):
        return Effects(np.full(len(errors), 0.05), np.array(errors), np.full(len(errors), 12))

    assert are_below(effects(0.02, 0.0))
    assert not are_below(effects(0.02, 0.03))
    assert upper_bounds(effects(0.02))[0] == pytest.approx(0.0859, abs=1e-4)
    unknown = Effects(np.array([NAN, 0.0]), np.array([NAN, 0.0]), np.array([0, 12]))
    assert are_below(unknown)


def test_an_error_that_luck_made_small_does_not_promise_most():
    # The same size; an error of nothing here where it is 0.4 in the other setting, and of 0.1 in both.
    lucky = Effects(np.array([0.5, 0.5]), np.array([0.0, 0.1]), np.array([4, 4]))
    other = Effects(np.array([0.0, 0.5]), np.array([0.4, 0.1]), np.array([4, 4]))
    (first, _) = promise([lucky, other])
    assert first[1] == pytest.approx(0.5 - 1.5 * 0.1)
    # Its own variance 0, over settings 0.08: steadied 0.04.
    assert first[0] == pytest.approx(0.5 - 1.5 * 0.2)


def test_what_is_not_known_or_did_not_move_promises_nothing():
    one = Effects(np.array([NAN, 0.2, 0.0]), np.array([NAN, 0.0, 0.0]), np.array([0, 4, 4]))
    assert list(promise([one])[0]) == [-np.inf, 0.2, -np.inf]


def test_luck_is_seldom_taken_for_an_effect():
    random = np.random.default_rng(20261130)
    draws = random.normal(size=(4000, 12))
    errors = draws.std(axis=1, ddof=1) / np.sqrt(12)
    wrong = [is_above(mean, error, 12, tests=4) for mean, error in zip(draws.mean(axis=1), errors, strict=True)]
    assert np.mean(wrong) < 2 * 0.05 / 4

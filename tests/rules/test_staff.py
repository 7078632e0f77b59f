"""Leaving, arriving, learning (specification 4.9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.rules.staff import attribute_of_newcomer, leaving_probability, lifted
from tests.rules.numbers import between, inner_share, share, tried

turnover = between(0.0, 0.9)


@given(turnover)
@tried
def test_twelve_months_at_usual_motivation_make_a_year_of_turnover(turnover):
    assert (1 - leaving_probability(turnover, 0.5, 1.0)) ** 12 == pytest.approx(1 - turnover, rel=1e-9)


def test_leaving_by_hand():
    # Without motivation the hazard is 1.5 times, with all of it half.
    assert leaving_probability(0.12, 0.0, 1.0) == pytest.approx(1 - 0.88 ** (1.5 / 12))
    assert leaving_probability(0.12, 1.0, 1.0) == pytest.approx(1 - 0.88 ** (0.5 / 12))
    assert leaving_probability(0.0, 0.0, 1.0) == 0.0


@given(st.tuples(between(0.0, 3.0), between(0.0, 3.0)), st.tuples(share, share), between(0.0, 2.0))
@tried
def test_the_demotivated_leave_sooner(turnovers, motivations, slope):
    low, high = sorted(turnovers)
    down, keen = sorted(motivations)
    assert 0.0 <= leaving_probability(low, keen, slope) <= leaving_probability(low, down, slope) <= 1.0
    assert leaving_probability(low, keen, slope) <= leaving_probability(high, keen, slope)


@pytest.mark.parametrize(("score", "value"), [(0.0, 0.5), (1.0, 0.7), (-1.0, 0.3), (9.0, 0.98), (-9.0, 0.02)])
def test_newcomers_by_hand(score, value):
    assert attribute_of_newcomer(0.5, 0.2, score) == pytest.approx(value)


@pytest.mark.parametrize(
    ("value", "gain", "after"),
    [(0.4, 0.2, 0.6), (0.7, 0.2, 0.8), (0.4, -0.1, 0.3), (0.8, -0.1, 0.6), (0.4, 0.6, 0.98), (0.4, -0.4, 0.02)],
)
def test_lifting_moves_the_usual_by_the_gain_and_the_extremes_by_less(value, gain, after):
    assert lifted(value, gain, 0.4) == pytest.approx(after)


@given(st.tuples(inner_share, inner_share), between(-0.4, 0.4), between(0.2, 0.8))
@tried
def test_lifting_keeps_order_and_bounds(values, gain, usual):
    low, high = (lifted(v, gain, usual) for v in sorted(values))
    assert low <= high + 1e-12
    assert 0.0 <= low <= high + 1e-12 <= 1.0


@given(between(0.02, 0.98), st.tuples(between(-0.4, 0.4), between(-0.4, 0.4)), between(0.2, 0.8))
@tried
def test_lifting_rises_with_the_gain(value, gains, usual):
    less, more = (lifted(value, g, usual) for g in sorted(gains))
    assert less <= more + 1e-12


@given(between(0.02, 0.98), between(0.2, 0.8))
@tried
def test_no_gain_changes_nothing(value, usual):
    assert lifted(value, 0.0, usual) == value

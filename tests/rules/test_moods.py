"""Understanding, buy-in, concern and felt fairness (specification 4.6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.rules.moods import fairness_after, raised
from tests.rules.numbers import between, share, tried


def test_raising_takes_a_share_of_what_is_left():
    assert raised(0.4, 0.5) == pytest.approx(0.7)
    assert raised(0.4, 0.0) == 0.4
    assert raised(1.0, 0.5) == 1.0


@given(share, st.tuples(share, share))
@tried
def test_raising_never_lowers_and_never_passes_one(value, pushes):
    less, more = (raised(value, push) for push in sorted(pushes))
    assert value <= less <= more + 1e-15 <= 1.0 + 2e-15


@pytest.mark.parametrize(
    ("fairness", "honoured", "after"),
    [(0.0, 1.0, 0.3), (0.0, -1.5, -0.45), (0.5, 1.0, 0.65), (-0.5, 1.0, -0.35), (0.5, -1.5, 0.275), (1.0, -1.5, 1.0)],
)
def test_fairness_by_hand(fairness, honoured, after):
    """`fairness += .3 heard (honoured ? 1 : -1.5)(1 - |fairness|)`."""
    assert fairness_after(fairness, honoured, 0.3) == pytest.approx(after)


@given(between(-1.0, 1.0), between(-2.0, 1.0), share)
@tried
def test_fairness_stays_within_bounds_and_moves_the_way_of_the_promise(fairness, honoured, step):
    after = fairness_after(fairness, honoured, step)
    assert -1.0 <= after <= 1.0
    assert (after - fairness) * honoured >= 0.0


@given(between(-0.9, 0.9), between(0.01, 0.5))
@tried
def test_a_broken_promise_costs_more_than_a_kept_one_gives(fairness, step):
    kept = fairness_after(fairness, 1.0, step) - fairness
    broken = fairness - fairness_after(fairness, -1.5, step)
    assert broken > kept

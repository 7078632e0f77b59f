"""Contests and what follows from them (model 4, sections 2 to 4), by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from scipy.special import expit, logit

from socialicence.rules.contest import (
    BACK,
    NEUTRAL,
    OPPOSE,
    contest_probability,
    dismissal_probability,
    earned_openness,
    launches_a_month,
    months_to_review,
    preparation,
    resume_probability,
    review_probability,
    stance_against,
    stance_of,
    stance_score,
    support_of_leaders,
    weight_of_affected,
    weight_of_stance,
    weight_of_time,
    withholding_probability,
)
from tests.rules.numbers import between, cases, share, tried


def test_status_quo_launches_what_the_lever_says():
    v = SimpleNamespace(launches_leadership=0.5, launches_platform=0.4)
    assert 12 * launches_a_month.py_func(2.0, 0.35, 0.35, 0.0, v) == pytest.approx(2.0)
    # Four times the support launches twice as much; a platform adopted in full adds four tenths.
    assert 12 * launches_a_month.py_func(2.0, 0.8, 0.2, 1.0, v) == pytest.approx(2.0 * 2.0 * 1.4)
    assert launches_a_month.py_func(2.0, -0.1, 0.35, 0.0, v) == 0.0


def test_preparation_saturates_and_asking_in_vain_counts_against():
    assert preparation(40.0, 40.0, True, 0.8) == pytest.approx(1 - np.exp(-1))
    assert preparation(40.0, 40.0, False, 0.8) == pytest.approx(-0.8 * (1 - np.exp(-1)))
    assert preparation(0.0, 40.0, True, 0.8) == 0.0


def test_stance_by_hand():
    v = SimpleNamespace(
        stance_usual=-0.2, stance_prepared=2.5, stance_transparency=2.0, stance_advice=0.8, independent_advice=0.5,
        stance_spread=1.0, stance_company=0.8, stance_enforcement=0.6, stance_hurry=0.4,
    )  # fmt: skip
    against = stance_against.py_func(True, True, 5.9, v)
    assert against == pytest.approx(1.8)
    assert stance_against.py_func(False, False, 6.0, v) == 0.0
    # -.2 + 2.5 * .4 + 2 * .2 + .8 * .5 - 1.8 + .3
    assert stance_score.py_func(0.4, 0.5, against, 0.3, v) == pytest.approx(0.1)
    assert [stance_of(score) for score in (-0.71, -0.69, 0.79, 0.81)] == [OPPOSE, NEUTRAL, NEUTRAL, BACK]
    assert [weight_of_stance(side, 3.0, 0.3) for side in (OPPOSE, NEUTRAL, BACK)] == [3.0, 1.0, 0.3]


@pytest.mark.parametrize(
    ("to_moment", "to_first_use", "expected"),
    [(2.9, 2.9, 2.0), (-3.0, -3.0, 2.0), (5.0, 5.0, 1.0), (-4.0, -4.0, 0.2), (1.0, -20.0, 2.0)],
)
def test_contests_are_likeliest_near_first_use_and_other_moments(to_moment, to_first_use, expected):
    assert weight_of_time(to_moment, to_first_use, 2.0, 0.2) == expected


def test_who_is_affected_counts_by_the_root_up_to_twice():
    assert weight_of_affected(0.1) == pytest.approx(1.0)
    assert weight_of_affected(0.025) == pytest.approx(0.5)
    assert weight_of_affected(0.9) == 2.0


def test_contest_by_hand():
    # A year at opposition .3, sensitivity .5, transparency .3, nothing else: hazard .22 * .3 * .5 * .7 = .0231 a month.
    monthly = contest_probability(0.3, 0.5, 0.7, 1.0, 0.22)
    assert monthly == pytest.approx(1 - np.exp(-0.0231))
    assert contest_probability(0.0, 0.5, 0.7, 6.0, 0.22) == 0.0


contests = cases(
    opposition=share, sensitivity=share, openly=between(0.0, 1.8), weights=between(0.0, 12.0), rate=between(0.15, 0.5)
)


@given(contests)
@tried
def test_contest_is_a_probability_that_rises_with_opposition(given):
    found = contest_probability(*given.values())
    assert 0.0 <= found < 1.0
    more = given | {"opposition": min(given["opposition"] + 0.1, 1.0)}
    assert contest_probability(*more.values()) >= found


def test_review_by_hand():
    v = SimpleNamespace(review_usual=-0.3, review_opposition=4.0, review_stance=0.8, review_leadership=2.0)
    expected = expit(-0.3 + 4 * 0.15 + np.log(1.5) + 0.8 - 2 * 0.2)
    assert review_probability.py_func(0.4, 1.5, OPPOSE, 0.55, v) == pytest.approx(expected)


def test_a_pause_by_the_fast_channel_comes_within_four_months():
    u = np.linspace(0.0, 0.999999, 1001)
    months = np.array([months_to_review(1.2, one) for one in u])
    assert months[0] == 0.0
    assert (np.diff(months) > 0).all()
    assert months[-1] <= 4.0
    # Half of an exponential of mean 1.2 cut at 4 lies below its median.
    most = 1 - np.exp(-4 / 1.2)
    assert months_to_review(1.2, 0.5) == pytest.approx(-1.2 * np.log(1 - 0.5 * most))


def test_the_end_of_a_review_by_hand():
    v = SimpleNamespace(resume_usual=-0.2, resume_licence=8.0, resume_listened=1.5, resume_stance=0.7)
    assert resume_probability.py_func(0.05, 0.6, BACK, v) == pytest.approx(expit(-0.2 + 0.4 + 0.9 + 0.7))
    assert resume_probability.py_func(-0.05, -0.6, OPPOSE, v) == pytest.approx(expit(-0.2 - 0.4 - 0.9 - 0.7))


@pytest.mark.parametrize(
    ("clarity", "overview", "expected"), [(0.5, 0.0, 0.35), (0.8, 0.4, 0.7), (1.0, 1.0, 0.9), (0.0, 0.0, 0.35 / 1.5)]
)
def test_cases_end_without_consequence_where_process_is_clear(clarity, overview, expected):
    assert dismissal_probability(0.35, clarity, overview) == pytest.approx(expected)


def test_withholding_by_hand():
    assert withholding_probability(0.15, 1.0, 0.5, 0.25) == pytest.approx(0.15)
    assert withholding_probability(0.15, 2.0, 0.0, 0.5) == 1.0 * min(0.15 * 2 * 2 * 2, 1.0)
    assert withholding_probability(0.3, 3.0, 0.0, 1.0) == 1.0


def test_leaders_remember_in_logits():
    assert support_of_leaders(0.35, 0.0) == pytest.approx(0.35)
    assert support_of_leaders(0.35, 0.3) == pytest.approx(expit(logit(0.35) - 0.3))


def test_doors_open_with_licence_that_is_earned_and_not_beyond():
    assert earned_openness(1.2, 2.0, 0.1) == pytest.approx(1.4)
    assert earned_openness(1.9, 2.0, 0.2) == 2.0
    assert earned_openness(0.1, 2.0, -0.2) == 0.0
    assert earned_openness(1.2, 0.0, 0.3) == pytest.approx(1.2)

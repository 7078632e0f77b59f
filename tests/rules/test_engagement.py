"""Whom a budget reaches (specification 4.6)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.rules.engagement import (
    households_reached,
    people_reached,
    preference,
    redesign_probability,
    surveys_a_year,
)
from tests.rules.numbers import between, share, tried

money = between(0.0, 5000.0)


@pytest.mark.parametrize(
    ("thousand_pounds", "share"),
    [(0.0, 0.0), (5.0, 5000 / 0.04 / 28.4e6 * 0.33), (1136.0, 0.33), (100000.0, 0.33)],
)
def test_a_broadcast_by_hand(thousand_pounds, share):
    """A million pounds tells nearly every household; a third recall it."""
    assert households_reached(thousand_pounds, 0.04, 28.4, 0.33) == pytest.approx(share)


@pytest.mark.parametrize(
    ("thousand_pounds", "cost", "people", "share"),
    [(5.0, 25.0, 1e6, 2e-4), (0.0, 25.0, 1e6, 0.0), (1e6, 5.0, 1e6, 1.0), (5.0, 25.0, 0.0, 1.0)],
)
def test_paid_contacts_by_hand(thousand_pounds, cost, people, share):
    assert people_reached(thousand_pounds, cost, people) == pytest.approx(share)


@given(st.tuples(money, money), between(0.02, 0.08), between(20.0, 35.0), between(0.2, 0.5))
@tried
def test_more_money_tells_more_households_but_no_more_than_recall(spends, cost, households, recall):
    less, more = (households_reached(s, cost, households, recall) for s in sorted(spends))
    assert 0.0 <= less <= more <= recall


@given(st.tuples(money, money), between(5.0, 200.0), between(0.0, 6e7))
@tried
def test_more_money_reaches_more_people_but_no_more_than_all(spends, cost, people):
    less, more = (people_reached(s, cost, people) for s in sorted(spends))
    assert 0.0 <= less <= more <= 1.0


def test_redesign_by_hand():
    assert redesign_probability(0.0, 10.0) == 0.0
    assert redesign_probability(10.0, 10.0) == pytest.approx(1 - math.exp(-1))


@given(st.tuples(money, money), between(3.0, 30.0))
@tried
def test_redesign_is_likelier_with_more_money(spends, cost):
    less, more = (redesign_probability(s, cost) for s in sorted(spends))
    assert 0.0 <= less <= more <= 1.0


@pytest.mark.parametrize(("adoption", "surveys"), [(0.0, 1.0), (0.4, 2.2), (1.0, 4.0)])
def test_surveys_go_from_yearly_to_quarterly(adoption, surveys):
    assert surveys_a_year(1.0, adoption, 3.0) == pytest.approx(surveys)


def test_a_preference_by_hand():
    assert preference(True, 0.6, 0.4, 1.0) == pytest.approx(math.exp(0.2))
    assert preference(False, 0.6, 0.4, 1.0) == pytest.approx(math.exp(-0.2))
    assert preference(True, 0.2, 0.2, 2.0) == preference(False, 0.9, 0.1, 0.0) == 1.0


@given(st.tuples(share, share), st.tuples(share, share), between(0.0, 2.0))
@tried
def test_backed_leaders_listen_and_nerves_tell(leaderships, nerves, strength):
    low, high = sorted(leaderships)
    calm, nervous = sorted(nerves)
    assert preference(True, low, nervous, strength) <= preference(True, high, calm, strength)
    assert preference(False, low, nervous, strength) >= preference(False, high, calm, strength)

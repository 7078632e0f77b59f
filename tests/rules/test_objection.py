"""Attention to a threat, hearing of it, objecting (specification 4.5)."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from socialicence.rules.objection import (
    NO_DEADLINE,
    Acting,
    attention_between,
    contagion,
    delayed_until,
    hearing_probability,
    objection_probability,
    pressure_between,
    ready_share,
    urgency,
    willing_share,
)
from tests.rules.numbers import between, cases, share, tried

WEEKLY = {11: 0.08, 18: 1.00, 25: 0.47, 32: 0.39, 39: 0.08, 46: 0.08}
TAIL = 53
day = between(0.0, 200.0)
attention = between(0.0, 3.0)


def attention_on(day, half_life_weeks):
    """Weekly search interest from the day of the announcement, then a half-life: the rate a week."""
    if day < 11:
        return 0.0
    if day < TAIL:
        return WEEKLY[11 + 7 * int((day - 11) // 7)]
    return 0.08 * 0.5 ** ((day - TAIL) / 7 / half_life_weeks)


@pytest.mark.parametrize(
    ("begins", "ends", "weeks"),
    [
        (0.0, 11.0, 0.0),
        (11.0, 18.0, 0.08),
        (18.0, 25.0, 1.0),
        (18.0, 21.5, 0.5),
        (14.5, 28.5, 0.04 + 1.0 + 0.235),
        (0.0, 53.0, 2.1),
        (53.0, 67.0, 0.08 * 2 / math.log(2) * 0.5),
    ],
)
def test_attention_by_hand(begins, ends, weeks):
    assert attention_between(begins, ends, 2.0) == pytest.approx(weeks)


@given(day, day, between(0.5, 8.0))
@tried
def test_attention_agrees_with_numerical_integration(one, other, half_life):
    begins, ends = sorted((one, other))
    edges = [edge for edge in (*WEEKLY, TAIL) if begins < edge < ends]
    places = [begins, *edges, ends]
    expected = sum(quad(lambda d: attention_on(d, half_life) / 7, low, high)[0] for low, high in pairwise(places))
    assert attention_between(begins, ends, half_life) == pytest.approx(expected, abs=1e-8)


@given(st.tuples(day, day, day), between(0.5, 8.0))
@tried
def test_attention_adds_up_over_stretches_of_time(days, half_life):
    a, b, c = sorted(days)
    whole = attention_between(a, c, half_life)
    assert attention_between(a, b, half_life) + attention_between(b, c, half_life) == pytest.approx(whole, abs=1e-9)


@given(day, day, st.tuples(between(0.5, 8.0), between(0.5, 8.0)))
@tried
def test_attention_lasts_longer_with_a_longer_half_life(one, other, half_lives):
    begins, ends = sorted((one, other))
    short, long = (attention_between(begins, ends, h) for h in sorted(half_lives))
    assert 0.0 <= short <= long + 1e-12


def test_what_was_put_off_by_hand():
    # Put off for a week each: of the first week's 0.08, spread evenly, 1 - (1 - 1/2) / ln 2 has come back at its end.
    assert delayed_until(11.0, 2.0, 1.0) == 0.0
    assert delayed_until(18.0, 2.0, 1.0) == pytest.approx(0.08 * (1 - 0.5 / math.log(2)))
    # In the end all of it has: six weeks and the tail.
    assert delayed_until(3000.0, 2.0, 1.0) == pytest.approx(2.1 + 0.08 * 2 / math.log(2))


@given(day, between(0.5, 8.0), between(0.5, 8.0))
@tried
def test_what_was_put_off_agrees_with_numerical_integration(until, half_life, put_off):
    edges = [edge for edge in (*WEEKLY, TAIL) if edge < until]

    def back(d):
        return attention_on(d, half_life) / 7 * (1 - 0.5 ** ((until - d) / 7 / put_off))

    expected = sum(quad(back, low, high)[0] for low, high in pairwise([0.0, *edges, until]))
    assert delayed_until(until, half_life, put_off) == pytest.approx(expected, abs=1e-7)


def test_alike_half_lives_are_no_special_case():
    near = [delayed_until(90.0, 2.0, 2.0 + gap) for gap in (0.0, 1e-12, 1e-6)]
    assert near == pytest.approx([near[0]] * 3, rel=1e-5)


def test_a_deadline_by_hand():
    """Twice as likely a week before, eight times on the last day, and 15/8 times eight days before."""
    assert [urgency(left, 1.0) for left in (7.0, 1.0, 0.3, 8.0)] == pytest.approx([2.0, 8.0, 8.0, 1.875])
    assert urgency(NO_DEADLINE, 1.0) == 1.0


def test_pressure_by_hand():
    at_once = Acting(half_life_weeks=2.0, put_off=0.0, put_off_weeks=3.0, deadline_pull=1.0)
    assert pressure_between(18.0, 25.0, NO_DEADLINE, NO_DEADLINE, at_once) == pytest.approx(1.0)
    # A week at the peak, a seventh a day, with 24 to 18 days left on each.
    by_day = sum((1 + 7 / left) / 7 for left in range(18, 25))
    assert pressure_between(18.0, 25.0, 42.0, 27.0, at_once) == pytest.approx(by_day)
    # The deadline is put off in the middle of the next week: two days count, five do not.
    two = sum(0.47 / 7 * (1 + 7 / left) for left in (17, 16))
    assert pressure_between(25.0, 32.0, 42.0, 27.0, at_once) == pytest.approx(two + 0.47 * 5 / 7)
    later = Acting(half_life_weeks=2.0, put_off=1.0, put_off_weeks=1.0, deadline_pull=1.0)
    assert pressure_between(0.0, 3000.0, NO_DEADLINE, NO_DEADLINE, later) == pytest.approx(2.1 + 0.08 * 2 / math.log(2))


@given(st.tuples(day, day, day), share)
@tried
def test_pressure_adds_up_over_stretches_of_time(days, put_off):
    a, b, c = sorted(days)
    acting = Acting(half_life_weeks=2.0, put_off=put_off, put_off_weeks=3.0, deadline_pull=1.0)
    whole = pressure_between(a, c, 42.0, 27.0, acting)
    parts = pressure_between(a, b, 42.0, 27.0, acting) + pressure_between(b, c, 42.0, 27.0, acting)
    assert parts == pytest.approx(whole, abs=1e-9)


def test_who_is_willing_by_hand():
    assert willing_share(0.5, 0.15) == pytest.approx(0.15)
    assert willing_share(0.7, 0.15) == pytest.approx(0.09)
    assert willing_share(0.0, 0.6) == 1.0


def test_who_is_ready_by_hand():
    # Of ten in a hundred who are willing, four object from the start and one since; half of the rest have heard.
    assert ready_share(0.10, 0.04, 0.01, 0.48) == pytest.approx(0.06 * 0.5 - 0.01)
    assert ready_share(0.03, 0.04, 0.0, 0.0) == 0.0
    assert ready_share(1.0, 0.0, 0.2, 0.5) == pytest.approx(0.3)
    assert ready_share(1.0, 1.0, 0.0, 0.0) == 0.0


def test_hearing_by_hand():
    assert hearing_probability(2.0, 0.4) == pytest.approx(1 - math.exp(-0.8))
    assert hearing_probability(0.0, 0.4) == 0.0


@given(st.tuples(attention, attention), between(0.0, 2.0))
@tried
def test_more_attention_is_heard_by_more(attentions, rate):
    less, more = (hearing_probability(a, rate) for a in sorted(attentions))
    assert 0.0 <= less <= more <= 1.0


def test_objecting_by_hand():
    assert contagion(0.1, 2.0) == pytest.approx(1.2)
    # pressure 0.1 x concern 0.8 x (1 - 0.25) x contagion 1.2 x readiness 0.5
    assert objection_probability(0.1, 0.8, 0.25, 1.2, 0.5) == pytest.approx(1 - math.exp(-0.036))


def objecting(attention, concern, trust, scale, ties, spread, access):
    return objection_probability(scale * attention, concern, trust, contagion(ties, spread), access)


@pytest.mark.parametrize("nothing", [{"attention": 0.0}, {"concern": 0.0}, {"trust": 1.0}, {"access": 0.0}])
def test_nobody_objects_without_attention_concern_distrust_or_access(nothing):
    case = {"attention": 1.0, "concern": 0.5, "trust": 0.5, "scale": 1.0, "ties": 0.5, "spread": 1.0, "access": 1.0}
    assert objecting(*case.values()) > 0.1
    assert objecting(*(case | nothing).values()) == 0.0


case = cases(
    attention=attention,
    concern=share,
    trust=share,
    scale=between(0.0, 1.0),
    ties=share,
    spread=between(0.0, 5.0),
    access=share,
)


@pytest.mark.parametrize(
    ("cause", "sign"),
    [("attention", 1), ("concern", 1), ("trust", -1), ("scale", 1), ("ties", 1), ("spread", 1), ("access", 1)],
)
@given(case, case)
@tried
def test_hazard_rises_with_concern_and_ties_and_falls_with_trust(cause, sign, case, other):
    low, high = sorted((case[cause], other[cause]))
    before = objecting(*(case | {cause: low}).values())
    after = objecting(*(case | {cause: high}).values())
    assert 0.0 <= min(before, after) <= max(before, after) <= 1.0
    assert sign * (after - before) >= -1e-15


@given(case, share)
@tried
def test_attention_in_pieces_leaves_as_many_who_do_not_object(case, part):
    whole = objecting(*case.values())
    pieces = [objecting(*(case | {"attention": case["attention"] * p}).values()) for p in (part, 1.0 - part)]
    assert np.prod([1 - p for p in pieces]) == pytest.approx(1 - whole, abs=1e-12)

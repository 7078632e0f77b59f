"""Attention to a threat, hearing of it, objecting (specification 4.5)."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from socialicence.rules.objection import attention_between, contagion, hearing_probability, objection_probability
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
    # pressure 0.1 x concern 0.8 x (1 - 0.25) x contagion 1.2 x access 0.5
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

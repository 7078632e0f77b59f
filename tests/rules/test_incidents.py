"""Breaches and controversies that the system causes itself (specification 4.11)."""

import math

import pytest
from hypothesis import given

from socialicence.rules.incidents import breach_probability, cost_of_delay
from tests.rules.numbers import between, cases, share, tried

breach = cases(
    flows=between(0.0, 100.0),
    sensitivity=share,
    security=share,
    per_flow=between(0.0, 0.01),
    idle=share,
    protection=between(0.0, 2.0),
)


@pytest.mark.parametrize(
    ("flows", "sensitivity", "security", "hazard"),
    [
        (1.0, 0.5, 0.5, 0.0015 + 0.002),
        (4.0, 0.5, 0.5, 0.006 + 0.002),
        (4.0, 0.75, 1.0, 0.008 * 1.5 * 0.5),
        (0.0, 0.5, 0.0, 0.002 * 1.5),
    ],
)
def test_a_breach_by_hand(flows, sensitivity, security, hazard):
    expected = 1 - math.exp(-hazard)
    assert breach_probability(flows, sensitivity, security, 0.0015, 0.002, 1.0) == pytest.approx(expected)


@pytest.mark.parametrize(("cause", "sign"), [("flows", 1), ("sensitivity", 1), ("security", -1)])
@given(breach, breach)
@tried
def test_breaches_rise_with_flows_and_sensitivity_and_fall_with_security(cause, sign, case, other):
    low, high = sorted((case[cause], other[cause]))
    before = breach_probability(*(case | {cause: low}).values())
    after = breach_probability(*(case | {cause: high}).values())
    assert 0.0 <= min(before, after) <= max(before, after) <= 1.0
    assert sign * (after - before) >= -1e-15


def test_telling_late_costs_more():
    assert cost_of_delay(0.0, 0.1) == 1.0
    assert cost_of_delay(3.0, 0.1) == pytest.approx(1.3)

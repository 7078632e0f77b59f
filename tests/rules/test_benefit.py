"""What a completed project is worth (specification 4.10)."""

import math

import pytest
from hypothesis import given

from socialicence.rules.benefit import value_of_project
from tests.rules.numbers import between, cases, share, tried

case = cases(
    value=between(0.0, 10.0), coverage=share, quality=share, months=between(0.0, 120.0), timeliness=between(6.0, 60.0)
)


def test_value_by_hand():
    assert value_of_project(2.0, 0.9, 0.8, 12.0, 24.0) == pytest.approx(2 * 0.9 * 0.8 * math.exp(-0.5))
    assert value_of_project(2.0, 1.0, 1.0, 0.0, 24.0) == 2.0


@pytest.mark.parametrize(("cause", "sign"), [("value", 1), ("coverage", 1), ("quality", 1), ("months", -1)])
@given(case, case)
@tried
def test_value_rises_with_coverage_and_quality_and_falls_with_waiting(cause, sign, case, other):
    low, high = sorted((case[cause], other[cause]))
    before = value_of_project(*(case | {cause: low}).values())
    after = value_of_project(*(case | {cause: high}).values())
    assert min(before, after) >= 0.0
    assert max(before, after) <= case["value"] + other["value"]
    assert sign * (after - before) >= -1e-12

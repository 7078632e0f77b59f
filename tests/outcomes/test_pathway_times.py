"""Times to access against hand-worked cases and an independent twin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.outcomes.pathway_times import kaplan_meier, median_months, share_within


def slow_share(months, reached, lost, limit):
    """Aalen-Johansen by the book: step through the times at which somebody arrives or gives up."""
    still, incidence = 1.0, 0.0
    for time in sorted(set(months[reached | lost])):
        if time > limit:
            break
        at_risk = (months >= time).sum()
        here = months == time
        incidence += still * (here & reached).sum() / at_risk
        still *= 1 - (here & (reached | lost)).sum() / at_risk
    return incidence


def test_kaplan_meier_of_five_projects_worked_by_hand():
    months = np.array([2.0, 3.0, 3.0, 5.0, 8.0])
    reached = np.array([True, True, False, True, False])
    times, share = kaplan_meier(months, reached)
    assert times.tolist() == [2.0, 3.0, 5.0]
    assert share == pytest.approx([0.8, 0.6, 0.3])
    assert median_months(months, reached) == 5.0


def test_a_median_that_is_not_reached_is_none():
    assert median_months(np.array([1.0, 2.0, 3.0]), np.array([True, False, False])) is None


def test_giving_up_is_a_way_of_never_getting_there():
    months = np.array([1.0, 2.0, 3.0, 4.0])
    reached = np.array([True, False, True, False])
    lost = np.array([False, True, False, False])
    assert share_within(months, reached, lost, 24.0) == pytest.approx(0.25 + 0.5 * 0.5)


def test_no_projects_have_no_share():
    assert share_within(np.zeros(0), np.zeros(0, bool), np.zeros(0, bool), 24.0) is None


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["reached", "lost", "waiting"])), min_size=1, max_size=60)
)
def test_the_share_is_that_of_the_twin(projects):
    months = np.array([float(month) for month, _ in projects])
    reached = np.array([state == "reached" for _, state in projects])
    lost = np.array([state == "lost" for _, state in projects])
    for limit in (0.0, 12.0, 24.0, 100.0):
        assert share_within(months, reached, lost, limit) == pytest.approx(slow_share(months, reached, lost, limit))

"""What is read from the record of a run, against a run written by hand."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.categories import OrganisationType, Outcome, Shock, Stage, Unblocker, Why
from socialicence.explanation.measured import desk, happened, headlines, held, measured, mechanisms, opened
from socialicence.results import RunRecord
from socialicence.results.monthly import Series

MONTHS = 30


def record(**outcomes):
    """A run of 30 months: three projects, five visits to desks, a few monthly series."""
    levels = {"fairness": 1.0, "understanding": 0.5, "perceived_benefit": 0.4, "concern": 0.3}
    series = [Series(name, "all", "all", "") for name in levels]
    rows = [np.full(MONTHS + 1, value) for value in levels.values()]
    rows[0] = np.where(np.arange(MONTHS + 1) > 6, 1.0, 0.0)  # the last 24 months only
    for name in ("posts_changed_hands", "engagement_spend_total", "projects_accessed"):
        series.append(Series(name, "all", "all", ""))
        rows.append(np.arange(MONTHS + 1.0))
    for kind in OrganisationType:
        series.append(Series("trust", "organisation", kind.label, ""))
        rows.append(np.full(MONTHS + 1, kind / 10))
    for name in ("nervousness", "perceived_licence"):
        for department, value in (("One", 0.2), ("Two", 0.6)):
            series.append(Series(name, "department", department, ""))
            rows.append(np.full(MONTHS + 1, value))
    for shock in Shock:
        series.append(Series("incidents", "shock", shock.label, ""))
        rows.append(np.full(MONTHS + 1, 2.0 * shock))
    projects = {
        "requester": np.array([0, 1, 2]), "started": np.array([0.0, 1.0, 2.0]),
        "accessed": np.array([12.0, -1.0, -1.0]), "finished": np.array([-1.0, 10.0, 3.0]),
        "outcome": np.array([Outcome.ACCESSED, Outcome.ABANDONED, Outcome.REFUSED]),
    }  # fmt: skip
    visits = {
        "project": np.array([0, 0, 1, 0, 1]),
        "stage": np.array([Stage.SCOPING, Stage.ETHICS, Stage.SCOPING, Stage.AGREEMENT, Stage.ETHICS]),
        "department": np.array([0, -1, 1, 0, -1]), "entered": np.array([0.0, 2.0, 1.0, 25.0, 4.0]),
        "left": np.array([2.0, 3.0, 4.0, -1.0, -1.0]),
        "why": np.array([Why.WORK_IN_HAND, Why.NOTHING, Why.POST_VACANT, Why.FEAR_OF_BACKLASH, Why.POST_VACANT]),
        "unblocked_by": np.array([Unblocker.NEWCOMER, 0, Unblocker.NEWCOMER, 0, 0]),
    }  # fmt: skip
    return RunRecord(
        "mine", 0, 1, outcomes=outcomes, series=tuple(series), monthly=np.array(rows, dtype=np.float32),
        projects=projects, stages=visits, departments=("One", "Two"), contexts=(),
    )  # fmt: skip


def test_time_at_desks_is_over_desks_cleared_and_counts_what_still_waits():
    found = measured(record())
    assert found[desk(Stage.SCOPING)] == pytest.approx((2 + 3) / 2)
    # One desk cleared in a month; the other holds its project from month 4 until it is given up in month 10.
    assert found[desk(Stage.ETHICS)] == pytest.approx((1 + 6) / 1)
    assert np.isnan(found[desk(Stage.AGREEMENT)])  # nobody has left it
    assert np.isnan(found[desk(Stage.LINKAGE)])  # nobody has come to it


def test_time_lost_by_reason_is_for_each_project_started():
    found = measured(record())
    assert found[held(Why.POST_VACANT)] == pytest.approx((3 + 6) / 3)
    assert found[held(Why.FEAR_OF_BACKLASH)] == pytest.approx((MONTHS - 25) / 3)
    assert found[held(Why.UNSURE_OF_THE_LAW)] == 0.0


def test_counts_and_shares():
    found = measured(record())
    assert found[opened(Unblocker.NEWCOMER)] == 2
    assert found[opened(Unblocker.TRAINING)] == 0
    assert found["turned_away"] == found["gave_up"] == pytest.approx(1 / 3)
    assert found[happened(Shock.CONTROVERSY)] == 4
    assert found["posts_changed_hands"] == MONTHS


def test_levels_are_means_of_the_last_two_years_over_groups():
    found = measured(record())
    assert found["fairness"] == pytest.approx(1.0)
    assert found["trust"] == pytest.approx(0.35)
    assert found["nervousness"] == pytest.approx(0.4)


def test_outcomes_are_taken_over_and_what_is_missing_is_not_known():
    found = measured(record(licence_affected=0.5, median_months_to_access=None))
    assert found["licence_affected"] == 0.5
    assert np.isnan(found["median_months_to_access"])
    assert set(found) == {*headlines(), *mechanisms()}

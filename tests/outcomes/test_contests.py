"""Contests of programmes and what was decided, on cases worked by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from socialicence.categories import EventKind
from socialicence.outcomes.contests import contests_of, median_time, share_by, times_to_contest
from socialicence.state.tables import EVENT, PROGRAMME, new_records


def world_of(events, programmes, month=60):
    """A world with events (month, kind, programme) and programmes (announced, at_start, fast)."""
    table, told = new_records(PROGRAMME, len(programmes)), new_records(EVENT, len(events))
    table["widened"] = -1.0
    for row, (announced, at_start, fast) in enumerate(programmes):
        table["announced"][row], table["at_start"][row], table["fast"][row] = announced, at_start, fast
    for row, (when, kind, programme) in enumerate(events):
        told["month"][row], told["kind"][row], told["programme"][row] = when, kind, programme
    return SimpleNamespace(
        programmes=table, programme_count=len(programmes), events=told, event_count=len(events), month=month
    )


def test_each_contest_has_its_own_decision_and_its_channel():
    events = [
        (10.0, EventKind.CONTESTED, 0),
        (11.5, EventKind.PAUSED, 0),
        (20.0, EventKind.RESUMED, 0),
        (24.0, EventKind.CONTESTED, 0),
        (44.0, EventKind.FOUND_UNLAWFUL, 0),
        (30.0, EventKind.CONTESTED, 1),
    ]
    first, second, waiting = contests_of(world_of(events, [(5.0, 0, 0), (25.0, 0, 1)]))
    assert (first.programme, first.month, first.decided, first.fast) == (0, 10.0, 11.5, True)
    assert (second.month, second.decided, second.fast) == (24.0, 44.0, False)
    assert (waiting.programme, waiting.fast) == (1, True)
    assert np.isnan(waiting.decided)


def test_times_run_from_announcement_to_first_contest_and_leave_out_those_of_the_start():
    events = [(10.0, EventKind.CONTESTED, 1), (24.0, EventKind.CONTESTED, 1), (3.0, EventKind.CONTESTED, 0)]
    months, contested = times_to_contest(world_of(events, [(-20.0, 1, 0), (5.0, 0, 0), (40.0, 0, 0)]))
    assert months.tolist() == [5.0, 20.0]
    assert contested.tolist() == [True, False]


def test_shares_and_medians_are_kaplan_meiers():
    months, happened = np.array([2.0, 4.0, 4.0, 10.0]), np.array([True, False, True, False])
    # A quarter at 2; of the three left one at 4: one half is left in all.
    assert share_by(months, happened, 3.0) == pytest.approx(0.25)
    assert share_by(months, happened, 24.0) == pytest.approx(0.5)
    assert share_by(months, happened, 1.0) == 0.0
    assert median_time(months, happened) == 4.0
    assert np.isnan(median_time(months[1:2], happened[1:2]))
    assert np.isnan(share_by(months[:0], happened[:0], 24.0))

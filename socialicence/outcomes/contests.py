"""Contests of national programmes in a run that is over: when each came, what was decided about it, and when."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from socialicence.categories import EventKind
from socialicence.outcomes.pathway_times import kaplan_meier
from socialicence.state.tables import Array

DECISIONS = (
    EventKind.PAUSED,
    EventKind.CASE_DISMISSED,
    EventKind.UNDERTAKINGS,
    EventKind.FOUND_UNLAWFUL,
    EventKind.ELECTION,
)
"""What ends the wait that a contest begins."""


class Contest(NamedTuple):
    """One contest of a programme.

    Attributes
    ----------
    programme : int
        Its row.
    month : float
    decided : float
        Month of the first decision; NaN where there is none yet.
    fast : bool
        Whether a pause for review decides, rather than a regulator or court.
    """

    programme: int
    month: float
    decided: float
    fast: bool


def contests_of(world: Any) -> list[Contest]:
    """Return the contests of a run, in order of programme, then time."""
    events, programmes = world.events[: world.event_count], world.programmes
    found = []
    for event in events[events["kind"] == EventKind.CONTESTED]:
        row, month = int(event["programme"]), float(event["month"])
        later = events[(events["programme"] == row) & np.isin(events["kind"], DECISIONS) & (events["month"] >= month)]
        if len(later):
            first = later[np.argmin(later["month"])]
            found.append(Contest(row, month, float(first["month"]), first["kind"] == EventKind.PAUSED))
        else:
            found.append(Contest(row, month, np.nan, bool(programmes["fast"][row])))
    return sorted(found)


def times_to_contest(world: Any) -> tuple[Array, Array]:
    """Return months from announcement to first contest of each programme launched, and whether it came."""
    table = world.programmes[: world.programme_count]
    launched = np.flatnonzero(table["at_start"] == 0)
    first = {one.programme: one.month for one in reversed(contests_of(world))}
    announced = np.maximum(table["announced"], table["widened"])[launched]
    contested = np.array([first.get(int(row), np.nan) for row in launched])
    # A purpose that was widened after a first contest was announced anew: that contest counts from nought.
    months = np.maximum(np.where(np.isnan(contested), world.month, contested) - announced, 0.0)
    return months, ~np.isnan(contested)


def share_by(months: Array, happened: Array, by: float) -> float:
    """Return the Kaplan-Meier share to whom something has happened by a time; NaN where nobody was followed."""
    if not months.size:
        return float("nan")
    times, still = kaplan_meier(months, happened)
    reached = times <= by
    return float(1.0 - still[reached][-1]) if reached.any() else 0.0


def median_time(months: Array, happened: Array) -> float:
    """Return the Kaplan-Meier median time; NaN where half are not reached."""
    times, still = kaplan_meier(months, happened)
    below = times[still <= 0.5]
    return float(below[0]) if below.size else float("nan")

"""What the fit to 2021 may use: adults' totals to 1 July, weekly increments to 30 June, and how sure they are."""

from __future__ import annotations

import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from socialicence.data.tables import FOLDER, number, rows
from socialicence.state.tables import Array

OBSERVATION_ERROR = 0.05
"""Points of England's adults, of each target: a standard deviation."""
START = datetime.date(2021, 5, 1)
FIRST_TOTAL, LAST_TOTAL = "2021-06-01", "2021-07-01"


class Targets(NamedTuple):
    """Published figures in points of England's adults.

    Attributes
    ----------
    start : float
        Adults who objected on 1 May 2021: where the model starts, and what "nothing changes" stays at.
    total_days, totals : ndarray
        Days since 1 May of 1 June and 1 July, and adults who objected then.
    week_days : ndarray
        Days on which weeks begin, and the last ends.
    increments : ndarray
        New objections of each week.
    """

    start: float
    total_days: Array
    totals: Array
    week_days: Array
    increments: Array

    @property
    def vector(self) -> Array:
        """Totals, then increments: what a simulation is held against."""
        return np.concatenate([self.totals, self.increments])

    @property
    def names(self) -> tuple[str, ...]:
        """Each number of `vector` in words."""
        ends = [_date(day) for day in self.week_days]
        weeks = [f"new, {a:%-d %B} to {b:%-d %B}" for a, b in pairwise(ends)]
        return (*(f"total on {_date(day):%-d %B}" for day in self.total_days), *weeks)

    @property
    def persistence(self) -> Array:
        """What "nothing changes" says of each number of `vector`."""
        return np.concatenate([np.full(self.totals.size, self.start), np.zeros(self.increments.size)])


@cache
def targets(folder: Path = FOLDER) -> Targets:
    """Return the targets.

    Weekly counts are of all ages. They say how the increase was spread over the weeks; how large it was among adults
    say the totals of 1 May and 1 July.

    Raises
    ------
    InputError
        If a table is broken.
    """
    monthly = {
        row["date"]: 100.0
        * number(row, "opt_outs", "objections_monthly", 1, 1e8)
        / number(row, "people", "objections_monthly", 1, 1e9)
        for row in rows("objections_monthly", ("date", "opt_outs", "people"), folder)
    }
    weekly = rows("objections_weekly", ("date", "opt_outs", "people"), folder)
    counts = np.array([number(row, "opt_outs", "objections_weekly", 1, 1e8) for row in weekly])
    new = np.diff(counts)
    start = monthly[START.isoformat()]
    return Targets(
        start=start,
        total_days=np.array([_day(FIRST_TOTAL), _day(LAST_TOTAL)], dtype=float),
        totals=np.array([monthly[FIRST_TOTAL], monthly[LAST_TOTAL]]),
        week_days=np.array([_day(row["date"]) for row in weekly], dtype=float),
        increments=new / new.sum() * (monthly[LAST_TOTAL] - start),
    )


def _day(date: str) -> int:
    return (datetime.date.fromisoformat(date) - START).days


def _date(day: float) -> datetime.date:
    return START + datetime.timedelta(days=int(day))

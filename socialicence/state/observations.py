"""What is observed of a run in each month: licence, trust and moods by group, and the state of the system."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from socialicence.state.tables import ORGANISATION_TYPES, STAGES, Array, Column, new_records

SYSTEM = (
    Column("started", "i8", "count", "projects started so far, by requester", 3),
    Column("in_flight", "i8", "count", "projects that have not ended, by requester", 3),
    Column("accessed", "i8", "count", "projects that reached access so far, by requester", 3),
    Column("completed", "i8", "count", "projects published so far, by requester", 3),
    Column("gave_up", "i8", "count", "projects abandoned or refused so far, by requester", 3),
    Column("waiting_at", "i8", "count", "desks waiting, by stage", STAGES),
    Column("waiting_for", "i8", "count", "desks waiting, by reason", 13),
    Column("blocked_desks", "i8", "count", "desks blocked now"),
    Column("unblocked_by", "i8", "count", "desks unblocked so far, by what opened them", 6),
    Column("newcomers", "i8", "count", "posts that changed hands so far"),
    Column("vacancies", "i8", "count", "posts vacant now"),
    Column("skill", "f8", "0-1", "mean skill of professionals"),
    Column("knowledge", "f8", "0-1", "mean knowledge of professionals"),
    Column("motivation", "f8", "0-1", "mean motivation of professionals"),
    Column("joined_up", "f8", "desks a month", "expected clearance of two departments together, mean over pairs"),
    Column("incidents", "i8", "count", "incidents so far, by kind of shock", 5),
    Column("programmes", "i8", "count", "national programmes now, by state, those at the start not counted", 6),
    Column("programmes_launched", "i8", "count", "national programmes launched so far"),
    Column("programmes_contested", "i8", "count", "of these, ever contested so far"),
    Column("programmes_altered", "i8", "count", "of these, ever paused, changed, stopped or found unlawful so far"),
    Column("programmes_stopped", "i8", "count", "of these, stopped so far"),
    Column("months_under_review", "i8", "months", "months under review so far, added up over programmes"),
    Column("stopped", "i8", "count", "shares ended with their programme so far, by requester", 3),
    Column("linked_assets", "i8", "count", "shares built so far, the latest of each context open to reuse"),
    Column("reuses", "i8", "count", "projects started on a linked asset so far"),
    Column("value_realised", "f8", "value units", "value of completed projects so far"),
    Column("value_visible", "f8", "value units", "part of it that those concerned were told of"),
    Column("engagement_spend", "f8", "thousand pounds", "spent on engagement so far"),
    Column("coverage", "f8", "0-1", "share of adults whose health data can be used"),
    Column("representativeness", "f8", "0-1", "likeness of those who remain to everyone"),
)

GROUPS = 24
"""Groups in which the public is observed: all (0), regions (1-10), segments (11-16), age bands (17-23)."""
ALL, FIRST_REGION, FIRST_SEGMENT, FIRST_AGE_BAND = 0, 1, 11, 17
EVERYONE, AFFECTED = 0, 1
"""Among whom licence is counted: the last axis of `Observations.licence`."""


class Mood(IntEnum):
    """What is observed of citizens besides trust: an axis of `Observations.mood`."""

    FAIRNESS = 0
    UNDERSTANDING = 1
    PERCEIVED_BENEFIT = 2
    CONCERN = 3
    SALIENCE = 4
    OBJECTING = 5


MOODS = tuple(mood.name.lower() for mood in Mood)


class Spread(IntEnum):
    """What is observed of how citizens' trust differs: the last axis of `Observations.spread`."""

    DEVIATION = 0
    MAJORITY = 1


class Observations(NamedTuple):
    """What was seen in each month; row 0 is the initial state.

    Attributes
    ----------
    licence : ndarray of float32, shape (months + 1, contexts, groups, 2: `EVERYONE`, `AFFECTED`)
        Weighted mean probability of support among everyone and among those affected; NaN where a group is empty.
    trust : ndarray of float32, shape (months + 1, organisation types, groups)
        Weighted mean trust.
    mood : ndarray of float32, shape (months + 1, moods: `Mood`, groups)
        Weighted means; `objecting` is a share of England's adults.
    opposition : ndarray of float32, shape (months + 1, contexts)
        Weighted mean probability of opposing each use among those affected; NaN where there are none.
    standing : ndarray of float32, shape (months + 1, contexts)
        What contests have taken from willingness for each use.
    spread : ndarray of float32, shape (months + 1, organisation types, 2: `Spread`)
        Between-citizen standard deviation of trust, and the share above one half.
    baseline : ndarray of float32, shape (months + 1, organisation types)
        Weighted mean baseline trust.
    system : record array, shape (months + 1,)
        See `SYSTEM`.
    departments : record array, shape (months + 1, departments)
        A copy of the department table in each month.
    """

    licence: Array
    trust: Array
    mood: Array
    opposition: Array
    standing: Array
    spread: Array
    baseline: Array
    system: Array
    departments: Array


def new_observations(months: int, contexts: int, departments: Array) -> Observations:
    """Return room for what is seen at the start and in each month: nothing yet.

    Parameters
    ----------
    departments : record array
        The table of departments, copied each month.
    """
    rows = months + 1
    return Observations(
        licence=np.full((rows, contexts, GROUPS, 2), np.nan, dtype=np.float32),
        trust=np.full((rows, ORGANISATION_TYPES, GROUPS), np.nan, dtype=np.float32),
        mood=np.full((rows, len(MOODS), GROUPS), np.nan, dtype=np.float32),
        opposition=np.full((rows, contexts), np.nan, dtype=np.float32),
        standing=np.zeros((rows, contexts), dtype=np.float32),
        spread=np.full((rows, ORGANISATION_TYPES, len(Spread)), np.nan, dtype=np.float32),
        baseline=np.full((rows, ORGANISATION_TYPES), np.nan, dtype=np.float32),
        system=new_records(SYSTEM, rows),
        departments=np.zeros((rows, departments.size), dtype=departments.dtype),
    )

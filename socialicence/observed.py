"""What is observed of a run in each month: licence, trust and moods by group, and the state of the system."""

from __future__ import annotations

from typing import NamedTuple

from socialicence.tables import STAGES, Array, Column

SYSTEM = (
    Column("started", "i8", "count", "projects started so far, by requester", 3),
    Column("in_flight", "i8", "count", "projects that have not ended, by requester", 3),
    Column("accessed", "i8", "count", "projects that reached access so far, by requester", 3),
    Column("completed", "i8", "count", "projects published so far, by requester", 3),
    Column("gave_up", "i8", "count", "projects abandoned or refused so far, by requester", 3),
    Column("waiting_at", "i8", "count", "desks waiting, by stage", STAGES),
    Column("waiting_for", "i8", "count", "desks waiting, by reason", 10),
    Column("blocked_desks", "i8", "count", "desks blocked now"),
    Column("unblocked_by", "i8", "count", "desks unblocked so far, by what opened them", 6),
    Column("newcomers", "i8", "count", "posts that changed hands so far"),
    Column("vacancies", "i8", "count", "posts vacant now"),
    Column("skill", "f8", "0-1", "mean skill of professionals"),
    Column("knowledge", "f8", "0-1", "mean knowledge of professionals"),
    Column("motivation", "f8", "0-1", "mean motivation of professionals"),
    Column("joined_up", "f8", "desks a month", "expected clearance of two departments together, mean over pairs"),
    Column("incidents", "i8", "count", "incidents so far, by kind of shock", 4),
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
FIRST_REGION, FIRST_SEGMENT, FIRST_AGE_BAND = 1, 11, 17
MOODS = ("fairness", "understanding", "perceived_benefit", "concern", "salience", "objecting")


class Observations(NamedTuple):
    """What was seen in each month; row 0 is the initial state.

    Attributes
    ----------
    licence : ndarray of float32, shape (months + 1, contexts, groups, 2)
        Weighted mean probability of support among everyone and among those affected; NaN where a group is empty.
    trust : ndarray of float32, shape (months + 1, organisation types, groups)
        Weighted mean trust.
    mood : ndarray of float32, shape (months + 1, len(MOODS), groups)
        Weighted means; `objecting` is a share of England's adults.
    spread : ndarray of float32, shape (months + 1, organisation types, 2)
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
    spread: Array
    baseline: Array
    system: Array
    departments: Array

"""Attention to opting out, and pressure to act on it: from announcements and contested programmes."""

from __future__ import annotations

from typing import Any

from socialicence.categories import Shock
from socialicence.compiled import kernel, part, rule
from socialicence.month.events import HEALTH_BIT
from socialicence.rules.objection import (
    DAYS_A_MONTH,
    DAYS_A_WEEK,
    DEADLINE,
    DEFERRED,
    NO_DEADLINE,
    WEEKS_A_MONTH,
    Acting,
    attention_between,
    pressure_between,
)
from socialicence.state import NOW, State

ENTERED_AT_CONTEST, ENTERED_AT_PAUSE = 14.0, 18.0
"""Days into the course of 2021 at which the news of a contest, and that of a pause, enter it."""
HEARING, ACTING = False, True
"""What is asked for: attention, by which people hear, or pressure, by which those who have heard act."""


@part
def attention_of_days(state: State, begins: float, ends: float, kind: bool) -> float:
    """Attention to opting out, or pressure to act on it, between two days of the run.

    Parameters
    ----------
    begins, ends : float
        Days since the start of the run.
    kind : bool
        `HEARING` or `ACTING`.

    Returns
    -------
    float
        In weeks at the peak of 2021.
    """
    v = state.in_force[NOW]
    total = 0.0
    for row in range(state.run[0].incidents):
        one = state.incidents[row]
        size = one.size
        announced = one.shock == Shock.ANNOUNCEMENT
        if one.objection_attention >= 0.0:
            size *= one.objection_attention
        elif not announced:
            continue
        if not one.domains & HEALTH_BIT:
            continue
        shift = one.disclosed * DAYS_A_MONTH + v.processing_lag_days
        deadline = DEADLINE if announced else NO_DEADLINE
        if ends > shift:
            first, last = max(begins - shift, 0.0), ends - shift
            total += size * _of_course(first, last, deadline, DEFERRED, kind, v)
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if state.contexts[one.context].domains & HEALTH_BIT and one.contests > 0 and one.scheduled == 0:
            size = v.contest_attention * one.size
            # What was said before month 0 the public has taken in.
            if one.contested >= 0.0:
                total += size * _since(one, one.contested, ENTERED_AT_CONTEST, begins, ends, kind, v)
            if one.paused >= 0.0:
                total += size * v.pause_attention * _since(one, one.paused, ENTERED_AT_PAUSE, begins, ends, kind, v)
    return total


@rule
def _of_course(first: float, last: float, deadline: float, counts_until: float, kind: bool, v: Any) -> float:
    """Attention or pressure between two days of the course of 2021 (see `pressure_between`)."""
    if kind == ACTING:
        times = Acting(v.attention_half_life_weeks, v.objection_put_off, v.objection_put_off_weeks, v.deadline_pull)
        return pressure_between(first, last, deadline, counts_until, times)
    return attention_between(first, last, v.attention_half_life_weeks)


@part
def _since(one: Any, month: float, entered: float, begins: float, ends: float, kind: bool, v: Any) -> float:
    """Attention or pressure between two days, of news of a programme that enters the course of 2021 that late.

    Parameters
    ----------
    one : record
        The programme. Its deadline counts until it is paused.
    month : float
        When the news came.
    entered : float
        Days into the course.
    """
    shift = month * DAYS_A_MONTH + v.processing_lag_days - entered
    if ends - shift <= entered:
        return 0.0
    deadline, counts_until = NO_DEADLINE, NO_DEADLINE
    if one.deadline >= 0.0:
        deadline = counts_until = one.deadline * DAYS_A_MONTH - shift
        if one.paused >= 0.0:
            counts_until = min(deadline, one.paused * DAYS_A_MONTH - shift)
    return _of_course(max(begins - shift, entered), ends - shift, deadline, counts_until, kind, v)


@kernel
def pressure_between_days(state: State, begins: float, ends: float) -> float:
    """Pressure to act between two days of the run, for Python (see `attention_of_days`)."""
    return attention_of_days(state, begins, ends, ACTING)


@part
def attention_by_week(state: State, month: int) -> None:
    """Write attention to opting out, and pressure to act on it, in each week of the month."""
    first_day, last_day = (month - 1.0) * DAYS_A_MONTH, month * DAYS_A_MONTH
    for week in range(WEEKS_A_MONTH):
        begins = first_day + week * DAYS_A_WEEK
        ends = min(begins + DAYS_A_WEEK, last_day)
        state.attention[week] = attention_of_days(state, begins, ends, HEARING)
        state.pressure[week] = attention_of_days(state, begins, ends, ACTING)

"""Events: breaches that the system causes, when incidents become known, and what attention they draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Domain, Shock
from socialicence.compiled import kernel, part, rule, stage
from socialicence.rules.incidents import breach_probability
from socialicence.rules.objection import DAYS_A_MONTH, DAYS_A_WEEK, WEEKS_A_MONTH, attention_between
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, normal, uniform

HEALTH_BIT = 1 << int(Domain.HEALTH)
ENTERED_AT_CONTEST, ENTERED_AT_PAUSE = 14.0, 18.0
"""Days into the course of 2021 at which the news of a contest, and that of a pause, enter it."""


@stage
def events(state: State, month: int) -> None:
    """Data are breached; incidents that become known make departments warier and draw attention."""
    breaches(state, month)
    remember_incidents(state, month)


@part
def break_out(state: State, shock: int, d: int) -> Any:
    """Write an incident that the system caused in a department this month; return its row, to be filled in.

    The table must have room (see `order.is_full`).
    """
    run = state.run[0]
    one = state.incidents[run.incidents]
    department = state.departments[d]
    one.shock = shock
    one.department = d
    one.organisation = department.kind
    one.scheduled = 0
    department.incidents += 1
    state.system[0].incidents[shock] += 1
    run.incidents += 1
    return one


@rule
def own_or_usual(own: float, usual: float) -> float:
    """A number that an incident has of its own, or the usual one where it has none (negative)."""
    return usual if own < 0.0 else own


@part
def breaches(state: State, month: int) -> None:
    """Let data be breached, in each department by its live flows, sensitivity and security."""
    v = state.in_force[NOW]
    key = draw_key(state.run[0].seed, Purpose.INCIDENT, month)
    for d in range(state.departments.size):
        one = state.departments[d]
        probability = breach_probability(
            float(one.live_flows), one.sensitivity, v.security, v.breach_rate, v.breach_rate_idle, v.breach_security
        )
        if uniform(key, 4 * d) < probability and state.run[0].incidents < state.incidents.size:
            breach = break_out(state, Shock.BREACH, d)
            breach.size = np.exp(v.incident_size_spread * normal(key, 4 * d + 2))
            breach.domains = one.domains
            breach.project = -1
            breach.happened = month - 1.0 + uniform(key, 4 * d + 1)
            breach.disclosed = breach.happened + v.disclosure_delay


@part
def remember_incidents(state: State, month: int) -> None:
    """Make departments warier: those concerned when an incident is known, the others after a delay."""
    v = state.in_force[NOW]
    for row in range(state.run[0].incidents):
        one = state.incidents[row]
        if one.scheduled and month - 1.0 < one.happened <= month:
            state.system[0].incidents[one.shock] += 1
        if one.shock == Shock.WIDENING:
            continue
        # Programmes are contested after this stage: such news is remembered a month later.
        known = one.own_warier == 0 and one.disclosed <= month
        elsewhere = one.others_warier == 0 and one.disclosed + v.caution_delay <= month
        if not known and not elsewhere:
            continue
        one.own_warier = max(one.own_warier, np.int64(known))
        one.others_warier = max(one.others_warier, np.int64(elsewhere))
        for d in range(state.departments.size):
            department = state.departments[d]
            own = one.department == d or (one.department < 0 and one.organisation == department.kind)
            if own and known:
                department.incident_memory += own_or_usual(one.memory_own, v.memory_own) * one.size
            elif not own and elsewhere:
                department.incident_memory += own_or_usual(one.memory_others, v.memory_others) * one.size


@part
def attention_of_days(state: State, begins: float, ends: float) -> float:
    """Attention to opting out between two days of the run, from announcements and health-data controversies.

    Parameters
    ----------
    begins, ends : float
        Days since the start of the run.

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
        if one.objection_attention >= 0.0:
            size *= one.objection_attention
        elif one.shock != Shock.ANNOUNCEMENT:
            continue
        if not one.domains & HEALTH_BIT:
            continue
        shift = one.disclosed * DAYS_A_MONTH + v.processing_lag_days
        if ends > shift:
            total += size * attention_between(max(begins - shift, 0.0), ends - shift, v.attention_half_life_weeks)
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if state.contexts[one.context].domains & HEALTH_BIT and one.contests > 0 and one.scheduled == 0:
            size = v.contest_attention * one.size
            # What was said before month 0 the public has taken in.
            if one.contested >= 0.0:
                total += size * _attention_since(one.contested, ENTERED_AT_CONTEST, begins, ends, v)
            if one.paused >= 0.0:
                total += size * v.pause_attention * _attention_since(one.paused, ENTERED_AT_PAUSE, begins, ends, v)
    return total


@rule
def _attention_since(month: float, entered: float, begins: float, ends: float, v: Any) -> float:
    """Attention between two days, of news in a month that enters the course of 2021 so many days after its start."""
    shift = month * DAYS_A_MONTH + v.processing_lag_days - entered
    if ends - shift <= entered:
        return 0.0
    return attention_between(max(begins - shift, entered), ends - shift, v.attention_half_life_weeks)


@kernel
def attention_between_days(state: State, begins: float, ends: float) -> float:
    """Attention between two days of the run, for Python (see `attention_of_days`)."""
    return attention_of_days(state, begins, ends)


@part
def attention_by_week(state: State, month: int) -> None:
    """Write attention to opting out in each week of the month."""
    first_day, last_day = (month - 1.0) * DAYS_A_MONTH, month * DAYS_A_MONTH
    for week in range(WEEKS_A_MONTH):
        begins = first_day + week * DAYS_A_WEEK
        ends = min(begins + DAYS_A_WEEK, last_day)
        state.attention[week] = attention_of_days(state, begins, ends)

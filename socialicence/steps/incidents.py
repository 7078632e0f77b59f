"""Events: incidents and controversies that the system causes, when they become known, and what attention they draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Domain, Outcome, Shock, Stage
from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, normal, uniform
from socialicence.rules.incidents import breach_probability, controversy_probability
from socialicence.rules.objection import DAYS_A_MONTH, DAYS_A_WEEK, WEEKS_A_MONTH, attention_between
from socialicence.tables import Array

INCIDENT, CONTROVERSY = int(Purpose.INCIDENT), int(Purpose.CONTROVERSY)
BREACH, CONTROVERSY_SHOCK, ANNOUNCEMENT = int(Shock.BREACH), int(Shock.CONTROVERSY), int(Shock.ANNOUNCEMENT)
HEALTH_BIT = 1 << int(Domain.HEALTH)
IN_FLIGHT, ACCESSED, AGREEMENT = int(Outcome.IN_FLIGHT), int(Outcome.ACCESSED), int(Stage.AGREEMENT)


@rule
def _note(
    incidents: Array,
    count: int,
    shock: int,
    department: Any,
    d: int,
    domains: int,
    project: int,
    happened: float,
    disclosed: float,
    size: float,
) -> None:
    """Write one incident that the system caused."""
    one = incidents[count]
    one.shock = shock
    one.department = d
    one.organisation = department.kind
    one.domains = domains
    one.project = project
    one.happened = happened
    one.disclosed = disclosed
    one.size = size
    one.scheduled = 0


@rule
def own_or_usual(own: float, usual: float) -> float:
    """A number that an incident has of its own, or the usual one where it has none (negative)."""
    return usual if own < 0.0 else own


@kernel
def cause_incidents(
    incidents: Array,
    count: int,
    departments: Array,
    projects: Array,
    project_count: int,
    now: Array,
    system_row: Array,
    seed: int,
    month: int,
) -> int:
    """Let breaches happen in departments and controversies break out over live projects.

    Returns
    -------
    int
        Incident rows now in use.
    """
    v = now[0]
    system = system_row[0]
    key = draw_key(seed, INCIDENT, month)
    for d in range(departments.size):
        one = departments[d]
        probability = breach_probability(
            float(one.live_flows), one.sensitivity, v.security, v.breach_rate, v.breach_rate_idle, v.breach_security
        )
        if uniform(key, 4 * d) < probability and count < incidents.size:
            happened = month - 1.0 + uniform(key, 4 * d + 1)
            size = np.exp(v.incident_size_spread * normal(key, 4 * d + 2))
            _note(incidents, count, BREACH, one, d, one.domains, -1, happened, happened + v.disclosure_delay, size)
            one.incidents += 1
            system.incidents[BREACH] += 1
            count += 1
    key = draw_key(seed, CONTROVERSY, month)
    for p in range(project_count):
        project = projects[p]
        live = project.outcome == ACCESSED or (project.outcome == IN_FLIGHT and project.stage >= AGREEMENT)
        if not live:
            continue
        d = project.owners[0]
        probability = controversy_probability(
            project.licence_affected,
            departments[d].transparency,
            v.advice_against_controversy * v.independent_advice,
            v.redesign_against_controversy * project.redesigned,
            v.controversy_rate,
        )
        if uniform(key, 4 * project.key) < probability and count < incidents.size:
            happened = month - 1.0 + uniform(key, 4 * project.key + 1)
            size = np.exp(v.incident_size_spread * normal(key, 4 * project.key + 2))
            _note(incidents, count, CONTROVERSY_SHOCK, departments[d], d, project.domains, p, happened, happened, size)
            departments[d].incidents += 1
            system.incidents[CONTROVERSY_SHOCK] += 1
            count += 1
    return count


@kernel
def remember_incidents(
    incidents: Array, count: int, departments: Array, now: Array, system_row: Array, month: int
) -> None:
    """Make departments warier: those concerned when an incident is known, the others after a delay."""
    v = now[0]
    for row in range(count):
        one = incidents[row]
        if one.scheduled and month - 1.0 < one.happened <= month:
            system_row[0].incidents[one.shock] += 1
        known = month - 1.0 < one.disclosed <= month
        elsewhere = month - 1.0 < one.disclosed + v.caution_delay <= month
        if not known and not elsewhere:
            continue
        for d in range(departments.size):
            own = one.department == d or (one.department < 0 and one.organisation == departments[d].kind)
            if own and known:
                departments[d].incident_memory += own_or_usual(one.memory_own, v.memory_own) * one.size
            elif not own and elsewhere:
                departments[d].incident_memory += own_or_usual(one.memory_others, v.memory_others) * one.size


@kernel
def attention_of_days(incidents: Array, count: int, now: Array, begins: float, ends: float) -> float:
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
    v = now[0]
    total = 0.0
    for row in range(count):
        one = incidents[row]
        size = one.size
        if one.objection_attention >= 0.0:
            size *= one.objection_attention
        elif one.shock == CONTROVERSY_SHOCK:
            size *= v.controversy_attention
        elif one.shock != ANNOUNCEMENT:
            continue
        if not one.domains & HEALTH_BIT:
            continue
        shift = one.disclosed * DAYS_A_MONTH + v.processing_lag_days
        if ends > shift:
            total += size * attention_between(max(begins - shift, 0.0), ends - shift, v.attention_half_life_weeks)
    return total


@kernel
def attention_by_week(incidents: Array, count: int, now: Array, month: int, attention: Array) -> float:
    """Attention to opting out in each week of the month.

    Parameters
    ----------
    attention : ndarray, shape (5,)
        Overwritten, in weeks at the peak of 2021.

    Returns
    -------
    float
        Attention of the whole month.
    """
    first_day, last_day = (month - 1.0) * DAYS_A_MONTH, month * DAYS_A_MONTH
    for week in range(WEEKS_A_MONTH):
        begins = first_day + week * DAYS_A_WEEK
        ends = min(begins + DAYS_A_WEEK, last_day)
        attention[week] = attention_of_days(incidents, count, now, begins, ends)
    return attention.sum()

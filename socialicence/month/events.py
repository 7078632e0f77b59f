"""Events: breaches that the system causes, and who grows warier when incidents become known."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Domain, Shock
from socialicence.compiled import part, rule, stage
from socialicence.rules.incidents import breach_probability
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, normal, uniform

HEALTH_BIT = 1 << int(Domain.HEALTH)


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

"""Requesters start projects: who asks, in which context, from which departments (specification 2, 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import ProgrammeState, Stage, Strategy
from socialicence.compiled import part, rule
from socialicence.month.communication import depth_of_engagement
from socialicence.month.desks import open_visit
from socialicence.month.launching import is_live
from socialicence.rules.engagement import redesign_probability
from socialicence.rules.trust import clipped
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, draw_key, lasting_key, normal, poisson, uniform
from socialicence.state.tables import MOST_OWNERS, Array

DRAWS = 16
"""Rows of a project's own draws."""
MOST_STARTS = 32
"""Projects that one persona puts in within a month, at most."""


@part
def start_projects(state: State, month: int) -> None:
    """Start this month's projects at their owners' scoping desks."""
    v, run = state.in_force[NOW], state.run[0]
    key = draw_key(run.seed, Purpose.START, month)
    kinds = state.requesters.size
    for kind in range(kinds):
        demand = (v.demand_academic, v.demand_government, v.demand_charity)[kind]
        arrivals = poisson(demand * (0.5 + state.requesters[kind].confidence), uniform(key, kind))
        for n in range(min(arrivals, MOST_STARTS)):
            full = run.projects >= state.projects.size or run.visits + MOST_OWNERS > state.visits.size
            if full or not _start(state, kind, (month * kinds + kind) * MOST_STARTS + n, month):
                break


@part
def _start(state: State, kind: int, key: int, month: int) -> bool:
    """Put in one project of a persona; False where nobody asks in any context, or no department could own it.

    Parameters
    ----------
    key : int
        What its draws are keyed by: month, persona and order.
    """
    v, run, system = state.in_force[NOW], state.run[0], state.system[0]
    p, row = run.projects, key * DRAWS
    project = state.projects[p]
    project.key = key
    c = _pick_context(state.contexts, kind, uniform(lasting_key(run.seed, Purpose.CONTEXT), row))
    if c < 0:
        return False
    draws = lasting_key(run.seed, Purpose.PROJECT)
    for slot in range(MOST_OWNERS):
        project.owners[slot] = -1
        project.visit[slot] = -1
    project.requester = kind
    project.context = c
    _describe(project, state.contexts[c], draws, row, v)
    if state.assets[c] >= 0 and uniform(draws, row) < _reuse_share(v, state.in_force[USUAL]):
        _reuse_asset(project, state.assets[c], state.projects)
    else:
        _choose_owners(state, project, row, float(month))
    if project.number_of_owners == 0:
        return False
    _join_programme(state, project, float(month))
    system.reuses += project.reuse
    _design(state, project, uniform(draws, row + 11))
    # Time within the month at which the idea was put in.
    project.started = month - 1.0 + uniform(draws, row + 12)
    project.entered = project.started
    project.stage = Stage.SCOPING
    project.accessed = -1.0
    project.finished = -1.0
    project.measure = 1
    project.perceived_licence = 0.0
    for slot in range(project.number_of_owners):
        owner = state.departments[project.owners[slot]]
        believed = owner.licence_mean[c] if (owner.in_contexts >> c) & 1 else owner.perceived_licence
        project.perceived_licence += believed / project.number_of_owners
        open_visit(state, p, slot, slot, project.started)
    state.requesters[kind].started += 1
    system.started[kind] += 1
    run.projects += 1
    return True


@rule
def _reuse_share(v: Any, u: Any) -> float:
    """Share of projects that reuse a linked asset where there is one."""
    broader = v.recommendation_broader_use_cases - u.recommendation_broader_use_cases
    return v.reuse_share + v.effect_broader_use_cases * broader


@part
def _design(state: State, project: Any, u: float) -> None:
    """Let those affected help design a project, as far as its lead owner pays for that."""
    v, lead = state.in_force[NOW], state.departments[project.owners[0]]
    spent = lead.spend * lead.mix[Strategy.TARGETED] * depth_of_engagement(state)
    if u < redesign_probability(spent, v.redesign_cost):
        project.redesigned = 1
        project.public_value *= 1.0 + v.redesign_value


@part
def _pick_context(contexts: Array, kind: int, u: float) -> int:
    """One of the contexts in which this persona asks, all alike; -1 if there is none."""
    count = 0
    for c in range(contexts.size):
        if contexts[c].requester == kind:
            count += 1
    if count == 0:
        return -1
    wanted = min(int(u * count), count - 1)
    for c in range(contexts.size):
        if contexts[c].requester == kind:
            if wanted == 0:
                return c
            wanted -= 1
    return -1


@part
def _pick_department(state: State, project: Any, chosen: int, u: float, month: float) -> int:
    """A department not yet chosen; the first must share in the context, and not be shut there by a stop; -1 if none."""
    departments, c = state.departments, project.context
    count = 0
    for pass_number in range(2):
        wanted = min(int(u * count), count - 1)
        for d in range(departments.size):
            taken = False
            for o in range(chosen):
                taken = taken or project.owners[o] == d
            shares = (departments[d].in_contexts >> c) & 1 == 1 and state.closed_until[d, c] <= month
            if taken or (chosen == 0 and not shares):
                continue
            if pass_number == 0:
                count += 1
            elif wanted == 0:
                return d
            else:
                wanted -= 1
        if count == 0:
            return -1
    return -1


@part
def _choose_owners(state: State, project: Any, row: int, month: float) -> None:
    """Choose one owner that shares in the context, and others where several departments are needed."""
    v, key = state.in_force[NOW], lasting_key(state.run[0].seed, Purpose.OWNERS)
    u = uniform(key, row)
    wanted = 1
    if u < v.multi_owner_share:
        u /= v.multi_owner_share
        two = v.two_owners_share
        wanted = 2 if u < two else (3 if u < two + v.three_owners_share else 4)
    chosen = 0
    for slot in range(wanted):
        d = _pick_department(state, project, chosen, uniform(key, row + 1 + slot), month)
        if d >= 0:
            project.owners[chosen] = d
            chosen += 1
    project.number_of_owners = chosen


@part
def _join_programme(state: State, project: Any, month: float) -> None:
    """Let a project belong to the live programme of its lead owner and context, and reuse what that has linked."""
    project.programme = -1
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if one.owner == project.owners[0] and one.context == project.context and is_live(one):
            project.programme = row
            if one.state != ProgrammeState.ANNOUNCED and one.first_use <= month:
                project.reuse = 1


@part
def _describe(project: Any, context: Any, key: np.uint64, row: int, v: Any) -> None:
    """Give a project its people, value, sensitivity and safeguards, around those usual in its context."""
    project.domains = context.domains
    project.recipient = context.recipient
    project.outside = context.outside
    project.age_low = context.age_low
    project.age_high = context.age_high
    project.regions = context.regions
    project.public_value = np.exp(v.project_value_spread * normal(key, row + 8))
    sensitivity = context.sensitivity + v.project_sensitivity_spread * normal(key, row + 9)
    project.sensitivity = clipped(sensitivity, 0.05, 0.95)
    safeguards = context.safeguards + v.project_safeguards_spread * normal(key, row + 10)
    project.safeguards = clipped(safeguards, 0.05, 0.95)


@part
def _reuse_asset(project: Any, asset: int, projects: Array) -> None:
    """Take the owners of a linked asset that is there already."""
    source = projects[asset]
    project.reuse = 1
    project.number_of_owners = source.number_of_owners
    for slot in range(MOST_OWNERS):
        project.owners[slot] = source.owners[slot]

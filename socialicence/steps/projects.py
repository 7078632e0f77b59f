"""Projects, month by month: they move along the pathway, stall, get unblocked, complete or end (specification 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Outcome, RequesterKind, Stage
from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, uniform
from socialicence.rules.benefit import value_of_project
from socialicence.rules.trust import clipped
from socialicence.steps.desks import work_owner_desk, work_shared_desk
from socialicence.steps.pathway import (
    ACCESS,
    ANALYSIS,
    AT_OWNERS,
    DATA_PROTECTION,
    NEVER,
    NOT_OPEN_TO_THIS_USER,
    NOTHING,
    PUBLICATION,
    SCOPING,
    WAITED_TOO_LONG,
    WORK_IN_HAND,
    open_visit,
    why_it_waits,
)
from socialicence.tables import Array

GIVE_UP, OPENNESS = int(Purpose.GIVE_UP), int(Purpose.OWNERS)
IN_FLIGHT, ACCESSED, COMPLETED, ABANDONED, REFUSED = (
    int(Outcome.IN_FLIGHT),
    int(Outcome.ACCESSED),
    int(Outcome.COMPLETED),
    int(Outcome.ABANDONED),
    int(Outcome.REFUSED),
)
GOVERNMENT = int(RequesterKind.GOVERNMENT_RESEARCHER)
ACCREDITATION, FINISHED = int(Stage.ACCREDITATION), int(Stage.FINISHED)
NEXT_STAGE = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, FINISHED])
NEXT_STAGE_OF_REUSE = np.array(
    [DATA_PROTECTION, -1, -1, ACCREDITATION, -1, ACCESS, -1, -1, ANALYSIS, PUBLICATION, FINISHED]
)
"""Reuse of a linked asset: three owner stages (scoping, data protection, access) and one shared (accreditation)."""


@rule
def _release_desks(project: Any, visits: Array, professionals: Array, time: float) -> None:
    """Take a project off the desks it waits at."""
    slots = project.number_of_owners if AT_OWNERS[project.stage] else 1
    for slot in range(slots):
        visit = visits[project.visit[slot]]
        if visit.left < 0.0:
            visit.left = time
            if visit.post >= 0:
                professionals[visit.post].load -= 1


@rule
def _end(project: Any, outcome: int, why: int, time: float, requesters: Array, v: Any, system: Any) -> None:
    """End a project without access."""
    project.outcome = outcome
    project.why = why
    project.finished = time
    project.held_up_by = -1 if outcome == REFUSED else project.held_up_by
    requester = requesters[project.requester]
    requester.gave_up += 1
    requester.confidence = clipped(requester.confidence - v.confidence_loss, 0.05, 0.95)
    system.gave_up[project.requester] += 1


@rule
def _is_refused(project: Any, v: Any, seed: int) -> bool:
    """Whether rules on who may use data shut this project out, once scoping has found out.

    The holder's own staff are never shut out of what one department holds.
    """
    allowed = v.openness
    if project.outside:
        allowed = v.openness - 1.0
    elif (
        project.requester == GOVERNMENT
        and project.number_of_owners == 1
        and uniform(draw_key(seed, OPENNESS, 2), project.key) < v.own_use_share
    ):
        allowed = 1.0
    return uniform(draw_key(seed, OPENNESS, 1), project.key) >= clipped(allowed, 0.0, 1.0)


@rule
def _give_access(
    project: Any,
    p: int,
    time: float,
    visits: Array,
    professionals: Array,
    requesters: Array,
    assets: Array,
    visit_count: int,
    v: Any,
    system: Any,
) -> None:
    """Note that data are in the requester's hands; those who helped take heart."""
    project.accessed = time
    project.outcome = ACCESSED
    project.measure = 1
    requester = requesters[project.requester]
    requester.accessed += 1
    requester.confidence = clipped(requester.confidence + v.confidence_gain, 0.05, 0.95)
    system.accessed[project.requester] += 1
    if project.reuse == 0:
        assets[project.context] = p
        system.linked_assets += 1
    for row in range(visit_count):
        visit = visits[row]
        if visit.project == p and visit.post >= 0:
            person = professionals[visit.post]
            if person.person == visit.person:
                person.motivation = clipped(
                    person.motivation + v.motivation_success * (1.0 - person.motivation), 0.02, 0.98
                )
                person.completed += 1


@rule
def _complete(
    project: Any, departments: Array, requesters: Array, time: float, heard: float, v: Any, system: Any
) -> None:
    """Publish: value is realised, and part of it becomes visible to those concerned."""
    readiness = 0.0
    for o in range(project.number_of_owners):
        readiness += departments[project.owners[o]].technical_readiness / project.number_of_owners
    coverage = system.coverage * system.representativeness if project.domains & 1 else 1.0
    quality = v.linkage_floor + (1.0 - v.linkage_floor) * readiness
    project.value = value_of_project(
        project.public_value, coverage, quality, project.accessed - project.started, v.value_timeliness
    )
    project.visible = project.value * heard
    project.outcome = COMPLETED
    project.finished = time
    project.why = NOTHING
    requesters[project.requester].completed += 1
    requesters[project.requester].value += project.value
    system.completed[project.requester] += 1
    system.value_realised += project.value
    system.value_visible += project.visible


@rule
def _work_stage(
    project: Any,
    visits: Array,
    professionals: Array,
    departments: Array,
    begins: float,
    ends: float,
    v: Any,
    u: Any,
    parts: Array,
    seed: int,
    system: Any,
) -> float:
    """Work every desk of the present stage; return when the slowest clears, or `NEVER` if not by `ends`."""
    slots = project.number_of_owners if AT_OWNERS[project.stage] else 1
    latest = 0.0
    project.why = NOTHING
    project.held_up_by = -1
    for slot in range(slots):
        row = project.visit[slot]
        visit = visits[row]
        if visit.left < 0.0:
            if visit.post >= 0:
                draw_row = project.key * 128 + project.stage * 8 + slot
                work_owner_desk(
                    visit, draw_row, project, professionals, departments, begins, ends, v, u, parts, seed, system
                )
            else:
                work_shared_desk(visit, project, departments, begins, ends, v, u)
        if visit.left < 0.0:
            latest = NEVER
            if project.held_up_by < 0 or visit.blocked:
                project.held_up_by = visit.department
                project.why = why_it_waits(visit, professionals)
        else:
            latest = max(latest, visit.left)
    return latest


@kernel
def advance_projects(
    projects: Array,
    count: int,
    visits: Array,
    visit_count: int,
    requesters: Array,
    departments: Array,
    professionals: Array,
    first_post: Array,
    assets: Array,
    heard: float,
    now: Array,
    usual: Array,
    system_row: Array,
    seed: int,
    month: int,
) -> int:
    """Move every project in flight through as many stages as clear within the month.

    Parameters
    ----------
    heard : float
        Share of those concerned who hear of a result.

    Returns
    -------
    int
        Visit rows now in use.
    """
    v = now[0]
    u = usual[0]
    system = system_row[0]
    parts = np.empty(4)
    begins = month - 1.0
    ends = float(month)
    for p in range(count):
        project = projects[p]
        if project.outcome != IN_FLIGHT and project.outcome != ACCESSED:
            continue
        while True:
            cleared = _work_stage(project, visits, professionals, departments, begins, ends, v, u, parts, seed, system)
            if cleared > ends:
                break
            if project.stage == SCOPING and _is_refused(project, v, seed):
                _end(project, REFUSED, NOT_OPEN_TO_THIS_USER, cleared, requesters, v, system)
                break
            if project.stage == ACCESS:
                _give_access(project, p, cleared, visits, professionals, requesters, assets, visit_count, v, system)
            project.stage = NEXT_STAGE_OF_REUSE[project.stage] if project.reuse else NEXT_STAGE[project.stage]
            project.entered = cleared
            if project.stage == FINISHED:
                _complete(project, departments, requesters, cleared, heard, v, system)
                break
            at_owners = AT_OWNERS[project.stage]
            slots = project.number_of_owners if at_owners else 1
            if visit_count + slots > visits.size:
                return visit_count
            for slot in range(slots):
                place = slot if at_owners else -1
                open_visit(
                    visits, visit_count, project, p, place, cleared, professionals, departments, first_post, v, seed
                )
                project.visit[slot] = visit_count
                visit_count += 1
    return visit_count


@kernel
def lose_patience(
    projects: Array,
    count: int,
    visits: Array,
    professionals: Array,
    requesters: Array,
    now: Array,
    system_row: Array,
    seed: int,
    month: int,
) -> None:
    """Let requesters who have waited too long give up, and blocked work cost heart."""
    v = now[0]
    system = system_row[0]
    key = draw_key(seed, GIVE_UP, month)
    for p in range(count):
        project = projects[p]
        if project.outcome != IN_FLIGHT:
            continue
        hazard = 0.0
        if month - project.started > v.patience_months:
            hazard += v.give_up_rate
        if month - project.entered > v.impatience_months:
            hazard += v.give_up_rate
        if hazard > 0.0 and uniform(key, project.key) < 1.0 - np.exp(-hazard):
            why = project.why if project.why > WORK_IN_HAND else WAITED_TOO_LONG
            _release_desks(project, visits, professionals, float(month))
            _end(project, ABANDONED, why, float(month), requesters, v, system)
            continue
        if AT_OWNERS[project.stage]:
            for slot in range(project.number_of_owners):
                visit = visits[project.visit[slot]]
                if visit.blocked and visit.left < 0.0:
                    person = professionals[visit.post]
                    person.motivation = clipped(person.motivation - v.motivation_block_cost, 0.02, 0.98)
    for kind in range(requesters.size):
        requesters[kind].confidence += v.confidence_return * (0.5 - requesters[kind].confidence)


@kernel
def count_work(
    projects: Array,
    count: int,
    visits: Array,
    departments: Array,
    professionals: Array,
    now: Array,
    system_row: Array,
    month: int,
) -> None:
    """Count what is in flight, where it waits and why, and who is in post."""
    system = system_row[0]
    system.in_flight[:] = 0
    system.waiting_at[:] = 0
    system.waiting_for[:] = 0
    system.blocked_desks = 0
    departments["live_flows"][:] = 0
    for p in range(count):
        project = projects[p]
        if project.accessed >= 0.0 and month - project.accessed < now[0].flow_months:
            for o in range(project.number_of_owners):
                departments[project.owners[o]].live_flows += 1
        if project.outcome != IN_FLIGHT and project.outcome != ACCESSED:
            continue
        system.in_flight[project.requester] += 1
        slots = project.number_of_owners if AT_OWNERS[project.stage] else 1
        for slot in range(slots):
            visit = visits[project.visit[slot]]
            if visit.left < 0.0:
                system.waiting_at[project.stage] += 1
                system.waiting_for[why_it_waits(visit, professionals)] += 1
                system.blocked_desks += visit.blocked
    held = 0
    skill = knowledge = motivation = 0.0
    for post in range(professionals.size):
        person = professionals[post]
        if person.vacant_until < 0.0:
            held += 1
            skill += person.skill
            knowledge += person.knowledge
            motivation += person.motivation
    system.vacancies = professionals.size - held
    system.skill = skill / max(held, 1)
    system.knowledge = knowledge / max(held, 1)
    system.motivation = motivation / max(held, 1)

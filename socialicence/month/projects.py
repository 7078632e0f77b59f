"""Projects, month by month: they move along the pathway, stall, get unblocked, complete or end (specification 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Outcome, ProgrammeState, RequesterKind, Stage, Why
from socialicence.compiled import part, stage
from socialicence.month.communication import share_who_hear
from socialicence.month.desk_work import owners_readiness, work_owner_desk, work_shared_desk
from socialicence.month.desks import AT_OWNERS, open_visit, why_it_waits
from socialicence.month.events import HEALTH_BIT
from socialicence.month.starting import start_projects
from socialicence.rules.benefit import value_of_project
from socialicence.rules.contest import earned_openness
from socialicence.rules.trust import clipped
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, lasting_key, uniform
from socialicence.state.observations import AFFECTED, ALL

NEVER = 1e9
NO_STAGE = -1
NEXT_STAGE_OF_REUSE = np.array(
    [
        Stage.DATA_PROTECTION,
        NO_STAGE,
        NO_STAGE,
        Stage.ACCREDITATION,
        NO_STAGE,
        Stage.ACCESS,
        NO_STAGE,
        NO_STAGE,
        Stage.ANALYSIS,
        Stage.PUBLICATION,
        Stage.FINISHED,
    ]
)
"""Reuse of a linked asset: three owner stages (scoping, data protection, access) and one shared (accreditation)."""


@stage
def projects(state: State, month: int) -> None:
    """Projects start, move along the pathway, stall, get unblocked, complete, are abandoned."""
    end_with_programmes(state, month)
    start_projects(state, month)
    advance_projects(state, month)
    lose_patience(state, month)


@part
def desks_at(project: Any) -> int:
    """How many desks a project has at its present stage."""
    return project.number_of_owners if AT_OWNERS[project.stage] else 1


@part
def advance_projects(state: State, month: int) -> None:
    """Move every project in flight through as many stages as clear within the month."""
    begins, ends = month - 1.0, float(month)
    for p in range(state.run[0].projects):
        project = state.projects[p]
        if project.outcome != Outcome.IN_FLIGHT and project.outcome != Outcome.ACCESSED:
            continue
        held = why_held(state, project, month)
        if held != Why.NOTHING:
            project.why = held
            continue
        while True:
            cleared = _work_stage(state, p, begins, ends)
            if cleared > ends:
                break
            if project.stage == Stage.SCOPING and _is_refused(state, project, month):
                _end(state, project, Outcome.REFUSED, Why.NOT_OPEN_TO_THIS_USER, cleared)
                project.held_up_by = -1
                break
            if project.stage == Stage.ACCESS:
                _give_access(state, p, cleared)
            project.stage = NEXT_STAGE_OF_REUSE[project.stage] if project.reuse else project.stage + 1
            project.entered = cleared
            if project.stage == Stage.FINISHED:
                _complete(state, project, cleared)
                break
            at_owners, desks = AT_OWNERS[project.stage], desks_at(project)
            if state.run[0].visits + desks > state.visits.size:
                return
            for slot in range(desks):
                open_visit(state, p, slot, slot if at_owners else -1, cleared)


@part
def _work_stage(state: State, p: int, begins: float, ends: float) -> float:
    """Work every desk of the present stage; return when the slowest clears, or `NEVER` if not by `ends`."""
    project = state.projects[p]
    latest = 0.0
    project.why = Why.NOTHING
    project.held_up_by = -1
    for slot in range(desks_at(project)):
        visit = state.visits[project.visit[slot]]
        if visit.left < 0.0:
            if visit.post >= 0:
                work_owner_desk(state, p, slot, begins, ends)
            else:
                work_shared_desk(state, p, begins, ends)
        if visit.left < 0.0:
            latest = NEVER
            if project.held_up_by < 0 or visit.blocked:
                project.held_up_by = visit.department
                project.why = why_it_waits(state, visit)
        else:
            latest = max(latest, visit.left)
    return latest


@part
def why_held(state: State, project: Any, month: int) -> int:
    """Why a project stands still this month: its programme is under review, an owner withholds its data; or nothing."""
    if project.programme >= 0 and state.programmes[project.programme].state == ProgrammeState.UNDER_REVIEW:
        return Why.UNDER_REVIEW.value
    if project.outcome == Outcome.IN_FLIGHT and project.stage > Stage.SCOPING:
        for o in range(project.number_of_owners):
            if state.withheld_until[project.owners[o], project.context] > month:
                return Why.WITHHELD.value
    return Why.NOTHING.value


@part
def end_with_programmes(state: State, month: int) -> None:
    """End the shares of programmes that were stopped this month, those with access among them."""
    for p in range(state.run[0].projects):
        project = state.projects[p]
        if project.ends_with_programme == 0:
            continue
        project.ends_with_programme = 0
        _release_desks(state, project, month - 1.0)
        _end(state, project, Outcome.STOPPED, Why.PROGRAMME_STOPPED, month - 1.0)


@part
def _licence_gained(state: State, c: int, month: int) -> float:
    """Licence among those affected last month less that at month 0; nought where nobody is affected."""
    seen = state.observations.licence
    gained = float(seen[month - 1, c, ALL, AFFECTED]) - float(seen[0, c, ALL, AFFECTED])
    return 0.0 if np.isnan(gained) else gained


@part
def _is_refused(state: State, project: Any, month: int) -> bool:
    """Whether rules on who may use data shut this project out, once scoping has found out.

    The holder's own staff are never shut out of what one department holds.
    """
    v, seed = state.in_force[NOW], state.run[0].seed
    openness = earned_openness(v.openness, v.earned_openness, _licence_gained(state, project.context, month))
    allowed = openness
    if project.outside:
        allowed = openness - 1.0
    elif (
        project.requester == RequesterKind.GOVERNMENT_RESEARCHER
        and project.number_of_owners == 1
        and uniform(lasting_key(seed, Purpose.OWN_USE), project.key) < v.own_use_share
    ):
        allowed = 1.0
    return uniform(lasting_key(seed, Purpose.LET_IN), project.key) >= clipped(allowed, 0.0, 1.0)


@part
def _end(state: State, project: Any, outcome: int, why: int, time: float) -> None:
    """End a project before it has published."""
    project.outcome = outcome
    project.why = why
    project.finished = time
    requester = state.requesters[project.requester]
    requester.confidence = clipped(requester.confidence - state.in_force[NOW].confidence_loss, 0.05, 0.95)
    if outcome == Outcome.STOPPED:
        state.system[0].stopped[project.requester] += 1
        return
    requester.gave_up += 1
    state.system[0].gave_up[project.requester] += 1


@part
def _give_access(state: State, p: int, time: float) -> None:
    """Note that data are in the requester's hands; those who helped take heart."""
    v, system, project = state.in_force[NOW], state.system[0], state.projects[p]
    project.accessed = time
    project.outcome = Outcome.ACCESSED
    project.measure = 1
    requester = state.requesters[project.requester]
    requester.accessed += 1
    requester.confidence = clipped(requester.confidence + v.confidence_gain, 0.05, 0.95)
    system.accessed[project.requester] += 1
    if project.reuse == 0:
        state.assets[project.context] = p
        system.linked_assets += 1
    for row in range(state.run[0].visits):
        visit = state.visits[row]
        if visit.project == p and visit.post >= 0:
            person = state.professionals[visit.post]
            if person.person == visit.person:
                person.motivation = clipped(
                    person.motivation + v.motivation_success * (1.0 - person.motivation), 0.02, 0.98
                )
                person.completed += 1


@part
def _complete(state: State, project: Any, time: float) -> None:
    """Publish: value is realised, and part of it becomes visible to those concerned."""
    v, system = state.in_force[NOW], state.system[0]
    coverage = system.coverage * system.representativeness if project.domains & HEALTH_BIT else 1.0
    quality = v.linkage_floor + (1.0 - v.linkage_floor) * owners_readiness(state, project)
    project.value = value_of_project(
        project.public_value, coverage, quality, project.accessed - project.started, v.value_timeliness
    )
    project.visible = project.value * share_who_hear(state)
    project.outcome = Outcome.COMPLETED
    project.finished = time
    project.why = Why.NOTHING
    state.requesters[project.requester].completed += 1
    state.requesters[project.requester].value += project.value
    system.completed[project.requester] += 1
    system.value_realised += project.value
    system.value_visible += project.visible


@part
def lose_patience(state: State, month: int) -> None:
    """Let requesters who have waited too long give up, and blocked work cost heart."""
    v = state.in_force[NOW]
    key = draw_key(state.run[0].seed, Purpose.GIVE_UP, month)
    for p in range(state.run[0].projects):
        project = state.projects[p]
        if project.outcome != Outcome.IN_FLIGHT:
            continue
        hazard = 0.0
        if month - project.started > v.patience_months:
            hazard += v.give_up_rate
        if month - project.entered > v.impatience_months:
            hazard += v.give_up_rate
        if hazard > 0.0 and uniform(key, project.key) < 1.0 - np.exp(-hazard):
            why = project.why if project.why > Why.WORK_IN_HAND else Why.WAITED_TOO_LONG.value
            _release_desks(state, project, float(month))
            _end(state, project, Outcome.ABANDONED, why, float(month))
        else:
            _lose_heart(state, project)
    for kind in range(state.requesters.size):
        state.requesters[kind].confidence += v.confidence_return * (0.5 - state.requesters[kind].confidence)


@part
def _lose_heart(state: State, project: Any) -> None:
    """Let a block cost those at whose desks it stands."""
    if not AT_OWNERS[project.stage]:
        return
    cost = state.in_force[NOW].motivation_block_cost
    for slot in range(project.number_of_owners):
        visit = state.visits[project.visit[slot]]
        if visit.blocked and visit.left < 0.0:
            person = state.professionals[visit.post]
            person.motivation = clipped(person.motivation - cost, 0.02, 0.98)


@part
def _release_desks(state: State, project: Any, time: float) -> None:
    """Take a project off the desks it waits at."""
    for slot in range(desks_at(project)):
        visit = state.visits[project.visit[slot]]
        if visit.left < 0.0:
            visit.left = time
            if visit.post >= 0:
                state.professionals[visit.post].load -= 1

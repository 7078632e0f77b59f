"""Work at the desks of the pathway, from one moment of a month to another (specification 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Stage, Unblocker, Why
from socialicence.compiled import part
from socialicence.month.desks import (
    SLOTS,
    LiftRates,
    colleagues_knowledge,
    desk_nervousness,
    desk_pace,
    lift_rates,
    person_blocks,
)
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, lasting_key, uniform


@part
def _open(state: State, visit: Any, time: float, opener: int) -> None:
    """Open a blocked desk and note what opened it."""
    visit.blocked = 0
    visit.opened_at = time
    visit.unblocked_by = opener
    state.system[0].unblocked_by[opener] += 1


@part
def _what_lifts(state: State, row: int, rates: LiftRates) -> int:
    """What lifts a block, drawn by how fast each would."""
    u = uniform(lasting_key(state.run[0].seed, Purpose.OPENER), row) * rates.total
    if u <= rates.training:
        return Unblocker.TRAINING.value
    u -= rates.training
    if u <= rates.colleague:
        return Unblocker.COLLEAGUE.value
    u -= rates.colleague
    if u <= rates.leadership:
        return Unblocker.LEADERSHIP.value
    return Unblocker.ARBITRATION.value


@part
def work_owner_desk(state: State, p: int, slot: int, begins: float, ends: float) -> None:
    """Work one owner's desk from `begins` to `ends`; sets `left` if it clears."""
    project = state.projects[p]
    visit = state.visits[project.visit[slot]]
    person = state.professionals[visit.post]
    department = state.departments[visit.department]
    time = max(visit.entered, begins)
    if person.vacant_until >= 0.0:
        if visit.blocked:
            visit.blocked_vacant += ends - time
        else:
            visit.why = Why.POST_VACANT
        return
    nervousness = desk_nervousness(department, project.context, state.in_force[NOW])
    if person.person != visit.person:
        _meet_newcomer(state, project, visit, time, nervousness)
    if visit.blocked:
        rates = lift_rates(state, department, colleagues_knowledge(state, visit.post))
        wait = visit.lift_left / rates.total
        if time + wait > ends:
            visit.lift_left -= rates.total * (ends - time)
            return
        time += wait
        draw_row = project.key * 16 * SLOTS + project.stage * SLOTS + slot
        _open(state, visit, time, _what_lifts(state, draw_row, rates))
    pace = desk_pace(state, visit.post, visit.stage, float(person.load - 1), nervousness)
    wait = visit.work_left / pace
    if time + wait > ends:
        visit.work_left -= pace * (ends - time)
        return
    visit.left = time + wait
    person.load -= 1


@part
def _meet_newcomer(state: State, project: Any, visit: Any, time: float, nervousness: float) -> None:
    """Let whoever holds the desk now judge a file that the last holder may have blocked."""
    person = state.professionals[visit.post]
    visit.person = person.person
    if not visit.blocked:
        return
    if visit.holder_changed < 0.0:
        visit.holder_changed = time
    # A copy of the last holder has judged this file already, and judges it no other way.
    another = person.disposition != visit.disposition
    visit.disposition = person.disposition
    if another and not person_blocks(state, project, visit.stage, person, nervousness):
        _open(state, visit, time, Unblocker.NEWCOMER.value)


@part
def work_shared_desk(state: State, p: int, begins: float, ends: float) -> None:
    """Work the shared desk (ethics, accreditation, linkage) or the requester's own (analysis, publication)."""
    v, project = state.in_force[NOW], state.projects[p]
    visit = state.visits[project.visit[0]]
    months = v.desk_months
    if visit.stage == Stage.ANALYSIS:
        months = v.analysis_months
    elif visit.stage == Stage.PUBLICATION:
        months = v.publication_months
    elif visit.stage == Stage.LINKAGE:
        usual = state.in_force[USUAL].usual_technical_readiness
        months *= np.exp(-v.readiness_pace * (owners_readiness(state, project) - usual))
    time = max(visit.entered, begins)
    wait = visit.work_left * months
    if time + wait > ends:
        visit.work_left -= (ends - time) / months
        return
    visit.left = time + wait


@part
def owners_readiness(state: State, project: Any) -> float:
    """Mean technical readiness of a project's owners."""
    readiness = 0.0
    for o in range(project.number_of_owners):
        readiness += state.departments[project.owners[o]].technical_readiness / project.number_of_owners
    return readiness

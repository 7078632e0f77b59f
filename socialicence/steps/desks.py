"""Work at the desks of the pathway, from one moment of a month to another (specification 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import rule
from socialicence.draws import draw_key, uniform
from socialicence.steps.pathway import (
    ANALYSIS,
    DESK_LIFT,
    LINKAGE,
    NEWCOMER,
    POST_VACANT,
    PUBLICATION,
    colleagues_knowledge,
    desk_nervousness,
    desk_pace,
    lift_parts,
    person_blocks,
)
from socialicence.tables import Array


@rule
def _lift(visit: Any, row: int, time: float, parts: Array, rate: float, seed: int, system: Any) -> None:
    """Open a blocked desk and note what opened it."""
    u = uniform(draw_key(seed, DESK_LIFT, 100), row) * rate
    opener = 0
    while opener < 3 and u > parts[opener]:
        u -= parts[opener]
        opener += 1
    visit.blocked = 0
    visit.opened_at = time
    visit.unblocked_by = opener + 1
    system.unblocked_by[opener + 1] += 1


@rule
def work_owner_desk(
    visit: Any,
    row: int,
    project: Any,
    professionals: Array,
    departments: Array,
    begins: float,
    ends: float,
    v: Any,
    u: Any,
    parts: Array,
    seed: int,
    system: Any,
) -> None:
    """Work one owner's desk from `begins` to `ends`; sets `left` if it clears."""
    person = professionals[visit.post]
    department = departments[visit.department]
    time = max(visit.entered, begins)
    if person.vacant_until >= 0.0:
        if visit.blocked:
            visit.blocked_vacant += ends - time
        else:
            visit.why = POST_VACANT
        return
    nervousness = desk_nervousness(department, project.context, v)
    if person.person != visit.person:
        visit.person = person.person
        if visit.blocked:
            if visit.holder_changed < 0.0:
                visit.holder_changed = time
            # A copy of the last holder has judged this file already, and judges it no other way.
            another = person.disposition != visit.disposition
            visit.disposition = person.disposition
            if another and not person_blocks(project, visit.stage, person, nervousness, v, seed):
                visit.blocked = 0
                visit.opened_at = time
                visit.unblocked_by = NEWCOMER
                system.unblocked_by[NEWCOMER] += 1
    if visit.blocked:
        rate = lift_parts(department, colleagues_knowledge(professionals, visit.post), v, u, parts)
        wait = visit.lift_left / rate
        if time + wait > ends:
            visit.lift_left -= rate * (ends - time)
            return
        time += wait
        _lift(visit, row, time, parts, rate, seed, system)
    pace = desk_pace(department, person, visit.stage, float(person.load - 1), nervousness, v, u)
    wait = visit.work_left / pace
    if time + wait > ends:
        visit.work_left -= pace * (ends - time)
        return
    visit.left = time + wait
    person.load -= 1


@rule
def work_shared_desk(visit: Any, project: Any, departments: Array, begins: float, ends: float, v: Any, u: Any) -> None:
    """Work the shared desk (ethics, accreditation, linkage) or the requester's own (analysis, publication)."""
    months = v.desk_months
    if visit.stage == ANALYSIS:
        months = v.analysis_months
    elif visit.stage == PUBLICATION:
        months = v.publication_months
    elif visit.stage == LINKAGE:
        readiness = 0.0
        for o in range(project.number_of_owners):
            readiness += departments[project.owners[o]].technical_readiness / project.number_of_owners
        months *= np.exp(-v.readiness_pace * (readiness - u.usual_technical_readiness))
    time = max(visit.entered, begins)
    wait = visit.work_left * months
    if time + wait > ends:
        visit.work_left -= (ends - time) / months
        return
    visit.left = time + wait

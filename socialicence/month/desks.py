"""The desks of the pathway: who holds one, how fast it clears, when it blocks, what opens it (specification 4.8)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from socialicence.categories import Role, Stage, Why
from socialicence.compiled import part, rule
from socialicence.month.departments import nervous_weights, structured_funding
from socialicence.rules.pathway import (
    USUAL_COMPETENCE,
    block_probability,
    competence,
    person_log_pace,
    stage_time,
)
from socialicence.rules.perception import nervousness_of
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, exponential, mix, stage_key, uniform
from socialicence.state.tables import MOST_CONTEXTS

NOBODY = -1
ROLE_OF_STAGE = np.array(
    [
        Role.DATA_OWNER,
        Role.GOVERNANCE_OFFICER,
        NOBODY,
        Role.GOVERNANCE_OFFICER,
        Role.DATA_OWNER,
        NOBODY,
        Role.DATA_ENGINEER,
        NOBODY,
        Role.ANALYST,
        NOBODY,
        NOBODY,
    ]
)
"""Who holds the desks of each stage at every owner; the other stages have one shared desk."""
AT_OWNERS = ROLE_OF_STAGE != NOBODY
OWNER_STAGES = np.flatnonzero(AT_OWNERS)
SLOTS = 8
"""Desks of a project at one stage, at most: the rows of its draws there."""


@rule
def stage_factor(stage: int, v: Any, u: Any) -> float:
    """Time at a stage under the recommendations in force, against status quo."""
    if stage == Stage.SCOPING:
        saved = stage_time(v.recommendation_transparency, u.recommendation_transparency, v.effect_transparency)
        return saved * (1.0 + v.advice_slows * v.independent_advice)
    if stage == Stage.LEGAL_GATEWAY:
        return stage_time(
            v.recommendation_legislation_overview, u.recommendation_legislation_overview, v.effect_legislation_overview
        )
    if stage == Stage.DATA_PROTECTION or stage == Stage.AGREEMENT:
        return stage_time(v.recommendation_checklists, u.recommendation_checklists, v.effect_checklists)
    if stage == Stage.PREPARATION:
        return stage_time(v.recommendation_data_standards, u.recommendation_data_standards, v.effect_data_standards)
    return 1.0


@rule
def desk_nervousness(department: Any, context: int, v: Any) -> float:
    """Nervousness of a department about one context: from what it believes of licence there, if it shares there."""
    everyone, affected = context, MOST_CONTEXTS + context
    share = v.belief_in_everyone
    variance = share * department.licence_variance[everyone] + (1.0 - share) * department.licence_variance[affected]
    if variance <= 0.0 or (department.in_contexts >> context) & 1 == 0:
        return department.nervousness
    mean = share * department.licence_mean[everyone] + (1.0 - share) * department.licence_mean[affected]
    return nervousness_of(
        mean, variance, department.incident_memory, department.process_clarity, department.leadership,
        nervous_weights(v),
    )  # fmt: skip


@part
def desk_pace(state: State, post: int, stage: int, load: float, nervousness: float) -> float:
    """Desks a month at which the holder of a post clears work of one stage.

    Parameters
    ----------
    load : float
        Other desks that wait for the post.
    nervousness : float
        Of the department, about the context.
    """
    v, u = state.in_force[NOW], state.in_force[USUAL]
    person = state.professionals[post]
    department = state.departments[person.department]
    log_pace = person_log_pace(competence(person.skill, person.knowledge, person.motivation), v.person_pace)
    log_pace += v.clarity_pace * (department.process_clarity - u.usual_process_clarity)
    if stage == Stage.PREPARATION or stage == Stage.ACCESS:
        log_pace += v.readiness_pace * (department.technical_readiness - u.usual_technical_readiness)
    log_pace -= v.nervousness_pace * (nervousness - v.typical_nervousness)
    log_pace -= v.caution_pace * (person.risk_aversion - department.risk_appetite - 0.1)
    log_pace -= v.load_pace * (load - v.typical_load)
    log_pace += v.funding_pace * np.log(v.funding * structured_funding(v, u))
    return department.pace * np.exp(log_pace) / (v.desk_months * stage_factor(stage, v, u))


@rule
def desk_block(person: Any, nervousness: float, v: Any) -> float:
    """Probability that this person at this desk blocks a project."""
    return block_probability(
        v.block_probability,
        nervousness,
        v.typical_nervousness,
        competence(person.skill, person.knowledge, person.motivation),
        v.nervousness_block,
        v.motivation_block,
    )


class LiftRates(NamedTuple):
    """Rates a month at which a block is lifted, by what lifts it, and in all."""

    training: float
    colleague: float
    leadership: float
    arbitration: float
    total: float


@part
def lift_rates(state: State, department: Any, colleagues: float) -> LiftRates:
    """Rates at which a block at a department's desk is lifted, given its holder's colleagues' knowledge."""
    v, u = state.in_force[NOW], state.in_force[USUAL]
    training = v.lift_rate * v.lift_training * department.data_literacy / u.usual_data_literacy
    colleague = v.lift_rate * v.lift_colleague * colleagues / USUAL_COMPETENCE
    leadership = v.lift_rate * v.lift_leadership * department.leadership / u.leadership
    settled = v.recommendation_arbitration - u.recommendation_arbitration
    arbitration = max(v.lift_rate * v.lift_arbitration + v.effect_arbitration * settled, 0.0)
    return LiftRates(training, colleague, leadership, arbitration, training + colleague + leadership + arbitration)


@part
def colleagues_knowledge(state: State, post: int) -> float:
    """Mean knowledge of the colleagues in post among the ties of a post, those not in post counting for nothing."""
    one = state.professionals[post]
    total = 0.0
    for tie in range(one.ties.size):
        colleague = state.professionals[one.ties[tie]]
        if colleague.vacant_until < 0.0:
            total += colleague.knowledge
    return total / one.ties.size


@part
def choose_post(state: State, department: int, role: int, turn: int) -> int:
    """Post of a role in a department that takes the next piece of work: the one with least to do, held if possible."""
    best = -1
    least = 1 << 40
    first = state.first_post[department]
    count = state.first_post[department + 1] - first
    for offset in range(count):
        post = first + (offset + turn) % count
        one = state.professionals[post]
        if one.role != role:
            continue
        load = one.load + (1000 if one.vacant_until >= 0.0 else 0)
        if load < least:
            least = load
            best = post
    return best


@part
def person_blocks(state: State, project: Any, stage: int, person: Any, nervousness: float) -> bool:
    """Whether this person blocks this project: a judgement of their own, the same however often it is asked.

    Reuse of a linked asset is blocked less often: what it needs has been agreed once.
    """
    v = state.in_force[NOW]
    row = mix(np.uint64(project.key) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(person.disposition))
    chance = desk_block(person, nervousness, v) * (v.reuse_block if project.reuse else 1.0)
    return uniform(stage_key(state.run[0].seed, Purpose.DESK_BLOCK, stage), row >> np.uint64(1)) < chance


@part
def why_it_waits(state: State, visit: Any) -> int:
    """Why a project waits at a desk now (`visit.why` keeps the main reason for the whole visit)."""
    if visit.post < 0:
        return Why.WORK_IN_HAND.value
    if state.professionals[visit.post].vacant_until >= 0.0:
        return Why.POST_VACANT.value
    return visit.why if visit.blocked else Why.WORK_IN_HAND.value


@rule
def why_blocked(department: Any, person: Any, nervousness: float, owners: int, u: float) -> int:
    """Main reason of a block, drawn by how much each speaks in this desk."""
    fear = nervousness
    law = 1.0 - person.knowledge
    unclear = 1.0 - department.process_clarity
    systems = 1.0 - department.technical_readiness
    disagree = 0.4 * (owners - 1)
    total = fear + law + unclear + systems + disagree
    u *= total
    if u < fear:
        return Why.FEAR_OF_BACKLASH.value
    if u < fear + law:
        return Why.UNSURE_OF_THE_LAW.value
    if u < fear + law + unclear:
        return Why.UNCLEAR_PROCESS.value
    if u < fear + law + unclear + systems:
        return Why.SYSTEMS_NOT_READY.value
    return Why.DEPARTMENTS_DISAGREE.value


@part
def open_visit(state: State, p: int, slot: int, owner: int, time: float) -> None:
    """Put a project on a desk, in the next row of visits: at one of its owners, or the shared one (`owner` -1).

    Parameters
    ----------
    slot : int
        Place of the visit among the project's present ones.
    owner : int
        Which of the project's owners holds the desk.
    """
    run, project = state.run[0], state.projects[p]
    visit, stage = state.visits[run.visits], project.stage
    project.visit[slot] = run.visits
    run.visits += 1
    draw_row = project.key * SLOTS + owner + 1
    visit.project = p
    visit.stage = stage
    visit.owner = owner
    visit.department = -1
    visit.post = -1
    visit.entered = time
    visit.left = -1.0
    visit.blocked_at = -1.0
    visit.opened_at = -1.0
    visit.holder_changed = -1.0
    visit.work_left = exponential(uniform(stage_key(run.seed, Purpose.DESK_WORK, stage), draw_row))
    visit.why = Why.WORK_IN_HAND
    if owner < 0:
        return
    visit.department = project.owners[owner]
    visit.post = choose_post(state, visit.department, ROLE_OF_STAGE[stage], int(project.key % 7))
    person, department = state.professionals[visit.post], state.departments[visit.department]
    visit.person = person.person
    visit.disposition = person.disposition
    person.load += 1
    nervousness = desk_nervousness(department, project.context, state.in_force[NOW])
    if person_blocks(state, project, stage, person, nervousness):
        visit.blocked = 1
        visit.was_blocked = 1
        visit.blocked_at = time
        visit.lift_left = exponential(uniform(stage_key(run.seed, Purpose.DESK_LIFT, stage), draw_row))
        u = uniform(stage_key(run.seed, Purpose.DESK_WHY, stage), draw_row)
        visit.why = why_blocked(department, person, nervousness, project.number_of_owners, u)

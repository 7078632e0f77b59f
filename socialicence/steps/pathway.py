"""The desks of the pathway: who holds one, how fast it clears, when it blocks, what opens it (specification 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Role, Stage, Unblocker, Why
from socialicence.compiled import rule
from socialicence.draws import Purpose, draw_key, exponential, mix, uniform
from socialicence.rules.pathway import (
    USUAL_COMPETENCE,
    block_probability,
    competence,
    person_log_pace,
    stage_time,
)
from socialicence.rules.perception import nervousness_of
from socialicence.tables import MOST_CONTEXTS, Array

DESK_WORK, DESK_BLOCK, DESK_LIFT, DESK_WHY = (
    int(Purpose.DESK_WORK),
    int(Purpose.DESK_BLOCK),
    int(Purpose.DESK_LIFT),
    int(Purpose.DESK_WHY),
)
AT_OWNERS = np.array([True, True, False, True, True, False, True, False, True, False, False])
"""Which stages have a desk at every owner; the others have one shared desk."""
ROLE_OF_STAGE = np.array(
    [
        int(Role.DATA_OWNER),
        int(Role.GOVERNANCE_OFFICER),
        -1,
        int(Role.GOVERNANCE_OFFICER),
        int(Role.DATA_OWNER),
        -1,
        int(Role.DATA_ENGINEER),
        -1,
        int(Role.ANALYST),
        -1,
        -1,
    ]
)
SCOPING, LEGAL, DATA_PROTECTION, AGREEMENT = (
    int(Stage.SCOPING),
    int(Stage.LEGAL_GATEWAY),
    int(Stage.DATA_PROTECTION),
    int(Stage.AGREEMENT),
)
PREPARATION, LINKAGE, ACCESS = int(Stage.PREPARATION), int(Stage.LINKAGE), int(Stage.ACCESS)
ANALYSIS, PUBLICATION = int(Stage.ANALYSIS), int(Stage.PUBLICATION)
(
    NOTHING,
    WORK_IN_HAND,
    FEAR_OF_BACKLASH,
    UNSURE_OF_THE_LAW,
    UNCLEAR_PROCESS,
    DEPARTMENTS_DISAGREE,
    SYSTEMS_NOT_READY,
    POST_VACANT,
    NOT_OPEN_TO_THIS_USER,
    WAITED_TOO_LONG,
) = tuple(int(reason) for reason in Why)
NEWCOMER = int(Unblocker.NEWCOMER)
OWNER_STAGES = np.array([SCOPING, LEGAL, DATA_PROTECTION, AGREEMENT, PREPARATION, ACCESS])
SLOTS = 8
NEVER = 1e9


@rule
def stage_factor(stage: int, v: Any, u: Any) -> float:
    """Time at a stage under the recommendations in force, against status quo."""
    if stage == SCOPING:
        saved = stage_time(v.recommendation_transparency, u.recommendation_transparency, v.effect_transparency)
        return saved * (1.0 + v.advice_slows * v.independent_advice)
    if stage == LEGAL:
        return stage_time(
            v.recommendation_legislation_overview, u.recommendation_legislation_overview, v.effect_legislation_overview
        )
    if stage == DATA_PROTECTION or stage == AGREEMENT:
        return stage_time(v.recommendation_checklists, u.recommendation_checklists, v.effect_checklists)
    if stage == PREPARATION:
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
        mean,
        variance,
        department.incident_memory,
        department.process_clarity,
        department.leadership,
        v.nervous_base,
        v.nervous_licence,
        v.nervous_doubt,
        v.nervous_clarity,
        v.nervous_leadership,
    )


@rule
def desk_pace(department: Any, person: Any, stage: int, load: float, nervousness: float, v: Any, u: Any) -> float:
    """Desks a month at which one person clears work of one stage."""
    more = 1.0 + v.effect_funding_structure * (v.recommendation_funding_structure - u.recommendation_funding_structure)
    log_pace = person_log_pace(competence(person.skill, person.knowledge, person.motivation), v.person_pace)
    log_pace += v.clarity_pace * (department.process_clarity - u.usual_process_clarity)
    if stage == PREPARATION or stage == ACCESS:
        log_pace += v.readiness_pace * (department.technical_readiness - u.usual_technical_readiness)
    log_pace -= v.nervousness_pace * (nervousness - v.typical_nervousness)
    log_pace -= v.caution_pace * (person.risk_aversion - department.risk_appetite - 0.1)
    log_pace -= v.load_pace * (load - v.typical_load)
    log_pace += v.funding_pace * np.log(v.funding * more)
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


@rule
def lift_parts(department: Any, colleagues: float, v: Any, u: Any, parts: Array) -> float:
    """Rate at which a block is lifted, and in `parts` by training, a colleague, leadership and arbitration."""
    parts[0] = v.lift_rate * v.lift_training * department.data_literacy / u.usual_data_literacy
    parts[1] = v.lift_rate * v.lift_colleague * colleagues / USUAL_COMPETENCE
    parts[2] = v.lift_rate * v.lift_leadership * department.leadership / u.leadership
    settled = v.recommendation_arbitration - u.recommendation_arbitration
    parts[3] = max(v.lift_rate * v.lift_arbitration + v.effect_arbitration * settled, 0.0)
    return parts[0] + parts[1] + parts[2] + parts[3]


@rule
def colleagues_knowledge(professionals: Array, post: int) -> float:
    """Mean knowledge of the colleagues in post among the ties of a post, those not in post counting for nothing."""
    one = professionals[post]
    total = 0.0
    for tie in range(one.ties.size):
        colleague = professionals[one.ties[tie]]
        if colleague.vacant_until < 0.0:
            total += colleague.knowledge
    return total / one.ties.size


@rule
def choose_post(professionals: Array, first_post: Array, department: int, role: int, turn: int) -> int:
    """Post of a role in a department that takes the next piece of work: the one with least to do, held if possible."""
    best = -1
    least = 1 << 40
    first = first_post[department]
    count = first_post[department + 1] - first
    for offset in range(count):
        post = first + (offset + turn) % count
        one = professionals[post]
        if one.role != role:
            continue
        load = one.load + (1000 if one.vacant_until >= 0.0 else 0)
        if load < least:
            least = load
            best = post
    return best


@rule
def person_blocks(project: Any, stage: int, person: Any, nervousness: float, v: Any, seed: int) -> bool:
    """Whether this person blocks this project: a judgement of their own, the same however often it is asked.

    Reuse of a linked asset is blocked less often: what it needs has been agreed once.
    """
    row = mix(np.uint64(project.key) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(person.disposition))
    chance = desk_block(person, nervousness, v) * (v.reuse_block if project.reuse else 1.0)
    return uniform(draw_key(seed, DESK_BLOCK, stage), row >> np.uint64(1)) < chance


@rule
def why_it_waits(visit: Any, professionals: Array) -> int:
    """Why a project waits at a desk now (`visit.why` keeps the main reason for the whole visit)."""
    if visit.post < 0:
        return WORK_IN_HAND
    if professionals[visit.post].vacant_until >= 0.0:
        return POST_VACANT
    return visit.why if visit.blocked else WORK_IN_HAND


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
        return FEAR_OF_BACKLASH
    if u < fear + law:
        return UNSURE_OF_THE_LAW
    if u < fear + law + unclear:
        return UNCLEAR_PROCESS
    if u < fear + law + unclear + systems:
        return SYSTEMS_NOT_READY
    return DEPARTMENTS_DISAGREE


@rule
def open_visit(
    visits: Array,
    row: int,
    project: Any,
    p: int,
    slot: int,
    time: float,
    professionals: Array,
    departments: Array,
    first_post: Array,
    v: Any,
    seed: int,
) -> None:
    """Put a project on a desk: at one owner, or the shared one (slot -1)."""
    visit = visits[row]
    stage = project.stage
    draw_row = project.key * SLOTS + slot + 1
    visit.project = p
    visit.stage = stage
    visit.owner = slot
    visit.department = -1
    visit.post = -1
    visit.entered = time
    visit.left = -1.0
    visit.blocked_at = -1.0
    visit.opened_at = -1.0
    visit.holder_changed = -1.0
    visit.work_left = exponential(uniform(draw_key(seed, DESK_WORK, stage), draw_row))
    visit.why = WORK_IN_HAND
    if slot < 0:
        return
    d = project.owners[slot]
    visit.department = d
    visit.post = choose_post(professionals, first_post, d, ROLE_OF_STAGE[stage], int(project.key % 7))
    person = professionals[visit.post]
    visit.person = person.person
    visit.disposition = person.disposition
    person.load += 1
    nervousness = desk_nervousness(departments[d], project.context, v)
    if person_blocks(project, stage, person, nervousness, v, seed):
        visit.blocked = 1
        visit.was_blocked = 1
        visit.blocked_at = time
        visit.lift_left = exponential(uniform(draw_key(seed, DESK_LIFT, stage), draw_row))
        u = uniform(draw_key(seed, DESK_WHY, stage), draw_row)
        visit.why = why_blocked(departments[d], person, nervousness, project.number_of_owners, u)

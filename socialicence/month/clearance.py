"""How fast desks can be expected to clear, in each department and between any two: rates, never counts."""

from __future__ import annotations

from socialicence.compiled import part
from socialicence.month.desks import (
    OWNER_STAGES,
    ROLE_OF_STAGE,
    colleagues_knowledge,
    desk_block,
    desk_pace,
    lift_rates,
)
from socialicence.rules.pathway import months_to_clear
from socialicence.state import NOW, State


@part
def expect_clearance(state: State) -> None:
    """Expected rate at which each department's desks clear: work and blocks, all posts taken as held."""
    for d in range(state.departments.size):
        total = 0.0
        for stage in OWNER_STAGES:
            total += expected_months(state, d, stage)
        state.departments[d].expected_clearance = OWNER_STAGES.size / total


@part
def expected_months(state: State, d: int, stage: int) -> float:
    """Months that a project can expect to spend at a department's desk for one stage: a mean over who may hold it."""
    v, department = state.in_force[NOW], state.departments[d]
    months = 0.0
    desks = 0.0
    for post in range(state.first_post[d], state.first_post[d + 1]):
        person = state.professionals[post]
        if person.role == ROLE_OF_STAGE[stage]:
            pace = desk_pace(state, post, stage, v.typical_load, department.nervousness)
            block = desk_block(person, department.nervousness, v)
            lift = lift_rates(state, department, colleagues_knowledge(state, post)).total
            months += months_to_clear(pace, block, lift)
            desks += 1.0
    return months / desks


@part
def joined_up_clearance(state: State) -> float:
    """Mean over pairs of departments of the slower one's expected clearance, times how far sharing is allowed."""
    departments = state.departments
    total = 0.0
    pairs = 0
    for d in range(departments.size):
        for other in range(d + 1, departments.size):
            total += min(departments[d].expected_clearance, departments[other].expected_clearance)
            pairs += 1
    return total / max(pairs, 1) * min(max(state.in_force[NOW].openness, 0.0), 1.0)

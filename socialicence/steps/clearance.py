"""How fast desks can be expected to clear, in each department and between any two: rates, never counts."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import kernel
from socialicence.rules.pathway import months_to_clear
from socialicence.steps.pathway import (
    OWNER_STAGES,
    ROLE_OF_STAGE,
    colleagues_knowledge,
    desk_block,
    desk_pace,
    lift_parts,
)
from socialicence.tables import STAGES, Array


@kernel
def expect_clearance(departments: Array, professionals: Array, first_post: Array, now: Array, usual: Array) -> None:
    """Expected rate at which each department's desks clear: work and blocks, all posts taken as held."""
    v = now[0]
    u = usual[0]
    parts = np.empty(4)
    for d in range(departments.size):
        department = departments[d]
        months = np.zeros(STAGES)
        desks = np.zeros(STAGES)
        for post in range(first_post[d], first_post[d + 1]):
            person = professionals[post]
            block = desk_block(person, department.nervousness, v)
            lift = lift_parts(department, colleagues_knowledge(professionals, post), v, u, parts)
            for stage in OWNER_STAGES:
                if person.role == ROLE_OF_STAGE[stage]:
                    pace = desk_pace(department, person, stage, v.typical_load, department.nervousness, v, u)
                    months[stage] += months_to_clear(pace, block, lift)
                    desks[stage] += 1.0
        total = 0.0
        for stage in OWNER_STAGES:
            total += months[stage] / desks[stage]
        department.expected_clearance = OWNER_STAGES.size / total


@kernel
def joined_up_clearance(departments: Array, openness: float) -> float:
    """Mean over pairs of departments of the slower one's expected clearance, times how far sharing is allowed."""
    total = 0.0
    pairs = 0
    for d in range(departments.size):
        for other in range(d + 1, departments.size):
            total += min(departments[d].expected_clearance, departments[other].expected_clearance)
            pairs += 1
    return total / max(pairs, 1) * min(max(openness, 0.0), 1.0)

"""The institutions at month 0: departments that differ, and their posts with ties within and across."""

from __future__ import annotations

import numpy as np

from socialicence.categories import Role
from socialicence.compiled import kernel
from socialicence.draws import Purpose, draw_key, normal, uniform
from socialicence.rules.trust import clipped
from socialicence.tables import MOST_CONTEXTS, ORGANISATION_TYPES, Array

DEPARTMENT, TIE = int(Purpose.DEPARTMENT), int(Purpose.TIE)
MOST_POSTS = 12
"""Posts in the largest department."""
ANALYST, ENGINEER, GOVERNANCE, OWNER = (
    int(Role.ANALYST),
    int(Role.DATA_ENGINEER),
    int(Role.GOVERNANCE_OFFICER),
    int(Role.DATA_OWNER),
)


@kernel
def open_departments(departments: Array, mean_trust: Array, truth: Array, now: Array, seed: int) -> None:
    """Draw how departments differ, and set what they believe about licence at the start.

    Parameters
    ----------
    mean_trust : ndarray, shape (organisation types,)
        At the start mean trustworthiness equals mean trust, so that nothing moves without cause.
    truth : ndarray, shape (contexts, 2)
        Licence at month 0.
    """
    v = now[0]
    key = draw_key(seed, DEPARTMENT, 0)
    offset = np.empty(departments.size)
    type_sum = np.zeros(ORGANISATION_TYPES)
    type_count = np.zeros(ORGANISATION_TYPES)
    for d in range(departments.size):
        row = 16 * d
        one = departments[d]
        one.leadership_score = normal(key, row)
        one.literacy_score = normal(key, row + 1)
        one.clarity_score = normal(key, row + 2)
        one.readiness_score = normal(key, row + 3)
        one.appetite_score = normal(key, row + 4)
        one.pace_score = normal(key, row + 5)
        one.engages = uniform(key, row + 6)
        offset[d] = v.trustworthiness_spread * normal(key, row + 7)
        type_sum[one.kind] += offset[d]
        type_count[one.kind] += 1
        for c in range(truth.shape[0]):
            for part in range(2):
                licence = truth[c, part] if not np.isnan(truth[c, part]) else truth[c, 0]
                one.licence_mean[part * MOST_CONTEXTS + c] = clipped(licence + v.initial_bias, 0.0, 1.0)
                one.licence_variance[part * MOST_CONTEXTS + c] = v.belief_spread * v.belief_spread
    for d in range(departments.size):
        one = departments[d]
        deserved = mean_trust[one.kind] + offset[d] - type_sum[one.kind] / type_count[one.kind]
        benevolence = v.trustworthiness_spread * normal(key, 16 * d + 8)
        integrity = v.trustworthiness_spread * normal(key, 16 * d + 9)
        one.benevolence_anchor = clipped(deserved + benevolence, 0.02, 0.98)
        one.integrity_anchor = clipped(deserved + integrity, 0.02, 0.98)
        others = v.weight_benevolence * benevolence + v.weight_integrity * integrity
        one.ability_anchor = clipped(deserved - others / v.weight_ability, 0.02, 0.98)


@kernel
def open_posts(professionals: Array, departments: int, first_post: Array, seed: int) -> int:
    """Create posts by role in each department and tie each to a colleague there and one elsewhere.

    Returns
    -------
    int
        Posts created.
    """
    key = draw_key(seed, TIE, 0)
    count = 0
    for d in range(departments):
        first_post[d] = count
        analysts = 2 + int(uniform(key, 4 * d) * 3)
        engineers = 2 + int(uniform(key, 4 * d + 1) * 3)
        for role, number in ((ANALYST, analysts), (ENGINEER, engineers), (GOVERNANCE, 2), (OWNER, 2)):
            for _ in range(number):
                professionals[count].department = d
                professionals[count].role = role
                count += 1
    first_post[departments] = count
    for post in range(count):
        one = professionals[post]
        first = first_post[one.department]
        here = first_post[one.department + 1] - first
        one.ties[0] = first + (post - first + 1 + int(uniform(key, 1000 + 2 * post) * (here - 1))) % here
        start = int(uniform(key, 1001 + 2 * post) * count)
        one.ties[1] = one.ties[0]
        for offset in range(count):
            other = (start + offset) % count
            if professionals[other].role == one.role and professionals[other].department != one.department:
                one.ties[1] = other
                break
    return count


@kernel
def mean_trustworthiness(
    departments: Array, mean_trust: Array, by_department: Array, by_type: Array, now: Array
) -> None:
    """Perceived trustworthiness of each department (its ability, benevolence and integrity, weighted) and of each type.

    A type without departments (universities, charities, companies) keeps what it had at the start, `mean_trust`.
    """
    v = now[0]
    weights = v.weight_ability + v.weight_benevolence + v.weight_integrity
    total = np.zeros(ORGANISATION_TYPES)
    count = np.zeros(ORGANISATION_TYPES)
    for d in range(departments.size):
        one = departments[d]
        deserved = v.weight_ability * one.ability + v.weight_benevolence * one.benevolence
        by_department[d] = (deserved + v.weight_integrity * one.integrity) / weights
        total[one.kind] += by_department[d]
        count[one.kind] += 1
    for k in range(ORGANISATION_TYPES):
        by_type[k] = total[k] / count[k] if count[k] > 0 else mean_trust[k]

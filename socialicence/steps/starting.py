"""Requesters start projects: who asks, in which context, from which departments (specification 2, 4.8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Strategy
from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, normal, poisson, uniform
from socialicence.rules.engagement import redesign_probability
from socialicence.rules.trust import clipped
from socialicence.steps.pathway import SCOPING, open_visit
from socialicence.tables import MOST_OWNERS, Array

START, PROJECT, CONTEXT, OWNERS = int(Purpose.START), int(Purpose.PROJECT), int(Purpose.CONTEXT), int(Purpose.OWNERS)
DRAWS = 16
REQUESTERS = 3
TARGETED = int(Strategy.TARGETED)
MOST_STARTS = 32


@rule
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


@rule
def _pick_department(departments: Array, project: Any, chosen: int, u: float, holder: bool) -> int:
    """A department not yet chosen: one that shares in the context (`holder`), or any other; -1 if none."""
    count = 0
    for pass_number in range(2):
        wanted = min(int(u * count), count - 1)
        for d in range(departments.size):
            taken = False
            for o in range(chosen):
                taken = taken or project.owners[o] == d
            if taken or (holder and (departments[d].in_contexts >> project.context) & 1 == 0):
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


@rule
def _choose_owners(project: Any, departments: Array, v: Any, key: np.uint64, row: int) -> None:
    """Choose one owner that shares in the context, and others where several departments are needed."""
    u = uniform(key, row)
    wanted = 1
    if u < v.multi_owner_share:
        u /= v.multi_owner_share
        two = v.two_owners_share
        wanted = 2 if u < two else (3 if u < two + v.three_owners_share else 4)
    chosen = 0
    for slot in range(wanted):
        d = _pick_department(departments, project, chosen, uniform(key, row + 1 + slot), slot == 0)
        if d >= 0:
            project.owners[chosen] = d
            chosen += 1
    project.number_of_owners = chosen


@rule
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


@rule
def _reuse_asset(project: Any, asset: int, projects: Array) -> None:
    """Take the owners of a linked asset that is there already."""
    source = projects[asset]
    project.reuse = 1
    project.number_of_owners = source.number_of_owners
    for slot in range(MOST_OWNERS):
        project.owners[slot] = source.owners[slot]


@kernel
def start_projects(
    projects: Array,
    count: int,
    visits: Array,
    visit_count: int,
    requesters: Array,
    departments: Array,
    professionals: Array,
    first_post: Array,
    contexts: Array,
    assets: Array,
    now: Array,
    usual: Array,
    system: Array,
    seed: int,
    month: int,
) -> tuple[int, int]:
    """Start this month's projects at their owners' scoping desks.

    Parameters
    ----------
    assets : ndarray of int64, shape (contexts,)
        Latest project in each context whose linked data can be reused; -1 where none.

    Returns
    -------
    count, visit_count : int
        Rows now in use.
    """
    v = now[0]
    u = usual[0]
    month_key = draw_key(seed, START, month)
    reuse_share = v.reuse_share + v.effect_broader_use_cases * (
        v.recommendation_broader_use_cases - u.recommendation_broader_use_cases
    )
    depth = 1.0 + v.effect_engagement_guidelines * (
        v.recommendation_engagement_guidelines - u.recommendation_engagement_guidelines
    )
    for kind in range(REQUESTERS):
        demand = (v.demand_academic, v.demand_government, v.demand_charity)[kind]
        arrivals = poisson(demand * (0.5 + requesters[kind].confidence), uniform(month_key, kind))
        for n in range(min(arrivals, MOST_STARTS)):
            if count >= projects.size or visit_count + MOST_OWNERS > visits.size:
                break
            project = projects[count]
            project.key = (month * REQUESTERS + kind) * MOST_STARTS + n
            row = project.key * DRAWS
            c = _pick_context(contexts, kind, uniform(draw_key(seed, CONTEXT, 0), row))
            if c < 0:
                break
            key = draw_key(seed, PROJECT, 0)
            for slot in range(MOST_OWNERS):
                project.owners[slot] = -1
                project.visit[slot] = -1
            project.requester = kind
            project.context = c
            _describe(project, contexts[c], key, row, v)
            if assets[c] >= 0 and uniform(key, row) < reuse_share:
                _reuse_asset(project, assets[c], projects)
                system[0].reuses += 1
            else:
                _choose_owners(project, departments, v, draw_key(seed, OWNERS, 0), row)
            if project.number_of_owners == 0:
                break
            lead = departments[project.owners[0]]
            redesign = redesign_probability(lead.spend * lead.mix[TARGETED] * depth, v.redesign_cost)
            if uniform(key, row + 11) < redesign:
                project.redesigned = 1
                project.public_value *= 1.0 + v.redesign_value
            # Time within the month at which the idea was put in.
            project.started = month - 1.0 + uniform(key, row + 12)
            project.entered = project.started
            project.stage = SCOPING
            project.accessed = -1.0
            project.finished = -1.0
            project.measure = 1
            project.perceived_licence = 0.0
            for slot in range(project.number_of_owners):
                owner = departments[project.owners[slot]]
                believed = owner.licence_mean[c] if (owner.in_contexts >> c) & 1 else owner.perceived_licence
                project.perceived_licence += believed / project.number_of_owners
                open_visit(
                    visits,
                    visit_count,
                    project,
                    count,
                    slot,
                    project.started,
                    professionals,
                    departments,
                    first_post,
                    v,
                    seed,
                )
                project.visit[slot] = visit_count
                visit_count += 1
            requesters[kind].started += 1
            system[0].started[kind] += 1
            count += 1
    return count, visit_count

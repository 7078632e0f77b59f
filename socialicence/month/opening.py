"""The start: what the public thinks, departments that differ, and their posts with ties within and across.

Institutions start well before month 0, to which `warm` brings them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import RequesterKind, Role
from socialicence.compiled import kernel, part
from socialicence.month.by_group import CELLS, totals_by_group
from socialicence.month.clearance import expect_clearance
from socialicence.month.departments import follow_policy, perceive_licence, policy_mix
from socialicence.month.launching import LAUNCHES_AT_ONCE, open_programmes
from socialicence.month.licence import affected_weight, mark_affected
from socialicence.month.observation import observe_public, observe_public_by_block
from socialicence.month.professionals import hire_everyone
from socialicence.month.shocks import add_shocks, new_incidents
from socialicence.parameters import parameters
from socialicence.population.readiness import readiness_tables
from socialicence.rules.objection import WEEKS_A_MONTH
from socialicence.rules.trust import clipped
from socialicence.state import NOW, RUN, State, values_in_force
from socialicence.state.blocks import Run, over_citizens, sum_citizens
from socialicence.state.draws import Purpose, lasting_key, normal, uniform
from socialicence.state.observations import AFFECTED, ALL, EVERYONE, GROUPS, SYSTEM, new_observations
from socialicence.state.tables import (
    DOMAINS,
    EVENT,
    MESSAGE,
    MOST_CONTEXTS,
    ORGANISATION_TYPES,
    PROFESSIONAL,
    PROGRAMME,
    PROJECT,
    REQUESTER,
    USE,
    VISIT,
    Array,
    Citizens,
    Network,
    new_records,
)

ROLES = len(Role)
MOST_POSTS = 12
"""Posts in the largest department."""
MOST_MESSAGES = 512
MOST_AT_START = 48
"""Programmes at month 0, at most: quiet ones, and those about which nothing has been decided."""
WARM_MONTHS = 60
"""Months that institutions live before month 0."""
EVENTS_A_PROGRAMME = 32
VISITS_A_PROJECT = 29
"""Desks of a new project of four owners: no project visits more."""
REQUESTERS = len(RequesterKind)


def new_state(run: Any, citizens: Citizens, network: Network, seed: int) -> State:
    """Return the tables of a run before month 0: those that grow have all the room they can need.

    Parameters
    ----------
    run : World
        With its scenario, values, months and institutions.
    """
    # Levers start at status quo and go to where policy takes them; parameters are what they are.
    usual = {name: (p.default if p.is_lever else run.values[name]) for name, p in parameters().items()}
    in_force = values_in_force(usual, run.settled)
    departments, contexts = run.institutions.departments.copy(), run.institutions.contexts.copy()
    for row, survey in enumerate(run.institutions.context_surveys):
        contexts["cutoff"][row] = run.values[f"cutoff.{survey}"]
    shares = (contexts["owners"] >> departments["kind"][:, None]) & 1
    shares &= (contexts["domains"] & departments["domains"][:, None]) != 0
    departments["in_contexts"] = shares @ (1 << np.arange(contexts.size))
    professionals, first_post = posts_of(departments.size, seed)
    incidents = new_incidents(64 + 8 * run.months + len(run.scenario.shocks))
    projects = most_projects(run)
    most_programmes = MOST_AT_START + LAUNCHES_AT_ONCE * run.months + 1
    once = new_records(RUN, 1)
    once["seed"] = seed
    once["incidents"] = add_shocks(incidents, run.scenario, departments, run.institutions.department_names)
    return State(
        run=once,
        in_force=in_force,
        citizens=citizens,
        network=network,
        departments=departments,
        professionals=professionals,
        first_post=first_post,
        requesters=new_records(REQUESTER, REQUESTERS),
        projects=new_records(PROJECT, projects),
        visits=new_records(VISIT, projects * VISITS_A_PROJECT),
        incidents=incidents,
        programmes=new_records(PROGRAMME, most_programmes),
        events=new_records(EVENT, EVENTS_A_PROGRAMME * most_programmes),
        contexts=contexts,
        standing=np.zeros(contexts.size),
        closed_until=np.full((departments.size, contexts.size), -1.0),
        withheld_until=np.full((departments.size, contexts.size), -1.0),
        assets=np.full(contexts.size, -1, dtype=np.int64),
        messages=new_records(MESSAGE, MOST_MESSAGES),
        cumulative=np.zeros(MOST_MESSAGES),
        uses=new_records(USE, contexts.size),
        project_uses=new_records(USE, projects),
        system=new_records(SYSTEM, 1),
        attention=np.zeros(WEEKS_A_MONTH),
        pressure=np.zeros(WEEKS_A_MONTH),
        **readiness_tables(run.values, seed),
        trust_at_start=np.zeros(ORGANISATION_TYPES),
        trustworthiness=np.zeros(departments.size),
        type_trustworthiness=np.zeros(ORGANISATION_TYPES),
        affected_totals=np.empty((GROUPS, contexts.size)),
        observations=new_observations(run.months, contexts.size, departments),
    )


def most_projects(run: Any) -> int:
    """Projects that there can be in a run and before it: far beyond what demand can ask for."""
    kinds = ("academic", "government", "charity")
    demand = sum(max(run.values[f"demand.{kind}"], run.settled[f"demand.{kind}"]) for kind in kinds)
    most = int((run.months + WARM_MONTHS) * demand * 1.5)
    return most + int(6 * np.sqrt(most + 1)) + 16


def open_public(run: Run) -> None:
    """Mark who is affected by what, and observe the public."""
    state = run.state
    over_citizens(run, mark_affected)
    affected = sum_citizens(run, affected_weight, np.empty((CELLS, state.contexts.size)))
    totals_by_group(affected, state.affected_totals)
    weights = state.citizens.weight
    adults = float(weights.sum(dtype=np.float64))
    state.run["adults"] = adults
    by_stakes = np.bincount(state.citizens.stakes, weights=weights, minlength=1 << DOMAINS) / adults
    held = (np.arange(1 << DOMAINS) & state.departments["domains"][:, None]) != 0
    state.departments["concerned"] = held @ by_stakes
    if run.workers > 1:
        observe_public_by_block(run, 0)
    else:
        observe_public(state, 0)
    state.trust_at_start[:] = state.observations.trust[0, :, ALL]


@kernel
def open_institutions(state: State) -> None:
    """Set up departments, posts and requesters, on the public as it was observed."""
    open_departments(state)
    hire_everyone(state)
    for kind in range(state.requesters.size):
        state.requesters[kind].kind = kind
        state.requesters[kind].confidence = 0.5
    for d in range(state.departments.size):
        # Nobody has chosen yet: at the start every department does as policy asks.
        policy_mix(state, state.departments[d].mix)
    follow_policy(state)
    keep_what_is_deserved(state)
    open_programmes(state)
    perceive_licence(state, np.int64(0), False)
    expect_clearance(state)


@part
def keep_what_is_deserved(state: State) -> None:
    """What a department deserves at the start is what was drawn; only changes of policy from there count."""
    for d in range(state.departments.size):
        one = state.departments[d]
        added = one.ability - one.ability_anchor
        one.ability_anchor -= added
        one.ability -= added
        added = one.benevolence - one.benevolence_anchor
        one.benevolence_anchor -= added
        one.benevolence -= added
        added = one.integrity - one.integrity_anchor
        one.integrity_anchor -= added
        one.integrity -= added


@kernel
def open_departments(state: State) -> None:
    """Draw how departments differ, and set what they believe about licence at the start.

    At the start mean trustworthiness equals mean trust, so that nothing moves without cause.
    """
    v, departments, mean_trust = state.in_force[NOW], state.departments, state.trust_at_start
    licence = state.observations.licence[0, :, ALL]
    key = lasting_key(state.run[0].seed, Purpose.DEPARTMENT)
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
        for c in range(licence.shape[0]):
            for among in (EVERYONE, AFFECTED):
                truth = licence[c, among] if not np.isnan(licence[c, among]) else licence[c, EVERYONE]
                one.licence_mean[among * MOST_CONTEXTS + c] = clipped(truth + v.initial_bias, 0.0, 1.0)
                one.licence_variance[among * MOST_CONTEXTS + c] = v.belief_spread * v.belief_spread
    for d in range(departments.size):
        one = departments[d]
        deserved = mean_trust[one.kind] + offset[d] - type_sum[one.kind] / type_count[one.kind]
        benevolence = v.trustworthiness_spread * normal(key, 16 * d + 8)
        integrity = v.trustworthiness_spread * normal(key, 16 * d + 9)
        one.benevolence_anchor = clipped(deserved + benevolence, 0.02, 0.98)
        one.integrity_anchor = clipped(deserved + integrity, 0.02, 0.98)
        others = v.weight_benevolence * benevolence + v.weight_integrity * integrity
        one.ability_anchor = clipped(deserved - others / v.weight_ability, 0.02, 0.98)


def posts_of(departments: int, seed: int) -> tuple[Array, Array]:
    """Return the posts of so many departments, nobody in them yet, and where each department's posts begin."""
    posts = new_records(PROFESSIONAL, departments * MOST_POSTS)
    first_post = np.zeros(departments + 1, dtype=np.int64)
    count = open_posts(posts, first_post, seed)
    return posts[:count].copy(), first_post


@kernel
def open_posts(professionals: Array, first_post: Array, seed: int) -> int:
    """Create posts by role in each department and tie each to a colleague there and one elsewhere; return how many."""
    departments = first_post.size - 1
    key = lasting_key(seed, Purpose.TIE)
    count = 0
    for d in range(departments):
        first_post[d] = count
        posts_by_role = np.full(ROLES, 2)
        posts_by_role[Role.ANALYST] += int(uniform(key, 4 * d) * 3)
        posts_by_role[Role.DATA_ENGINEER] += int(uniform(key, 4 * d + 1) * 3)
        for role in range(posts_by_role.size):
            for _ in range(posts_by_role[role]):
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

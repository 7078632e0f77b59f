"""One compiled call a stage: its loops in their order.

Between two compiled calls a run has to wait for the interpreter, which other runs want too; forty short calls a month
cost more than the work in them, ten do not.
"""

from __future__ import annotations

import numpy as np

from socialicence.compiled import kernel
from socialicence.observed import GROUPS
from socialicence.steps.citizens import influence, take_in
from socialicence.steps.clearance import expect_clearance, joined_up_clearance
from socialicence.steps.communication import (
    compose_engagement,
    compose_news,
    engagement_shares,
    move_reputations,
    share_attention,
    share_who_hear,
)
from socialicence.steps.departments import choose_engagement, follow_policy, fund_engagement, perceive_licence
from socialicence.steps.incidents import attention_by_week, cause_incidents, remember_incidents
from socialicence.steps.licence import licence_by_cell, measure_projects
from socialicence.steps.objecting import object_to_sharing
from socialicence.steps.opening import mean_trustworthiness
from socialicence.steps.professionals import change_hands, learn
from socialicence.steps.projects import advance_projects, count_work, lose_patience
from socialicence.steps.public import means_by_group, note_coverage, state_by_cell, totals_by_group
from socialicence.steps.starting import start_projects
from socialicence.tables import Array, Citizens, Network


@kernel
def events_of(
    incidents: Array,
    count: int,
    departments: Array,
    projects: Array,
    project_count: int,
    attention: Array,
    now: Array,
    system: Array,
    seed: int,
    month: int,
) -> int:
    """Cause incidents, let departments remember those that become known, and draw attention; return rows in use."""
    count = cause_incidents(incidents, count, departments, projects, project_count, now, system, seed, month)
    remember_incidents(incidents, count, departments, now, system, month)
    attention_by_week(incidents, count, now, month, attention)
    return count


@kernel
def departments_of(
    departments: Array,
    licence: Array,
    headlines: float,
    mean_trust: Array,
    trustworthiness: Array,
    type_trustworthiness: Array,
    now: Array,
    usual: Array,
    seed: int,
    month: int,
) -> None:
    """Let departments follow policy, perceive licence, choose how to involve people and pay for it.

    Parameters
    ----------
    licence : ndarray, shape (contexts, groups, 2)
        As observed last month.
    """
    follow_policy(departments, now, usual)
    truth = np.ascontiguousarray(licence[:, 0])
    perceive_licence(departments, truth, headlines, now, seed, month)
    choose_engagement(departments, engagement_shares(now), now)
    fund_engagement(departments, now, usual)
    mean_trustworthiness(departments, mean_trust, trustworthiness, type_trustworthiness, now)


@kernel
def professionals_of(
    professionals: Array,
    departments: Array,
    first_post: Array,
    now: Array,
    before: Array,
    usual: Array,
    system: Array,
    seed: int,
    month: int,
) -> None:
    """Let professionals leave, move, join and learn, and say how fast desks can now be expected to clear."""
    system[0].newcomers += change_hands(professionals, departments, now, usual, seed, month)
    learn(professionals, now, before, usual)
    expect_clearance(departments, professionals, first_post, now, usual)


@kernel
def projects_of(
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
    """Start projects, move them along, and let requesters lose patience; return rows of projects and visits in use."""
    count, visit_count = start_projects(
        projects, count, visits, visit_count, requesters, departments, professionals, first_post, contexts, assets,
        now, usual, system, seed, month,
    )  # fmt: skip
    visit_count = advance_projects(
        projects, count, visits, visit_count, requesters, departments, professionals, first_post, assets,
        share_who_hear(now, usual), now, usual, system, seed, month,
    )  # fmt: skip
    lose_patience(projects, count, visits, professionals, requesters, now, system, seed, month)
    return count, visit_count


@kernel
def communication_of(
    messages: Array,
    cumulative: Array,
    departments: Array,
    incidents: Array,
    incident_count: int,
    projects: Array,
    project_count: int,
    adults: float,
    trust: Array,
    spread: Array,
    trustworthiness: Array,
    now: Array,
    usual: Array,
    system: Array,
    seed: int,
    month: int,
) -> tuple[int, int, float]:
    """Put engagement and news into words and share attention among them.

    Returns
    -------
    engagements, news : int
        How many messages of each.
    headlines : float
        Share of people whom bad news reaches.
    """
    limit = now[0].news_limit
    engagements = compose_engagement(messages, departments, adults, now, usual, system, seed, month)
    heard = share_who_hear(now, usual)
    news = compose_news(messages, engagements, incidents, incident_count, projects, project_count, heard, now, month)
    share_attention(messages, 0, engagements, limit, cumulative)
    headlines = share_attention(messages, engagements, news, limit, cumulative)
    move_reputations(
        messages, engagements + news, cumulative, engagements, departments, trust[:, 0].copy(), spread[:, 0].copy(),
        trustworthiness, now,
    )  # fmt: skip
    return engagements, news, headlines


@kernel
def citizens_of(
    citizens: Citizens,
    network: Network,
    messages: Array,
    cumulative: Array,
    engagements: int,
    news: int,
    trustworthiness: Array,
    type_trustworthiness: Array,
    attention: Array,
    now: Array,
    seed: int,
    month: int,
    start: int,
    stop: int,
) -> None:
    """Let citizens follow acquaintances, take in what reaches them, and object."""
    influence(citizens, network, now[0].peer_weight, start, stop)
    take_in(
        citizens, messages, cumulative, engagements, news, trustworthiness, type_trustworthiness, now, seed, month,
        start, stop,
    )  # fmt: skip
    if attention.sum() > 0.0:
        object_to_sharing(citizens, network, attention, now, seed, month, start, stop)


@kernel
def sums_of(
    citizens: Citizens,
    uses: Array,
    now: Array,
    licence_sums: Array,
    state_sums: Array,
    type_sums: Array,
    start: int,
    stop: int,
) -> None:
    """Add licence and the state of the public to their sums by cell."""
    licence_by_cell(citizens, uses, now, licence_sums, start, stop)
    state_by_cell(citizens, state_sums, type_sums, start, stop)


@kernel
def means_of(
    licence_sums: Array,
    affected_totals: Array,
    state_sums: Array,
    type_sums: Array,
    licence: Array,
    trust: Array,
    mood: Array,
    spread: Array,
    baseline: Array,
    system: Array,
) -> None:
    """Turn sums by cell into what is observed of the public (see `observed.Observations`)."""
    licence_totals = np.empty((GROUPS, licence_sums.shape[1]))
    state_totals = np.empty((GROUPS, state_sums.shape[1]))
    totals_by_group(licence_sums, licence_totals)
    totals_by_group(state_sums, state_totals)
    means_by_group(licence_totals, affected_totals, state_totals, type_sums, licence, trust, mood, spread, baseline)
    note_coverage(state_totals, system)


@kernel
def work_of(
    citizens: Citizens,
    projects: Array,
    count: int,
    visits: Array,
    contexts: Array,
    departments: Array,
    professionals: Array,
    project_uses: Array,
    now: Array,
    usual: Array,
    system: Array,
    seed: int,
    month: int,
) -> None:
    """Measure the projects that ask for it, and count what is in flight, where it waits, and who is in post."""
    measure_projects(citizens, projects, count, contexts, departments, project_uses, now, usual, seed, month)
    count_work(projects, count, visits, departments, professionals, now, system, month)
    system[0].joined_up = joined_up_clearance(departments, now[0].openness)

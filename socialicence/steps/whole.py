"""A month of a small public in two compiled calls: what the stages do one by one, without a word to Python between.

Only where all stages are those of the model and the public is one block; the bits are the same.
"""

from __future__ import annotations

import numpy as np

from socialicence.compiled import kernel
from socialicence.observed import Observations
from socialicence.steps.citizens import settle
from socialicence.steps.licence import uses_of_contexts
from socialicence.steps.objecting import register_objections
from socialicence.steps.public import CELLS, STATE_SUMS
from socialicence.steps.stages import (
    citizens_of,
    communication_of,
    departments_of,
    events_of,
    means_of,
    professionals_of,
    projects_of,
    sums_of,
    work_of,
)
from socialicence.tables import ORGANISATION_TYPES, Array, Citizens, Network


@kernel
def institutions_of(
    departments: Array,
    professionals: Array,
    first_post: Array,
    requesters: Array,
    projects: Array,
    visits: Array,
    incidents: Array,
    contexts: Array,
    assets: Array,
    messages: Array,
    cumulative: Array,
    counts: Array,
    headlines: float,
    adults: float,
    licence: Array,
    trust: Array,
    spread: Array,
    trust_at_start: Array,
    trustworthiness: Array,
    type_trustworthiness: Array,
    attention: Array,
    now: Array,
    before: Array,
    usual: Array,
    system: Array,
    seed: int,
    month: int,
) -> float:
    """Do events, departments, professionals, projects and communication; return the share whom bad news reaches.

    Parameters
    ----------
    counts : ndarray of int64, shape (5,)
        Rows in use of incidents, projects and visits, engagements and news; changed in place.
    licence, trust, spread : ndarrays
        As observed last month.
    """
    counts[0] = events_of(incidents, counts[0], departments, projects, counts[1], attention, now, system, seed, month)
    departments_of(
        departments, licence, headlines, trust_at_start, trustworthiness, type_trustworthiness, now, usual, seed, month
    )
    professionals_of(professionals, departments, first_post, now, before, usual, system, seed, month)
    counts[1], counts[2] = projects_of(
        projects, counts[1], visits, counts[2], requesters, departments, professionals, first_post, contexts, assets,
        now, usual, system, seed, month,
    )  # fmt: skip
    counts[3], counts[4], headlines = communication_of(
        messages, cumulative, departments, incidents, counts[0], projects, counts[1], adults, trust, spread,
        trustworthiness, now, usual, system, seed, month,
    )  # fmt: skip
    return headlines


@kernel
def public_of(
    citizens: Citizens,
    network: Network,
    observations: Observations,
    departments: Array,
    professionals: Array,
    projects: Array,
    count: int,
    visits: Array,
    contexts: Array,
    uses: Array,
    project_uses: Array,
    affected_totals: Array,
    messages: Array,
    cumulative: Array,
    engagements: int,
    news: int,
    trustworthiness: Array,
    type_trustworthiness: Array,
    attention: Array,
    reversal: float,
    forget: bool,
    now: Array,
    usual: Array,
    system: Array,
    seed: int,
    month: int,
) -> None:
    """Do citizens and observation."""
    people = citizens.age.size
    settle(citizens, now, 0, people)
    citizens_of(
        citizens, network, messages, cumulative, engagements, news, trustworthiness, type_trustworthiness, attention,
        now, seed, month, 0, people,
    )  # fmt: skip
    register_objections(citizens, reversal, forget, seed, month, 0, people)
    uses_of_contexts(uses, contexts, now, usual)
    licence_sums, state_sums = np.zeros((CELLS, 2 * contexts.size)), np.zeros((CELLS, STATE_SUMS))
    type_sums = np.zeros((ORGANISATION_TYPES, 3))
    sums_of(citizens, uses, now, licence_sums, state_sums, type_sums, 0, people)
    means_of(
        licence_sums, affected_totals, state_sums, type_sums, observations.licence[month], observations.trust[month],
        observations.mood[month], observations.spread[month], observations.baseline[month], system,
    )  # fmt: skip
    work_of(
        citizens, projects, count, visits, contexts, departments, professionals, project_uses, now, usual, system,
        seed, month,
    )  # fmt: skip

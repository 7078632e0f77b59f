"""Citizens, month by month: settle, follow acquaintances, take in what reaches them (model.md 4.1, 4.2, 4.6).

Loops run over citizens `start` to `stop`, so that blocks can go to threads; draws are keyed by the citizen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, rule
from socialicence.draws import normal, uniform
from socialicence.rules.moods import fairness_after, raised
from socialicence.rules.trust import LEAST, MOST, change_of_trust, clipped, rate_of_half_life, relaxed
from socialicence.tables import FIXED_POINT, ORGANISATION_TYPES, Array, Citizens, Network

WEEKS_IN_A_MONTH = 365.25 / 12.0 / 7.0


@kernel
def note_departures(citizens: Citizens, start: int, stop: int) -> None:
    """Note how far trust is from its baseline: this is what neighbours respond to, all at once."""
    for i in range(start, stop):
        for k in range(ORGANISATION_TYPES):
            citizens.departure[i, k] = citizens.trust[i, k] - citizens.baseline_trust[i, k]


@kernel
def settle(citizens: Citizens, now: Array, start: int, stop: int) -> None:
    """Let trust relax to its baseline, the baseline to its anchor, and moods to theirs."""
    values = now[0]
    trust_rate = np.float32(rate_of_half_life(values.trust_half_life_months))
    baseline_rate = np.float32(values.baseline_return)
    fairness_kept = np.float32(1.0 - rate_of_half_life(values.fairness_half_life))
    salience_kept = np.float32(1.0 - rate_of_half_life(values.salience_half_life_weeks / WEEKS_IN_A_MONTH))
    understanding_rate = np.float32(rate_of_half_life(values.understanding_half_life))
    benefit_rate = np.float32(rate_of_half_life(values.benefit_half_life))
    concern_rate = np.float32(rate_of_half_life(values.concern_half_life))
    unit = np.float32(1.0 / FIXED_POINT)
    for i in range(start, stop):
        for k in range(ORGANISATION_TYPES):
            baseline = citizens.baseline_trust[i, k]
            citizens.trust[i, k] += trust_rate * (baseline - citizens.trust[i, k])
            anchor = np.float32(citizens.trust_anchor[i, k]) * unit
            citizens.baseline_trust[i, k] = baseline + baseline_rate * (anchor - baseline)
        citizens.fairness[i] *= fairness_kept
        citizens.salience[i] *= salience_kept
        anchor = np.float32(citizens.understanding_anchor[i]) * unit
        citizens.understanding[i] = relaxed(citizens.understanding[i], anchor, understanding_rate)
        anchor = np.float32(citizens.benefit_anchor[i]) * unit
        citizens.perceived_benefit[i] = relaxed(citizens.perceived_benefit[i], anchor, benefit_rate)
        anchor = np.float32(citizens.concern_anchor[i]) * unit
        citizens.concern[i] = relaxed(citizens.concern[i], anchor, concern_rate)


@kernel
def influence(citizens: Citizens, network: Network, peer_weight: float, start: int, stop: int) -> None:
    """Move each citizen's trust by how far acquaintances' trust has departed from its baseline.

    `t_i += p (1 - stubbornness_i) mean_j [(t_j - b_j) - (t_i - b_i)]`, reading last month's departures.
    """
    total = np.empty(ORGANISATION_TYPES, dtype=np.float32)
    for i in range(start, stop):
        first = network.first[i]
        last = network.first[i + 1]
        if last == first:
            continue
        for k in range(ORGANISATION_TYPES):
            total[k] = 0.0
        for tie in range(first, last):
            j = network.neighbour[tie]
            for k in range(ORGANISATION_TYPES):
                total[k] += citizens.departure[j, k]
        share = np.float32(1.0 / (last - first))
        pull = np.float32(peer_weight * (1.0 - citizens.stubbornness[i]))
        for k in range(ORGANISATION_TYPES):
            moved = citizens.trust[i, k] + pull * (total[k] * share - citizens.departure[i, k])
            citizens.trust[i, k] = min(max(moved, np.float32(LEAST)), np.float32(MOST))


@rule
def _change_trust(citizens: Citizens, i: int, k: int, change: float, mark: float, spillover: float) -> None:
    """Change one citizen's trust in a type, a little in the other types, and mark the baselines."""
    for other in range(ORGANISATION_TYPES):
        step = change if other == k else change * spillover
        citizens.trust[i, other] = clipped(citizens.trust[i, other] + step, LEAST, MOST)
        if mark != 0.0:
            citizens.baseline_trust[i, other] = clipped(citizens.baseline_trust[i, other] + mark * step, LEAST, MOST)


@rule
def _take_in(
    citizens: Citizens, i: int, messages: Array, j: int, trustworthiness: Array, noise: float, v: Any
) -> None:
    """Apply one message to one citizen, if the citizen is among those it is meant for."""
    message = messages[j]
    age = citizens.age[i]
    if age < message.age_low or age > message.age_high or not (message.regions >> citizens.region[i]) & 1:
        return
    concerned = message.domains == 0 or (citizens.stakes[i] & message.domains) != 0
    if message.concerned_only and not concerned:
        return
    theirs = 1.0 if concerned else v.distance
    if message.strength > 0.0:
        k = message.organisation
        trust = float(citizens.trust[i, k])
        valence = message.valence
        if valence == 0.0:
            # A contact is judged by its quality: what is seen of trustworthiness against what was expected.
            valence = clipped(trustworthiness[message.department] + noise - trust, -1.0, 1.0)
        change = change_of_trust(trust, valence, message.strength, v.negativity_weight, v.confirmation)
        _change_trust(citizens, i, k, change * (1.0 - message.own_share), message.mark, v.spillover)
    if message.fairness != 0.0:
        citizens.fairness[i] = fairness_after(citizens.fairness[i], message.fairness, v.fairness_step)
    citizens.understanding[i] = raised(citizens.understanding[i], message.depth)
    citizens.perceived_benefit[i] = raised(citizens.perceived_benefit[i], message.benefit * theirs)
    citizens.concern[i] = raised(citizens.concern[i], message.worry * theirs)
    citizens.salience[i] = raised(citizens.salience[i], message.attention)


@rule
def _which(cumulative: Array, first: int, last: int, u: float) -> int:
    """Message whose share of the attention contains `u`; -1 if none."""
    if last == first or u >= cumulative[last - 1]:
        return -1
    for j in range(first, last):
        if u < cumulative[j]:
            return j
    return -1


@kernel
def take_in(
    citizens: Citizens,
    messages: Array,
    cumulative: Array,
    engagements: int,
    news: int,
    trustworthiness: Array,
    type_trustworthiness: Array,
    now: Array,
    keys: Array,
    start: int,
    stop: int,
) -> None:
    """Let engagement, news and routine contact reach particular citizens.

    A citizen takes in at most one engagement and one item of news a month.

    Parameters
    ----------
    messages : record array
        Engagements first (`engagements` rows), then news (`news` rows).
    cumulative : ndarray
        Upper end of each message's share of attention, separately for the two kinds.
    trustworthiness : ndarray
        Of each department.
    type_trustworthiness : ndarray
        Mean by type of organisation.
    keys : ndarray of uint64, shape (4,)
        Draw keys: engagement, news, contact, noise.
    """
    values = now[0]
    contact_rate = values.contact_rate
    for i in range(start, stop):
        j = _which(cumulative, 0, engagements, uniform(keys[0], i))
        if j >= 0:
            _take_in(citizens, i, messages, j, trustworthiness, values.contact_noise * normal(keys[3], 2 * i), values)
        j = _which(cumulative, engagements, engagements + news, uniform(keys[1], i))
        if j >= 0:
            _take_in(citizens, i, messages, j, trustworthiness, 0.0, values)
        u = uniform(keys[2], i)
        if u < contact_rate:
            k = int(u / contact_rate * ORGANISATION_TYPES)
            trust = float(citizens.trust[i, k])
            seen = type_trustworthiness[k] + values.contact_noise * normal(keys[3], 2 * i + 1)
            change = change_of_trust(
                trust,
                clipped(seen - trust, -1.0, 1.0),
                values.contact_strength,
                values.negativity_weight,
                values.confirmation,
            )
            _change_trust(citizens, i, k, change, 0.0, 0.0)

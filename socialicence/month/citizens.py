"""Citizens, month by month: settle, follow acquaintances, take in what reaches them (specification 4.1, 4.2, 4.6).

Loops run over citizens `start` to `stop`, so that blocks can go to threads; draws are keyed by the citizen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, part, stage
from socialicence.month.objecting import note_threat, object_to_sharing, register_objections
from socialicence.rules.moods import fairness_after, raised
from socialicence.rules.trust import LEAST, MOST, change_of_trust, clipped, rate_of_half_life, relaxed
from socialicence.state import NOW, State
from socialicence.state.blocks import Run, over_citizens
from socialicence.state.draws import Purpose, draw_key, normal, uniform
from socialicence.state.eights import eight, eight_from, fetch_eight, larger, put_eight, smaller
from socialicence.state.tables import FIXED_POINT, ORGANISATION_TYPES, Array

TIES_AHEAD = 96
"""Ties after which a neighbour that is asked for now is read: about as long as memory takes to answer."""
WEEKS_IN_A_MONTH = 365.25 / 12.0 / 7.0


@stage
def citizens(state: State, month: int) -> None:
    """Citizens settle, follow acquaintances, take in what reaches them, and some object."""
    first, people = np.int64(0), state.citizens.age.size
    move_standing(state, month)
    note_threat(state)
    settle(state, first, people)
    follow_and_take_in(state, month, first, people)
    register_objections(state, month, first, people)


def citizens_by_block(run: Run, month: int) -> None:
    """Let all citizens live the month block by block, on threads (see `citizens`)."""
    move_standing(run.state, month)
    note_threat(run.state)
    over_citizens(run, settle)
    over_citizens(run, follow_and_take_in, month)
    over_citizens(run, register_objections, month)


@kernel
def move_standing(state: State, month: int) -> None:
    """Let uses of data lose standing by this month's contests, a little in every other use, and slowly regain it."""
    v, standing = state.in_force[NOW], state.standing
    kept = 1.0 - rate_of_half_life(v.standing_half_life)
    for c in range(standing.size):
        standing[c] *= kept
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if month - 1.0 < one.resumed <= month:
            standing[one.context] *= 1.0 - v.standing_restored
        if not month - 1.0 < one.contested <= month:
            continue
        loss = v.standing_loss * one.size
        for c in range(standing.size):
            standing[c] -= loss if c == one.context else v.standing_elsewhere * loss


@part
def _return(mood: Array, anchor: Array, half_life: float) -> None:
    """Let a mood relax to its anchor."""
    rate, unit = np.float32(rate_of_half_life(half_life)), np.float32(1.0 / FIXED_POINT)
    for n in range(mood.size):
        mood[n] = relaxed(mood[n], np.float32(anchor[n]) * unit, rate)


@part
def _fade(mood: Array, half_life: float) -> None:
    """Let a mood decay towards zero."""
    kept = np.float32(1.0 - rate_of_half_life(half_life))
    for n in range(mood.size):
        mood[n] *= kept


@kernel
def settle(state: State, start: int, stop: int) -> None:
    """Let trust relax to its baseline, the baseline to its anchor, and moods to theirs.

    Before that, note how far trust is from its baseline: this is what neighbours respond to, all at once.
    """
    v, citizens = state.in_force[NOW], state.citizens
    block = slice(start, stop)
    trust, baseline = citizens.trust[block].ravel(), citizens.baseline_trust[block].ravel()
    departure, anchor = citizens.departure[block].ravel(), citizens.trust_anchor[block].ravel()
    trust_rate = np.float32(rate_of_half_life(v.trust_half_life_months))
    baseline_rate = np.float32(v.baseline_return)
    unit = np.float32(1.0 / FIXED_POINT)
    for n in range(trust.size):
        departure[n] = trust[n] - baseline[n]
        trust[n] = relaxed(trust[n], baseline[n], trust_rate)
        baseline[n] = relaxed(baseline[n], np.float32(anchor[n]) * unit, baseline_rate)
    _fade(citizens.fairness[block], v.fairness_half_life)
    _fade(citizens.salience[block], v.salience_half_life_weeks / WEEKS_IN_A_MONTH)
    _return(citizens.understanding[block], citizens.understanding_anchor[block], v.understanding_half_life)
    _return(citizens.perceived_benefit[block], citizens.benefit_anchor[block], v.benefit_half_life)
    _return(citizens.concern[block], citizens.concern_anchor[block], v.concern_half_life)


@kernel
def follow_and_take_in(state: State, month: int, start: int, stop: int) -> None:
    """Let citizens `start` to `stop` follow acquaintances, take in what reaches them, and object."""
    influence(state, start, stop)
    take_in(state, month, start, stop)
    if state.attention.sum() + state.pressure.sum() > 0.0:
        object_to_sharing(state, month, start, stop)


@kernel
def influence(state: State, start: int, stop: int) -> None:
    """Move each citizen's trust by how far acquaintances' trust has departed from its baseline.

    `t_i += p (1 - stubbornness_i) mean_j [(t_j - b_j) - (t_i - b_i)]`, reading last month's departures.
    """
    citizens, network, peer_weight = state.citizens, state.network, state.in_force[NOW].peer_weight
    trust, departure = citizens.trust, citizens.departure
    stubbornness, firsts, neighbour = citizens.stubbornness, network.first, network.neighbour
    least, most = eight(np.float32(LEAST)), eight(np.float32(MOST))
    last_tie = neighbour.size - 1
    # Unsigned, as a signed number might count from the end: to look whether it does costs a quarter of the time.
    for i in range(np.uint64(start), np.uint64(stop)):
        first, last = np.int64(firsts[i]), np.int64(firsts[i + np.uint64(1)])
        if last == first:
            continue
        total = eight(np.float32(0.0))
        tie: Any = first
        # Not a range: it would count ties as well as name them, at a tenth of the time.
        while tie < last:
            soon = np.uint64(min(tie + TIES_AHEAD, last_tie))
            fetch_eight(departure, ORGANISATION_TYPES * np.int64(neighbour[soon]))
            total = total + eight_from(departure, ORGANISATION_TYPES * np.int64(neighbour[np.uint64(tie)]))
            tie += 1
        share = eight(np.float32(1.0 / (last - first)))
        pull = eight(np.float32(peer_weight * (1.0 - stubbornness[i])))
        own = ORGANISATION_TYPES * i
        moved = eight_from(trust, own) + pull * (total * share - eight_from(departure, own))
        put_eight(trust, own, smaller(larger(moved, least), most))


@part
def _change_trust(state: State, i: int, k: int, change: float, mark: float, spillover: float) -> None:
    """Change one citizen's trust in a type, a little in the other types, and mark the baselines."""
    trust, baseline = state.citizens.trust, state.citizens.baseline_trust
    for other in range(ORGANISATION_TYPES):
        step = change if other == k else change * spillover
        trust[i, other] = clipped(trust[i, other] + step, LEAST, MOST)
        if mark != 0.0:
            baseline[i, other] = clipped(baseline[i, other] + mark * step, LEAST, MOST)


@part
def _is_meant_for(state: State, i: int, message: Any) -> bool:
    """Whether a citizen is among those whom a message reaches, by age, region and (where it says so) stake."""
    citizens = state.citizens
    age = citizens.age[i]
    if age < message.age_low or age > message.age_high or not (message.regions >> citizens.region[i]) & 1:
        return False
    return message.concerned_only == 0 or _concerns(state, i, message)


@part
def _concerns(state: State, i: int, message: Any) -> bool:
    """Whether a citizen has a stake in what a message is about."""
    return message.domains == 0 or (state.citizens.stakes[i] & message.domains) != 0


@part
def _hear(state: State, i: int, message: Any, deserved: float) -> None:
    """Apply one message to one citizen, if the citizen is among those it is meant for.

    Parameters
    ----------
    deserved : float
        What this citizen sees of the trustworthiness of the department it is about.
    """
    if not _is_meant_for(state, i, message):
        return
    v, citizens = state.in_force[NOW], state.citizens
    theirs = 1.0 if _concerns(state, i, message) else v.distance
    if message.strength > 0.0:
        k = message.organisation
        trust = float(citizens.trust[i, k])
        valence = message.valence
        if valence == 0.0:
            # A contact is judged by its quality: what is seen of trustworthiness against what was expected.
            valence = clipped(deserved - trust, -1.0, 1.0)
        change = change_of_trust(trust, valence, message.strength, v.negativity_weight, v.confirmation)
        change *= 1.0 - message.own_share
        spillover = v.spillover if message.spillover < 0.0 else message.spillover
        _change_trust(state, i, k, change, message.mark, spillover)
    if message.fairness != 0.0:
        citizens.fairness[i] = fairness_after(citizens.fairness[i], message.fairness, v.fairness_step)
    citizens.understanding[i] = raised(citizens.understanding[i], message.depth)
    citizens.perceived_benefit[i] = raised(citizens.perceived_benefit[i], message.benefit * theirs)
    citizens.concern[i] = raised(citizens.concern[i], message.worry * theirs)
    citizens.salience[i] = raised(citizens.salience[i], message.attention)


@part
def _which(cumulative: Array, first: int, u: float) -> int:
    """Message whose share of the attention contains `u`, from `first` on; there must be one."""
    j = first
    while u >= cumulative[j]:
        j += 1
    return j


@part
def _meet(state: State, i: int, k: int, noise: float) -> None:
    """Let a citizen deal with one type of organisation, and judge it by what is seen of its trustworthiness."""
    v = state.in_force[NOW]
    expected = float(state.citizens.trust[i, k])
    valence = clipped(state.type_trustworthiness[k] + noise - expected, -1.0, 1.0)
    change = change_of_trust(expected, valence, v.contact_strength, v.negativity_weight, v.confirmation)
    _change_trust(state, i, k, change, 0.0, 0.0)


@kernel
def take_in(state: State, month: int, start: int, stop: int) -> None:
    """Let engagement, news and routine contact reach particular citizens.

    A citizen takes in at most one engagement and one item of news a month.
    """
    v, run, cumulative = state.in_force[NOW], state.run[0], state.cumulative
    seed, engagements, news = run.seed, run.engagements, run.news
    engagement_key = draw_key(seed, Purpose.HEARING_ENGAGEMENT, month)
    news_key = draw_key(seed, Purpose.HEARING_NEWS, month)
    contact_key, noise_key = draw_key(seed, Purpose.CONTACT, month), draw_key(seed, Purpose.CONTACT_NOISE, month)
    reach_of_engagement = cumulative[engagements - 1] if engagements > 0 else 0.0
    reach_of_news = cumulative[engagements + news - 1] if news > 0 else 0.0
    for i in range(start, stop):
        u = uniform(engagement_key, i)
        if u < reach_of_engagement:
            message = state.messages[_which(cumulative, np.int64(0), u)]
            noise = v.contact_noise * normal(noise_key, 2 * i) if message.valence == 0.0 else 0.0
            _hear(state, i, message, state.trustworthiness[message.department] + noise)
        u = uniform(news_key, i)
        if u < reach_of_news:
            message = state.messages[_which(cumulative, engagements, u)]
            deserved = state.trustworthiness[message.department] if message.department >= 0 else 0.0
            _hear(state, i, message, deserved)
        u = uniform(contact_key, i)
        if u < v.contact_rate:
            k = int(u / v.contact_rate * ORGANISATION_TYPES)
            _meet(state, i, k, v.contact_noise * normal(noise_key, 2 * i + 1))

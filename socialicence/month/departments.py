"""Departments, month by month: where policy takes them, the licence they believe they have, what they spend."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Strategy
from socialicence.compiled import part, rule, stage
from socialicence.rules.contest import support_of_leaders
from socialicence.rules.engagement import preference, surveys_a_year
from socialicence.rules.perception import NervousWeights, kalman_gain, listening_error, media_reading, nervousness_of
from socialicence.rules.staff import lifted
from socialicence.rules.trust import clipped, rate_of_half_life
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, draw_key, normal
from socialicence.state.observations import AFFECTED, ALL, EVERYONE
from socialicence.state.tables import MOST_CONTEXTS, ORGANISATION_TYPES, Array

USUAL_SPREAD = 0.24
"""Variance factor of a share of 0.4: turns a standard deviation of shares into one of their logits."""


@stage
def departments(state: State, month: int) -> None:
    """Departments follow policy, estimate the licence they have, grow nervous or calm, choose and fund engagement."""
    follow_policy(state)
    perceive_licence(state, month, True)
    choose_engagement(state)
    fund_engagement(state)
    mean_trustworthiness(state)


@rule
def _attribute(mean: float, spread: float, score: float) -> float:
    """A department's number from the mean of all, their spread, and where it stands among them."""
    mean = clipped(mean, 0.03, 0.97)
    logit = np.log(mean / (1.0 - mean)) + spread / USUAL_SPREAD * score
    return 1.0 / (1.0 + np.exp(-logit))


@rule
def knowledge_gain(v: Any, u: Any) -> float:
    """What training and careers add to knowledge and data literacy this month, against status quo."""
    return (
        v.effect_leaders_literacy * (v.recommendation_leaders_literacy - u.recommendation_leaders_literacy)
        + v.effect_masterclass_content * (v.recommendation_masterclass_content - u.recommendation_masterclass_content)
        + v.effect_career_frameworks * (v.recommendation_career_frameworks - u.recommendation_career_frameworks)
    )


@rule
def structured_funding(v: Any, u: Any) -> float:
    """How much further budgets go for their structure (recommendation 14), against status quo."""
    structure = v.recommendation_funding_structure - u.recommendation_funding_structure
    return 1.0 + v.effect_funding_structure * structure


@part
def follow_policy(state: State) -> None:
    """Move leadership, literacy, clarity, readiness, transparency and trustworthiness to where policy puts them."""
    v, u = state.in_force[NOW], state.in_force[USUAL]
    literacy = lifted(v.usual_data_literacy, knowledge_gain(v, u), v.usual_data_literacy)
    platform = v.effect_integrated_platform * (
        v.recommendation_integrated_platform - u.recommendation_integrated_platform
    )
    readiness = lifted(v.usual_technical_readiness, platform, v.usual_technical_readiness)
    openly = v.effect_transparency * (v.recommendation_transparency - u.recommendation_transparency)
    for d in range(state.departments.size):
        one = state.departments[d]
        one.leaders_memory *= 1.0 - rate_of_half_life(v.leaders_memory_half_life)
        one.leadership = support_of_leaders(
            _attribute(v.leadership, v.unevenness, one.leadership_score), one.leaders_memory
        )
        one.data_literacy = _attribute(literacy, v.unevenness, one.literacy_score)
        one.process_clarity = _attribute(v.usual_process_clarity, v.unevenness, one.clarity_score)
        one.technical_readiness = _attribute(readiness, v.unevenness, one.readiness_score)
        one.risk_appetite = _attribute(v.usual_risk_appetite, v.unevenness, one.appetite_score)
        one.pace = np.exp(v.department_pace * v.unevenness / u.unevenness * one.pace_score)
        acts_on_it = engages(one, v)
        paid = min(one.mix[Strategy.TRANSPARENCY_REGISTER] * v.engagement_spend / v.register_cost, 1.0)
        registers = v.register_transparency * paid if acts_on_it else 0.0
        one.transparency = clipped(lifted(v.usual_transparency, openly + registers, v.usual_transparency), 0.02, 0.98)
        one.ability = clipped(
            one.ability_anchor + v.ability_gain * (one.technical_readiness - u.usual_technical_readiness), 0.02, 0.98
        )
        acts = v.engagement_honouring - u.engagement_honouring if acts_on_it else 0.0
        one.integrity = clipped(one.integrity_anchor + v.integrity_gain * acts, 0.02, 0.98)
        one.benevolence = clipped(
            one.benevolence_anchor + v.benevolence_gain * (one.transparency - u.usual_transparency), 0.02, 0.98
        )
        one.reputation *= 1.0 - rate_of_half_life(v.trust_half_life_months)


@part
def _believe(one: Any, place: int, reading: float, error: float) -> None:
    """Update one of a department's beliefs about licence by a reading with a standard error."""
    gain = kalman_gain(one.licence_variance[place], error)
    one.licence_mean[place] += gain * (reading - one.licence_mean[place])
    one.licence_variance[place] *= 1.0 - gain


@rule
def _months_between_surveys(v: Any) -> int:
    """Months between two surveys of attitudes."""
    surveys = surveys_a_year(v.usual_surveys, v.recommendation_attitude_tracking, v.effect_attitude_tracking)
    return max(int(np.round(12.0 / surveys)), 1)


@part
def _learn_of_licence(state: State, d: int, c: int, month: int) -> None:
    """Let a department read what the media, a survey and those it asks say of licence in one context.

    Last month's licence is what they tell of, with their errors; headlines are last month's too.
    """
    v, run = state.in_force[NOW], state.run[0]
    one, row = state.departments[d], d * MOST_CONTEXTS + c
    everyone = float(state.observations.licence[month - 1, c, ALL, EVERYONE])
    affected = float(state.observations.licence[month - 1, c, ALL, AFFECTED])
    bias = v.media_bias * (1.0 - v.advice_against_bias * v.independent_advice)
    noise = v.media_error * normal(draw_key(run.seed, Purpose.MEDIA, month), row)
    _believe(one, c, media_reading(everyone, run.headlines, bias, noise), v.media_error)
    if month % _months_between_surveys(v) == 0:
        noise = v.survey_error * normal(draw_key(run.seed, Purpose.SURVEY, month), c)
        _believe(one, c, everyone + noise, v.survey_error)
    spent = spent_on_listening(one)
    if spent > 0.0 and not np.isnan(affected):
        error = listening_error(v.engagement_error, spent, v.listening_spend)
        noise = error * normal(draw_key(run.seed, Purpose.ENGAGEMENT, month), row)
        _believe(one, MOST_CONTEXTS + c, affected + v.fairness_in_reading * one.heeded + noise, error)


@rule
def spent_on_listening(department: Any) -> float:
    """Thousand pounds that a department spent on strategies that hear people: consultation, juries, co-design."""
    heard = 0.0
    for kind in range(Strategy.CONSULTATION, Strategy.TARGETED + 1):
        heard += department.mix[kind]
    return department.spend * heard


@rule
def engages(department: Any, v: Any) -> bool:
    """Whether a department engages at all: it is among those that do, and there is money for it."""
    return department.engages < v.engagement_breadth and v.engagement_spend > 0.0


@part
def perceive_licence(state: State, month: int, reads: bool) -> None:
    """Let each department update what it believes about licence, and how nervous it is.

    Without reading anything departments believe what they start with.
    """
    v = state.in_force[NOW]
    noise = v.licence_process_noise * v.licence_process_noise
    share = v.belief_in_everyone
    for d in range(state.departments.size):
        one = state.departments[d]
        believed = 0.0
        variance = 0.0
        count = 0
        for c in range(state.contexts.size):
            # A department that shares in no reference context goes by the public's view of them all.
            if one.in_contexts != 0 and (one.in_contexts >> c) & 1 == 0:
                continue
            a = MOST_CONTEXTS + c
            one.licence_variance[c] += noise
            one.licence_variance[a] += noise
            if reads:
                _learn_of_licence(state, d, c, month)
            one.licence_mean[c] = clipped(one.licence_mean[c], 0.0, 1.0)
            one.licence_mean[a] = clipped(one.licence_mean[a], 0.0, 1.0)
            believed += share * one.licence_mean[c] + (1.0 - share) * one.licence_mean[a]
            variance += share * one.licence_variance[c] + (1.0 - share) * one.licence_variance[a]
            count += 1
        if count > 0:
            one.perceived_licence = believed / count
            variance /= count
        one.heeded *= 1.0 - rate_of_half_life(v.fairness_half_life)
        one.incident_memory *= 1.0 - rate_of_half_life(v.incident_memory_half_life)
        one.nervousness = nervousness_of(
            one.perceived_licence, variance, one.incident_memory, one.process_clarity, one.leadership,
            nervous_weights(v),
        )  # fmt: skip


@rule
def nervous_weights(v: Any) -> NervousWeights:
    """How much each ground of nervousness weighs, of the values in force."""
    return NervousWeights(v.nervous_base, v.nervous_licence, v.nervous_doubt, v.nervous_clarity, v.nervous_leadership)


@rule
def engagement_share(v: Any, kind: int) -> float:
    """Share of engagement spend that policy asks for one strategy, before the shares are made to add up."""
    if kind == Strategy.BROADCAST:
        return v.engagement_broadcast
    if kind == Strategy.CONSULTATION:
        return v.engagement_consultation
    if kind == Strategy.DELIBERATIVE:
        return v.engagement_deliberative
    if kind == Strategy.TARGETED:
        return v.engagement_targeted
    if kind == Strategy.TRANSPARENCY_REGISTER:
        return v.engagement_transparency_register
    return 0.0


@part
def policy_mix(state: State, mix: Array) -> None:
    """Write the shares of engagement spend by strategy that policy asks for, adding up to one (or all nought)."""
    v = state.in_force[NOW]
    total = 0.0
    for kind in range(mix.size):
        mix[kind] = engagement_share(v, kind)
        total += mix[kind]
    if total > 0.0:
        for kind in range(mix.size):
            mix[kind] /= total


@part
def choose_engagement(state: State) -> None:
    """Let each department bend policy's mix of engagement to its own leaders' daring and its own nerves."""
    strength = state.in_force[NOW].engagement_choice
    for d in range(state.departments.size):
        one = state.departments[d]
        policy_mix(state, one.mix)
        total = 0.0
        for kind in range(one.mix.size):
            listens = Strategy.CONSULTATION <= kind <= Strategy.TARGETED
            one.mix[kind] *= preference(listens, one.leadership, one.nervousness, strength)
            total += one.mix[kind]
        if total > 0.0:
            for kind in range(one.mix.size):
                one.mix[kind] /= total


@part
def fund_engagement(state: State) -> None:
    """Set what each department spends on engagement this month, and what it is known for."""
    v, u = state.in_force[NOW], state.in_force[USUAL]
    money = v.engagement_spend * v.funding * structured_funding(v, u)
    for d in range(state.departments.size):
        one = state.departments[d]
        largest = 0
        for kind in range(one.mix.size):
            if one.mix[kind] > one.mix[largest]:
                largest = kind
        one.spend = money if engages(one, v) else 0.0
        one.strategy = largest if one.spend > 0.0 else Strategy.NONE.value


@part
def mean_trustworthiness(state: State) -> None:
    """Perceived trustworthiness of each department (ability, benevolence and integrity, weighted) and of each type.

    A type without departments (universities, charities, companies) keeps the trust it had at the start.
    """
    v = state.in_force[NOW]
    weights = v.weight_ability + v.weight_benevolence + v.weight_integrity
    for d in range(state.departments.size):
        one = state.departments[d]
        deserved = v.weight_ability * one.ability + v.weight_benevolence * one.benevolence
        state.trustworthiness[d] = (deserved + v.weight_integrity * one.integrity) / weights
    for k in range(ORGANISATION_TYPES):
        total = 0.0
        count = 0.0
        for d in range(state.departments.size):
            if state.departments[d].kind == k:
                total += state.trustworthiness[d]
                count += 1.0
        state.type_trustworthiness[k] = total / count if count > 0.0 else state.trust_at_start[k]

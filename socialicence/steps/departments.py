"""Departments, month by month: where policy takes them, the licence they believe they have, what they spend."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Strategy
from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, normal
from socialicence.rules.engagement import preference, surveys_a_year
from socialicence.rules.perception import kalman_gain, media_reading, nervousness_of
from socialicence.rules.staff import lifted
from socialicence.rules.trust import clipped, rate_of_half_life
from socialicence.tables import MOST_CONTEXTS, Array

CONSULTATION, TARGETED, REGISTER = (
    int(Strategy.CONSULTATION),
    int(Strategy.TARGETED),
    int(Strategy.TRANSPARENCY_REGISTER),
)
LISTENING = slice(CONSULTATION, TARGETED + 1)
"""Strategies that hear people: consultation, juries, co-design. The others tell them."""
MEDIA, SURVEY, ENGAGEMENT = int(Purpose.MEDIA), int(Purpose.SURVEY), int(Purpose.ENGAGEMENT)
USUAL_SPREAD = 0.24
"""Variance factor of a share of 0.4: turns a standard deviation of shares into one of their logits."""


@rule
def _attribute(mean: float, spread: float, score: float) -> float:
    """A department's number from the mean of all, their spread, and where it stands among them."""
    mean = clipped(mean, 0.03, 0.97)
    logit = np.log(mean / (1.0 - mean)) + spread / USUAL_SPREAD * score
    return 1.0 / (1.0 + np.exp(-logit))


@kernel
def follow_policy(departments: Array, now: Array, usual: Array) -> None:
    """Move leadership, literacy, clarity, readiness, transparency and trustworthiness to where policy puts them.

    Parameters
    ----------
    now, usual : record arrays, shape (1,)
        Values in force this month, and at status quo.
    """
    v = now[0]
    u = usual[0]
    people = (
        v.effect_leaders_literacy * (v.recommendation_leaders_literacy - u.recommendation_leaders_literacy)
        + v.effect_masterclass_content * (v.recommendation_masterclass_content - u.recommendation_masterclass_content)
        + v.effect_career_frameworks * (v.recommendation_career_frameworks - u.recommendation_career_frameworks)
    )
    literacy = lifted(v.usual_data_literacy, people, v.usual_data_literacy)
    platform = v.effect_integrated_platform * (
        v.recommendation_integrated_platform - u.recommendation_integrated_platform
    )
    readiness = lifted(v.usual_technical_readiness, platform, v.usual_technical_readiness)
    openly = v.effect_transparency * (v.recommendation_transparency - u.recommendation_transparency)
    for d in range(departments.size):
        one = departments[d]
        one.leadership = _attribute(v.leadership, v.unevenness, one.leadership_score)
        one.data_literacy = _attribute(literacy, v.unevenness, one.literacy_score)
        one.process_clarity = _attribute(v.usual_process_clarity, v.unevenness, one.clarity_score)
        one.technical_readiness = _attribute(readiness, v.unevenness, one.readiness_score)
        one.risk_appetite = _attribute(v.usual_risk_appetite, v.unevenness, one.appetite_score)
        one.pace = np.exp(v.department_pace * v.unevenness / u.unevenness * one.pace_score)
        engages = one.engages < v.engagement_breadth and v.engagement_spend > 0.0
        paid = min(one.mix[REGISTER] * v.engagement_spend / v.register_cost, 1.0)
        registers = v.register_transparency * paid if engages else 0.0
        one.transparency = clipped(lifted(v.usual_transparency, openly + registers, v.usual_transparency), 0.02, 0.98)
        one.ability = clipped(
            one.ability_anchor + v.ability_gain * (one.technical_readiness - u.usual_technical_readiness), 0.02, 0.98
        )
        acts = v.engagement_honouring - u.engagement_honouring if engages else 0.0
        one.integrity = clipped(one.integrity_anchor + v.integrity_gain * acts, 0.02, 0.98)
        one.benevolence = clipped(
            one.benevolence_anchor + v.benevolence_gain * (one.transparency - u.usual_transparency), 0.02, 0.98
        )
        one.reputation *= 1.0 - rate_of_half_life(v.trust_half_life_months)


@rule
def _learn_all(
    one: Any, c: int, truth: float, headlines: float, survey: bool, survey_noise: float, media_noise: float, v: Any
) -> None:
    """Update a department's belief about licence among everyone from the media and, when there is one, a survey."""
    bias = v.media_bias * (1.0 - v.advice_against_bias * v.independent_advice)
    reading = media_reading(truth, headlines, bias, v.media_error * media_noise)
    gain = kalman_gain(one.licence_variance[c], v.media_error)
    one.licence_mean[c] += gain * (reading - one.licence_mean[c])
    one.licence_variance[c] *= 1.0 - gain
    if survey:
        gain = kalman_gain(one.licence_variance[c], v.survey_error)
        one.licence_mean[c] += gain * (truth + v.survey_error * survey_noise - one.licence_mean[c])
        one.licence_variance[c] *= 1.0 - gain


@kernel
def perceive_licence(departments: Array, truth: Array, headlines: float, now: Array, seed: int, month: int) -> None:
    """Let each department update what it believes about licence, and how nervous it is.

    Parameters
    ----------
    truth : ndarray, shape (contexts, 2)
        Last month's licence among everyone and among those affected.
    month : int
        At month 0 nothing has been read yet: departments believe what they start with.
    headlines : float
        Share of people whom bad news reached last month.
    """
    v = now[0]
    interval = max(
        int(
            np.round(
                12.0 / surveys_a_year(v.usual_surveys, v.recommendation_attitude_tracking, v.effect_attitude_tracking)
            )
        ),
        1,
    )
    survey = month % interval == 0
    media_key = draw_key(seed, MEDIA, month)
    survey_key = draw_key(seed, SURVEY, month)
    engagement_key = draw_key(seed, ENGAGEMENT, month)
    noise = v.licence_process_noise * v.licence_process_noise
    everyone = v.belief_in_everyone
    for d in range(departments.size):
        one = departments[d]
        hears = one.spend * one.mix[LISTENING].sum() >= v.listening_spend
        believed = 0.0
        variance = 0.0
        count = 0
        for c in range(truth.shape[0]):
            # A department that shares in no reference context goes by the public's view of them all.
            if one.in_contexts != 0 and (one.in_contexts >> c) & 1 == 0:
                continue
            a = MOST_CONTEXTS + c
            one.licence_variance[c] += noise
            one.licence_variance[a] += noise
            row = d * MOST_CONTEXTS + c
            if month > 0:
                _learn_all(one, c, truth[c, 0], headlines, survey, normal(survey_key, c), normal(media_key, row), v)
            if hears and month > 0 and not np.isnan(truth[c, 1]):
                gain = kalman_gain(one.licence_variance[a], v.engagement_error)
                reading = truth[c, 1] + v.engagement_error * normal(engagement_key, row)
                one.licence_mean[a] += gain * (reading - one.licence_mean[a])
                one.licence_variance[a] *= 1.0 - gain
            one.licence_mean[c] = clipped(one.licence_mean[c], 0.0, 1.0)
            one.licence_mean[a] = clipped(one.licence_mean[a], 0.0, 1.0)
            believed += everyone * one.licence_mean[c] + (1.0 - everyone) * one.licence_mean[a]
            variance += everyone * one.licence_variance[c] + (1.0 - everyone) * one.licence_variance[a]
            count += 1
        if count > 0:
            one.perceived_licence = believed / count
            variance /= count
        one.incident_memory *= 1.0 - rate_of_half_life(v.incident_memory_half_life)
        one.nervousness = nervousness_of(
            one.perceived_licence,
            variance,
            one.incident_memory,
            one.process_clarity,
            one.leadership,
            v.nervous_base,
            v.nervous_licence,
            v.nervous_doubt,
            v.nervous_clarity,
            v.nervous_leadership,
        )


@kernel
def choose_engagement(departments: Array, policy: Array, now: Array) -> None:
    """Let each department bend policy's mix of engagement to its own leaders' daring and its own nerves.

    Parameters
    ----------
    policy : ndarray, shape (6,)
        Share of spend by strategy that policy asks for, adding up to one or to nought.
    """
    strength = now[0].engagement_choice
    for d in range(departments.size):
        one = departments[d]
        total = 0.0
        for kind in range(policy.size):
            listens = CONSULTATION <= kind <= TARGETED
            one.mix[kind] = policy[kind] * preference(listens, one.leadership, one.nervousness, strength)
            total += one.mix[kind]
        if total > 0.0:
            one.mix /= total


@kernel
def fund_engagement(departments: Array, now: Array, usual: Array) -> None:
    """Set what each department spends on engagement this month, and what it is known for."""
    v = now[0]
    u = usual[0]
    more = 1.0 + v.effect_funding_structure * (v.recommendation_funding_structure - u.recommendation_funding_structure)
    for d in range(departments.size):
        one = departments[d]
        engages = one.engages < v.engagement_breadth and one.mix.sum() > 0.0
        one.spend = v.engagement_spend * v.funding * more if engages else 0.0
        one.strategy = np.argmax(one.mix) if one.spend > 0.0 else 0

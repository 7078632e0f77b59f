"""Data professionals, month by month: they leave, join, learn, gain or lose heart (specification 4.9)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, exponential, mix, normal, uniform
from socialicence.rules.staff import attribute_of_newcomer, leaving_probability, lifted
from socialicence.tables import Array

LEAVE, FILL, MOVE = int(Purpose.LEAVE), int(Purpose.FILL), int(Purpose.MOVE)
PERSON, DISPOSITION = int(Purpose.PERSON), int(Purpose.DISPOSITION)
USUAL = 0.5
MOST_PEOPLE = 1024
"""Occupants that one post may have in a run: the rows of a post's draws."""


@rule
def knowledge_gain(v: Any, u: Any) -> float:
    """What training and careers add to knowledge this month, against status quo."""
    return (
        v.effect_leaders_literacy * (v.recommendation_leaders_literacy - u.recommendation_leaders_literacy)
        + v.effect_masterclass_content * (v.recommendation_masterclass_content - u.recommendation_masterclass_content)
        + v.effect_career_frameworks * (v.recommendation_career_frameworks - u.recommendation_career_frameworks)
    )


@rule
def seat_newcomer(professionals: Array, post: int, gain: float, v: Any, seed: int) -> None:
    """Fill a post with somebody drawn afresh, or with a copy of the last occupant.

    A copy keeps the disposition too, so that a block it inherits is one it would have made itself.
    """
    one = professionals[post]
    one.person += 1
    one.months_in_post = 0.0
    one.vacant_until = -1.0
    one.completed = 0
    row = post * MOST_PEOPLE + one.person
    key = draw_key(seed, PERSON, 0)
    if one.person > 1 and uniform(key, row * 8 + 5) >= v.newcomers_differ:
        return
    one.skill = attribute_of_newcomer(v.newcomer_mean, v.person_spread, normal(key, row * 8))
    one.knowledge = lifted(
        attribute_of_newcomer(v.newcomer_mean, v.person_spread, normal(key, row * 8 + 1)), gain, USUAL
    )
    one.motivation = attribute_of_newcomer(v.newcomer_mean, v.person_spread, normal(key, row * 8 + 2))
    one.risk_aversion = attribute_of_newcomer(USUAL, v.person_spread, normal(key, row * 8 + 3))
    one.disposition = np.int64(mix(draw_key(seed, DISPOSITION, 0) + np.uint64(row)) >> np.uint64(2))


@rule
def _move(professionals: Array, source: int, post: int) -> None:
    """Let somebody move from a post elsewhere, with all they know and their own judgement."""
    one = professionals[post]
    other = professionals[source]
    one.person += 1
    one.months_in_post = 0.0
    one.vacant_until = -1.0
    one.completed = 0
    one.skill = other.skill
    one.knowledge = other.knowledge
    one.motivation = other.motivation
    one.risk_aversion = other.risk_aversion
    one.disposition = other.disposition


@kernel
def change_hands(professionals: Array, departments: Array, now: Array, usual: Array, seed: int, month: int) -> int:
    """Let people leave and vacancies be filled, by newcomers or from elsewhere; return how many posts changed hands."""
    v = now[0]
    u = usual[0]
    gain = knowledge_gain(v, u)
    careers = v.recommendation_career_frameworks - u.recommendation_career_frameworks
    retention = 1.0 - v.retention_effect * careers
    # Somebody who moves leaves a vacancy too: published turnover counts both, so fewer leave of themselves.
    leave_of_themselves = 1.0 - v.moves_share * v.newcomers_differ
    leave_key = draw_key(seed, LEAVE, month)
    fill_key = draw_key(seed, FILL, month)
    move_key = draw_key(seed, MOVE, month)
    newcomers = 0
    for post in range(professionals.size):
        one = professionals[post]
        if one.vacant_until >= 0.0:
            if one.vacant_until <= month + 0.5:
                elsewhere = one.ties[1]
                moves = uniform(move_key, post) < v.moves_share * v.newcomers_differ
                if moves and professionals[elsewhere].vacant_until < 0.0:
                    _move(professionals, elsewhere, post)
                    wait = v.vacancy_months / v.funding * exponential(uniform(fill_key, elsewhere))
                    professionals[elsewhere].vacant_until = month + wait
                else:
                    seat_newcomer(professionals, post, gain, v, seed)
                newcomers += 1
            continue
        one.months_in_post += 1.0
        turnover = departments[one.department].turnover * v.turnover_scale * retention * leave_of_themselves
        if uniform(leave_key, post) < leaving_probability(turnover, one.motivation, v.motivation_leaving):
            one.vacant_until = month + v.vacancy_months / v.funding * exponential(uniform(fill_key, post))
    return newcomers


@kernel
def learn(professionals: Array, now: Array, before: Array, usual: Array) -> None:
    """Spread knowledge along ties, train, forget, and let motivation go back towards usual.

    Parameters
    ----------
    before : record array, shape (1,)
        Values in force last month: training is what policy has added since.
    """
    v = now[0]
    u = usual[0]
    gain = knowledge_gain(v, u)
    training = gain - knowledge_gain(before[0], u)
    usual_knowledge = lifted(v.newcomer_mean, gain, USUAL)
    # Everybody learns from what the others knew last month, whatever the order of posts.
    known = professionals["knowledge"].copy()
    for post in range(professionals.size):
        one = professionals[post]
        if one.vacant_until >= 0.0:
            continue
        if training != 0.0:
            one.knowledge = lifted(one.knowledge, training, USUAL)
        for tie in range(one.ties.size):
            colleague = one.ties[tie]
            if professionals[colleague].vacant_until < 0.0:
                one.knowledge += v.tie_learning * max(known[colleague] - known[post], 0.0)
        one.knowledge += v.forgetting * (usual_knowledge - one.knowledge)
        one.motivation += v.motivation_return * (USUAL - one.motivation)


@kernel
def hire_everyone(professionals: Array, now: Array, seed: int) -> None:
    """Seat the first occupant of every post, some years into the job."""
    for post in range(professionals.size):
        professionals[post].person = 0
        seat_newcomer(professionals, post, 0.0, now[0], seed)
        professionals[post].months_in_post = 36.0 * uniform(draw_key(seed, LEAVE, 0), post)

"""Data professionals, month by month: they leave, join, learn, gain or lose heart (specification 4.9)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, part, stage
from socialicence.month.clearance import expect_clearance
from socialicence.month.departments import knowledge_gain
from socialicence.rules.staff import attribute_of_newcomer, leaving_probability, lifted
from socialicence.state import BEFORE, NOW, USUAL, State
from socialicence.state.draws import Purpose, draw_key, exponential, lasting_key, mix, normal, uniform

USUAL_MEAN = 0.5
"""Knowledge, motivation and risk aversion of the usual professional."""
MOST_PEOPLE = 1024
"""Occupants that one post may have in a run: the rows of a post's draws."""


@stage
def professionals(state: State, month: int) -> None:
    """Professionals leave, move, join, learn, gain or lose heart."""
    change_hands(state, month)
    learn(state)
    expect_clearance(state)


@part
def seat_newcomer(state: State, post: int, gain: float) -> None:
    """Fill a post with somebody drawn afresh, or with a copy of the last occupant.

    A copy keeps the disposition too, so that a block it inherits is one it would have made itself.
    """
    v, seed = state.in_force[NOW], state.run[0].seed
    one = state.professionals[post]
    _begin(one)
    row = post * MOST_PEOPLE + one.person
    key = lasting_key(seed, Purpose.PERSON)
    if one.person > 1 and uniform(key, row * 8 + 5) >= v.newcomers_differ:
        return
    one.skill = attribute_of_newcomer(v.newcomer_mean, v.person_spread, normal(key, row * 8))
    one.knowledge = lifted(
        attribute_of_newcomer(v.newcomer_mean, v.person_spread, normal(key, row * 8 + 1)), gain, USUAL_MEAN
    )
    one.motivation = attribute_of_newcomer(v.newcomer_mean, v.person_spread, normal(key, row * 8 + 2))
    one.risk_aversion = attribute_of_newcomer(USUAL_MEAN, v.person_spread, normal(key, row * 8 + 3))
    one.disposition = np.int64(mix(lasting_key(seed, Purpose.DISPOSITION) + np.uint64(row)) >> np.uint64(2))


@part
def _begin(post: Any) -> None:
    """Note that a post has another occupant from now on."""
    post.person += 1
    post.months_in_post = 0.0
    post.vacant_until = -1.0
    post.completed = 0


@part
def _move(state: State, source: int, post: int) -> None:
    """Let somebody move from a post elsewhere, with all they know and their own judgement."""
    one, other = state.professionals[post], state.professionals[source]
    _begin(one)
    one.skill = other.skill
    one.knowledge = other.knowledge
    one.motivation = other.motivation
    one.risk_aversion = other.risk_aversion
    one.disposition = other.disposition


@part
def change_hands(state: State, month: int) -> None:
    """Let people leave and vacancies be filled, by newcomers or from elsewhere."""
    v, u, seed = state.in_force[NOW], state.in_force[USUAL], state.run[0].seed
    professionals = state.professionals
    gain = knowledge_gain(v, u)
    careers = v.recommendation_career_frameworks - u.recommendation_career_frameworks
    retention = 1.0 - v.retention_effect * careers
    # Somebody who moves leaves a vacancy too: published turnover counts both, so fewer leave of themselves.
    leave_of_themselves = 1.0 - v.moves_share * v.newcomers_differ
    leave_key = draw_key(seed, Purpose.LEAVE, month)
    fill_key = draw_key(seed, Purpose.FILL, month)
    move_key = draw_key(seed, Purpose.MOVE, month)
    for post in range(professionals.size):
        one = professionals[post]
        if one.vacant_until >= 0.0:
            if one.vacant_until <= month + 0.5:
                elsewhere = one.ties[1]
                moves = uniform(move_key, post) < v.moves_share * v.newcomers_differ
                if moves and professionals[elsewhere].vacant_until < 0.0:
                    _move(state, elsewhere, post)
                    wait = v.vacancy_months / v.funding * exponential(uniform(fill_key, elsewhere))
                    professionals[elsewhere].vacant_until = month + wait
                else:
                    seat_newcomer(state, post, gain)
                state.system[0].newcomers += 1
            continue
        one.months_in_post += 1.0
        turnover = state.departments[one.department].turnover * v.turnover_scale * retention * leave_of_themselves
        if uniform(leave_key, post) < leaving_probability(turnover, one.motivation, v.motivation_leaving):
            one.vacant_until = month + v.vacancy_months / v.funding * exponential(uniform(fill_key, post))


@kernel
def learn(state: State) -> None:
    """Spread knowledge along ties, train, forget, and let motivation go back towards usual.

    Training is what policy has added since last month.
    """
    v, u = state.in_force[NOW], state.in_force[USUAL]
    professionals = state.professionals
    gain = knowledge_gain(v, u)
    training = gain - knowledge_gain(state.in_force[BEFORE], u)
    usual_knowledge = lifted(v.newcomer_mean, gain, USUAL_MEAN)
    # Everybody learns from what the others knew last month, whatever the order of posts.
    known = professionals["knowledge"].copy()
    for post in range(professionals.size):
        one = professionals[post]
        if one.vacant_until >= 0.0:
            continue
        if training != 0.0:
            one.knowledge = lifted(one.knowledge, training, USUAL_MEAN)
        for tie in range(one.ties.size):
            colleague = one.ties[tie]
            if professionals[colleague].vacant_until < 0.0:
                one.knowledge += v.tie_learning * max(known[colleague] - known[post], 0.0)
        one.knowledge += v.forgetting * (usual_knowledge - one.knowledge)
        one.motivation += v.motivation_return * (USUAL_MEAN - one.motivation)


@part
def hire_everyone(state: State) -> None:
    """Seat the first occupant of every post, some years into the job."""
    key = lasting_key(state.run[0].seed, Purpose.HIRED_BEFORE)
    for post in range(state.professionals.size):
        state.professionals[post].person = 0
        seat_newcomer(state, post, 0.0)
        state.professionals[post].months_in_post = 36.0 * uniform(key, post)

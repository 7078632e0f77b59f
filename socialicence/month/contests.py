"""Contests: a use of data that people turn against, and who hears of it, remembers it and holds data back (model 4)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import EventKind, Outcome, ProgrammeState, Shock, Stage
from socialicence.compiled import part, rule
from socialicence.month.events import break_out
from socialicence.month.launching import note_event, tell
from socialicence.month.scheduled import CONTESTED_AFTER
from socialicence.rules.contest import (
    NEUTRAL,
    ReviewWeights,
    contest_probability,
    months_to_review,
    review_probability,
    weight_of_affected,
    weight_of_stance,
    weight_of_time,
    withholding_probability,
)
from socialicence.rules.objection import DAYS_A_MONTH, DEFERRED
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, exponential, lasting_key, normal, uniform

ORDINARY_PREPARED = 0.5
"""How far a share is prepared that those affected helped to design."""
AGAIN = 0.5
"""How likely a second contest is, after a programme resumed or its purpose was widened, against the first."""
LEAST_SIZE = 0.05
SIZE_OF_SHARE = 0.3
"""How large a contest of an ordinary share is, against one of a programme."""
SHARES = 1 << 40
"""First row of the draws of how large contests of shares are: beyond those of whether they happen."""


@part
def opposition_in(state: State, c: int, month: int) -> float:
    """Share of those affected who opposed a use last month; nought where a small public has nobody affected."""
    found = state.observations.opposition[month - 1, c]
    return 0.0 if np.isnan(found) else float(found)


@part
def _left_of_danger(state: State, d: int, prepared: float) -> float:
    """What is left of the danger of a contest for transparency, independent advice and preparation."""
    v = state.in_force[NOW]
    advised = v.advice_against_controversy * v.independent_advice
    return (1.0 - state.departments[d].transparency) * (1.0 - advised) * (1.0 - prepared)


@part
def _share_affected(state: State, c: int) -> float:
    """Share of adults whom a context affects."""
    return state.affected_totals[0, c] / state.run[0].adults


@part
def _nearest_moment(programme: Any, month: float) -> float:
    """Months to the nearest moment at which contests are likeliest: first use, a deadline, a wider purpose."""
    nearest = programme.first_use - month
    for moment in (programme.deadline, programme.widened):
        if moment >= 0.0 and abs(moment - month) < abs(nearest):
            nearest = moment - month
    return nearest


@part
def contest_programmes(state: State, month: int) -> None:
    """Let programmes be contested that still can be."""
    v, run = state.in_force[NOW], state.run[0]
    key = draw_key(run.seed, Purpose.CONTEST, month)
    for row in range(run.programmes):
        one = state.programmes[row]
        quiet = one.state == ProgrammeState.ANNOUNCED or one.state == ProgrammeState.RUNNING
        if not (quiet or one.state == ProgrammeState.CHANGED) or one.may_be_contested == 0 or one.announced > month:
            continue
        opposition = opposition_in(state, one.context, month)
        if one.scheduled == 1 and one.contests == 0:
            when = one.announced + CONTESTED_AFTER / DAYS_A_MONTH
            if when <= month:
                _contest(state, row, when, opposition)
                one.fast = 1
                one.due = one.announced + DEFERRED / DAYS_A_MONTH
            continue
        weights = weight_of_stance(one.stance, v.stance_opposing, v.stance_backing)
        weights *= weight_of_time(
            _nearest_moment(one, float(month)), one.first_use - month, v.contest_near, v.contest_after
        )
        weights *= weight_of_affected(_share_affected(state, one.context)) * (AGAIN if one.contests > 0 else 1.0)
        probability = contest_probability(
            opposition,
            state.contexts[one.context].sensitivity,
            _left_of_danger(state, one.owner, one.prepared),
            weights,
            v.contest_rate,
        )
        u = uniform(key, one.key)
        if u < probability:
            _contest(state, row, max(month - 1.0 + u / probability, one.announced), opposition)


@part
def _contest(state: State, row: int, when: float, opposition: float) -> None:
    """Let a programme be contested: the news, and who will decide about it when."""
    v, run, one = state.in_force[NOW], state.run[0], state.programmes[row]
    key, draw = lasting_key(run.seed, Purpose.CONTEST_OF_PROGRAMME), 8 * (2 * one.key + min(one.contests, 1))
    leadership = state.departments[one.owner].leadership
    one.state = ProgrammeState.CONTESTED
    one.contested = when
    one.contests += 1
    one.may_be_contested = 0
    drawn = max(np.exp(v.contest_size_spread * normal(key, draw)), LEAST_SIZE)
    one.size = 1.0 if one.scheduled else drawn
    one.opposition = opposition
    one.fast = uniform(key, draw + 1) < review_probability(
        opposition, one.size, one.stance, leadership, review_weights(v)
    )
    wait = v.case_months * exponential(uniform(key, draw + 2))
    one.due = when + (months_to_review(v.review_delay, uniform(key, draw + 3)) if one.fast else wait)
    _publish(state, one.owner, one.context, when, one.size)
    remember(state, one.owner, v.leaders_memory)
    tell(state, EventKind.CONTESTED, row, when, opposition)
    _withhold(state, row, when, opposition)


@rule
def review_weights(v: Any) -> ReviewWeights:
    """What decides on a pause for review, of the values in force."""
    return ReviewWeights(v.review_usual, v.review_opposition, v.review_stance, v.review_leadership)


@part
def _publish(state: State, d: int, c: int, when: float, size: float) -> None:
    """Let a contest be news, as a controversy over that department and what the use takes."""
    if state.run[0].incidents >= state.incidents.size:
        return
    news = break_out(state, Shock.CONTROVERSY, d)
    news.happened = news.disclosed = when
    news.size = size
    news.domains = state.contexts[c].domains
    news.project = -1


@part
def remember(state: State, d: int, logits: float) -> None:
    """Let leaders remember a contest or a pause: in the owner in full, elsewhere a part."""
    elsewhere = state.in_force[NOW].leaders_memory_elsewhere
    for other in range(state.departments.size):
        state.departments[other].leaders_memory += logits if other == d else elsewhere * logits


@part
def _withhold(state: State, row: int, when: float, opposition: float) -> None:
    """Let other departments that hold the data withhold them for a time."""
    v, one = state.in_force[NOW], state.programmes[row]
    key = lasting_key(state.run[0].seed, Purpose.WITHHOLD)
    for d in range(state.departments.size):
        other = state.departments[d]
        if d == one.owner or (other.in_contexts >> one.context) & 1 == 0:
            continue
        probability = withholding_probability(v.withholding, one.size, other.leadership, opposition)
        if uniform(key, (2 * one.key + min(one.contests, 2)) * state.departments.size + d) < probability:
            state.withheld_until[d, one.context] = when + v.withholding_months
            tell(state, EventKind.WITHHELD, row, when, v.withholding_months)
            state.events[state.run[0].events - 1].department = d


@part
def contest_shares(state: State, month: int) -> None:
    """Let ordinary shares be contested, from agreement on: hardly ever."""
    v, run = state.in_force[NOW], state.run[0]
    key = draw_key(run.seed, Purpose.CONTROVERSY, month)
    rate = v.contest_rate * v.contest_ordinary
    for p in range(run.projects):
        project = state.projects[p]
        agreed = project.outcome == Outcome.IN_FLIGHT and project.stage >= Stage.AGREEMENT
        if not (agreed or project.outcome == Outcome.ACCESSED):
            continue
        prepared = ORDINARY_PREPARED if project.redesigned else 0.0
        weights = v.contest_after * weight_of_stance(NEUTRAL, v.stance_opposing, v.stance_backing)
        opposition = opposition_in(state, project.context, month)
        probability = contest_probability(
            opposition,
            project.sensitivity,
            _left_of_danger(state, project.owners[0], prepared),
            weights * weight_of_affected(_share_affected(state, project.context)),
            rate,
        )
        if uniform(key, project.key) < probability and run.incidents < state.incidents.size:
            size = SIZE_OF_SHARE * np.exp(v.incident_size_spread * normal(key, SHARES + project.key))
            _publish(state, project.owners[0], project.context, month - 0.5, size)
            state.incidents[run.incidents - 1].project = p
            note_event(state, EventKind.SHARE_CONTESTED, project.owners[0], project.context, month - 0.5, opposition)

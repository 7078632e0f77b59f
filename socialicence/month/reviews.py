"""Decisions about contested programmes: pauses for review and how they end, regulators and courts (model 4, 4)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import EventKind, Outcome, ProgrammeState
from socialicence.compiled import part
from socialicence.month.contests import opposition_in, remember
from socialicence.month.launching import counted_spend, tell
from socialicence.rules.contest import (
    SHORTEST_REVIEW,
    dismissal_probability,
    preparation,
    resume_probability,
    review_probability,
)
from socialicence.rules.trust import clipped
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, exponential, lasting_key, uniform
from socialicence.state.observations import AFFECTED, ALL

ENDED_WITH_IT = 24.0
"""Months for which a share that reached access can still be ended with its programme."""
CONTEXT_PART = 0.5
"""Part of an undertaking's safeguards that the whole context gets."""


@part
def decide(state: State, month: int) -> None:
    """Let contested programmes be paused, cases be decided and reviews end."""
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if one.state == ProgrammeState.CONTESTED and one.due <= month:
            if one.fast:
                _pause(state, row, month)
            else:
                _decide_case(state, row)
        elif one.state == ProgrammeState.UNDER_REVIEW:
            one.listened += counted_spend(state, one.owner)
            if one.review_ends <= month:
                _end_review(state, row, month)


@part
def elect(state: State, month: int) -> None:
    """Let a new government decide at once about every programme under review, and take up some that await a case."""
    v = state.in_force[NOW]
    if v.election <= 0.0 or not month - 1.0 < v.election <= month:
        return
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        reviewed = one.state == ProgrammeState.UNDER_REVIEW
        if not reviewed and one.state != ProgrammeState.CONTESTED:
            continue
        leadership = state.departments[one.owner].leadership
        pressed = review_probability(opposition_in(state, one.context, month), one.size, one.stance, leadership, v)
        if not reviewed and _own_draw(state, one, 4) >= pressed:
            continue
        if not reviewed:
            one.licence_at_pause = _licence_now(state, one.context, month)
            one.paused = v.election
            one.listened = 0.0
            _note_altered(one, v.election)
        one.review_ends = v.election
        tell(state, EventKind.ELECTION, row, v.election, 0.0)
        _end_review(state, row, month)


@part
def _licence_now(state: State, c: int, month: int) -> float:
    """Licence among those affected last month; nought where a small public has nobody affected."""
    found = state.observations.licence[month - 1, c, ALL, AFFECTED]
    return 0.0 if np.isnan(found) else float(found)


@part
def _own_draw(state: State, one: Any, place: int) -> float:
    """A draw for what is decided about a programme after its first or second contest."""
    key = lasting_key(state.run[0].seed, Purpose.DECISION)
    return uniform(key, 8 * (2 * one.key + min(one.contests, 2) - 1) + place)


@part
def _note_altered(one: Any, when: float) -> None:
    """Note when a programme was first altered."""
    if one.altered < 0.0:
        one.altered = when


@part
def _pause(state: State, row: int, month: int) -> None:
    """Pause a programme for review."""
    v, one = state.in_force[NOW], state.programmes[row]
    one.state = ProgrammeState.UNDER_REVIEW
    one.paused = one.due
    one.listened = 0.0
    one.licence_at_pause = _licence_now(state, one.context, month)
    one.review_ends = one.due + SHORTEST_REVIEW + v.review_months * exponential(_own_draw(state, one, 0))
    _note_altered(one, one.due)
    remember(state, one.owner, v.leaders_memory)
    tell(state, EventKind.PAUSED, row, one.due, one.due - one.contested)


@part
def _decide_case(state: State, row: int) -> None:
    """Let a regulator or court decide: nothing follows, undertakings, or the programme is found unlawful."""
    v, one = state.in_force[NOW], state.programmes[row]
    clarity = state.departments[one.owner].process_clarity
    waited = one.due - one.contested
    if _own_draw(state, one, 1) < dismissal_probability(v.case_nothing, clarity, v.recommendation_legislation_overview):
        one.state = ProgrammeState.RUNNING
        tell(state, EventKind.CASE_DISMISSED, row, one.due, waited)
        return
    _note_altered(one, one.due)
    if _own_draw(state, one, 2) < v.case_unlawful:
        stop(state, row, one.due, EventKind.FOUND_UNLAWFUL)
    else:
        _change(state, row, one.due)
        tell(state, EventKind.UNDERTAKINGS, row, one.due, waited)


@part
def _end_review(state: State, row: int, month: int) -> None:
    """End a review: the programme resumes, changed, or is stopped."""
    v, one = state.in_force[NOW], state.programmes[row]
    listened = preparation(one.listened, v.preparation_money, one.honoured == 1, v.preparation_ignored)
    regained = _licence_now(state, one.context, month) - one.licence_at_pause
    if _own_draw(state, one, 3) < resume_probability(regained, listened, one.stance, v):
        _change(state, row, one.review_ends)
        one.resumed = one.review_ends
        one.may_be_contested = 1 if one.contests < 2 else 0
        tell(state, EventKind.RESUMED, row, one.review_ends, one.review_ends - one.paused)
    else:
        stop(state, row, one.review_ends, EventKind.STOPPED)


@part
def _change(state: State, row: int, when: float) -> None:
    """Change a programme: its shares get more safeguards, and its whole context some."""
    v, one = state.in_force[NOW], state.programmes[row]
    one.state = ProgrammeState.CHANGED
    one.first_use = min(one.first_use, when)
    for p in range(state.run[0].projects):
        project = state.projects[p]
        if project.programme == row:
            project.safeguards = clipped(project.safeguards + v.undertaking_safeguards, 0.05, 0.95)
    context = state.contexts[one.context]
    context.safeguards = clipped(context.safeguards + CONTEXT_PART * v.undertaking_safeguards, 0.05, 0.95)


@part
def stop(state: State, row: int, when: float, why: int) -> None:
    """Stop a programme: its shares end, and its owner and context are shut to another for a time."""
    v, run, one = state.in_force[NOW], state.run[0], state.programmes[row]
    one.state = ProgrammeState.STOPPED
    one.stopped = when
    one.why = why
    state.closed_until[one.owner, one.context] = when + v.closed_months
    if state.assets[one.context] >= 0 and state.projects[state.assets[one.context]].programme == row:
        state.assets[one.context] = -1
    ended = 0
    for p in range(run.projects):
        project = state.projects[p]
        recent = project.outcome == Outcome.ACCESSED and project.accessed > when - ENDED_WITH_IT
        if project.programme == row and (recent or project.outcome == Outcome.IN_FLIGHT):
            project.ends_with_programme = 1
            ended += 1
    tell(state, why, row, when, float(ended))

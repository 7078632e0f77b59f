"""National programmes begin: who launches which, how they are prepared, who backs them, first use (model 4, 2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import EventKind, OrganisationType, ProgrammeState, Strategy
from socialicence.compiled import part, rule
from socialicence.month.communication import depth_of_engagement
from socialicence.rules.contest import (
    launches_a_month,
    preparation,
    stance_against,
    stance_of,
    stance_score,
)
from socialicence.rules.trust import clipped
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, draw_key, lasting_key, normal, uniform

LAUNCHES_AT_ONCE = 3
"""Programmes launched in one month, at most."""
DRAWS = 16
"""Rows of a programme's own draws."""
MOST_TRIED = 200
SPREAD_OF_AGES = (12.0, 40.0)
"""Months for which programmes at the start have run."""
LEAST_OUTSIDE, MOST_OUTSIDE = 0.04, 2.0
AT_START = 1_000_000
"""First number of programmes that run at month 0: far beyond those of launches."""


@part
def is_live(programme: Any) -> bool:
    """Whether a programme has not been stopped."""
    return programme.state != ProgrammeState.STOPPED


@part
def tell(state: State, kind: int, row: int, month: float, number: float) -> None:
    """Write down what happened to a programme."""
    run = state.run[0]
    if run.events >= state.events.size:
        return
    event, programme = state.events[run.events], state.programmes[row]
    event.month = month
    event.kind = kind
    event.programme = row
    event.department = programme.owner
    event.context = programme.context
    event.number = number
    run.events += 1


@part
def is_free(state: State, d: int, c: int, month: float) -> bool:
    """Whether a department can launch a programme in a context: it holds the data, and none is live or shut there."""
    if (state.departments[d].in_contexts >> c) & 1 == 0 or state.closed_until[d, c] > month:
        return False
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if one.owner == d and one.context == c and is_live(one):
            return False
    return True


@part
def _free_owners(state: State, c: int, month: float) -> int:
    """How many departments can launch a programme in a context."""
    count = 0
    for d in range(state.departments.size):
        if is_free(state, d, c, month):
            count += 1
    return count


@rule
def weight_of_context(outside: int, recipient: int, openness: float, company: float) -> float:
    """How likely a programme is in a context: less outside government where doors are shut, less for companies."""
    weight = clipped(2.0 * (openness - 1.0), LEAST_OUTSIDE, MOST_OUTSIDE) if outside else 1.0
    return weight * company if recipient == OrganisationType.COMPANIES else weight


@part
def _context_of_launch(state: State, month: float, u: float) -> int:
    """Context of a new programme, among those with an owner that can launch it; -1 if there is none."""
    v = state.in_force[NOW]
    total = 0.0
    for second in range(2):
        wanted, total = u * total, 0.0
        for c in range(state.contexts.size):
            one = state.contexts[c]
            if _free_owners(state, c, month) == 0:
                continue
            total += weight_of_context(one.outside, one.recipient, v.openness, v.launches_company)
            if second == 1 and wanted < total:
                return c
        if total <= 0.0:
            return -1
    return -1


@part
def _owner_of_launch(state: State, c: int, month: float, u: float) -> int:
    """Owner of a new programme in a context: any that can launch it, all alike."""
    count = _free_owners(state, c, month)
    wanted = min(int(u * count), count - 1)
    for d in range(state.departments.size):
        if is_free(state, d, c, month):
            if wanted == 0:
                return d
            wanted -= 1
    return -1


@part
def launch(state: State, month: int) -> None:
    """Let government launch programmes: each of three chances a month brings one or none."""
    v, u = state.in_force[NOW], state.in_force[USUAL]
    leadership = 0.0
    for d in range(state.departments.size):
        leadership += state.departments[d].leadership / state.departments.size
    platform = v.recommendation_integrated_platform - u.recommendation_integrated_platform
    rate = launches_a_month(v.launches, leadership, u.leadership, platform, v)
    key = draw_key(state.run[0].seed, Purpose.LAUNCH, month)
    for chance in range(LAUNCHES_AT_ONCE):
        if uniform(key, 2 * chance) < 1.0 - np.exp(-rate / LAUNCHES_AT_ONCE):
            found = add_programme(state, month * LAUNCHES_AT_ONCE + chance, month - 1.0 + uniform(key, 2 * chance + 1))
            if found >= 0:
                tell(state, EventKind.ANNOUNCED, found, state.programmes[found].announced, 0.0)


@part
def add_programme(state: State, number: int, announced: float) -> int:
    """Write a new programme; return its row, or -1 where nobody can launch one.

    Parameters
    ----------
    number : int
        What its draws are keyed by.
    announced : float
        Month, which may be before the start.
    """
    key, row = lasting_key(state.run[0].seed, Purpose.PROGRAMME), number * DRAWS
    month = max(announced, 0.0)
    c = _context_of_launch(state, month, uniform(key, row))
    if c < 0:
        return -1
    return add_to(state, c, _owner_of_launch(state, c, month, uniform(key, row + 1)), number, announced)


@part
def add_to(state: State, c: int, owner: int, number: int, announced: float) -> int:
    """Write a new programme of an owner in a context; return its row, or -1 where there is no room (see above)."""
    v, run = state.in_force[NOW], state.run[0]
    if run.programmes >= state.programmes.size:
        return -1
    key, row = lasting_key(run.seed, Purpose.PROGRAMME), number * DRAWS
    one = state.programmes[run.programmes]
    one.key = number
    one.owner = owner
    one.context = c
    one.recipient = state.contexts[c].recipient
    one.supplier = state.departments[owner].kind
    one.announced = announced
    one.first_use = announced + v.preparation_median * np.exp(v.preparation_spread * normal(key, row + 2))
    one.goodwill = _inherited_goodwill(state, c, normal(key, row + 3))
    one.deadline = one.widened = one.contested = one.altered = one.paused = one.resumed = one.stopped = -1.0
    one.may_be_contested = 1
    one.size = 1.0
    run.programmes += 1
    return run.programmes - 1


@part
def _inherited_goodwill(state: State, c: int, own: float) -> float:
    """What bodies think of a programme for reasons of their own: as of the last one in its context, if any."""
    goodwill = own
    for row in range(state.run[0].programmes):
        if state.programmes[row].context == c:
            goodwill = state.programmes[row].goodwill
    return goodwill


@part
def counted_spend(state: State, d: int) -> float:
    """Thousand pounds of a department's engagement this month, each kind for what it is worth as preparation."""
    v, one = state.in_force[NOW], state.departments[d]
    worth = one.mix[Strategy.TARGETED] + v.preparation_deliberative * one.mix[Strategy.DELIBERATIVE]
    worth += v.preparation_consultation * one.mix[Strategy.CONSULTATION]
    return one.spend * worth * depth_of_engagement(state)


@part
def prepare(state: State, month: int) -> None:
    """Let programmes be prepared up to first use, bodies take a stance, and first use begin."""
    v, run = state.in_force[NOW], state.run[0]
    honoured_key = lasting_key(run.seed, Purpose.PROGRAMME_HONOURED)
    for row in range(run.programmes):
        one = state.programmes[row]
        if not is_live(one):
            continue
        owner, context = state.departments[one.owner], state.contexts[one.context]
        one.honoured = uniform(honoured_key, one.key) < v.engagement_honouring
        if month <= one.first_use:
            one.spent += counted_spend(state, one.owner)
        one.prepared = preparation(one.spent, v.preparation_money, one.honoured == 1, v.preparation_ignored)
        company = one.recipient == OrganisationType.COMPANIES
        against = stance_against(company, context.enforcement == 1, one.first_use - one.announced, v)
        stance = stance_of(stance_score(one.prepared, owner.transparency, against, one.goodwill, v))
        if stance != one.stance and one.at_start == 0:
            tell(state, EventKind.STANCE_CHANGED, row, float(month), float(stance))
        one.stance = stance
        if one.state == ProgrammeState.ANNOUNCED and one.first_use <= month:
            one.state = ProgrammeState.RUNNING
            if one.at_start == 0:
                tell(state, EventKind.FIRST_USE, row, one.first_use, one.prepared)


@part
def open_programmes(state: State) -> None:
    """Let some programmes have run quietly at month 0, each in a context of its own."""
    v, run = state.in_force[NOW], state.run[0]
    key = lasting_key(run.seed, Purpose.PROGRAMMES_AT_START)
    youngest, oldest = SPREAD_OF_AGES
    wanted = int(np.round(v.programmes_at_start))
    tried = 0
    while run.programmes < wanted and tried < MOST_TRIED:
        number = AT_START + tried
        tried += 1
        row = add_programme(state, number, -(youngest + (oldest - youngest) * uniform(key, number)))
        if row < 0:
            continue
        one = state.programmes[row]
        for other in range(row):
            if state.programmes[other].context == one.context:
                # Taken back: each of them has a context to itself.
                run.programmes -= 1
                break
        else:
            one.at_start = 1
            one.state = ProgrammeState.RUNNING
            one.first_use = min(one.first_use, 0.0)

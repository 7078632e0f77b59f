"""Objecting to health data sharing, week by week within a month in which there is attention (specification 4.5)."""

from __future__ import annotations

import numpy as np

from socialicence.categories import OrganisationType, Region
from socialicence.compiled import kernel, part
from socialicence.rules.objection import WEEKS_A_MONTH, contagion, hearing_probability, objection_probability
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, lasting_key, uniform

FAINT_ATTENTION = 1e-4
"""Weeks at the peak below which a threat is taken to be over."""
JUST_NOW = 2
"""Marks those who object this month: acquaintances see them from next month on, whatever the order of citizens."""


@kernel
def note_threat(state: State) -> None:
    """Note whether there is a threat to opt out of, and whether one ended this month: the next must be heard anew."""
    run = state.run[0]
    was_attentive = run.attentive
    run.attentive = state.attention.sum() > FAINT_ATTENTION
    run.forget = was_attentive == 1 and run.attentive == 0


@part
def has_right(state: State, i: int, right_key: np.uint64) -> bool:
    """Whether a citizen may opt out: in England everybody, elsewhere as far as a lever makes a right, all run long."""
    if state.citizens.region[i] < Region.SCOTLAND:
        return True
    return uniform(right_key, i) < state.in_force[NOW].objection_elsewhere


@kernel
def object_to_sharing(state: State, month: int, start: int, stop: int) -> None:
    """Let citizens hear of a threat and object, given each week's attention."""
    v, seed, citizens, attention = state.in_force[NOW], state.run[0].seed, state.citizens, state.attention
    hearing_key = draw_key(seed, Purpose.HEARD_OF_THREAT, month)
    objecting_key = draw_key(seed, Purpose.OBJECT, month)
    right_key = lasting_key(seed, Purpose.RIGHT_TO_OBJECT)
    for i in range(start, stop):
        if citizens.objecting[i] != 0 or not has_right(state, i, right_key):
            continue
        spread = contagion(_share_objecting(state, i), v.objection_tie_spread)
        access = v.excluded_objecting if citizens.digitally_excluded[i] else 1.0
        concern, trust = float(citizens.concern[i]), float(citizens.trust[i, OrganisationType.HEALTH_SERVICE])
        for week in range(WEEKS_A_MONTH):
            if attention[week] <= 0.0:
                continue
            row = i * WEEKS_A_MONTH + week
            if citizens.heard[i] == 0 and uniform(hearing_key, row) < hearing_probability(
                attention[week], v.hearing_rate
            ):
                citizens.heard[i] = 1
            if citizens.heard[i] == 1 and uniform(objecting_key, row) < objection_probability(
                v.objection_scale * attention[week], concern, trust, spread, access
            ):
                citizens.objecting[i] = JUST_NOW
                break


@part
def _share_objecting(state: State, i: int) -> float:
    """Share of a citizen's acquaintances who objected before this month."""
    first, last = state.network.first[i], state.network.first[i + 1]
    ties = 0
    for tie in range(first, last):
        if state.citizens.objecting[state.network.neighbour[tie]] == 1:
            ties += 1
    return ties / (last - first) if last > first else 0.0


@kernel
def register_objections(state: State, month: int, start: int, stop: int) -> None:
    """Count those who objected this month among the objectors; a few of the others take theirs back."""
    key = draw_key(state.run[0].seed, Purpose.TAKE_BACK, month)
    reversal, objecting = state.in_force[NOW].objection_reversal, state.citizens.objecting
    for i in range(start, stop):
        if objecting[i] == JUST_NOW:
            objecting[i] = np.uint8(1)
        elif objecting[i] == 1 and uniform(key, i) < reversal:
            objecting[i] = np.uint8(0)
    if state.run[0].forget:
        state.citizens.heard[start:stop] = np.uint8(0)

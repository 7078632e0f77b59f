"""Objecting to health data sharing, week by week within a month in which there is attention (specification 4.5)."""

from __future__ import annotations

import numpy as np

from socialicence.categories import OrganisationType, Region
from socialicence.compiled import kernel, part
from socialicence.rules.objection import (
    WEEKS_A_MONTH,
    contagion,
    hearing_probability,
    objection_probability,
    willing_share,
)
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, lasting_key, uniform
from socialicence.state.tables import FIXED_POINT

FAINT_ATTENTION = 1e-4
"""Weeks at the peak, of attention and pressure, below which a threat is taken to be over."""
USERS = OrganisationType.COMPANIES
"""Trust in whom slows acting: organisations that use personal data, as measured by age and sex in May 2021."""
JUST_NOW = 2
"""Marks those who object this month: acquaintances see them from next month on, whatever the order of citizens."""


@kernel
def note_threat(state: State) -> None:
    """Note whether there is a threat to opt out of, and whether one ended this month: the next must be heard anew."""
    run = state.run[0]
    was_attentive = run.attentive
    run.attentive = state.attention.sum() + state.pressure.sum() > FAINT_ATTENTION
    run.forget = was_attentive == 1 and run.attentive == 0


@part
def has_right(state: State, i: int, right_key: np.uint64) -> bool:
    """Whether a citizen may opt out: in England everybody, elsewhere as far as a lever makes a right, all run long."""
    if state.citizens.region[i] < Region.SCOTLAND:
        return True
    return uniform(right_key, i) < state.in_force[NOW].objection_elsewhere


@part
def reach_of_news(state: State, i: int) -> float:
    """How far news of a threat reaches a citizen, against others (see `population.readiness`)."""
    citizens = state.citizens
    return state.news_reach[citizens.age[i], citizens.sex[i], citizens.digitally_excluded[i]]


@part
def readiness_of(state: State, i: int, place_key: np.uint64) -> float:
    """How readily a citizen acts, for access, for whom else it decides, and where it lives."""
    citizens = state.citizens
    place = int(uniform(place_key, i) * state.place_effects.shape[1])
    own = state.action_readiness[citizens.age[i], citizens.sex[i], citizens.digitally_excluded[i]]
    return own * state.place_effects[citizens.region[i], place]


@part
def willing_of(state: State, i: int) -> float:
    """Share of people with a citizen's trust in the holder who are willing to object at all."""
    trust = float(state.citizens.trust[i, OrganisationType.HEALTH_SERVICE])
    return willing_share(trust, state.in_force[NOW].objection_willing)


@kernel
def object_to_sharing(state: State, month: int, start: int, stop: int) -> None:
    """Let citizens hear of a threat by each week's attention, and those who are willing object by its pressure."""
    v, seed, citizens = state.in_force[NOW], state.run[0].seed, state.citizens
    attention, pressure = state.attention, state.pressure
    hearing_key = draw_key(seed, Purpose.HEARD_OF_THREAT, month)
    objecting_key = draw_key(seed, Purpose.OBJECT, month)
    right_key, place_key = lasting_key(seed, Purpose.RIGHT_TO_OBJECT), lasting_key(seed, Purpose.WHERE_TO_OBJECT)
    for i in range(start, stop):
        if citizens.objecting[i] != 0 or not has_right(state, i, right_key):
            continue
        hearing_rate = v.hearing_rate * reach_of_news(state, i)
        willing = citizens.reluctance[i] < willing_of(state, i) * FIXED_POINT
        spread, readiness = 0.0, 0.0
        if willing:
            spread = contagion(_share_objecting(state, i), v.objection_tie_spread)
            readiness = readiness_of(state, i, place_key)
        concern, trust = float(citizens.concern[i]), float(citizens.trust[i, USERS])
        for week in range(WEEKS_A_MONTH):
            row = i * WEEKS_A_MONTH + week
            if citizens.heard[i] == 0 and uniform(hearing_key, row) < hearing_probability(
                attention[week], hearing_rate
            ):
                citizens.heard[i] = 1
            if not willing or citizens.heard[i] == 0 or pressure[week] <= 0.0:
                continue
            if uniform(objecting_key, row) < objection_probability(
                v.objection_scale * pressure[week], concern, trust, spread, readiness
            ):
                citizens.objecting[i] = JUST_NOW
                break


@part
def _share_objecting(state: State, i: int) -> float:
    """Share of a citizen's acquaintances who objected before this month, in the present threat."""
    first, last = state.network.first[i], state.network.first[i + 1]
    ties = 0
    for tie in range(first, last):
        other = state.network.neighbour[tie]
        # Who objected before the threat never heard of it: only those who may hear are marked.
        if state.citizens.objecting[other] == 1 and state.citizens.heard[other] == 1:
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

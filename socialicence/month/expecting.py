"""Objecting in expectation: each citizen's chance of having heard and of objecting, month by month (specification 4.5).

The same hazards as in `objecting`, but chances are carried along instead of drawn, so that small groups are not noise.
Acquaintances count by their chances too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialicence.categories import Region, Sex
from socialicence.compiled import kernel, part, rule
from socialicence.month.objecting import USERS, has_right, reach_of_news, readiness_of, willing_of
from socialicence.rules.objection import (
    WEEKS_A_MONTH,
    contagion,
    hearing_probability,
    objection_probability,
    ready_share,
)
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, lasting_key
from socialicence.state.tables import Array

BANDS, SEXES, REGIONS = 9, len(Sex), len(Region)
"""Ten years of age from 10-19 (of which adults are drawn) to 90 and over, as in the published counts."""


class Chances(NamedTuple):
    """Chances of each citizen; those of not having heard and not objecting are what is left of one.

    Attributes
    ----------
    heard : ndarray of float32
        Has heard and does not object.
    unprompted : ndarray of float32
        Objects, from before there was anything to hear.
    prompted : ndarray of float32
        Objects, having heard.
    noted : ndarray of float32
        Has objected in the present threat at the start of the month: what acquaintances see.
    """

    heard: Array
    unprompted: Array
    prompted: Array
    noted: Array


def new_chances(count: int) -> Chances:
    """Chances of `count` citizens, all zero."""
    return Chances(*(np.zeros(count, dtype=np.float32) for _ in Chances._fields))


@rule
def ten_years_of(age: int) -> int:
    """Ten-year age band of a single year of age: 0 for 10-19, the last for 90 and over."""
    return min(age // 10 - 1, BANDS - 1)


@kernel
def note_chances(state: State, chances: Chances, start: int, stop: int) -> None:
    """Note each citizen's chance of having objected in the present threat, as acquaintances see it this month."""
    for i in range(start, stop):
        chances.noted[i] = chances.prompted[i]


@part
def _share_expected(state: State, noted: Array, i: int) -> float:
    """Share of a citizen's acquaintances expected to have objected before this month, in the present threat."""
    first, last = state.network.first[i], state.network.first[i + 1]
    ties = 0.0
    for tie in range(first, last):
        ties += noted[state.network.neighbour[tie]]
    return ties / (last - first) if last > first else 0.0


@kernel
def expect_a_month(state: State, by_week: Array, chances: Chances, start: int, stop: int) -> None:
    """Carry chances of hearing, objecting and taking it back through a month, given each week's attention and pressure.

    Parameters
    ----------
    by_week : ndarray, shape (5,)
        New objections expected in each week, in adults, are added to it.
    """
    v, citizens, attention, pressure = state.in_force[NOW], state.citizens, state.attention, state.pressure
    right_key = lasting_key(state.run[0].seed, Purpose.RIGHT_TO_OBJECT)
    place_key = lasting_key(state.run[0].seed, Purpose.WHERE_TO_OBJECT)
    reversal = v.objection_reversal
    for i in range(start, stop):
        if not has_right(state, i, right_key):
            continue
        heard, unprompted = float(chances.heard[i]), float(chances.unprompted[i])
        before = float(chances.prompted[i])
        unaware = 1.0 - heard - unprompted - before
        new = 0.0
        spread = contagion(_share_expected(state, chances.noted, i), v.objection_tie_spread)
        hearing_rate, willing = v.hearing_rate * reach_of_news(state, i), willing_of(state, i)
        concern, trust = float(citizens.concern[i]), float(citizens.trust[i, USERS])
        readiness = readiness_of(state, i, place_key)
        for week in range(WEEKS_A_MONTH):
            hearing = unaware * hearing_probability(attention[week], hearing_rate)
            unaware -= hearing
            heard += hearing
            push = v.objection_scale * pressure[week]
            objecting = ready_share(willing, unprompted, before + new, unaware)
            objecting *= objection_probability(push, concern, trust, spread, readiness)
            heard -= objecting
            new += objecting
            by_week[week] += citizens.weight[i] * objecting
        # This month's objections are not taken back before next month.
        heard += reversal * before
        unprompted *= 1.0 - reversal
        prompted = before * (1.0 - reversal) + new
        if state.run[0].forget:
            heard, unprompted, prompted = 0.0, unprompted + prompted, 0.0
        chances.heard[i] = heard
        chances.unprompted[i] = unprompted
        chances.prompted[i] = prompted


@kernel
def expected_by_group(state: State, sums: Array, chances: Chances, start: int, stop: int) -> None:
    """Add adults and those expected to object to `sums` (age band, sex, region, of the two)."""
    citizens = state.citizens
    for i in range(start, stop):
        band, sex, region = ten_years_of(citizens.age[i]), citizens.sex[i], citizens.region[i]
        weight = float(citizens.weight[i])
        sums[band, sex, region, 0] += weight
        sums[band, sex, region, 1] += weight * (float(chances.unprompted[i]) + float(chances.prompted[i]))

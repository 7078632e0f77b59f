"""Objecting to health data sharing, week by week within a month in which there is attention (model.md 4.5)."""

from __future__ import annotations

import numpy as np

from socialicence.categories import OrganisationType, Region
from socialicence.compiled import kernel
from socialicence.draws import uniform
from socialicence.rules.objection import WEEKS_A_MONTH, hearing_probability, objection_probability
from socialicence.tables import Array, Citizens, Network

HOLDER = int(OrganisationType.HEALTH_SERVICE)
FIRST_NATION = int(Region.SCOTLAND)
JUST_NOW = 2
"""Marks those who object this month: acquaintances see them from next month on, whatever the order of citizens."""


@kernel
def object_to_sharing(
    citizens: Citizens, network: Network, attention: Array, now: Array, keys: Array, start: int, stop: int
) -> None:
    """Let citizens hear of a threat and object, given each week's attention.

    Parameters
    ----------
    attention : ndarray, shape (5,)
        Attention in each week of the month, in weeks at the peak of 2021.
    keys : ndarray of uint64, shape (3,)
        Draw keys: hearing, objecting, having the right (the same all through a run).
    """
    values = now[0]
    for i in range(start, stop):
        if citizens.objecting[i] != 0:
            continue
        if citizens.region[i] >= FIRST_NATION and uniform(keys[2], i) >= values.objection_elsewhere:
            continue
        first = network.first[i]
        last = network.first[i + 1]
        ties = 0
        for tie in range(first, last):
            if citizens.objecting[network.neighbour[tie]] == 1:
                ties += 1
        share = ties / (last - first) if last > first else 0.0
        access = values.excluded_objecting if citizens.digitally_excluded[i] else 1.0
        concern = float(citizens.concern[i])
        trust = float(citizens.trust[i, HOLDER])
        for week in range(WEEKS_A_MONTH):
            if attention[week] <= 0.0:
                continue
            row = i * WEEKS_A_MONTH + week
            if citizens.heard[i] == 0 and uniform(keys[0], row) < hearing_probability(
                attention[week], values.hearing_rate
            ):
                citizens.heard[i] = 1
            if citizens.heard[i] == 1 and uniform(keys[1], row) < objection_probability(
                attention[week], concern, trust, values.objection_scale, share, values.objection_tie_spread, access
            ):
                citizens.objecting[i] = JUST_NOW
                break


@kernel
def register_objections(citizens: Citizens, reversal: float, forget: bool, key: np.uint64, start: int, stop: int) -> None:
    """Count those who objected this month among the objectors; a few of the others take theirs back.

    Parameters
    ----------
    reversal : float
        Chance of taking an objection back.
    forget : bool
        Whether the threat is over: the next one has to be heard of anew.
    """
    for i in range(start, stop):
        if citizens.objecting[i] == JUST_NOW:
            citizens.objecting[i] = np.uint8(1)
        elif citizens.objecting[i] == 1 and uniform(key, i) < reversal:
            citizens.objecting[i] = np.uint8(0)
        if forget:
            citizens.heard[i] = np.uint8(0)

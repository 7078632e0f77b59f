"""Objecting to health data sharing, week by week within a month in which there is attention (specification 4.5)."""

from __future__ import annotations

import numpy as np

from socialicence.categories import OrganisationType, Region
from socialicence.compiled import kernel
from socialicence.draws import Purpose, draw_key, uniform
from socialicence.rules.objection import WEEKS_A_MONTH, hearing_probability, objection_probability
from socialicence.tables import Array, Citizens, Network

HOLDER = int(OrganisationType.HEALTH_SERVICE)
FIRST_NATION = int(Region.SCOTLAND)
HEARD_OF_THREAT, OBJECT, RIGHT_TO_OBJECT, TAKE_BACK = (
    int(Purpose.HEARD_OF_THREAT),
    int(Purpose.OBJECT),
    int(Purpose.RIGHT_TO_OBJECT),
    int(Purpose.TAKE_BACK),
)
JUST_NOW = 2
"""Marks those who object this month: acquaintances see them from next month on, whatever the order of citizens."""


@kernel
def object_to_sharing(
    citizens: Citizens, network: Network, attention: Array, now: Array, seed: int, month: int, start: int, stop: int
) -> None:
    """Let citizens hear of a threat and object, given each week's attention.

    Parameters
    ----------
    attention : ndarray, shape (5,)
        Attention in each week of the month, in weeks at the peak of 2021.
    """
    values = now[0]
    hearing_key, objecting_key = draw_key(seed, HEARD_OF_THREAT, month), draw_key(seed, OBJECT, month)
    # Whether a citizen has the right to object is the same all through a run.
    right_key = draw_key(seed, RIGHT_TO_OBJECT, 0)
    for i in range(start, stop):
        if citizens.objecting[i] != 0:
            continue
        if citizens.region[i] >= FIRST_NATION and uniform(right_key, i) >= values.objection_elsewhere:
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
            if citizens.heard[i] == 0 and uniform(hearing_key, row) < hearing_probability(
                attention[week], values.hearing_rate
            ):
                citizens.heard[i] = 1
            if citizens.heard[i] == 1 and uniform(objecting_key, row) < objection_probability(
                attention[week], concern, trust, values.objection_scale, share, values.objection_tie_spread, access
            ):
                citizens.objecting[i] = JUST_NOW
                break


@kernel
def register_objections(
    citizens: Citizens, reversal: float, forget: bool, seed: int, month: int, start: int, stop: int
) -> None:
    """Count those who objected this month among the objectors; a few of the others take theirs back.

    Parameters
    ----------
    reversal : float
        Chance of taking an objection back.
    forget : bool
        Whether the threat is over: the next one has to be heard of anew.
    """
    key = draw_key(seed, TAKE_BACK, month)
    objecting = citizens.objecting
    for i in range(start, stop):
        if objecting[i] == JUST_NOW:
            objecting[i] = np.uint8(1)
        elif objecting[i] == 1 and uniform(key, i) < reversal:
            objecting[i] = np.uint8(0)
    if forget:
        citizens.heard[start:stop] = np.uint8(0)

"""Who has opted out at the start: England only, at the published rates by age, sex and region."""

from __future__ import annotations

import numpy as np

from socialicence.categories import Region
from socialicence.compiled import kernel
from socialicence.data.tables import TENS, objection_rates, objection_ratio_by_region
from socialicence.draws import Purpose, draw_key, uniform
from socialicence.tables import Array, Citizens

_PURPOSE = int(Purpose.OBJECTING_AT_START)
_NATIONS = int(Region.SCOTLAND)
_GOLDEN_SECTION = 0.6180339887498949
_GROUPS = 2 * TENS
_ADULT_LISTS = 2
"""First group of the published adult total, which counts from age 20: two groups, of either sex, lie below."""


def published_rates() -> tuple[Array, Array]:
    """Rate by ten years of age and sex (from women of 10-19), and the ratio of each region to England."""
    return objection_rates().ravel(), objection_ratio_by_region()


@kernel
def draw_objections(
    seed: int, group: Array, rate: Array, ratio: Array, share: float, tilt: float, citizens: Citizens
) -> None:
    """Mark who objects so that `share` of England's adults aged 20 and over do.

    Within an age, sex and region the concerned are likelier to object: chances are multiplied by
    ``1 + tilt (concern - 0.5)`` and brought back to the published rate. The draw is systematic: in each age and sex,
    chances are added up in the order of citizens, and whoever carries the sum past a whole number objects.

    Parameters
    ----------
    seed : int
    group : ndarray of uint8
        Ten years of age and sex, see `weights.marginal_codes`.
    rate, ratio : ndarray
        See `published_rates`.
    share, tilt : float
    citizens : Citizens
        Weights and concern must have been drawn.
    """
    adults, tilted = np.zeros(_GROUPS), np.zeros(_GROUPS)
    listed, expected = 0.0, 0.0
    for i in range(len(group)):
        if citizens.region[i] < _NATIONS:
            g, w = group[i], float(citizens.weight[i])
            r = w * ratio[citizens.region[i]]
            adults[g] += r
            tilted[g] += r * (1.0 + tilt * (citizens.concern[i] - 0.5))
            if g >= _ADULT_LISTS:
                listed += w
                expected += r * rate[g]
    if expected <= 0.0:
        return
    scale = share * listed / expected
    key = draw_key(seed, _PURPOSE, 0)
    phase = uniform(key, 0)
    carried = np.zeros(_GROUPS)
    chance = np.zeros(_GROUPS)
    for g in range(_GROUPS):
        carried[g] = (phase + g * _GOLDEN_SECTION) % 1.0  # spread evenly, so that roundings cancel in the total
        if tilted[g] > 0.0:
            chance[g] = scale * rate[g] * adults[g] / tilted[g]
    for i in range(len(group)):
        if citizens.region[i] < _NATIONS:
            g = group[i]
            odds = chance[g] * ratio[citizens.region[i]] * (1.0 + tilt * (citizens.concern[i] - 0.5))
            carried[g] += min(odds, 1.0)
            if carried[g] >= 1.0:
                carried[g] -= 1.0
                citizens.objecting[i] = 1

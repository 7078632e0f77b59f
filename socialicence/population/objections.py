"""Who has opted out at the start: England only, at the published rates by age, sex and region, or as a survey says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from socialicence.categories import Region
from socialicence.compiled import kernel, rule
from socialicence.data.tables import TENS, objection_rates, objection_ratio_by_region
from socialicence.population.respondents import survey_objections
from socialicence.state.draws import Purpose, lasting_key, uniform
from socialicence.state.tables import FIXED_POINT, Array, Citizens

if TYPE_CHECKING:
    from socialicence.data.survey import Survey

_NATIONS = int(Region.SCOTLAND)
_GOLDEN_SECTION = 0.6180339887498949
_GROUPS = 2 * TENS
_ADULT_LISTS = 2
"""First group of the published adult total, which counts from age 20: two groups, of either sex, lie below."""


class AtStart(NamedTuple):
    """Who objects at the start.

    Attributes
    ----------
    rate : ndarray
        Published rate by ten years of age and sex, from women of 10-19.
    ratio : ndarray
        Of each region to the whole.
    share : float
        Share of adults aged 20 and over who object, among those with the right.
    tilt : float
        How much likelier the concerned are, see `chance_of_objecting`.
    """

    rate: Array
    ratio: Array
    share: float
    tilt: float


def at_start(values: Mapping[str, float], survey: Survey | None = None) -> AtStart:
    """Return who objects at the start, drawn or in expectation.

    Parameters
    ----------
    values : mapping of str to float
        Value of every parameter.
    survey : Survey, optional
        Where the public is drawn from one: the share is what it found, if it asked, and regions of its own do not
        differ as England's do.
    """
    ratio = objection_ratio_by_region()
    percent = float(values["objecting_at_start"])
    if survey is not None:
        percent = survey_objections(survey, values)
        ratio = np.ones_like(ratio) if survey.regions else ratio
    return AtStart(objection_rates().ravel(), ratio, percent / 100.0, float(values["objecting_with_concern"]))


@kernel
def group_chances(group: Array, rate: Array, ratio: Array, share: float, tilt: float, citizens: Citizens) -> Array:
    """Chance by ten years of age and sex that a middling citizen of an average region objects.

    Parameters
    ----------
    group : ndarray of uint8
        Ten years of age and sex, see `weights.marginal_codes`.
    rate, ratio, share, tilt : ndarray, ndarray, float, float
        See `AtStart`.
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
    chance = np.zeros(_GROUPS)
    if expected <= 0.0:
        return chance
    scale = share * listed / expected
    for g in range(_GROUPS):
        if tilted[g] > 0.0:
            chance[g] = scale * rate[g] * adults[g] / tilted[g]
    return chance


@rule
def chance_of_objecting(chance: float, ratio: float, tilt: float, concern: float) -> float:
    """Chance that a citizen objects at the start: that of the group, the region's ratio, and a tilt to the concerned.

    Within an age, sex and region chances are multiplied by ``1 + tilt (concern - 0.5)``; `group_chances` brings them
    back to the published rate.
    """
    return chance * ratio * (1.0 + tilt * (concern - 0.5))


@rule
def reluctance_of(draw: float, chance: float, objecting: bool) -> float:
    """Where a citizen stands among the willing, from 0 to 1: those who object at the start stand lowest.

    Parameters
    ----------
    draw : float
        Uniform.
    chance : float
        Of objecting at the start.
    objecting : bool
        Whether the citizen does.
    """
    return chance * draw if objecting else chance + (1.0 - chance) * draw


@kernel
def draw_objections(
    seed: int, group: Array, rate: Array, ratio: Array, share: float, tilt: float, citizens: Citizens
) -> None:
    """Mark who objects, and how reluctant everybody is, so that `share` of England's adults aged 20 and over do.

    The draw is systematic: in each age and sex, chances are added up in the order of citizens, and whoever carries the
    sum past a whole number objects. Parameters are those of `group_chances`.
    """
    chance = group_chances(group, rate, ratio, share, tilt, citizens)
    key, willing_key = lasting_key(seed, Purpose.OBJECTING_AT_START), lasting_key(seed, Purpose.WILLING_TO_OBJECT)
    phase = uniform(key, 0)
    carried = np.zeros(_GROUPS)
    for g in range(_GROUPS):
        carried[g] = (phase + g * _GOLDEN_SECTION) % 1.0  # spread evenly, so that roundings cancel in the total
    for i in range(len(group)):
        odds = 0.0
        if citizens.region[i] < _NATIONS:
            g = group[i]
            odds = min(chance_of_objecting(chance[g], ratio[citizens.region[i]], tilt, citizens.concern[i]), 1.0)
            carried[g] += odds
            if carried[g] >= 1.0:
                carried[g] -= 1.0
                citizens.objecting[i] = 1
        draw = reluctance_of(uniform(willing_key, i), odds, citizens.objecting[i] == 1)
        citizens.reluctance[i] = int(draw * FIXED_POINT + 0.5)


@kernel
def expect_objections(
    group: Array, rate: Array, ratio: Array, share: float, tilt: float, citizens: Citizens, chances: Array
) -> None:
    """Write each citizen's chance of objecting at the start to `chances`, instead of drawing who does."""
    chance = group_chances(group, rate, ratio, share, tilt, citizens)
    for i in range(len(group)):
        if citizens.region[i] < _NATIONS:
            odds = chance_of_objecting(chance[group[i]], ratio[citizens.region[i]], tilt, citizens.concern[i])
            chances[i] = min(odds, 1.0)

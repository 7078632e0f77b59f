"""Draws what citizens believe at the start: trust in eight types of organisation, understanding, benefit, concern."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from socialicence.categories import Domain
from socialicence.compiled import kernel, rule
from socialicence.data.tables import segment_column
from socialicence.population.normal import probit, share_below
from socialicence.population.trust import MIDDLE_AGE, YEARS, TrustFit
from socialicence.state.draws import Purpose, lasting_key, normal, uniform
from socialicence.state.tables import DOMAINS, FIXED_POINT, ORGANISATION_TYPES, Array, Citizens

LOWEST, HIGHEST = 0.02, 0.98
"""Nobody trusts, understands or worries wholly or not at all: events must be able to move everybody."""
_FURTHEST, _STEPS = 3.0, 256.0
_SHARE_BELOW = share_below(np.linspace(-_FURTHEST, _FURTHEST, int(2 * _FURTHEST * _STEPS) + 1))


class Beliefs(NamedTuple):
    """Numbers from which beliefs are drawn, on the probit scale unless said otherwise.

    Attributes
    ----------
    trust : ndarray, shape (6, 8)
        Level by segment and type of organisation.
    demographic : ndarray, shape (8, 3)
        What age, being a man, and an ethnic group other than White add.
    common_factor : float
    mood : ndarray, shape (6, 3)
        Level of understanding, perceived benefit and concern by segment.
    with_factor, spread : ndarray, shape (3,)
        How they go with trust in all organisations, and their spread.
    stake : ndarray, shape (5,)
        Share of adults with a stake in each domain.
    stubbornness_mean, stubbornness_spread : float
        On the scale 0-1.
    """

    trust: Array
    demographic: Array
    common_factor: float
    mood: Array
    with_factor: Array
    spread: Array
    stake: Array
    stubbornness_mean: float
    stubbornness_spread: float


def beliefs(values: Mapping[str, float], fit: TrustFit) -> Beliefs:
    """Gather the numbers from parameter values and the fit of initial trust."""
    size = segment_column("size_percent")
    control = probit(segment_column("want_control_percent"))
    scores = np.stack([segment_column("understanding"), segment_column("comfort"), control], axis=1)
    scores -= size @ scores
    names = ("understanding", "benefit", "concern")
    start = probit(np.array([values[f"{name}_at_start"] for name in names]))
    mood = start + scores * [values[f"{name}_by_segment"] for name in names]
    return Beliefs(
        fit.level + values["trust_at_start"] + fit.segment[:, None] * fit.loading,
        fit.demographic,
        float(values["common_factor"]),
        mood,
        np.array([0.0, values["benefit_with_trust"], -values["concern_with_distrust"]]),
        np.array([values[f"{name}_spread"] for name in names]),
        np.array([values[f"stake.{domain.name.lower()}"] for domain in Domain]),
        float(values["stubbornness_mean"]),
        float(values["stubbornness_spread"]),
    )


@rule
def fixed_point(z: float) -> int:
    """Share below `z` in a normal distribution, within bounds, as a 16-bit fraction of one (interpolated: 5e-7 off)."""
    place = (min(max(z, -_FURTHEST), _FURTHEST) + _FURTHEST) * _STEPS
    step = min(int(place), len(_SHARE_BELOW) - 2)
    share = _SHARE_BELOW[step] + (place - step) * (_SHARE_BELOW[step + 1] - _SHARE_BELOW[step])
    return int(min(max(share, LOWEST), HIGHEST) * FIXED_POINT + 0.5)


@kernel
def draw_beliefs(start: int, stop: int, seed: int, belief: Beliefs, citizens: Citizens) -> None:
    """Draw beliefs of citizens `start` to `stop`."""
    factor_key, error_key = lasting_key(seed, Purpose.TRUST_FACTOR), lasting_key(seed, Purpose.TRUST_ERROR)
    stake_key, stubborn_key = lasting_key(seed, Purpose.STAKE), lasting_key(seed, Purpose.STUBBORNNESS)
    mood_keys = (
        lasting_key(seed, Purpose.UNDERSTANDING),
        lasting_key(seed, Purpose.BENEFIT),
        lasting_key(seed, Purpose.CONCERN),
    )
    error = math.sqrt(1.0 - belief.common_factor * belief.common_factor)
    # Anchors are 16-bit: trust starts exactly where its anchor is, or it would drift by the rounding.
    unit = np.float32(1.0 / FIXED_POINT)
    level, gamma, share = belief.trust, belief.demographic, belief.common_factor
    trust, baseline, anchors = citizens.trust, citizens.baseline_trust, citizens.trust_anchor
    for i in range(start, stop):
        segment = citizens.segment[i]
        age = (citizens.age[i] - MIDDLE_AGE) / YEARS
        man, other = float(citizens.sex[i]), 1.0 if citizens.ethnic_group[i] > 0 else 0.0
        factor = normal(factor_key, i)
        for k in range(ORGANISATION_TYPES):
            z = level[segment, k] + gamma[k, 0] * age + gamma[k, 1] * man + gamma[k, 2] * other
            z += share * factor + error * normal(error_key, i * ORGANISATION_TYPES + k)
            anchor = fixed_point(z)
            anchors[i, k] = anchor
            trust[i, k] = baseline[i, k] = np.float32(anchor) * unit
        for m in range(3):
            z = belief.mood[segment, m] + belief.with_factor[m] * factor + belief.spread[m] * normal(mood_keys[m], i)
            anchor = fixed_point(z)
            mood = np.float32(anchor / FIXED_POINT)
            if m == 0:
                citizens.understanding_anchor[i], citizens.understanding[i] = anchor, mood
            elif m == 1:
                citizens.benefit_anchor[i], citizens.perceived_benefit[i] = anchor, mood
            else:
                citizens.concern_anchor[i], citizens.concern[i] = anchor, mood
        stakes = 0
        for domain in range(DOMAINS):
            if uniform(stake_key, i * DOMAINS + domain) < belief.stake[domain]:
                stakes |= 1 << domain
        citizens.stakes[i] = stakes
        stubborn = belief.stubbornness_mean + belief.stubbornness_spread * normal(stubborn_key, i)
        citizens.stubbornness[i] = min(max(stubborn, 0.0), 1.0)

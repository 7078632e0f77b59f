"""Willingness to have data shared, in a context, and the support that follows (specification 4.3)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from socialicence.compiled import rule

FLOOR: Any = np.float32(0.05)
"""Least that any of the four grounds counts: none is ever quite absent."""
ONE: Any = np.float32(1.0)
_FARTHEST: Any = np.float32(32.0)
_PART: Any = np.float32(1.0 / 64.0)
_TERMS: Any = tuple(np.float32(1.0 / n) for n in (2, 6, 24, 120, 720, 5040, 40320))
_C2, _C3, _C4, _C5, _C6, _C7, _C8 = _TERMS


@rule
def perceived_safeguards(understanding: float, actual: float, blind: float) -> float:
    """Safeguards as a citizen sees them: true as far as understood, else what people suppose."""
    return understanding * actual + (ONE - understanding) * blind


class Weights(NamedTuple):
    """How much each ground of willingness weighs (the four should sum to one), and how far one makes up for another.

    Attributes
    ----------
    owner, recipient, benefit, safeguards : float
    linear_share : float
        0: a weak ground cannot be made good by a strong one; 1: it can.
    """

    owner: float
    recipient: float
    benefit: float
    safeguards: float
    linear_share: float


@rule
def willingness(
    owner: float, recipient: float, benefit: float, safeguards: float, weights: Weights, worry: float
) -> float:
    """Willingness from its four grounds, less worry.

    A constant-elasticity mean with exponent -1 (a weak ground cannot be made good by a strong one), mixed with the
    linear mean by the weights' `linear_share`.

    Parameters
    ----------
    owner, recipient : float
        Trust in who holds and who would use the data.
    benefit, safeguards : float
        As perceived.
    weights : Weights
    worry : float
        Concern times sensitivity times its weight, subtracted.

    Notes
    -----
    Waind (2020): no condition is sufficient alone, though a very high level of one may offset some of another.
    """
    owner = max(owner, FLOOR)
    recipient = max(recipient, FLOOR)
    benefit = max(benefit, FLOOR)
    safeguards = max(safeguards, FLOOR)
    total = weights.owner + weights.recipient + weights.benefit + weights.safeguards
    mean = total / (
        weights.owner / owner
        + weights.recipient / recipient
        + weights.benefit / benefit
        + weights.safeguards / safeguards
    )
    if weights.linear_share > 0.0:
        linear = (
            weights.owner * owner
            + weights.recipient * recipient
            + weights.benefit * benefit
            + weights.safeguards * safeguards
        ) / total
        mean += weights.linear_share * (linear - mean)
    return mean - worry


class Standing(NamedTuple):
    """What contests of a use took from willingness, by how far the citizen trusts the owner: a parabola.

    Attributes
    ----------
    level, slope, square : float
        Willingness added is `level + slope x + square x^2`, `x = 2 (1 - trust in the owner)`.
    """

    level: float
    slope: float
    square: float


@rule
def standing_by_trust(standing: float, exponent: float) -> Standing:
    """Return `standing x^exponent` as a parabola in x: exact for exponents 0, 1 and 2, and smooth between.

    Parameters
    ----------
    standing : float
        Willingness; below nought where a use was contested.
    exponent : float
        0: alike for all; 1: twice as much without any trust in the owner, nought with full trust.
    """
    level = 0.5 * (1.0 - exponent) * (2.0 - exponent)
    slope = exponent * (2.0 - exponent)
    square = 0.5 * exponent * (exponent - 1.0)
    return Standing(standing * level, standing * slope, standing * square)


@rule
def felt_standing(trust: float, standing: Standing) -> float:
    """Willingness that contests of a use add for somebody with this much trust in its owner (mostly below nought)."""
    x = ONE + ONE - trust - trust
    return standing.level + x * (standing.slope + x * standing.square)


@rule
def opposition_of(support: float, odds: float) -> float:
    """Probability of opposing a share, from that of supporting it.

    Parameters
    ----------
    odds : float
        `exp(gap / spread)`: how far apart in odds even support and even opposition are.

    Notes
    -----
    Both are logistic in willingness with one spread, so that one gives the other without another exponential.
    """
    rest = ONE - support
    return rest / (rest + odds * support)


@rule
def logistic(value: float) -> float:
    """Logistic function."""
    return 1.0 / (1.0 + np.exp(-value))


@rule
def support_probability(willing: float, cutoff: float, spread: float) -> float:
    """Probability of supporting a share: the logistic of (willing - cutoff) / spread.

    Notes
    -----
    The exponential is a Taylor polynomial of a 64th of its argument, squared six times: compilers turn it into
    vector code, which they cannot do with a library's. Its error is below 1e-5 of the probability in single precision.
    """
    z = min(max((cutoff - willing) / spread, -_FARTHEST), _FARTHEST) * _PART
    e = ONE + z * (ONE + z * (_C2 + z * (_C3 + z * (_C4 + z * (_C5 + z * (_C6 + z * (_C7 + z * _C8)))))))
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    return ONE / (ONE + e)


@rule
def opposition_probability(willing: float, cutoff: float, gap: float, spread: float) -> float:
    """Probability of opposing a share; between the two lie those who do neither."""
    return logistic((cutoff - gap - willing) / spread)

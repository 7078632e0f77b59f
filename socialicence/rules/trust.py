"""Trust: relaxation to a baseline, and how an event changes it (specification 4.1)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule

LEAST, MOST = 0.01, 0.99
"""Nobody's trust is ever quite nothing or complete."""


@rule
def rate_of_half_life(half_life: float) -> float:
    """Share of a departure that is gone after one unit of time.

    Parameters
    ----------
    half_life : float
        In the same unit of time.
    """
    return 1.0 - 2.0 ** (-1.0 / half_life)


@rule
def relaxed(value: float, towards: float, rate: float) -> float:
    """Move `value` a share `rate` of the way to `towards`."""
    return value + rate * (towards - value)


@rule
def clipped(value: float, least: float, most: float) -> float:
    """Keep a number within two bounds."""
    return min(max(value, least), most)


@rule
def weight_of_event(valence: float, trust: float, negativity: float, confirmation: float) -> float:
    """Weight of an event by its valence and the citizen's prior.

    The undecided (trust near one half) weigh bad news `negativity` times as much as good; those with firm views
    make more of what confirms them and less of what contradicts them.

    Parameters
    ----------
    valence : float
        -1 (bad) to 1 (good).
    trust : float
        The citizen's trust, 0 to 1.
    negativity : float
        Lambda; 1 is the null of no asymmetry.
    confirmation : float
        0 to 1, how far firm views bend the reading.

    Notes
    -----
    Poortinga and Pidgeon (2004): events are read to fit clear views, and negativity holds for the undecided.
    """
    undecided = 4.0 * trust * (1.0 - trust)
    weight = 1.0 + (negativity - 1.0) * undecided if valence < 0.0 else 1.0
    confirms = (trust > 0.5) == (valence > 0.0)
    bend = confirmation * (1.0 - undecided)
    return weight * (1.0 + bend) if confirms else weight * (1.0 - bend)


@rule
def change_of_trust(trust: float, valence: float, strength: float, negativity: float, confirmation: float) -> float:
    """Change of trust by one event: towards one if good, towards nought if bad, times its weight.

    Returns
    -------
    float
        Never larger than what is left to gain or lose.
    """
    room = 1.0 - trust if valence > 0.0 else trust
    step = min(strength * abs(valence) * weight_of_event(valence, trust, negativity, confirmation), 1.0)
    return np.copysign(step * room, valence)

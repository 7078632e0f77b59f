"""People in post: leaving, learning, heart (specification 4.9)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule


@rule
def leaving_probability(turnover: float, motivation: float, slope: float) -> float:
    """Probability of leaving within the month; the demotivated leave sooner.

    Parameters
    ----------
    turnover : float
        Share of posts that change hands in a year at usual motivation.
    motivation : float
        0 to 1, usual 0.5.
    slope : float
        How much sooner the demotivated leave.
    """
    hazard = -np.log1p(-min(turnover, 0.95)) / 12.0
    return 1.0 - np.exp(-hazard * max(1.0 + slope * (0.5 - motivation), 0.0))


@rule
def attribute_of_newcomer(mean: float, spread: float, standard_normal: float) -> float:
    """Skill, knowledge, motivation or risk aversion of somebody drawn afresh."""
    return min(max(mean + spread * standard_normal, 0.02), 0.98)


@rule
def lifted(value: float, gain: float, usual: float) -> float:
    """Raise (or lower) a number so that the usual value moves by `gain` and the extremes by less."""
    if gain >= 0.0:
        return min(value + gain * (1.0 - value) / (1.0 - usual), 0.98)
    return max(value + gain * value / usual, 0.02)

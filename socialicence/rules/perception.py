"""What departments believe about licence, and how nervous that makes them (specification 4.7)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialicence.compiled import rule
from socialicence.rules.willingness import logistic


@rule
def kalman_gain(variance: float, error: float) -> float:
    """Weight of a reading of standard error `error` against a belief of this variance."""
    return variance / (variance + error * error)


@rule
def media_reading(truth: float, negative_attention: float, bias: float, noise: float) -> float:
    """Licence as it looks from the media: worse than it is when the headlines are bad."""
    return truth - bias * negative_attention + noise


class NervousWeights(NamedTuple):
    """How much each ground of nervousness weighs, on the logit scale.

    Attributes
    ----------
    base : float
        Where there is no ground at all.
    licence, doubt, clarity, leadership : float
        Of licence short of one half, of doubt about it, of unclear process, and of leaders' support (which calms).
    """

    base: float
    licence: float
    doubt: float
    clarity: float
    leadership: float


@rule
def nervousness_of(
    mean: float, variance: float, incidents: float, clarity: float, leadership: float, weights: NervousWeights
) -> float:
    """Fear that a share will go wrong, 0 to 1.

    Parameters
    ----------
    mean, variance : float
        Belief about licence.
    incidents : float
        How much recent incidents weigh (logit).
    clarity, leadership : float
        Process clarity and leaders' support of the department.
    weights : NervousWeights
    """
    return logistic(
        weights.base
        + weights.licence * (0.5 - mean)
        + weights.doubt * np.sqrt(variance)
        + incidents
        + weights.clarity * (1.0 - clarity)
        - weights.leadership * leadership
    )


@rule
def listening_error(error: float, thousand_pounds: float, doubling: float) -> float:
    """Standard error of what a department learns from those it asks, falling smoothly with what it spends.

    Parameters
    ----------
    error : float
        With all the money in the world.
    thousand_pounds : float
        Spent on listening this month; more than nought.
    doubling : float
        Spend at which the squared error is twice the least.
    """
    return error * np.sqrt(1.0 + doubling / thousand_pounds)

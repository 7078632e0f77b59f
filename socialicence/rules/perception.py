"""What departments believe about licence, and how nervous that makes them (specification 4.7)."""

from __future__ import annotations

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


@rule
def nervousness_of(
    mean: float,
    variance: float,
    incidents: float,
    clarity: float,
    leadership: float,
    base: float,
    weight_of_licence: float,
    weight_of_doubt: float,
    weight_of_clarity: float,
    weight_of_leadership: float,
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
    """
    return logistic(
        base
        + weight_of_licence * (0.5 - mean)
        + weight_of_doubt * np.sqrt(variance)
        + incidents
        + weight_of_clarity * (1.0 - clarity)
        - weight_of_leadership * leadership
    )

"""Objecting: triggered by attention to a threat with a deadline, not by steady dislike (specification 4.5)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule

DAYS_A_WEEK = 7.0
DAYS_A_MONTH = 365.25 / 12.0
WEEKS_A_MONTH = 5
"""Slots in which a month's attention is integrated (the last is short)."""

SEARCH_STARTS = np.array([11.0, 18.0, 25.0, 32.0, 39.0, 46.0])
"""First day of each week of search interest, in days after the announcement of 12 May 2021."""
SEARCH_INTEREST = np.array([0.08, 1.00, 0.47, 0.39, 0.08, 0.08])
"""Search interest of those weeks as a share of the peak week (NHS Digital open data, weeks from 23 May 2021)."""


@rule
def attention_between(begins: float, ends: float, half_life_weeks: float) -> float:
    """Attention to a threat between two days after it was announced, in weeks at the peak.

    The weekly search interest of 2021, then exponential decay.

    Parameters
    ----------
    begins, ends : float
        Days after the announcement.
    half_life_weeks : float
        Of the decay after the observed weeks.
    """
    total = 0.0
    for week in range(SEARCH_STARTS.size):
        overlap = min(ends, SEARCH_STARTS[week] + DAYS_A_WEEK) - max(begins, SEARCH_STARTS[week])
        if overlap > 0.0:
            total += SEARCH_INTEREST[week] * overlap / DAYS_A_WEEK
    tail = SEARCH_STARTS[-1] + DAYS_A_WEEK
    if ends > tail:
        rate = np.log(2.0) / half_life_weeks
        first = np.exp(-rate * max(begins - tail, 0.0) / DAYS_A_WEEK)
        last = np.exp(-rate * (ends - tail) / DAYS_A_WEEK)
        total += SEARCH_INTEREST[-1] * (first - last) / rate
    return total


@rule
def hearing_probability(attention: float, rate: float) -> float:
    """Probability of hearing of the threat while this much attention passes."""
    return 1.0 - np.exp(-rate * attention)


@rule
def contagion(objecting_ties: float, tie_spread: float) -> float:
    """How much likelier objecting is for what acquaintances do.

    Parameters
    ----------
    objecting_ties : float
        Share of acquaintances who object.
    tie_spread : float
        How much likelier it is when all of them do, less one.
    """
    return 1.0 + tie_spread * objecting_ties


@rule
def objection_probability(pressure: float, concern: float, trust: float, spread: float, access: float) -> float:
    """Probability that someone who has heard objects while this much attention passes.

    Parameters
    ----------
    pressure : float
        Hazard for somebody fully concerned without trust: attention times its scale.
    concern, trust : float
        The citizen's concern, and trust in the holder of the data.
    spread : float
        How much likelier it is for what acquaintances do (see `contagion`).
    access : float
        1, or less for the digitally excluded.
    """
    hazard = pressure * concern * (1.0 - trust) * spread * access
    return 1.0 - np.exp(-hazard)

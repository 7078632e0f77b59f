"""Ranking options over draws of the assumptions, and saying when they cannot be ranked.

The criterion was written down before any study was run (docs/decisions.md): a ranking holds if three options are each
among the top three in at least two thirds of the draws.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from socialicence.outcomes.registry import OUTCOMES
from socialicence.state.tables import Array

TOP = 3
HOLDS = 2 / 3
"""Share of draws in which an option has to be among the top three."""
CANNOT = "The model cannot rank these"


def less_is_better(outcome: str) -> bool:
    """Whether less of an outcome is better, as declared; of what is no outcome more is taken to be better."""
    return outcome in OUTCOMES and OUTCOMES[outcome].less_is_better


def good(outcome: str, values: Array) -> Array:
    """Return the outcome so that more is better."""
    return -values if less_is_better(outcome) else values


def in_top(scores: Array, top: int = TOP) -> Array:
    """Return how often each option is among the best.

    Parameters
    ----------
    scores : ndarray, shape (options, draws)
        More is better. Options that tie for the last place share it.
    top : int

    Returns
    -------
    ndarray, shape (options,)
        Number of draws.
    """
    options, draws = scores.shape
    if options <= top:
        return np.full(options, float(draws))
    last = np.partition(scores, options - top, axis=0)[options - top]
    above = scores > last
    ties = scores == last
    room = top - above.sum(axis=0)
    return np.asarray((above + ties * room / ties.sum(axis=0)).sum(axis=1))


def holding(shares: Mapping[str, float]) -> list[str]:
    """Return the options that are in the top three often enough, the most frequent first."""
    often = [name for name, share in shares.items() if share >= HOLDS]
    return sorted(often, key=lambda name: (-shares[name], name))


def holds(shares: Mapping[str, float]) -> bool:
    """Whether the options can be ranked: as many as fit are in the top three in two thirds of the draws each."""
    return len(holding(shares)) >= min(TOP, len(shares))

"""Impact: how much of the spread that all assumptions make together is due to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from socialicence.assumptions.seen import Report, Task, ends_of, uncertain
from socialicence.assumptions.stored import Impact
from socialicence.checks.bounds import latin_hypercube
from socialicence.scenarios import STANDARD
from socialicence.state.tables import Array

NORMAL = 1.96
"""Ends of a 95 % interval, in standard errors."""


def impacts(draws: int, citizens: int, seed: int, report: Report | None = None) -> tuple[dict[str, Impact], float]:
    """Return the impact of every assumption, and the share of the variance that all account for.

    Parameters
    ----------
    draws : int
        Draws of all assumptions at once, a Latin hypercube over their ranges. Each is run in every standard scenario,
        on a seed of its own.
    citizens, seed : int

    Returns
    -------
    dict of str to Impact, float

    Notes
    -----
    Ranks of an outcome are regressed on the ranks of all assumptions. The square of a standardised coefficient, less
    its squared standard error, is the share of the variance of ranks that goes with one assumption (draws of a
    hypercube hardly go together). Impact is its mean over the four measures that decide the nearest future and over
    the standard scenarios. The interval takes these to err together, so it is wide rather than narrow.

    References
    ----------
    Iman and Conover (1979), The use of the rank transform in regression, Technometrics 21.
    """
    table = uncertain()
    settings = latin_hypercube(table, draws, seed)
    tasks = [Task(name, one, seed + row) for row, one in enumerate(settings) for name in STANDARD]
    ends = ends_of(tasks, citizens, report)
    inputs = np.array([[one[name] for name in table] for one in settings])
    # A row for each draw, a column for each scenario and measure.
    outcomes = np.array([end.signature for end in ends]).reshape(draws, -1)
    return mean_impacts(list(table), inputs, list(outcomes.T))


def mean_impacts(names: Sequence[str], inputs: Array, columns: Sequence[Array]) -> tuple[dict[str, Impact], float]:
    """Return the mean impact of each input over several outcomes, and the mean share explained.

    Parameters
    ----------
    names : sequence of str
    inputs : ndarray, shape (draws, names)
    columns : sequence of ndarray, shape (draws,)
        Outcomes. One that is the same in all draws is left out.
    """
    fits = [rank_shares(inputs, column) for column in columns if np.ptp(column) > 0]
    shares = np.mean([share for share, _, _ in fits], axis=0)
    errors = np.mean([error for _, error, _ in fits], axis=0)
    found: Mapping[str, Impact] = {
        name: Impact(max(float(share), 0.0), max(float(share - NORMAL * error), 0.0), float(share + NORMAL * error))
        for name, share, error in zip(names, shares, errors, strict=True)
    }
    return dict(found), float(np.mean([explained for _, _, explained in fits]))


def rank_shares(inputs: Array, outcome: Array) -> tuple[Array, Array, float]:
    """Return the share of the variance of ranks that goes with each input, its standard error, and the whole.

    Parameters
    ----------
    inputs : ndarray, shape (draws, inputs)
    outcome : ndarray, shape (draws,)

    Returns
    -------
    shares, errors : ndarray, shape (inputs,)
    explained : float
        Adjusted share of the variance that all inputs account for.
    """
    design = np.column_stack([standardised(column) for column in inputs.T])
    values = standardised(outcome)
    draws, count = design.shape
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ values
    residuals = values - design @ slopes
    variance = float(residuals @ residuals) / (draws - count - 1)
    squared = np.diag(inverse) * variance
    errors = np.sqrt(4.0 * slopes**2 * squared + 2.0 * squared**2)
    explained = 1.0 - variance * (draws - 1) / float(values @ values)
    return slopes**2 - squared, errors, explained


def standardised(values: Array) -> Array:
    """Return ranks, of equals their mean, with mean nought and variance one."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    return np.asarray((ranks - ranks.mean()) / ranks.std())

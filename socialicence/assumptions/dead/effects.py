"""Effects as paired differences in standard deviations between runs: their means, errors, and what can be said of them.

Nothing here runs the model.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray
LEAST = 0.1
"""Standard deviations between runs that an effect has to exceed."""
LEVEL = 0.05
CARE = 1.5
"""Standard errors taken from an effect when what to test is chosen."""
_SAME = 1e-9
"""Spread, against the size of an outcome, that is rounding and no spread."""


class Effects(NamedTuple):
    """Effects of one end of a range in one setting, on every outcome; NaN where there is no spread or no pair.

    Attributes
    ----------
    mean : ndarray, shape (outcomes,)
        Mean paired difference, in standard deviations between runs.
    error : ndarray, shape (outcomes,)
        Its standard error.
    pairs : ndarray of int, shape (outcomes,)
        Seeds on which the outcome is known at both values.
    """

    mean: Array
    error: Array
    pairs: Array


def spread_of(runs: Array) -> Array:
    """Return the standard deviation of each outcome between runs; NaN where it does not differ.

    Parameters
    ----------
    runs : ndarray, shape (runs, outcomes)
        NaN where an outcome is not known.

    Examples
    --------
    >>> spread_of(np.array([[1.0, 5.0], [3.0, 5.0]]))
    array([1.41421356,        nan])
    """
    known = np.isfinite(runs)
    count = known.sum(axis=0)
    values = np.where(known, runs, 0.0)
    mean = values.sum(axis=0) / np.maximum(count, 1)
    squares = (np.where(known, runs - mean, 0.0) ** 2).sum(axis=0)
    spread = np.sqrt(squares / np.maximum(count - 1, 1))
    return np.where((count > 1) & (spread > _SAME * np.abs(mean)), spread, np.nan)


def effects_of(usual: Array, moved: Array, spread: Array) -> Effects:
    """Return the effects of moving a parameter, from runs on the same seeds.

    Parameters
    ----------
    usual, moved : ndarray, shape (seeds, outcomes)
        NaN where an outcome is not known: such a pair is left out.
    spread : ndarray, shape (outcomes,)
        See `spread_of`.

    Notes
    -----
    An outcome that is known in fewer than half of the pairs, or in only one, has no effect: NaN.
    """
    differences = (moved - usual) / spread
    known = np.isfinite(differences)
    pairs = known.sum(axis=0)
    values = np.where(known, differences, 0.0)
    mean = values.sum(axis=0) / np.maximum(pairs, 1)
    squares = (np.where(known, differences - mean, 0.0) ** 2).sum(axis=0)
    error = np.sqrt(squares / np.maximum(pairs - 1, 1) / np.maximum(pairs, 1))
    enough = (pairs >= 2) & (2 * pairs >= len(usual))
    return Effects(np.where(enough, mean, np.nan), np.where(enough, error, np.nan), pairs)


def quantile(chance: float, pairs: int) -> float:
    """Return how many standard errors a mean of so many pairs exceeds with this chance only (Student's t).

    Examples
    --------
    >>> round(quantile(0.05, 12), 3)
    1.796
    """
    from scipy.stats import t

    return float(t.isf(chance, pairs - 1))


def is_above(mean: float, error: float, pairs: int, tests: int) -> bool:
    """Whether an effect surely exceeds a tenth of a standard deviation, one of so many that were tested.

    Its lower bound does, one-sided, at 5 % shared out between the tests (Bonferroni).
    """
    return abs(mean) - quantile(LEVEL / tests, pairs) * error > LEAST


def are_below(effects: Effects) -> bool:
    """Whether every effect is surely below a tenth of a standard deviation.

    The upper bound of each is, one-sided at 5 %. To claim it of all, each has to pass by itself: the chance to claim it
    wrongly is no more than that of the one that is not below, so there is nothing to share out (an
    intersection-union test; Berger 1982, Technometrics 24).
    """
    return bool(np.all(upper_bounds(effects)[np.isfinite(effects.mean)] < LEAST))


def upper_bounds(effects: Effects) -> Array:
    """Return what each effect is at most, one-sided at 5 %; NaN where there is none."""
    found = np.full(effects.mean.shape, np.nan)
    for place in np.flatnonzero(np.isfinite(effects.mean)):
        error = effects.error[place]
        own = quantile(LEVEL, int(effects.pairs[place])) * error if error > 0 else 0.0
        found[place] = abs(effects.mean[place]) + own
    return found


def promise(found: list[Effects]) -> list[Array]:
    """Return how promising each effect of one end is, in each setting: its size less an error that luck hardly lowers.

    Parameters
    ----------
    found : list of Effects
        Of one end of a range, in several settings, on few seeds.

    Notes
    -----
    From few seeds an error is badly known, and the largest of many would be those whose error came out too small. So
    it is steadied: its variance is the mean of its own and that of the same outcome over settings. What did not move at
    all promises nothing (minus infinity), as does what is not known.
    """
    variances = np.array([one.error**2 for one in found])
    known = np.isfinite(variances)
    pooled = np.where(known, variances, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    bounds = [
        np.abs(one.mean) - CARE * np.sqrt((own + pooled) / 2.0) for one, own in zip(found, variances, strict=True)
    ]
    return [
        np.where(np.isfinite(bound) & (one.mean != 0.0), bound, -np.inf)
        for bound, one in zip(bounds, found, strict=True)
    ]

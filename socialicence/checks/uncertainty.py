"""How far a number of a check may be from where more runs would put it: intervals over runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from typing import NamedTuple, TypeVar

import numpy as np

from socialicence.words import with_interval

Seen = TypeVar("Seen")
RESAMPLES = 200
LEVEL = 0.975
"""Upper end of a 95 % interval."""


class Estimate(NamedTuple):
    """A number, its standard error over runs (None where it has none) and its 95 % interval."""

    value: float
    error: float | None
    low: float
    high: float

    def told(self, form: str = ".2f") -> str:
        """Return the number and its interval as text."""
        return with_interval(self.value, self.low, self.high, form=form)


def exact(value: float, error: float | None = None) -> Estimate:
    """Return a number that stands for itself: an extreme over all runs, or a count.

    An `error` says how far other seeds would move it; it is not judged by it.
    """
    return Estimate(float(value), error, float(value), float(value))


def t_quantile(degrees: int) -> float:
    """Return Student's 97.5 % quantile.

    Notes
    -----
    Fisher and Cornish's expansion in 1 / degrees: exact to 0.2 % from five degrees on. Below five the table.
    """
    table = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}
    if degrees in table:
        return table[degrees]
    z = NormalDist().inv_cdf(LEVEL)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum(term / degrees**power for power, term in enumerate(terms))


def mean_of(values: Sequence[float] | np.ndarray) -> Estimate:
    """Return the mean over runs with Student's interval; without one of two runs there is no interval."""
    known = np.asarray(values, dtype=float)
    value = float(known.mean()) if known.size else math.nan
    if known.size < 2:
        return Estimate(value, None, -math.inf, math.inf)
    error = float(known.std(ddof=1) / math.sqrt(known.size))
    half = t_quantile(known.size - 1) * error
    return Estimate(value, error, value - half, value + half)


def share_of(count: int, runs: int) -> Estimate:
    """Return the share of runs with Wilson's interval: it is not nought wide where all runs agree."""
    if runs == 0:
        return Estimate(math.nan, None, 0.0, 1.0)
    z = NormalDist().inv_cdf(LEVEL)
    share = count / runs
    centre = (share + z * z / (2 * runs)) / (1 + z * z / runs)
    half = z / (1 + z * z / runs) * math.sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs))
    return Estimate(share, half / z, max(0.0, centre - half), min(1.0, centre + half))


def estimated(statistic: Callable[[Sequence[Seen]], Mapping[str, float]], seen: Sequence[Seen]) -> dict[str, Estimate]:
    """Return the numbers that `statistic` makes of all runs, with intervals from resampled runs.

    Parameters
    ----------
    statistic : callable
        Takes what was seen in each of some runs; returns numbers by name.

    Notes
    -----
    Standard errors are those of 200 bootstrap resamples of whole runs, with a fixed seed; the interval takes them
    times Student's quantile, and allows for the resample's being too narrow by (n - 1) / n.
    """
    numbers = statistic(seen)
    runs = len(seen)
    if runs < 2:
        return {name: Estimate(value, None, -math.inf, math.inf) for name, value in numbers.items()}
    random = np.random.default_rng(20261124)
    drawn = [statistic([seen[i] for i in random.integers(0, runs, runs)]) for _ in range(RESAMPLES)]
    wider = math.sqrt(runs / (runs - 1))
    found = {}
    for name, value in numbers.items():
        if math.isinf(value):  # such as a median that is not reached
            found[name] = Estimate(value, None, value, value)
            continue
        error = wider * float(np.std([one[name] for one in drawn]))
        half = t_quantile(runs - 1) * error
        found[name] = Estimate(value, error, value - half, value + half)
    return found

"""One row of an analysis and the tidy table that rows become; intervals, and how much of what differs is luck."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "scenario",
    "outcome",
    "factor",
    "index",
    "value",
    "low",
    "high",
    "points",
    "replicates",
    "noise_share",
)
"""Columns of every table of indices."""
UNKNOWN = math.nan
ALL = "(all factors)"
"""Factor of an index that belongs to the whole of them, such as a share explained."""


class Index(NamedTuple):
    """One number about one factor.

    Attributes
    ----------
    factor : str
        Name of a factor, of several joined by ` + `, or `ALL`.
    index : str
        What the number is, such as `mu_star` or `total`.
    value, low, high : float
        The number and the ends of its 95 % interval; NaN where there is none.
    """

    factor: str
    index: str  # type: ignore[assignment]  # hides the method of tuples, which nobody needs here
    value: float
    low: float = UNKNOWN
    high: float = UNKNOWN


def table(
    indices: Iterable[Index], *, scenario: str, outcome: str, points: int, replicates: int, noise_share: float
) -> pd.DataFrame:
    """Return indices as rows of a tidy table, with what they rest on."""
    import pandas as pd

    rows = [
        (scenario, outcome, one.factor, one.index, one.value, one.low, one.high, points, replicates, noise_share)
        for one in indices
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def noise_share(values: Array) -> float:
    """Return the share of variance that lies between replicates of the same point.

    One-way analysis of variance with random points: the variance within points, over that within points plus that
    between points (whose estimate is freed of what replicates add to it, and is never below nought).

    Parameters
    ----------
    values : ndarray, shape (points, replicates)
        NaN where a run is missing.

    Returns
    -------
    float
        0-1; NaN with fewer than two replicates, or where nothing differs.
    """
    counts = np.isfinite(values).sum(axis=1)
    values = values[counts > 0]
    counts = counts[counts > 0]
    freedom = int((counts - 1).sum())
    if freedom < 1 or len(values) < 2:
        return math.nan
    means = np.nanmean(values, axis=1)
    within = float(np.nansum((values - means[:, None]) ** 2) / freedom)
    usual = float(len(counts) / (1.0 / counts).sum())
    between = max(float(means.var(ddof=1)) - within / usual, 0.0)
    total = within + between
    return within / total if total > 0.0 else math.nan


CONFIDENCE = 0.95


def mean_interval(values: Array, confidence: float = CONFIDENCE) -> tuple[float, float, float]:
    """Return the mean of what is known and the ends of its interval (Student's t; NaN with fewer than two)."""
    from scipy.stats import t

    values = values[np.isfinite(values)]
    if len(values) == 0:
        return math.nan, math.nan, math.nan
    mean = float(values.mean())
    if len(values) < 2:
        return mean, math.nan, math.nan
    half = float(t.ppf(0.5 + confidence / 2, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values)))
    return mean, mean - half, mean + half


def wilson(hits: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the ends of the interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
    from scipy.stats import norm

    if of == 0:
        return math.nan, math.nan
    z = float(norm.ppf(0.5 + confidence / 2))
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(middle - half, 0.0), min(middle + half, 1.0)

"""How much of what differs between runs is luck: the variance between replicates of one point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


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

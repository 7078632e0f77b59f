"""Intervals: of a mean, of a share, of a difference on the same seeds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
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

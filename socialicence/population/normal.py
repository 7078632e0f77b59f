"""The standard normal distribution for whole arrays, without SciPy."""

from __future__ import annotations

import math

import numpy as np

from socialicence.state.draws import quantile_of_normal
from socialicence.state.tables import Array

_erfc = np.frompyfunc(math.erfc, 1, 1)
_quantile = np.frompyfunc(quantile_of_normal, 1, 1)


def share_below(value: Array) -> Array:
    """Standard normal distribution function."""
    return 0.5 * np.asarray(_erfc(-np.asarray(value, dtype=float) / math.sqrt(2.0)), dtype=float)


def probit(share: Array) -> Array:
    """Inverse of `share_below`."""
    return np.asarray(_quantile(np.asarray(share, dtype=float)), dtype=float)

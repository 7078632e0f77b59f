"""One row of an analysis, and the tidy table that rows become."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

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

"""Factors as numbers: a factor of names becomes one column for each name but the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.analysis.sample import Sample
from socialicence.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]


def is_text(column: pd.Series) -> bool:
    """Whether a factor has names for levels."""
    from pandas.api.types import is_numeric_dtype

    return not is_numeric_dtype(column)


def varying(factors: pd.DataFrame) -> list[str]:
    """Return the factors that take more than one value."""
    return [str(name) for name in factors.columns if factors[name].astype(str).nunique() > 1]


def coded(sample: Sample) -> pd.DataFrame:
    """Return the factors that vary as columns of numbers.

    A factor of names is `1` where a level holds, in a column `factor = level` for each level but the first met.

    Raises
    ------
    InputError
        If no factor varies.
    """
    import pandas as pd

    columns: dict[str, Any] = {}
    for name in varying(sample.factors):
        column = sample.factors[name]
        if not is_text(column):
            columns[name] = column.to_numpy(dtype=float)
            continue
        texts = column.astype(str)
        for level in list(dict.fromkeys(texts))[1:]:
            columns[f"{name} = {level}"] = (texts == level).to_numpy(dtype=float)
    if not columns:
        raise InputError("no factor of the study varies; there is nothing to compare")
    return pd.DataFrame(columns, index=sample.factors.index)

"""What each number of a table that users may add to is: label, unit, range, source, evidence grade, meaning.

The tables are those of departments, reference contexts, shocks and their kinds, and recommendations.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from socialicence.errors import InputError

FILE = Path(__file__).parent / "columns.csv"


@dataclass(frozen=True)
class NumberColumn:
    """One column of numbers.

    Attributes
    ----------
    table, column, label, unit : str
    low, high : float
        The range that is allowed.
    source, grade, meaning : str
        Where the package's own numbers are from, how good the evidence is, what the number does.
    """

    table: str
    column: str
    label: str
    unit: str
    low: float
    high: float
    source: str
    grade: str
    meaning: str

    def checked(self, value: object, where: str = "") -> float:
        """Return `value` as a number of this column.

        Raises
        ------
        InputError
            Naming `where`, the column, what was given, what is allowed and the nearest of it.
        """
        place = f"{where}: " if where else ""
        allowed = f"allowed is {self.low:g} to {self.high:g} ({self.unit})"
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise InputError(f"{place}{self.column} = {value!r} is not a number; {allowed}")
        if isinstance(value, float) and math.isnan(value):
            raise InputError(f"{place}{self.column} = nan is not a number; {allowed}")
        if not self.low <= value <= self.high:
            shown = f"{value:g}" if abs(value) < 1e15 else "a huge number"
            nearest = min(max(value, self.low), self.high)
            raise InputError(f"{place}{self.column} = {shown} is out of range; {allowed}, nearest {nearest:g}")
        return float(value) + 0.0  # no -0


@cache
def number_columns() -> Mapping[tuple[str, str], NumberColumn]:
    """Return every column by table and name, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        found = [
            NumberColumn(**{**row, "low": float(row["low"]), "high": float(row["high"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]
    return {(one.table, one.column): one for one in found}


def columns_of(table: str) -> dict[str, NumberColumn]:
    """Return the columns of numbers of one table."""
    return {name: one for (own, name), one in number_columns().items() if own == table}

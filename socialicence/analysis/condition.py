"""What is looked for among runs, as text: `licence_affected < 0.55`, `nearest = public_good`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.analysis.ranking import less_is_better
from socialicence.errors import InputError, unknown
from socialicence.outcomes.registry import OUTCOMES
from socialicence.results.record import DONE

if TYPE_CHECKING:
    import pandas as pd

_FORM = re.compile(r"\s*([\w.]+)\s*(<=|>=|==|=|<|>)\s*(\S.*?)\s*")
_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip
QUARTER = 0.25


@dataclass(frozen=True)
class Condition:
    """An outcome, a comparison and what it is compared with."""

    outcome: str
    comparison: str
    against: float | str

    @property
    def text(self) -> str:
        """The condition as it would be typed."""
        shown = self.against if isinstance(self.against, str) else f"{self.against:.4g}"
        return f"{self.outcome} {self.comparison} {shown}"

    def holds(self, runs: pd.DataFrame) -> np.ndarray[Any, Any]:
        """Return 1 where a run meets it, 0 where not, NaN where it is unknown."""
        column = runs[self.outcome]
        met = _TESTS[self.comparison](column.astype(object if isinstance(self.against, str) else float), self.against)
        unsettled = (column.isna() | (runs["status"] != DONE)).to_numpy(dtype=bool)
        return np.where(unsettled, np.nan, met.to_numpy(dtype=float))


def read_condition(text: str) -> Condition:
    """Return the condition that was typed.

    Raises
    ------
    InputError
        If it is no comparison, names no outcome, or compares a number with a word.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise InputError(
            f"--where {text!r} is not a comparison; write it like 'licence_affected < 0.55' or 'nearest = silos'"
        )
    name, comparison, against = found.groups()
    if name not in OUTCOMES:
        raise unknown("outcome", name, OUTCOMES, "--where")
    comparison = "=" if comparison == "==" else comparison
    if words := OUTCOMES[name].words:
        if comparison != "=" or against not in words:
            raise InputError(f"--where {text!r}: {name} is compared with = to one of {', '.join(words)}")
        return Condition(name, comparison, against)
    try:
        return Condition(name, comparison, float(against))
    except ValueError:
        raise InputError(f"--where {text!r}: {against!r} is not a number") from None


def best_quarter(runs: pd.DataFrame, outcome: str) -> Condition:
    """Return the condition that the best quarter of runs meets."""
    low = less_is_better(outcome)
    level = float(runs[outcome].astype(float).quantile(QUARTER if low else 1.0 - QUARTER))
    return Condition(outcome, "<=" if low else ">=", level)

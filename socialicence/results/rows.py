"""The rows of a comparison: which outcome, in what unit, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from socialicence.categories import FUTURES, NO_FUTURE
from socialicence.outcomes.declaring import Place, RunOutcome
from socialicence.outcomes.pathway_times import ACCESS_24M
from socialicence.outcomes.registry import OUTCOMES, shown_in
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.words import fixed

Summary = Mapping[str, Any]
LABELS = {**FUTURES, NO_FUTURE: "None"}
UNKNOWN = "-"


@dataclass(frozen=True)
class Row:
    """One row: its label, and how to read its cell from the summary of a scenario."""

    label: str
    cell: Callable[[Summary], str]


def _spread(
    values: Mapping[str, Any], runs: int, scale: float = 1.0, digits: int = 2, unit: str = "", sign: str = ""
) -> str:
    """`mean unit (p10-p90)`; ends with a sign are set apart by `to`; one run has no spread."""
    if values["mean"] is None:
        return UNKNOWN
    mean, low, high = (scale * float(values[key]) for key in ("mean", "p10", "p90"))
    if runs == 1:
        return f"{fixed(mean, digits, sign)}{unit}"
    between = " to " if sign or min(low, high) < 0 else "-"
    return f"{fixed(mean, digits, sign)}{unit} ({fixed(low, digits, sign)}{between}{fixed(high, digits, sign)})"


def _cell(outcome: RunOutcome) -> Callable[[Summary], str]:
    """How to read an outcome: a word by its counts, a number with its spread, in its unit."""
    if outcome.words:
        return partial(_counts, outcome.name)
    scale, unit = (100.0, " pts" if outcome.signed else " %") if outcome.is_share else (1.0, "")
    usual = 0 if outcome.is_share else 1 if outcome.unit in ("count", "months") else 2
    digits = usual if outcome.digits is None else outcome.digits
    unit = " %" if outcome.unit == "percent" else unit

    def cell(summary: Summary) -> str:
        if summary["months"] < outcome.least_months:
            return UNKNOWN
        values = summary["outcomes"][outcome.name]
        return _spread(values, summary["runs"], scale, digits, unit, "+" if outcome.signed else "")

    return cell


def _counts(name: str, summary: Summary) -> str:
    """What runs end as, most first."""
    counts = [(word, count) for word, count in summary[name].items() if count]
    return "\n".join(f"{LABELS.get(word, word)} {count} of {summary['runs']}" for word, count in counts)


def _access_in_time(summary: Summary) -> str:
    """Mean over requesters of the share that had access within two years."""
    spreads = [summary["outcomes"][name] for name in ACCESS_24M]
    known = [one for one in spreads if one["mean"] is not None]
    if not known or summary["months"] < TWO_YEARS:
        return UNKNOWN
    means = {key: sum(one[key] for one in known) / len(known) for key in ("mean", "p10", "p90")}
    return _spread(means, summary["runs"], 100, 0, " %")


_MEAN_ACCESS = Row(f"Access within {TWO_YEARS} months (mean of three kinds of user)", _access_in_time)
_PLACE_OF_MEAN = 6
"""Where this mean of three outcomes stands among those that are shown first."""


def headlines() -> list[Row]:
    """Return the rows that are shown first: eight, unless outcomes were added."""
    first = [(one.shown[Place.SCREEN].order, _row(one)) for one in shown_in(Place.SCREEN)]
    return [row for _, row in sorted([*first, (_PLACE_OF_MEAN, _MEAN_ACCESS)], key=lambda one: one[0])]


def all_rows() -> list[Row]:
    """Return the headlines and every other outcome."""
    return [*headlines(), *(_row(one) for one in OUTCOMES.values() if Place.SCREEN not in one.shown)]


def _row(outcome: RunOutcome) -> Row:
    return Row(outcome.label_in(Place.SCREEN), _cell(outcome))

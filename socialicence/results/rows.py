"""The rows of a comparison: which outcome, in what unit, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from socialicence.categories import Future
from socialicence.results.measures import ACCESS_24M, OUTCOMES

Summary = Mapping[str, Any]
FUTURE_LABELS = {**{future.name.lower(): future.label for future in Future}, "none": "None"}
UNKNOWN = "-"
TWO_YEARS = 24


@dataclass(frozen=True)
class Row:
    """One row: its label, and how to read its cell from the summary of a scenario."""

    label: str
    cell: Callable[[Summary], str]


def fixed(number: float, digits: int, sign: str = "") -> str:
    """Return the number with so many digits; zero has no sign."""
    rounded = round(number, digits) + 0.0
    return f"{rounded:{sign if rounded else ''}.{digits}f}"


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


def _outcome(
    name: str, scale: float = 1.0, digits: int = 2, unit: str = "", sign: str = ""
) -> Callable[[Summary], str]:
    def cell(summary: Summary) -> str:
        if name in ACCESS_24M and summary["months"] < TWO_YEARS:
            return UNKNOWN
        return _spread(summary["outcomes"][name], summary["runs"], scale, digits, unit, sign)

    return cell


def access_within_24_months(summary: Summary) -> str:
    """Mean over requesters of the share that had access within 24 months."""
    spreads = [summary["outcomes"][name] for name in ACCESS_24M]
    known = [one for one in spreads if one["mean"] is not None]
    if not known or summary["months"] < TWO_YEARS:
        return UNKNOWN
    means = {key: sum(one[key] for one in known) / len(known) for key in ("mean", "p10", "p90")}
    return _spread(means, summary["runs"], 100, 0, " %")


def nearest(summary: Summary) -> str:
    """The futures that runs end nearest, most first."""
    counts = [(name, count) for name, count in summary["nearest"].items() if count]
    return "\n".join(f"{FUTURE_LABELS.get(name, name)} {count} of {summary['runs']}" for name, count in counts)


HEADLINES = (
    Row("Backing among those affected", _outcome("licence_affected", 100, 0, " %")),
    Row("Backing among everyone", _outcome("licence_everyone", 100, 0, " %")),
    Row("Gap: affected less everyone", _outcome("licence_gap", 100, 1, " pts", "+")),
    Row("Joined up (desks a month)", _outcome("cross_department")),
    Row("Outside access", _outcome("external_access", 100, 0, " %")),
    Row("Access within 24 months (mean of three kinds of user)", access_within_24_months),
    Row("Opted out of health data", _outcome("objecting_percent", 1, 1, " %")),
    Row("Nearest future", nearest),
)


def all_rows() -> tuple[Row, ...]:
    """Return the eight headlines and every other outcome."""
    shown = {"licence_affected", "licence_everyone", "licence_gap", "cross_department", "external_access"}
    shown |= {"objecting_percent", "nearest"}
    rest = []
    for name, measure in OUTCOMES.items():
        if name in shown:
            continue
        share = measure.unit == "share"
        digits = 0 if share else 1 if measure.unit in ("count", "months") else 2
        rest.append(Row(measure.label, _outcome(name, 100 if share else 1, digits, " %" if share else "")))
    return (*HEADLINES, *rest)

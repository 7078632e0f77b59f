"""The ten assumptions that matter most: what is assumed, on what evidence, and what hangs on it."""

from __future__ import annotations

from typing import NamedTuple

from socialicence.assumptions import Assumption, computed, is_current, ten_most_important
from socialicence.assumptions.stored import COMMAND
from socialicence.figures.style import percent
from socialicence.report.words import Table
from socialicence.words import plural

EVIDENCE = {
    "fair": "judgement from a named source",
    "weak": "a source for the direction, the size is ours",
    "none": "our guess",
}
"""What each quality of `assumptions.quality` says, for somebody who has not read its definition."""
HEAD = (
    "Assumption", "Value used (and range)", "Evidence", "Share of all that assumptions move",
    "Can alone change the nearest future",
)  # fmt: skip


class Assumed(NamedTuple):
    """The table (None if nothing was computed), and how its numbers were computed."""

    table: Table | None
    made: str


def assumed() -> Assumed:
    """Return the ten assumptions of most impact, as computed and committed with the package."""
    try:
        rows = [_row(one) for one in ten_most_important()]
    except FileNotFoundError:
        return Assumed(None, f"In this copy of the package it was not computed which they are. To do so: {COMMAND}")
    return Assumed(Table("The ten on which most hangs, most first", HEAD, rows), _made())


def _row(one: Assumption) -> tuple[str, ...]:
    own = one.parameter
    impact = "not known"
    if one.impact is not None:
        low, high = (percent(max(share, 0.0)) for share in (one.impact.low, one.impact.high))
        impact = f"{percent(max(one.impact.value, 0.0))} ({low} to {high})"
    return (
        own.label,
        f"{own.default:g} {own.unit} ({own.low:g} to {own.high:g})",
        EVIDENCE[one.quality],
        impact,
        one.changes_told or "no",
    )


def _made() -> str:
    made = computed().provenance
    text = (
        f"All {made['assumptions']} assumptions were drawn at once over their ranges, {made['draws']:,} times, in "
        f"{plural(len(made['scenarios']), 'scenario')} of {made['citizens']:,} citizens; then each was moved alone "
        "from end to end. The share is of the spread that they make in the four measures that decide the nearest "
        "future, "
        f"with its 95 % interval. Computed {made['date']}, model version {made['model_version']}"
    )
    return f"{text}." if is_current() else f"{text}: older than the numbers of this report, to which it may not apply."

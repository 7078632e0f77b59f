"""Numbers in the words of the report (of a hundred people, in runs, with the spread in brackets), and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple


class Table(NamedTuple):
    """What a table says.

    Attributes
    ----------
    caption : str
    head : sequence of str
        Headings of the columns; the first is that of the rows' headings.
    rows : sequence of sequence of str
        Cells; the first of each row is its heading. A line end within a cell is kept.
    number : bool
        Whether the cells after the first are numbers, set to the right.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    number: bool = False


FRACTIONS = ((0.15, "hardly at all"), (0.35, "a quarter of a point"), (0.75, "half a point"), (1.25, "one point"))


def in_hundred(share: float | None) -> str:
    """Return a share as people in a hundred, never a false nought or hundred."""
    if share is None or isnan(share):
        return "not known"
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "fewer than 1 in 100"
    if whole == 100 and share < 1:
        return "more than 99 in 100"
    return f"{whole} in 100"


def about_points(difference: float) -> str:
    """Return the size of a difference of shares in points of a hundred, as one would say it."""
    amount = abs(100 * difference)
    for below, words in FRACTIONS:
        if amount < below:
            return words
    return f"{amount:.1f}".rstrip("0").rstrip(".") + " points" if amount < 2 else f"{amount:.0f} points"


def in_runs(count: int, of: int) -> str:
    """Return how often something happened in runs."""
    if of == 1:
        return "in the one run" if count else "not in the one run"
    return f"in {'none' if not count else 'all' if count == of else count} of {of} runs"


def most_frequent(counts: Mapping[str, Any] | None) -> tuple[str, int] | None:
    """Return the commonest answer of a summary and in how many runs it was given."""
    known = {name: count for name, count in (counts or {}).items() if isinstance(count, int)}
    if not known:
        return None
    name = max(known, key=lambda one: known[one])
    return name, known[name]

"""Numbers in the words of the report: of a hundred people, in runs, with the spread in brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

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


def listed(parts: Sequence[str]) -> str:
    """Return words in a row: one, two and three."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def capital(text: str) -> str:
    """Return text that opens with a capital."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return a label within a sentence; an acronym stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def plural(count: int, one: str, more: str = "") -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def shortened(text: str, letters: int = 120) -> str:
    """Return a text no longer than there is room for."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def most_frequent(counts: Mapping[str, Any] | None) -> tuple[str, int] | None:
    """Return the commonest answer of a summary and in how many runs it was given."""
    known = {name: count for name, count in (counts or {}).items() if isinstance(count, int)}
    if not known:
        return None
    name = max(known, key=lambda one: known[one])
    return name, known[name]

"""The named patterns, and how to check them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from socialicence.checks.events import breach_is_forgotten, scandal_stays
from socialicence.checks.finding import Finding
from socialicence.checks.pathway import durations_as_published, newcomers_open_desks
from socialicence.checks.public import nothing_drifts, start_as_published
from socialicence.errors import unknown

PATTERNS: dict[str, Callable[[], Finding]] = {
    "P1": start_as_published,
    "P2": nothing_drifts,
    "P4": breach_is_forgotten,
    "P5": scandal_stays,
    "P6": durations_as_published,
    "P10": newcomers_open_desks,
}
"""Patterns by their number in model.md 8. P3, P7 to P9 and P11 to P13 are not yet checked."""


def check(names: Iterable[str] | None = None) -> list[Finding]:
    """Check patterns by name (all if none is given), in order.

    Raises
    ------
    InputError
        For a name that is no pattern.
    """
    chosen = list(PATTERNS) if names is None else list(names)
    for name in chosen:
        if name not in PATTERNS:
            raise unknown("pattern", name, PATTERNS)
    return [PATTERNS[name]() for name in chosen]

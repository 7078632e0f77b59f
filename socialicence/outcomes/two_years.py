"""The last two years of a run: what its outcomes are means of, the world five years from now and not the way there."""

from __future__ import annotations

TWO_YEARS = 24
"""Months; also what counts as access, or evidence, in time."""


def last_two_years(month: int) -> slice:
    """Return the months observed in the two years up to a month; in a shorter run all but its initial state."""
    return slice(max(month - TWO_YEARS + 1, 1), month + 1)

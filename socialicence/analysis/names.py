"""Names of factors and outcomes in plain words, and numbers as text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from socialicence.errors import InputError
from socialicence.parameters import canonical, parameters
from socialicence.results.measures import OUTCOMES

LONGEST = 60
SHORTEST = 8
"""Letters that what stands before a colon needs to say something by itself."""
SPECIAL_LABELS = {
    "engagement.strategy": "How people are involved",
    "recommendations": "Recommendations adopted in full",
    "without": "Stage of the month left out",
    "shock.kind": "Kind of incident",
    "shock.month": "Month of the incident",
    "shock.size": "Size of the incident",
    "shock.organisation": "Organisation it happens to",
    "shock.department": "Department it happens to",
}
"""Factors of studies that are no single lever or parameter."""


def outcome_label(name: str) -> str:
    """Return an outcome in plain words."""
    if name in OUTCOMES:
        return OUTCOMES[name].label
    own, comparison, against = name.partition(" = ")
    return f"{OUTCOMES[own].label}: {against.replace('_', ' ').title()}" if comparison and own in OUTCOMES else name


def factor_label(name: str) -> str:
    """Return a factor in plain words: its label up to a colon; what is no parameter stays as it is.

    Of levels (`a = b`), conditions (`a | b = 1`) and sets (`a + b`) each part is put in words.
    """
    for sign, joiner in ((" + ", " + "), (" | ", ", where "), (", ", ", ")):
        if sign in name:
            return joiner.join(factor_label(part) for part in name.split(sign))
    if " = " in name:
        own, _, level = name.partition(" = ")
        return f"{factor_label(own)} = {level}"
    label = SPECIAL_LABELS.get(name) or _label(name) or _label(f"recommendation.{name}") or name
    short = label.partition(":")[0]
    return short if len(short) >= SHORTEST else label


def _label(name: str) -> str:
    try:
        return parameters()[canonical(name)].label
    except InputError:
        return ""


def short_label(name: str) -> str:
    """Return a factor in plain words, cut to fit beside a chart, with its name where words are not enough."""
    text = factor_label(name)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3].rstrip()}..."


def number(value: float) -> str:
    """Return a number with three figures that say something; a minus is a hyphen."""
    if not math.isfinite(value):
        return "unknown"
    if value == 0.0 or abs(value) >= 100:
        return f"{value:,.0f}"
    digits = max(2 - math.floor(math.log10(abs(value))), 0)
    return f"{value:.{min(digits, 6)}f}"


def interval(value: float, low: float, high: float) -> str:
    """Return a number and its interval: `0.12 (0.10 to 0.14)`; without one just the number."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return number(value)
    return f"{number(value)} ({number(low)} to {number(high)})"


def listed(texts: Sequence[str]) -> str:
    """Return `a, b and c`."""
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return f"{100 * share:.0f} %" if math.isfinite(share) else "an unknown share"

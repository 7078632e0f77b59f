"""Names of factors and outcomes in plain words, and numbers as text."""

from __future__ import annotations

import math

from socialicence.errors import InputError
from socialicence.outcomes.registry import OUTCOMES
from socialicence.parameters import canonical, parameters

LONGEST = 60
SHORTEST = 8
"""Letters that what stands before a colon needs to say something by itself."""
IN_UNITS = ("mu_star", "effect", "gain", "mean on fresh seeds", "behind_best")
"""Indices in the unit of their outcome."""
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


def amount(outcome: str, value: float, low: float, high: float) -> str:
    """Return a value or difference of an outcome and its interval, in no more digits than the interval bears.

    Shares are in points of a hundred: `0.5 points (0.3 to 0.7)`.

    Examples
    --------
    >>> amount("licence_affected", 0.00485, 0.0029, 0.00679)
    '0.5 points (0.3 to 0.7)'
    >>> amount("cross_department", 0.0425, 0.0290, 0.0560)
    '0.04 (0.03 to 0.06)'
    """
    in_points = is_share(outcome)
    value, low, high = (100 * one if in_points else one for one in (value, low, high))
    unit = " points" if in_points else ""
    if not (math.isfinite(low) and math.isfinite(high)):
        return f"{number(value)}{unit}"
    digits = _digits((high - low) / 2)
    if digits is None:
        return f"{number(value)}{unit}"
    shown = [f"{one:,.{digits}f}" for one in (value, low, high)]
    shown = [text.lstrip("-") if float(text.replace(",", "")) == 0 else text for text in shown]
    return f"{shown[0]}{unit} ({shown[1]} to {shown[2]})"


def in_own_unit(index: str) -> bool:
    """Whether an index is in the unit of its outcome; so are differences (`a against b`)."""
    return index in IN_UNITS or " against " in index


def is_share(outcome: str) -> bool:
    """Whether an outcome is a share, so that its differences are points of a hundred."""
    own, comparison, _ = outcome.partition(" = ")
    return bool(comparison) or (own in OUTCOMES and OUTCOMES[own].is_share)


def _digits(half: float) -> int | None:
    """Decimals that an interval of this half width bears: one figure of it; None where it has no width."""
    return max(-math.floor(math.log10(half)), 0) if half > 0 else None


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return f"{100 * share:.0f} %" if math.isfinite(share) else "an unknown share"

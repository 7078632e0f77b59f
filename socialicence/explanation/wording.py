"""How levels, changes and causes are put into words: units, spread over runs, more and less."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from socialicence.explanation.effects import Effect
from socialicence.explanation.measured import measure
from socialicence.words import fixed

POINTS = "points"
UNKNOWN, LUCK, NO_CHANGE = "-", "~", "none"
"""What stands for a number that is not known, behind one that luck alone might make, and for no change in any run."""
_UNITS = {"count": "", "percent": POINTS, "scaled": "", "-1 to 1": "", "thousand pounds": "thousand pounds"}
"""How a change is told where the unit of the measure would not do."""


def is_share(name: str) -> bool:
    """Whether a measure is told in hundredths: percent for a level, points for a change."""
    return measure(name).in_hundredths


def unit_of_change(name: str) -> str:
    """Return the unit in which a change of a measure is told; empty for plain numbers."""
    unit = measure(name).unit
    return POINTS if is_share(name) else _UNITS.get(unit, unit)


def number(value: float, name: str, *, sign: bool = False) -> str:
    """Return a value of a measure as text, shares as hundredths; nought has no sign.

    Digits after the point are those declared; one for counts; of any other measure none for hundredths from ten, one
    for other hundredths and for numbers from ten, else two.
    """
    scaled = value * (100.0 if is_share(name) else 1.0)
    usual = max(0, 2 - is_share(name) - (abs(scaled) >= 9.95) - (abs(scaled) >= 99.5))
    one = measure(name)
    digits = one.digits if one.digits is not None else 1 if one.unit == "count" else usual
    return fixed(scaled, digits, "+" if sign else "")


def spread(effect: Effect, name: str) -> str:
    """Return the 10th to 90th percentile over runs in brackets; one run has none."""
    if effect.runs < 2:
        return ""
    return f" ({number(effect.low, name)} to {number(effect.high, name)})"


def level(effect: Effect, name: str) -> str:
    """Return the mean of a measure and its spread over runs: `41.2 % (39.8 to 43.0)`."""
    unit = measure(name).unit
    percent = " %" if is_share(name) or unit == "percent" else ""
    return f"{number(effect.mean, name)}{percent}{spread(effect, name)}"


def change(effect: Effect, name: str, more: str = "more", less: str = "fewer") -> str:
    """Return a change in words: `7.4 months fewer (5.1 to 9.8)`, ends in the direction that is told."""
    turned = effect if effect.mean >= 0 else Effect(-effect.mean, -effect.high, -effect.low, effect.clear, effect.runs)
    unit = unit_of_change(name)
    words = f"{number(turned.mean, name)} {unit}".rstrip()
    return f"{words} {more if effect.mean >= 0 else less}{spread(turned, name)}{other_way(effect)}"


def other_way(effect: Effect) -> str:
    """Return what to add where a tenth of the runs or more do not go that way."""
    return ", though not in every run" if effect.runs > 1 and effect.other_way else ""


def signed(effect: Effect, name: str) -> str:
    """Return a contribution with its sign and spread: `+1.2 (0.8 to 1.7)`."""
    return f"{number(effect.mean, name, sign=True)}{spread(effect, name)}"


def as_read(row: Mapping[str, Any], key: str, name: str, runs: int) -> str:
    """Return a level that stands in a row of `Explanation.together`: mean and spread."""
    effect = _in(row, key, runs)
    return UNKNOWN if isnan(effect.mean) else level(effect, name)


def as_contributed(row: Mapping[str, Any], key: str, name: str, runs: int) -> str:
    """Return a contribution that stands in a row: with its sign and spread, and a mark where it may be luck."""
    effect = _in(row, key, runs)
    if isnan(effect.mean):
        return UNKNOWN
    if effect.low == effect.high == 0.0 and not effect.mean:
        return f"{NO_CHANGE} "
    return f"{signed(effect, name)}{' ' if effect.clear else LUCK}"


def _in(row: Mapping[str, Any], key: str, runs: int) -> Effect:
    mean, low, high = (float(row[f"{key}{part}"]) for part in ("", "_low", "_high"))
    return Effect(mean, low, high, row.get(f"{key}_clear") in (True,), runs)

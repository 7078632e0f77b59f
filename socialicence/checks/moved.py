"""What moved between two results of the checks: each number, its old and new value, and the noise of both."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SAME = 1e-6
"""Relative difference below which two numbers are the same: machines differ by less."""
BEYOND_NOISE = 1.96
UNCHANGED, WITHIN, MOVED, UNKNOWN, NEW, GONE = (
    "same",
    "within its noise",
    "moved by more than its noise",
    "moved, noise not known",
    "new",
    "gone",
)


@dataclass(frozen=True)
class Move:
    """One number of a check in two versions of the model.

    Attributes
    ----------
    pattern, name, label, unit : str
    old, new : float or None
        None where that version has no such number.
    noise : float or None
        Half the 95 % interval of the difference, of both standard errors; None where one is not known.
    verdict : str
        `same`, `within its noise`, `moved by more than its noise`, `moved, noise not known`, `new` or `gone`.
    old_verdict, new_verdict : str
        Of the whole check.
    """

    pattern: str
    name: str
    label: str
    unit: str
    old: float | None
    new: float | None
    noise: float | None
    verdict: str
    old_verdict: str
    new_verdict: str


def moves(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Move]:
    """Return what became of every number of the checks that both results have, in the order of the new.

    Notes
    -----
    Seeds are the same in both, so an unchanged model gives the same numbers. What differs is held against
    1.96 times the root of the sum of both squared standard errors: chance that a change of draws alone would bring.
    """
    before = {one["pattern"]: one for one in old["findings"]}
    found = []
    for after in new["findings"]:
        pattern = after["pattern"]
        if pattern in before:
            found += _of_pattern(before[pattern], after)
    return found


def _of_pattern(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Move]:
    earlier, later = _numbers(old), _numbers(new)
    rows = []
    for name in dict.fromkeys((*later, *earlier)):
        was, now = earlier.get(name), later.get(name)
        facts = now or was or {}
        value = [None if one is None else one.get("value") for one in (was, now)]
        errors = [None if one is None else one.get("error") for one in (was, now)]
        noise = None if None in errors else BEYOND_NOISE * math.hypot(*map(float, errors))  # type: ignore[arg-type]
        rows.append(
            Move(
                new["pattern"],
                name,
                str(facts.get("label", name)),
                str(facts.get("unit", "")),
                value[0],
                value[1],
                noise,
                _verdict(value[0], value[1], noise),
                str(old["verdict"]),
                str(new["verdict"]),
            )
        )
    return rows


def _numbers(finding: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Numbers of a finding by name: measures, or the bare numbers where there are none."""
    bare = {name: {"value": value} for name, value in finding["numbers"].items()}
    return bare | {one["name"]: one for one in finding["measures"]}


def _verdict(old: float | None, new: float | None, noise: float | None) -> str:
    if old is None or new is None:
        return UNCHANGED if old is new else GONE if new is None else NEW
    if math.isclose(old, new, rel_tol=SAME, abs_tol=1e-12):
        return UNCHANGED
    if noise is None:
        return UNKNOWN
    return MOVED if abs(new - old) > noise else WITHIN

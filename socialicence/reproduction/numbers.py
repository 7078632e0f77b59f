"""Numbers of two results side by side: the same, within a millionth, or different."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SAME, WITHIN, DIFFERENT = "same", "within 1e-6", "different"
TOLERANCE = 1e-6
"""Relative difference that another machine or another version of a library may make."""
NOUGHT = 1e-9
"""Absolute difference that counts as within where a number is nought."""
Value = float | int | str | bool | None


@dataclass(frozen=True)
class Number:
    """One value of a result, as it was and as it is now.

    Attributes
    ----------
    name : str
        Where it stands, with `/` between.
    old, new : number, str, bool or None
        None where it is not known; `missing` where a result does not have it.
    verdict : str
        `same`, `within 1e-6` or `different`.
    """

    name: str
    old: Value
    new: Value
    verdict: str


MISSING = "missing"


def compared(old: Mapping[str, Value], new: Mapping[str, Value]) -> list[Number]:
    """Return every value of two results, in the order of the old, with its verdict."""
    names = dict.fromkeys((*old, *new))
    return [
        Number(name, was, now, verdict(was, now))
        for name in names
        for was, now in [(old.get(name, MISSING), new.get(name, MISSING))]
    ]


def verdict(old: Value, new: Value) -> str:
    """Return whether two values are the same, within a millionth, or different."""
    if old == new and isinstance(old, bool) == isinstance(new, bool):
        return SAME
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (old, new))
    if numbers and math.isclose(old, new, rel_tol=TOLERANCE, abs_tol=NOUGHT):  # type: ignore[arg-type]
        return WITHIN
    return DIFFERENT


def flat(content: Any, name: str = "") -> Iterator[tuple[str, Value]]:
    """Yield every value of nested tables and lists with where it stands.

    A table of counts has no order: what is not counted is not in it, and a count of nought says the same.
    """
    if isinstance(content, Mapping):
        for key, value in content.items():
            yield from flat(value, f"{name}/{key}" if name else str(key))
    elif isinstance(content, list | tuple):
        for place, value in enumerate(content):
            yield from flat(value, f"{name}/{place}")
    else:
        yield name, content

"""Every parameter and lever once: default, unit, range, source, evidence grade, plain-words label.

The rows stand in `data/parameters/*.csv`; everything else (help, docs, labels, sweep bounds, checks) is read from here.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from socialicence.errors import InputError, unknown

GRADES = ("measured", "derived", "judgement", "assumption")
FOLDER = Path(__file__).parent / "data" / "parameters"
GONE = Path(__file__).parent / "data" / "gone.csv"


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    Attributes
    ----------
    name : str
        As in TOML and on the command line, with dots.
    kind : str
        `lever` (somebody could choose it) or `parameter` (a belief about how the world works).
    default, low, high : float
        Status quo or best guess, and the range that may be swept.
    unit, label, source : str
    grade : str
        One of `GRADES`.
    low_means, high_means : str
        What the two ends of a lever mean, in plain words.
    aliases : tuple of str
    """

    name: str
    kind: str
    default: float
    low: float
    high: float
    unit: str
    grade: str
    label: str
    source: str
    low_means: str = ""
    high_means: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The name as a column of a table: underscores for dots."""
        return self.name.replace(".", "_")

    @property
    def is_lever(self) -> bool:
        """Whether somebody could choose it."""
        return self.kind == "lever"

    @property
    def is_uncertain(self) -> bool:
        """Whether it is a belief that no data settle (a lever is a choice, not a belief)."""
        return not self.is_lever and self.grade in ("judgement", "assumption")


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return all parameters by name, in the order of the table."""
    table: dict[str, Parameter] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                table[row["name"]] = _parameter(row)
    return table


def _parameter(row: Mapping[str, str]) -> Parameter:
    """One row of the table."""
    return Parameter(
        name=row["name"],
        kind=row["kind"],
        default=float(row["default"]),
        low=float(row["low"]),
        high=float(row["high"]),
        unit=row["unit"],
        grade=row["grade"],
        label=row["label"],
        source=row["source"],
        low_means=row["low_means"],
        high_means=row["high_means"],
        aliases=tuple(row["aliases"].split()),
    )


@cache
def _names() -> Mapping[str, str]:
    """Every accepted spelling (dots, underscores, aliases) and the name it stands for."""
    spellings: dict[str, str] = {}
    for parameter in parameters().values():
        for name in (parameter.name, *parameter.aliases):
            spellings[name] = parameter.name
            spellings[name.replace(".", "_")] = parameter.name
    return spellings


@cache
def _gone() -> Mapping[str, Mapping[str, str]]:
    """Names that the model no longer has, and what there is instead."""
    with GONE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def levers() -> dict[str, Parameter]:
    """Return the parameters that somebody could choose."""
    return {name: p for name, p in parameters().items() if p.is_lever}


def canonical(name: str, where: str = "", own: Mapping[str, Parameter] | None = None) -> str:
    """Return the parameter's own name for any accepted spelling.

    `own` are levers and parameters that a scenario brings with it, by name.

    Raises
    ------
    InputError
        If there is no such parameter; the text names the nearest.
    """
    for one in (own or {}).values():
        if name in (one.name, one.column):
            return one.name
    try:
        return _names()[name]
    except KeyError:
        if name in _gone():
            row = _gone()[name]
            raise InputError(
                f"{where}{': ' if where else ''}{name}: gone since version {row['version']} of the model; "
                f"instead there is {row['instead']}"
            ) from None
        raise unknown("lever or parameter", name, [*parameters(), *(own or ())], where) from None


def checked(name: str, value: object, where: str = "", own: Mapping[str, Parameter] | None = None) -> float:
    """Return `value` as the number of parameter `name`, if it is one and lies in range.

    Raises
    ------
    InputError
        Naming the parameter, what was given and what is allowed.
    """
    known = canonical(name, where, own)
    parameter = own[known] if own and known in own else parameters()[known]
    place = f"{where}: " if where else ""
    allowed = f"allowed is {parameter.low:g} to {parameter.high:g} ({parameter.unit})"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise InputError(f"{place}{parameter.name} = {value!r} is not a number; {allowed}")
    try:
        if isinstance(value, str) and ("_" in value or not value.isascii()):
            raise ValueError  # Python reads `1_0` and the digits of other scripts; nobody means them here.
        number = float(value) + 0.0  # no -0
    except ValueError:
        raise InputError(f"{place}{parameter.name} = {value!r} is not a number; {allowed}") from None
    except OverflowError:
        raise InputError(f"{place}{parameter.name} is too large a number; {allowed}") from None
    if not math.isfinite(number) or not parameter.low <= number <= parameter.high:
        nearest = min(max(number, parameter.low), parameter.high) if not math.isnan(number) else parameter.default
        raise InputError(f"{place}{parameter.name} = {number:g} is out of range; {allowed}, nearest {nearest:g}")
    return number


def uk_adults() -> int:
    """Return how many adults the UK has: the most citizens there can be."""
    return int(parameters()["adults"].default)


def defaults() -> dict[str, float]:
    """Return the default of every parameter."""
    return {name: p.default for name, p in parameters().items()}


def resolved(
    changes: Mapping[str, object], where: str = "", own: Mapping[str, Parameter] | None = None
) -> dict[str, float]:
    """Return checked values by canonical name for a mapping in any accepted spelling.

    Raises
    ------
    InputError
        For an unknown name, a bad value, or one parameter given twice with different values.
    """
    values: dict[str, float] = {}
    for name, value in changes.items():
        known = canonical(name, where, own)
        number = checked(known, value, where, own)
        if values.get(known, number) != number:
            raise InputError(f"{where + ': ' if where else ''}{known} is given twice: {values[known]:g} and {number:g}")
        values[known] = number
    return values

"""The options of a `list` design, from a CSV file: one option a row, one factor a column."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from socialicence.errors import InputError
from socialicence.sweep.factors import Factor, Level, checked_level, own_name
from socialicence.sweep.special import TEXTS

MOST_OPTIONS = 100_000


def read_options(path: Path) -> tuple[tuple[Mapping[str, Level], ...], tuple[Factor, ...]]:
    """Return the options, each by factor, and the factors with the levels that occur.

    An empty cell leaves the factor as the scenario has it.

    Raises
    ------
    InputError
        Naming the file, the line and the column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [(line.line_num, row) for line in [csv.reader(file)] for row in line if any(map(str.strip, row))]
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(lines) < 2:
        raise InputError(f"{path}: a line of factor names and at least one option are needed")
    if len(lines) > MOST_OPTIONS + 1:
        raise InputError(f"{path}: has {len(lines) - 1:,} options; {MOST_OPTIONS:,} at most are allowed")
    names = _names(lines[0][1], path)
    rows = tuple(_option(row, names, f"{path}: line {number}") for number, row in lines[1:])
    return rows, tuple(_factor(name, rows) for name in names)


def _names(header: list[str], path: Path) -> list[str]:
    names = [own_name(name.strip(), str(path)) for name in header]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{path}: {name} is given twice")
    return names


def _option(row: list[str], names: list[str], where: str) -> dict[str, Level]:
    if len(row) != len(names):
        raise InputError(f"{where}: has {len(row)} cells; the first line names {len(names)} factors")
    return {
        name: checked_level(name, _cell(name, cell.strip(), where), where)
        for name, cell in zip(names, row, strict=True)
        if cell.strip()
    }


def _cell(name: str, cell: str, where: str) -> object:
    """A cell as TOML would hold it: a word, or a number."""
    if name in TEXTS:
        return cell
    try:
        return float(cell)
    except ValueError:
        raise InputError(f"{where}: {name} = {cell!r} is not a number") from None


def _factor(name: str, rows: tuple[Mapping[str, Level], ...]) -> Factor:
    levels = dict.fromkeys(row[name] for row in rows if name in row)
    return Factor(name, "levels", levels=tuple(sorted(levels, key=str) if name in TEXTS else sorted(levels, key=float)))

"""Departments as given: the 24 of the package, and those that a scenario adds, replaces or leaves out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from socialicence.categories import Domain, OrganisationType
from socialicence.data.columns import columns_of
from socialicence.errors import InputError
from socialicence.scenarios import fields
from socialicence.scenarios.fields import Table

FILE = Path(__file__).parents[1] / "data" / "departments.csv"
MOST = 50
"""Departments in a run: with more, a month's messages would not fit their table."""
KEYS = ("name", "kind", "domains", "sensitivity", "turnover", "grade", "source")


@dataclass(frozen=True)
class DepartmentRow:
    """One department as given, before any run.

    Attributes
    ----------
    name : str
    kind : OrganisationType
        Type of organisation: whose trust it shares.
    domains : tuple of Domain
        What its data are about.
    sensitivity, turnover : float
        See `data/columns.csv`.
    grade, source : str
        Evidence of the two numbers.
    """

    name: str
    kind: OrganisationType
    domains: tuple[Domain, ...]
    sensitivity: float
    turnover: float
    grade: str = "assumption"
    source: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the department as a TOML or JSON table would hold it."""
        return fields.as_table(self, KEYS)


def department_row(table: Table, where: str) -> DepartmentRow:
    """Return one checked department.

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    fields.check_keys(table, KEYS, KEYS[:5], where)
    domains = fields.members(table, "domains", Domain, where, singular="domain")
    if not domains:
        raise InputError(f"{where}: domains is empty; a department holds data about at least one domain")
    return DepartmentRow(
        name=fields.title(table, "name", where),
        kind=fields.member(table["kind"], OrganisationType, "kind", where),
        domains=domains,
        sensitivity=fields.number(table, "departments", "sensitivity", where),
        turnover=fields.number(table, "departments", "turnover", where),
        grade=fields.grade(table, where),
        source=fields.text(table, "source", where),
    )


def rows_of_file(path: Path, numbers: str, lists: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of a table of the package as a TOML file would give them, each with its place.

    Parameters
    ----------
    numbers : str
        Table of `data/columns.csv` that its numbers are described in.
    lists : tuple of str
        Columns of several names separated by spaces.
    """
    numeric = columns_of(numbers)
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            where = f"{path.name}, line {line}"
            table: dict[str, Any] = {key: value for key, value in row.items() if value}
            for key in numeric.keys() & table.keys():
                try:
                    table[key] = float(table[key])
                except ValueError:
                    raise InputError(f"{where}: {key} = {table[key]!r} is not a number") from None
            for key in lists:
                table[key] = table.get(key, "").split()
            found.append((where, table))
    return found


def read_departments(path: Path) -> tuple[DepartmentRow, ...]:
    """Return the departments of a CSV table, checked; evidence is that of the columns."""
    return tuple(department_row(table, where) for where, table in rows_of_file(path, "departments", ("domains",)))


@cache
def standard_departments() -> tuple[DepartmentRow, ...]:
    """Return the 24 departments of the package."""
    return read_departments(FILE)

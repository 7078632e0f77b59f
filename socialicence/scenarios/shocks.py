"""Reading the `[[shocks]]` of a scenario."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.errors import InputError, unknown
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.scenarios.texts import LONGEST_TEXT, plain_text

MOST = 1_000
"""Shocks in one scenario."""
LARGEST = 10.0
"""The largest shock, in ordinary ones."""
_KEYS = ("shock", "month", "size", "organisation", "department", "domains", "label")
_Member = TypeVar("_Member", bound=IntEnum)


@cache
def department_names() -> tuple[str, ...]:
    """Return the names of the standard departments."""
    # Read here rather than from `institutions`, which needs numpy: `scenarios` has to answer at once.
    path = Path(__file__).parents[1] / "data" / "departments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


def read_shocks(given: object, where: str, months: int) -> tuple[ScheduledShock, ...]:
    """Return the scheduled shocks of a scenario, in order of time.

    Raises
    ------
    InputError
        Naming the file, which shock, the key, what was given and what is allowed.
    """
    place = f"{where}: " if where else ""
    if not isinstance(given, list) or not all(isinstance(table, Mapping) for table in given):
        raise InputError(f"{place}shocks is not a list of tables; write [[shocks]] above each")
    if len(given) > MOST:
        raise InputError(f"{place}there are {len(given):,} shocks; {MOST:,} at most are allowed")
    shocks = [_read(table, f"{place}shocks {number}", months) for number, table in enumerate(given, start=1)]
    return tuple(sorted(shocks, key=lambda shock: shock.month))


def _read(table: Mapping[str, Any], where: str, months: int) -> ScheduledShock:
    for key in table:
        if key not in _KEYS:
            raise unknown("key", key, _KEYS, where)
    for key in ("shock", "month"):
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    organisation, department = table.get("organisation"), table.get("department")
    if (organisation is None) == (department is None):
        raise InputError(f"{where}: give either organisation (a type) or department (a name)")
    if department is not None and department not in department_names():
        raise unknown("department", str(department), department_names(), where)
    domains = table.get("domains", [])
    if not isinstance(domains, list):
        raise InputError(f'{where}: domains = {domains!r} is not a list; write ["health"]')
    label = table.get("label", "")
    if not isinstance(label, str):
        raise InputError(f"{where}: label = {label!r} is not text; put it in quotes")
    plain_text(label, "label", LONGEST_TEXT, where)
    size = _number(table.get("size", 1.0), "size", 0, LARGEST, where)
    if not size:
        raise InputError(f"{where}: size = 0; a number above 0, up to {LARGEST:g}, is needed")
    return ScheduledShock(
        shock=_member(table["shock"], Shock, "shock", where),
        month=_number(table["month"], "month", 0, months, where),
        size=size,
        organisation=None if organisation is None else _member(organisation, OrganisationType, "organisation", where),
        department=department,
        domains=tuple(_member(domain, Domain, "domain", where) for domain in domains),
        label=label,
    )


def _member(given: object, kind: type[_Member], key: str, where: str) -> _Member:
    """The category that a name stands for: `health_service` and `health service` are the same."""
    names = [member.name.lower() for member in kind]
    name = str(given).strip().lower().replace(" ", "_")
    if name not in names:
        raise unknown(key, str(given), names, where)
    return kind[name.upper()]


def _number(given: object, key: str, low: float, high: float, where: str) -> float:
    good = isinstance(given, int | float) and not isinstance(given, bool)
    if not good or not low <= given <= high:  # type: ignore[operator]
        raise InputError(f"{where}: {key} = {given!r}; a number from {low:g} to {high:g} is needed")
    return float(given) + 0.0  # type: ignore[arg-type]

"""The committed tables of departments and reference contexts, as record arrays with their names."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from socialicence.categories import Domain, OrganisationType, Region, RequesterKind
from socialicence.errors import InputError
from socialicence.tables import CONTEXT, DEPARTMENT, MOST_CONTEXTS, Array, new_records

FOLDER = Path(__file__).parent / "data"
ALL_REGIONS = (1 << len(Region)) - 1


class Institutions(NamedTuple):
    """Departments and reference contexts as given, before any run.

    Attributes
    ----------
    department_names, context_names, context_titles, context_surveys : tuple of str
    departments, contexts : record arrays (see `tables.DEPARTMENT`, `tables.CONTEXT`)
    """

    department_names: tuple[str, ...]
    departments: Array
    context_names: tuple[str, ...]
    context_titles: tuple[str, ...]
    context_surveys: tuple[str, ...]
    contexts: Array


def _bits(names: str, kind: type[Domain] | type[OrganisationType] | type[Region], where: str) -> int:
    """Bits of several category names separated by spaces; `all` stands for every one."""
    if names == "all":
        return (1 << len(kind)) - 1
    try:
        return sum(1 << kind[name] for name in names.split())
    except KeyError as error:
        raise InputError(
            f"{where}: unknown {kind.__name__} {error.args[0]!r}; allowed: {', '.join(kind.__members__)}"
        ) from None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_departments(path: Path) -> tuple[tuple[str, ...], Array]:
    """Read a table of departments (columns name, kind, domains, sensitivity, turnover)."""
    rows = _rows(path)
    table = new_records(DEPARTMENT, len(rows))
    for row, record in zip(rows, table, strict=True):
        record["kind"] = OrganisationType[row["kind"]]
        record["domains"] = _bits(row["domains"], Domain, path.name)
        record["sensitivity"] = float(row["sensitivity"])
        record["turnover"] = float(row["turnover"])
    return tuple(row["name"] for row in rows), table


def read_contexts(path: Path) -> tuple[list[dict[str, str]], Array]:
    """Read a table of reference contexts; cut-offs are parameters and are filled in by a run."""
    rows = _rows(path)
    if len(rows) > MOST_CONTEXTS:
        raise InputError(f"{path}: {len(rows)} contexts given, at most {MOST_CONTEXTS} allowed")
    table = new_records(CONTEXT, len(rows))
    for row, record in zip(rows, table, strict=True):
        record["owners"] = _bits(row["owners"], OrganisationType, path.name)
        record["domains"] = _bits(row["domains"], Domain, path.name)
        record["regions"] = _bits(row["regions"], Region, path.name)
        record["recipient"] = OrganisationType[row["recipient"]]
        record["requester"] = RequesterKind[row["requester"]] if row["requester"] else -1
        for name in ("outside", "benefit", "sensitivity", "safeguards", "age_low", "age_high"):
            record[name] = float(row[name])
    return rows, table


@cache
def standard_institutions() -> Institutions:
    """Return the 24 departments and twelve reference contexts of the package."""
    names, departments = read_departments(FOLDER / "departments.csv")
    rows, contexts = read_contexts(FOLDER / "contexts.csv")
    return Institutions(
        names,
        departments,
        tuple(row["name"] for row in rows),
        tuple(row["title"] for row in rows),
        tuple(row["survey"] for row in rows),
        contexts,
    )

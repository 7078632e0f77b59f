"""Departments and reference contexts of a run, as record arrays with their names."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from socialicence.scenarios.additions import Additions
from socialicence.scenarios.contexts import ContextRow
from socialicence.scenarios.departments import DepartmentRow
from socialicence.state.tables import CONTEXT, DEPARTMENT, Array, new_records


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


def _bits(members: Iterable[IntEnum]) -> int:
    """Categories as bits."""
    return sum(1 << int(member) for member in members)


def _department_records(rows: tuple[DepartmentRow, ...]) -> Array:
    table = new_records(DEPARTMENT, len(rows))
    for row, record in zip(rows, table, strict=True):
        record["kind"] = row.kind
        record["domains"] = _bits(row.domains)
        record["sensitivity"] = row.sensitivity
        record["turnover"] = row.turnover
    return table


def _context_records(rows: tuple[ContextRow, ...]) -> Array:
    """Cut-offs are parameters and are filled in by a run."""
    table = new_records(CONTEXT, len(rows))
    for row, record in zip(rows, table, strict=True):
        record["owners"] = _bits(row.owners)
        record["domains"] = _bits(row.domains)
        record["regions"] = _bits(row.regions)
        record["recipient"] = row.recipient
        record["requester"] = -1 if row.requester is None else row.requester
        for name in ("outside", "enforcement", "benefit", "sensitivity", "safeguards", "age_low", "age_high"):
            record[name] = getattr(row, name)
    return table


@lru_cache(maxsize=64)
def institutions_of(additions: Additions) -> Institutions:
    """Return the departments and contexts of the package with what a scenario adds, replaces and leaves out."""
    departments, contexts = additions.all_departments, additions.all_contexts
    return Institutions(
        tuple(row.name for row in departments),
        _department_records(departments),
        tuple(row.name for row in contexts),
        tuple(row.title for row in contexts),
        tuple(row.survey for row in contexts),
        _context_records(contexts),
    )


def standard_institutions() -> Institutions:
    """Return the 24 departments and twelve reference contexts of the package."""
    return institutions_of(Additions())

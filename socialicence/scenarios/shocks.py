"""Reading the `[[shocks]]` of a scenario."""

from __future__ import annotations

from collections.abc import Sequence

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.data.columns import number_columns
from socialicence.errors import InputError, unknown
from socialicence.scenarios import fields
from socialicence.scenarios.fields import Table
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.scenarios.shock_kinds import ShockKind, builtin_kinds

MOST = 1_000
"""Shocks in one scenario."""
_KEYS = ("shock", "month", "size", "organisation", "department", "domains", "label")


def read_shocks(
    given: object, where: str, departments: Sequence[str], kinds: Sequence[ShockKind] = ()
) -> tuple[ScheduledShock, ...]:
    """Return the scheduled shocks of a scenario, in order of time.

    Parameters
    ----------
    given : object
        What stands under `shocks`.
    where : str
        File that it comes from, for the text of an error.
    departments : sequence of str
        Names of the scenario's departments.
    kinds : sequence of ShockKind
        Kinds of shock that the scenario defines.

    Raises
    ------
    InputError
        Naming the file, which shock, the key, what was given and what is allowed.
    """
    tables = fields.tables_of(given, "shocks", MOST, where)
    own = {kind.name: kind for kind in kinds}
    shocks = [_read(table, place, departments, own) for place, table in tables]
    return tuple(sorted(shocks, key=lambda shock: shock.month))


def _read(table: Table, where: str, departments: Sequence[str], kinds: dict[str, ShockKind]) -> ScheduledShock:
    fields.check_keys(table, _KEYS, ("shock", "month"), where)
    organisation, department = table.get("organisation"), table.get("department")
    if (organisation is None) == (department is None):
        raise InputError(f"{where}: give either organisation (a type) or department (a name)")
    if department is not None and department not in departments:
        raise unknown("department", str(department), departments, where)
    name = str(table["shock"]).strip().lower().replace(" ", "_")
    if name not in (*builtin_kinds(), *kinds):
        raise unknown("shock", str(table["shock"]), [*builtin_kinds(), *kinds], where)
    kind = kinds.get(name)
    return ScheduledShock(
        shock=Shock[name.upper()] if kind is None else kind.like,
        month=fields.number(table, "shocks", "month", where),
        size=_size(table, where),
        organisation=(
            None if organisation is None else fields.member(organisation, OrganisationType, "organisation", where)
        ),
        department=department,
        domains=fields.members(table, "domains", Domain, where, singular="domain"),
        label=fields.text(table, "label", where),
        kind=kind,
    )


def _size(table: Table, where: str) -> float:
    """How large it is: above nought, in ordinary ones."""
    if "size" not in table:
        return 1.0
    if table["size"] == 0 and not isinstance(table["size"], bool):
        most = number_columns()["shocks", "size"].high
        raise InputError(f"{where}: size = 0; a number above 0, up to {most:g}, is needed")
    return fields.number(table, "shocks", "size", where)

"""Reference contexts as given: the twelve of the package, and those that a scenario adds, replaces or leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from socialicence.categories import Domain, OrganisationType, Region, RequesterKind
from socialicence.errors import InputError, unknown
from socialicence.parameters import parameters
from socialicence.scenarios import fields
from socialicence.scenarios.departments import rows_of_file
from socialicence.scenarios.fields import Table

FILE = Path(__file__).parents[1] / "data" / "contexts.csv"
MOST = 16
"""Contexts in a run: a citizen keeps one bit for each in two bytes."""
KEYS = (
    "name", "title", "owners", "recipient", "domains", "benefit", "sensitivity", "safeguards", "requester", "outside",
    "enforcement", "survey", "age_low", "age_high", "regions", "grade", "source",
)  # fmt: skip
_NEEDED = KEYS[:8]
_PLAIN = (
    "benefit",
    "sensitivity",
    "safeguards",
    "outside",
    "enforcement",
    "survey",
    "age_low",
    "age_high",
    "grade",
    "source",
)
_GOVERNMENT = (
    OrganisationType.HEALTH_SERVICE,
    OrganisationType.STATISTICS_OFFICE,
    OrganisationType.CENTRAL_GOVERNMENT,
    OrganisationType.LOCAL_GOVERNMENT,
    OrganisationType.POLICE_AND_JUSTICE,
)


@dataclass(frozen=True)
class ContextRow:
    """One named use of data whose licence is measured every month.

    Attributes
    ----------
    name, title : str
    owners : tuple of OrganisationType
        Types of organisation that hold the data.
    recipient : OrganisationType
        Type that would use them.
    domains : tuple of Domain
    benefit, sensitivity, safeguards : float
        See `data/columns.csv`.
    requester : RequesterKind or None
        Persona that asks in this context; None where none of the three does.
    outside : bool
        Whether the data go outside government.
    enforcement : bool
        Whether the purpose is enforcement against people.
    survey : str
        Survey whose cut-off of willingness it is reported on.
    age_low, age_high : float
    regions : tuple of Region
        Whose records it uses.
    grade, source : str
        Evidence of the numbers.
    """

    name: str
    title: str
    owners: tuple[OrganisationType, ...]
    recipient: OrganisationType
    domains: tuple[Domain, ...]
    benefit: float
    sensitivity: float
    safeguards: float
    requester: RequesterKind | None = None
    outside: bool = False
    enforcement: bool = False
    survey: str = "pooled"
    age_low: float = 18.0
    age_high: float = 100.0
    regions: tuple[Region, ...] = tuple(Region)
    grade: str = "assumption"
    source: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the context as a TOML or JSON table would hold it."""
        return fields.as_table(self, (*KEYS[:5], "regions", "requester", *_PLAIN))


def surveys() -> list[str]:
    """Return the surveys that a context can be reported on: those with a fitted cut-off."""
    return [name.removeprefix("cutoff.") for name in parameters() if name.startswith("cutoff.")]


def context_row(table: Table, where: str) -> ContextRow:
    """Return one checked context.

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    fields.check_keys(table, KEYS, _NEEDED, where)
    owners = fields.members(table, "owners", OrganisationType, where, singular="owner")
    domains = fields.members(table, "domains", Domain, where, singular="domain")
    if not owners or not domains:
        raise InputError(f"{where}: {'domains' if owners else 'owners'} is empty; name at least one")
    recipient = fields.member(table["recipient"], OrganisationType, "recipient", where)
    survey = table.get("survey", "pooled")
    if survey not in surveys():
        raise unknown("survey", str(survey), surveys(), where)
    ages = {key: fields.number(table, "contexts", key, where) for key in ("age_low", "age_high") if key in table}
    if ages.get("age_low", 18.0) > ages.get("age_high", 100.0):
        raise InputError(f"{where}: age_low = {ages.get('age_low', 18.0):g} is above age_high; nobody is between them")
    asks = table.get("requester")
    return ContextRow(
        name=fields.word(table, "name", where),
        title=fields.title(table, "title", where),
        owners=owners,
        recipient=recipient,
        domains=domains,
        **{key: fields.number(table, "contexts", key, where) for key in ("benefit", "sensitivity", "safeguards")},
        requester=None if asks is None else fields.member(asks, RequesterKind, "requester", where),
        outside=_yes_or_no(table, "outside", recipient not in _GOVERNMENT, where),
        enforcement=_yes_or_no(table, "enforcement", False, where),
        survey=survey,
        **ages,
        regions=_regions(table, where),
        grade=fields.grade(table, where),
        source=fields.text(table, "source", where),
    )


def _yes_or_no(table: Table, key: str, usual: bool, where: str) -> bool:
    """A key that is true or false, or what it usually is."""
    given = table.get(key, usual)
    if given not in (0, 1):
        raise InputError(f"{where}: {key} = {given!r}; true or false is needed")
    return bool(given)


def _regions(table: Table, where: str) -> tuple[Region, ...]:
    """Regions whose records are used; all where nothing is said."""
    if table.get("regions", "all") in ("all", ["all"]):
        return tuple(Region)
    found = fields.members(table, "regions", Region, where, singular="region")
    if not found:
        raise InputError(f'{where}: regions is empty; name at least one, or write "all"')
    return found


def read_contexts(path: Path) -> tuple[ContextRow, ...]:
    """Return the contexts of a CSV table, checked; evidence is that of the columns."""
    lists = ("owners", "domains", "regions")
    return tuple(context_row(table, where) for where, table in rows_of_file(path, "contexts", lists))


@cache
def standard_contexts() -> tuple[ContextRow, ...]:
    """Return the twelve reference contexts of the package."""
    return read_contexts(FILE)

"""Something goes wrong: one event that a room adds to its plan, and the shock of the model that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from socialicence.categories import OrganisationType, Shock
from socialicence.data.columns import number_columns
from socialicence.errors import InputError, unknown
from socialicence.scenarios import ScheduledShock
from socialicence.scenarios.departments import standard_departments

KINDS = tuple(shock.name.lower() for shock in Shock)
"""What can go wrong: the model's own kinds of shock."""
ORGANISATIONS = tuple(kind.name.lower() for kind in OrganisationType)
FIRST_MONTH, LAST_MONTH = 1.0, 60.0


def smallest_and_largest() -> tuple[float, float]:
    """Return the range of an incident's size; 1 is ordinary."""
    size = number_columns()["shocks", "size"]
    return max(size.low, 0.1), size.high


@dataclass(frozen=True)
class Incident:
    """One event in the five years to come.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    month : float
        When it happens, from 1 to 60.
    organisation : str or None
        A type of organisation, by name; None where a department is named.
    department : str or None
        A department, by name.
    size : float
        1 is ordinary.
    """

    kind: str
    month: float
    organisation: str | None = None
    department: str | None = None
    size: float = 1.0

    def __post_init__(self) -> None:
        """Check every field.

        Raises
        ------
        InputError
            Naming the field, what was given and what is allowed.
        """
        if self.kind not in KINDS:
            raise unknown("incident", str(self.kind), KINDS)
        if (self.organisation is None) == (self.department is None):
            raise InputError("incident: give either organisation (a type) or department (a name)")
        if self.organisation is not None and self.organisation not in ORGANISATIONS:
            raise unknown("organisation", str(self.organisation), ORGANISATIONS, "incident")
        departments = [one.name for one in standard_departments()]
        if self.department is not None and self.department not in departments:
            raise unknown("department", str(self.department), departments, "incident")
        _check("month", self.month, FIRST_MONTH, LAST_MONTH)
        _check("size", self.size, *smallest_and_largest())

    @property
    def where(self) -> str:
        """The organisation or department in plain words."""
        return self.department or OrganisationType[str(self.organisation).upper()].label

    @property
    def sentence(self) -> str:
        """The event in one sentence."""
        size = "" if self.size == 1 else f", {self.size:g} times the ordinary size"
        return f"Something goes wrong in month {self.month:g}: {Shock[self.kind.upper()].label} ({self.where}{size})."

    def shock(self) -> ScheduledShock:
        """Return the shock that the model schedules."""
        return ScheduledShock(
            shock=Shock[self.kind.upper()],
            month=float(self.month),
            size=float(self.size),
            organisation=None if self.organisation is None else OrganisationType[self.organisation.upper()],
            department=self.department,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return what says all about it, for files and addresses."""
        given = {"kind": self.kind, "month": self.month, "size": self.size}
        place = {"organisation": self.organisation} if self.department is None else {"department": self.department}
        return given | place

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> Incident:
        """Return the incident that `to_dict` gave.

        Raises
        ------
        InputError
            If a key is unknown or missing, or a value is not allowed.
        """
        known = ("kind", "month", "organisation", "department", "size")
        for key in table:
            if key not in known:
                raise unknown("key", str(key), known, "incident")
        for key in ("kind", "month"):
            if key not in table:
                raise InputError(f"incident: {key} is missing")
        return cls(**table)


def _check(name: str, value: object, low: float, high: float) -> None:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")
    if not low <= number <= high:
        raise InputError(f"incident: {name} = {value!r}; a number from {low:g} to {high:g} is needed")

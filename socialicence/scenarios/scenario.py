"""What a scenario is: choices that differ from the defaults, and events that are scheduled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.scenarios.settings import settings

STATUS_QUO = "status_quo"
STANDARD = (STATUS_QUO, "public_good", "silos", "government", "deprioritised")
"""What `compare` runs when nothing is named: today and the four futures."""


@dataclass(frozen=True)
class ScheduledShock:
    """An event that a scenario makes happen.

    Attributes
    ----------
    shock : Shock
        What happens.
    month : float
        When, in months from the start.
    size : float
        1 is ordinary.
    organisation : OrganisationType or None
        Type of organisation it happens to; None where a department is named.
    department : str or None
        Department it happens to; None for a whole type.
    domains : tuple of Domain
        Data it concerns; empty for all that the organisation holds.
    label : str
        The event in plain words.
    """

    shock: Shock
    month: float
    size: float = 1.0
    organisation: OrganisationType | None = None
    department: str | None = None
    domains: tuple[Domain, ...] = ()
    label: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the shock as a TOML or JSON table would hold it."""
        table: dict[str, Any] = {"shock": self.shock.name.lower(), "month": self.month, "size": self.size}
        if self.organisation is not None:
            table["organisation"] = self.organisation.name.lower()
        if self.department is not None:
            table["department"] = self.department
        if self.domains:
            table["domains"] = [domain.name.lower() for domain in self.domains]
        if self.label:
            table["label"] = self.label
        return table


@dataclass(frozen=True)
class Scenario:
    """A set of choices about the five years to come.

    Attributes
    ----------
    name, title, description : str
    values : mapping of str to float
        Levers and parameters that differ from their defaults, by canonical name.
    shocks : tuple of ScheduledShock
        In order of time.
    nations : str
        `uk`, or `england` for a public of England alone.
    youngest : int
        Youngest age in the public.
    months : int
        How long it runs when nothing else is asked for.
    start_date : str
        Calendar month of month 0, such as `2026-01`.
    meaning : mapping of str to str
        Our reading of the scenario, a sentence for each theme.

    Examples
    --------
    >>> Scenario("listening").changed({"engagement.strategy": "deliberative"}).name
    'listening'
    """

    name: str
    title: str = ""
    description: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    shocks: tuple[ScheduledShock, ...] = ()
    nations: str = "uk"
    youngest: int = 18
    months: int = 60
    start_date: str = "2026-01"
    meaning: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The title, or the name in words."""
        return self.title or self.name.replace("_", " ").capitalize()

    def changed(self, changes: Mapping[str, object], where: str = "") -> Scenario:
        """Return the scenario with some levers or parameters set otherwise.

        Parameters
        ----------
        changes : mapping
            Values by name in any accepted spelling; `engagement.strategy` takes the name of a strategy.
        where : str
            File or option that the changes come from, for the message of an error.

        Raises
        ------
        InputError
            If a name is unknown or a value is not allowed.
        """
        return replace(self, values=settings(changes, where, base=self.values))

    def to_dict(self) -> dict[str, Any]:
        """Return all that is needed to run the scenario again (read back by `reading.from_table`)."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "nations": self.nations,
            "youngest": self.youngest,
            "months": self.months,
            "start_date": self.start_date,
            "meaning": dict(self.meaning),
            "values": dict(self.values),
            "shocks": [shock.to_dict() for shock in self.shocks],
        }

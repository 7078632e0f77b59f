"""What a scenario is: choices that differ from the defaults, and events that are scheduled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from socialicence.categories import FUTURES, Domain, OrganisationType, Shock
from socialicence.errors import unknown
from socialicence.parameters import Parameter, parameters
from socialicence.scenarios.additions import Additions
from socialicence.scenarios.settings import settings
from socialicence.scenarios.shock_kinds import ShockKind

if TYPE_CHECKING:
    from socialicence.data.survey import Survey

STATUS_QUO = "status_quo"
STANDARD = (STATUS_QUO, *FUTURES)
"""What `compare` runs when nothing is named: today and the four futures."""
CAN_BE_LEFT_OUT = (
    "policy",
    "events",
    "departments",
    "professionals",
    "programmes",
    "projects",
    "communication",
    "citizens",
)
"""Stages of a month that an ablation may drop; without the last, observation, there would be no results."""


@dataclass(frozen=True)
class ScheduledShock:
    """An event that a scenario makes happen.

    Attributes
    ----------
    shock : Shock
        What happens; for a kind of the scenario's own, the built-in one that it is like.
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
    kind : ShockKind or None
        The kind that the scenario defines, where it is none of the model's.
    """

    shock: Shock
    month: float
    size: float = 1.0
    organisation: OrganisationType | None = None
    department: str | None = None
    domains: tuple[Domain, ...] = ()
    label: str = ""
    kind: ShockKind | None = None

    @property
    def what(self) -> str:
        """What happens, in plain words."""
        return self.shock.label if self.kind is None else self.kind.label

    def to_dict(self) -> dict[str, Any]:
        """Return the shock as a TOML or JSON table would hold it."""
        name = self.shock.name.lower() if self.kind is None else self.kind.name
        table: dict[str, Any] = {"shock": name, "month": self.month, "size": self.size}
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
    additions : Additions
        Recommendations, kinds of shock, contexts and departments that it adds to the model.
    without_stages : tuple of str
        Stages of a month that are left out (an ablation).
    survey : Survey or None
        Somebody else's respondents, from whom the public is drawn in place of the UK's figures.
    expected_objections : bool
        Whether objections are also kept in expectation, by age, sex and region (`objections.parquet`).

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
    additions: Additions = field(default_factory=Additions)
    without_stages: tuple[str, ...] = ()
    survey: Survey | None = None
    expected_objections: bool = False

    @property
    def label(self) -> str:
        """The title, or the name in words."""
        return self.title or self.name.replace("_", " ").capitalize()

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Every lever and parameter by name: those of the model, then those of its own recommendations."""
        own = self.additions.parameters
        return {**parameters(), **own} if own else parameters()

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
        return replace(self, values=settings(changes, where, base=self.values, own=self.additions.parameters))

    def extended(self, additions: Additions, where: str = "") -> Scenario:
        """Return the scenario with more added to the model (see `additions.read_additions`).

        Raises
        ------
        InputError
            If what comes out cannot be run: too many contexts, a scheduled shock at a department left out, ...
        """
        both = self.additions.extended(additions, where)
        names = [department.name for department in both.all_departments]
        for shock in self.shocks:
            if shock.department is not None and shock.department not in names:
                raise unknown("department", shock.department, names, f"{where or self.name}: shocks")
        kinds = {kind.name: kind for kind in both.shock_kinds}
        own = {shock: kinds[shock.kind.name] for shock in self.shocks if shock.kind is not None}
        shocks = (
            replace(shock, shock=own[shock].like, kind=own[shock]) if shock in own else shock for shock in self.shocks
        )
        return replace(self, additions=both, shocks=tuple(shocks))

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
            **self.additions.to_dict(),
            **({"without_stages": list(self.without_stages)} if self.without_stages else {}),
            **({"survey": self.survey.file, "survey_sha256": self.survey.sha256} if self.survey else {}),
            **({"expected_objections": True} if self.expected_objections else {}),
        }

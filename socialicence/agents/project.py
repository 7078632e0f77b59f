"""Project: one data share or linkage on its way through the pathway."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from socialicence.agents.cells import Cell, Flags, Rows, Vector
from socialicence.agents.links import Link, Links
from socialicence.agents.row import Row
from socialicence.categories import Domain, OrganisationType, Outcome, Region, RequesterKind, Stage, Why
from socialicence.state.tables import PROJECT, Array

if TYPE_CHECKING:
    from typing import Any

    from socialicence.agents.department import Department
    from socialicence.agents.programme import Programme
    from socialicence.agents.requester import Requester
    from socialicence.model import LicenceModel


class Asker(Link["Requester"]):
    """The requester of a project: the column holds which persona asks, and the attribute is that persona's agent."""

    def as_python(self, model: LicenceModel, number: Any) -> Requester | None:
        """Return the agent of the persona."""
        rows = np.flatnonzero(model.world.requesters["kind"] == number)
        return super().as_python(model, rows[0]) if len(rows) else None

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Write a requester agent of the same model, or a `RequesterKind`."""
        if getattr(value, "table", None) == self.table and getattr(value, "model", None) is model:
            value = cast("Requester", value).kind
        try:
            self.column(model)[rows] = RequesterKind(cast("int", value))
        except ValueError:
            raise self._error(value, "a requester of the same model or a RequesterKind") from None


class Project(Row):
    """A project that a requester has started; it is an agent from the end of the month in which it starts."""

    table = "projects"
    columns = PROJECT

    key = Cell(int)
    requester = Asker("requesters")
    context = Cell(int)
    owners: Links[Department] = Links("departments")
    number_of_owners = Cell(int)
    domains = Flags(Domain)
    recipient = Cell(OrganisationType)
    outside = Cell(bool)
    reuse = Cell(bool)
    programme: Link[Programme] = Link("programmes")
    ends_with_programme = Cell(bool)
    age_low = Cell(float)
    age_high = Cell(float)
    regions = Flags(Region)
    public_value = Cell(float)
    sensitivity = Cell(float)
    safeguards = Cell(float)
    redesigned = Cell(bool)
    started = Cell(float)
    stage = Cell(Stage)
    entered = Cell(float)
    accessed = Cell(float)
    finished = Cell(float)
    outcome = Cell(Outcome)
    held_up_by: Link[Department] = Link("departments")
    why = Cell(Why)
    visit = Vector()
    perceived_licence = Cell(float)
    licence_everyone = Cell(float)
    licence_affected = Cell(float)
    licence_at_start = Cell(float)
    measure = Cell(bool)
    value = Cell(float)
    visible = Cell(float)

    @property
    def context_name(self) -> str:
        """Name of the reference context it belongs to."""
        return str(self.model.world.institutions.context_names[self.context])

    @property
    def visits(self) -> Array:
        """Record of every desk it has been at (see `tables.VISIT`), in order."""
        world = self.model.world
        visits = world.visits[: world.visit_count]
        return cast("Array", visits[visits["project"] == self.row])

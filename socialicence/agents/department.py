"""Department: holds data, employs professionals, chooses an engagement strategy, decides on shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.agents.cells import Cell, Flags, Vector
from socialicence.agents.row import Row
from socialicence.categories import Domain, OrganisationType, Strategy
from socialicence.state.tables import DEPARTMENT

if TYPE_CHECKING:
    from socialicence.agents.professional import Professional
    from socialicence.agents.project import Project


class Department(Row):
    """A public body that owns data."""

    table = "departments"
    columns = DEPARTMENT

    kind = Cell(OrganisationType)
    domains = Flags(Domain)
    concerned = Cell(float)
    in_contexts = Cell(int)
    sensitivity = Cell(float)
    ability = Cell(float)
    benevolence = Cell(float)
    integrity = Cell(float)
    ability_anchor = Cell(float)
    benevolence_anchor = Cell(float)
    integrity_anchor = Cell(float)
    reputation = Cell(float)
    leadership_score = Cell(float)
    literacy_score = Cell(float)
    clarity_score = Cell(float)
    readiness_score = Cell(float)
    appetite_score = Cell(float)
    leadership = Cell(float)
    data_literacy = Cell(float)
    process_clarity = Cell(float)
    technical_readiness = Cell(float)
    risk_appetite = Cell(float)
    transparency = Cell(float)
    turnover = Cell(float)
    pace_score = Cell(float)
    pace = Cell(float)
    engages = Cell(float)
    strategy = Cell(Strategy)
    mix = Vector()
    spend = Cell(float)
    heeded = Cell(float)
    saved = Cell(float)
    licence_mean = Vector()
    licence_variance = Vector()
    perceived_licence = Cell(float)
    incident_memory = Cell(float)
    nervousness = Cell(float)
    expected_clearance = Cell(float)
    live_flows = Cell(int)
    leaders_memory = Cell(float)
    incidents = Cell(int)

    @property
    def name(self) -> str:
        """What the department is called."""
        return str(self.model.world.institutions.department_names[self.row])

    @property
    def professionals(self) -> list[Professional]:
        """Holders of its posts, vacant posts included."""
        posts = np.flatnonzero(self.model.world.professionals["department"] == self.row)
        return [self.model.professionals.view(int(row)) for row in posts]

    @property
    def projects(self) -> list[Project]:
        """Projects, past and present, that use its data."""
        return [project for project in self.model.projects if self in project.owners]

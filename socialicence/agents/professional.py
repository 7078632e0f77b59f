"""Professional: a post in a department and the person who holds it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from socialicence.agents.cells import Cell
from socialicence.agents.links import Link, Links
from socialicence.agents.row import Row
from socialicence.categories import Role
from socialicence.state.tables import PROFESSIONAL

if TYPE_CHECKING:
    from socialicence.agents.department import Department


class Professional(Row):
    """A post and its occupant: the row is the post, `person` counts those who have held it."""

    table = "professionals"
    columns = PROFESSIONAL

    department: Link[Department] = Link("departments")
    role = Cell(Role)
    skill = Cell(float)
    knowledge = Cell(float)
    motivation = Cell(float)
    risk_aversion = Cell(float)
    months_in_post = Cell(float)
    vacant_until = Cell(float)
    person = Cell(int)
    disposition = Cell(int)
    load = Cell(int)
    completed = Cell(int)
    ties: Links[Professional] = Links("professionals")

    @property
    def vacant(self) -> bool:
        """Whether nobody holds the post now."""
        return self.vacant_until >= 0.0

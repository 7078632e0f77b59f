"""Requester: one of the three personas; they start projects and feel the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from socialicence.agents.cells import Cell
from socialicence.agents.row import Row
from socialicence.categories import RequesterKind
from socialicence.state.tables import REQUESTER

if TYPE_CHECKING:
    from socialicence.agents.project import Project


class Requester(Row):
    """Academic researcher, government researcher or charity service co-ordinator."""

    table = "requesters"
    columns = REQUESTER

    kind = Cell(RequesterKind)
    confidence = Cell(float)
    started = Cell(int)
    accessed = Cell(int)
    completed = Cell(int)
    gave_up = Cell(int)
    value = Cell(float)

    @property
    def projects(self) -> list[Project]:
        """Projects, past and present, that the persona asked for."""
        return [project for project in self.model.projects if project.requester is self]

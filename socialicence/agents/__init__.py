"""The Mesa surface: agents are light views of rows, agent sets are columns of them."""

from __future__ import annotations

from socialicence.agents.citizen import Citizen
from socialicence.agents.columnar import ColumnarAgentSet
from socialicence.agents.department import Department
from socialicence.agents.groups import ColumnarGroupBy
from socialicence.agents.professional import Professional
from socialicence.agents.programme import Programme
from socialicence.agents.project import Project
from socialicence.agents.requester import Requester
from socialicence.agents.row import Row

KINDS: dict[str, type[Row]] = {
    kind.table: kind for kind in (Citizen, Department, Professional, Requester, Programme, Project)
}
"""Kinds of agent by the name of their table."""

__all__ = [
    "KINDS",
    "Citizen",
    "ColumnarAgentSet",
    "ColumnarGroupBy",
    "Department",
    "Professional",
    "Programme",
    "Project",
    "Requester",
    "Row",
]

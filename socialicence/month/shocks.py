"""The shocks that a scenario schedules, as rows among the incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from socialicence.categories import Domain, OrganisationType
from socialicence.errors import unknown
from socialicence.month.events import HEALTH_BIT
from socialicence.scenarios.shock_kinds import NUMBERS
from socialicence.state.tables import INCIDENT, Array, new_records

if TYPE_CHECKING:
    from socialicence.scenarios import Scenario

AS_USUAL = -1.0
"""A number that an incident does not have of its own (none of them can be negative)."""


def new_incidents(count: int) -> Array:
    """Return room for incidents, each as usual for its shock unless its kind says otherwise."""
    incidents = new_records(INCIDENT, count)
    for column in NUMBERS:
        incidents[column] = AS_USUAL
    return incidents


def add_shocks(incidents: Array, scenario: Scenario, departments: Array, names: Sequence[str]) -> int:
    """Put the scenario's scheduled shocks among the incidents; return rows in use.

    Parameters
    ----------
    incidents : record array
        See `tables.INCIDENT`.
    departments : record array
    names : sequence of str
        Of the departments, in their order.

    Raises
    ------
    InputError
        If a shock happens to a department that there is not.
    """
    for row, shock in zip(incidents, scenario.shocks, strict=False):
        row["shock"] = shock.shock
        row["department"] = -1
        row["project"] = -1
        row["organisation"] = OrganisationType.CENTRAL_GOVERNMENT if shock.organisation is None else shock.organisation
        if shock.department is not None:
            if shock.department not in names:
                raise unknown("department", shock.department, names, f"scenario {scenario.name}")
            row["department"] = names.index(shock.department)
            row["organisation"] = departments["kind"][row["department"]]
            row["domains"] = departments["domains"][row["department"]]
        elif row["organisation"] == OrganisationType.HEALTH_SERVICE:
            row["domains"] = HEALTH_BIT
        if shock.domains:
            row["domains"] = sum(1 << int(Domain(domain)) for domain in shock.domains)
        # What is scheduled for the very start falls in the first month.
        row["happened"] = row["disclosed"] = max(shock.month, 1e-6)
        row["size"] = shock.size
        row["scheduled"] = 1
        for column, value in () if shock.kind is None else shock.kind.numbers:
            row[column] = value
    return len(scenario.shocks)

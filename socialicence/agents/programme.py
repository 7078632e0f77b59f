"""Programme: a national use of data, large enough that people hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from socialicence.agents.cells import Cell
from socialicence.agents.links import Link
from socialicence.agents.row import Row
from socialicence.categories import EventKind, OrganisationType, ProgrammeState, Stance
from socialicence.state.tables import PROGRAMME, Array

if TYPE_CHECKING:
    from socialicence.agents.department import Department


class Programme(Row):
    """A national programme; it is an agent from the end of the month in which it is announced.

    Months of what has not happened are negative.
    """

    table = "programmes"
    columns = PROGRAMME

    key = Cell(int)
    owner: Link[Department] = Link("departments")
    context = Cell(int)
    recipient = Cell(OrganisationType)
    supplier = Cell(OrganisationType)
    state = Cell(ProgrammeState)
    at_start = Cell(bool)
    scheduled = Cell(bool)
    announced = Cell(float)
    first_use = Cell(float)
    deadline = Cell(float)
    widened = Cell(float)
    spent = Cell(float)
    honoured = Cell(bool)
    prepared = Cell(float)
    goodwill = Cell(float)
    stance = Cell(Stance)
    contested = Cell(float)
    contests = Cell(int)
    may_be_contested = Cell(bool)
    size = Cell(float)
    opposition = Cell(float)
    fast = Cell(bool)
    due = Cell(float)
    altered = Cell(float)
    paused = Cell(float)
    review_ends = Cell(float)
    licence_at_pause = Cell(float)
    listened = Cell(float)
    resumed = Cell(float)
    stopped = Cell(float)
    why = Cell(EventKind)

    @property
    def context_name(self) -> str:
        """Name of the reference context it belongs to."""
        return str(self.model.world.institutions.context_names[self.context])

    @property
    def events(self) -> Array:
        """What happened to it (see `tables.EVENT`), in the order in which it was written down."""
        events = self.model.world.events
        return cast("Array", events[events["programme"] == self.row])

"""What all agents share: each is a light view of one row of one model's table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

import mesa

from socialicence.state.tables import Array, Column

if TYPE_CHECKING:
    from socialicence.model import LicenceModel


class Row(mesa.Agent):
    """A Mesa agent whose attributes are the cells of one row.

    Reading and setting an attribute named in `columns` reads and writes the table of the agent's own model; any other
    attribute that a user sets stays with the agent, and the agent lives as long as its model. Agents are not made by
    hand: `model.departments[3]` is the agent of row 3, always the same object.

    Attributes
    ----------
    model : LicenceModel
    row : int
        Row in the table.
    unique_id : int
        Never changes: citizens have row + 1, other agents follow in the order in which they appear.
    """

    table: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    model: LicenceModel
    row: int
    unique_id: int

    def __init__(self, model: LicenceModel, row: int) -> None:
        self.row = row
        model.claim(self.table, row, self)
        super().__init__(model)  # gives it a unique_id and puts it into model.agents

    @classmethod
    def column(cls, model: LicenceModel, name: str) -> Array:
        """Return the live column of `model`, one entry for each row of the table.

        Tables are looked up each time: a stage may put a new array in place of an old one.
        """
        table = getattr(model.world, cls.table)
        return cast("Array", getattr(table, name) if isinstance(table, tuple) else table[name])

    def __repr__(self) -> str:
        """Return the kind and the row."""
        return f"{type(self).__name__}(row={self.row})"

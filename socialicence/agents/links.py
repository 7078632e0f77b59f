"""Cells that lead from one agent to others, and cells that are worked out from a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

import numpy as np

from socialicence.agents.cells import Cell, Rows
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from socialicence.agents.row import Row
    from socialicence.model import LicenceModel

T = TypeVar("T")
R = TypeVar("R", bound="Row")


def _row_of(value: object, table: str, model: LicenceModel) -> int | None:
    """Row number of an agent of `model` in `table` (or of a row number, or -1 for none); None if it is not one."""
    if value is None:
        return -1
    if isinstance(value, int | np.integer):
        return int(value) if -1 <= value < model.rows_in_use(table) else None
    if getattr(value, "table", None) == table and getattr(value, "model", None) is model:
        return int(cast("Any", value).row)
    return None


class Link(Cell[R | None]):
    """Another agent, kept as its row; None where there is none.

    Agent sets get, set and sort by the row numbers.
    """

    def __init__(self, table: str) -> None:
        super().__init__(object)  # type: ignore[arg-type]  # the class is looked up by table: agents link both ways
        self.table = table

    def as_python(self, model: LicenceModel, number: Any) -> R | None:
        """Return the agent."""
        return cast("R", model.view(self.table, int(number))) if number >= 0 else None

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Write an agent of the same model, its row, or None."""
        row = _row_of(value, self.table, model)
        if row is None:
            raise self._error(value, f"an agent or a row of {self.table} of the same model, or None")
        self.column(model)[rows] = row


class Links(Cell[list[R]]):
    """Several other agents, kept as their rows."""

    def __init__(self, table: str) -> None:
        super().__init__(list)
        self.table = table

    def as_python(self, model: LicenceModel, number: Any) -> list[R]:
        """Return the agents in order."""
        return [cast("R", model.view(self.table, int(row))) for row in number if row >= 0]

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Write a list of agents of the same model, or of their rows."""
        column = self.column(model)
        given = [_row_of(one, self.table, model) for one in cast("Any", value)]
        if None in given or len(given) > column.shape[1]:
            raise self._error(value, f"at most {column.shape[1]} agents of {self.table} of the same model")
        column[rows] = given + [-1] * (column.shape[1] - len(given))


class Derived(Cell[T]):
    """A category worked out from another column; it cannot be set.

    Parameters
    ----------
    kind : type
    source : str
        Column it is worked out from.
    rule : callable
        From the column's values to codes.
    """

    writable: ClassVar[bool] = False

    def __init__(self, kind: type[T], source: str, rule: Callable[[Array], Array]) -> None:
        super().__init__(kind)
        self.source, self.rule = source, rule

    def column(self, model: LicenceModel) -> Array:
        """Return the values for every row."""
        return self.rule(self.owner.column(model, self.source))

    def values(self, model: LicenceModel, rows: Rows) -> Array:
        """Return the values of the rows."""
        return self.rule(self.owner.column(model, self.source)[rows])

    def __get__(self, agent: Row | None, owner: type[Row]) -> Any:
        """Return the agent's value (or the cell itself, from the class)."""
        if agent is None:
            return self
        return cast("Any", self.kind)(int(self.values(agent.model, agent.row)))

    def store(self, model: LicenceModel, rows: Rows, value: object) -> None:
        """Refuse."""
        raise AttributeError(f"{self.owner.__name__}.{self.name} follows from {self.source}: set that instead")

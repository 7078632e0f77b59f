"""Groups of a columnar agent set."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from socialicence.state.tables import Array

try:
    from mesa.agentset import GroupBy  # Mesa 3.5
except ImportError:
    from mesa.agent import GroupBy  # Mesa 3.3

if TYPE_CHECKING:
    from socialicence.agents.cells import Cell


class ColumnarGroupBy(GroupBy):
    """Mesa's GroupBy, whose `agg` asks each set for a column instead of each agent for an attribute."""

    def agg(self, attr_name: str, func: Callable[[Any], Any]) -> dict[Hashable, Any]:
        """Return what a function makes of an attribute in each group."""
        return {name: func(_values(group, attr_name)) for name, group in self.groups.items()}


def _values(group: Any, name: str) -> Any:
    return [getattr(agent, name) for agent in group] if isinstance(group, list) else group.get(name)


def first_seen(values: Array, rows: NDArray[Any], cell: Cell[Any], model: Any) -> dict[Hashable, NDArray[Any]]:
    """Return rows by value, values in the order in which they first appear and as the attribute reads them."""
    unique, first, group = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(group, kind="stable")  # keeps the set's order within a group
    parts = np.split(rows[order], np.cumsum(np.bincount(group, minlength=len(unique)))[:-1])
    return {cell.as_name(model, unique[place]): parts[place] for place in np.argsort(first)}

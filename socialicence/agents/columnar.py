"""Agent sets that know their agents as rows of a table and make agent objects only when they have to.

What is columnar, and makes no agent: `len`, `in`, `get`, `set` and `agg` of a named column, `select` with a boolean
array, `sort` and `groupby` by a named column, `shuffle`, copies. What makes agents, one for each row and kept until
the model goes: iteration, indexing, a function called on each (`do`, `map`, `select`, `sort`, `groupby` with a
callable), and attributes that are not columns.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from socialicence.agents.cells import Cell
from socialicence.agents.groups import ColumnarGroupBy, first_seen
from socialicence.agents.rowset import NOTHING, A, RowSet
from socialicence.errors import InputError
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from typing import Self


class ColumnarAgentSet(RowSet[A]):
    """An ordered set of agents of one kind and one model, with the methods of `mesa.AgentSet`.

    Parameters
    ----------
    agents : iterable of Row
        Agents of one kind and one model.
    random : random.Random, optional
        By default that of the model.

    Notes
    -----
    `get` gives numpy arrays of numbers, a copy as of now: fractions in double precision, categories as codes
    (`Segment(code).label`), links as row numbers. Attributes that are not columns come as a list, as in Mesa.
    """

    # --- choosing and ordering -----------------------------------------------------------------------------------

    def select(
        self,
        filter_func: Callable[[A], bool] | Array | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type[Any] | None = None,
    ) -> Self:
        """Return the agents that pass a test, in the set's order.

        Parameters
        ----------
        filter_func : callable or boolean array, optional
            A callable is called with each agent. An array, one entry for each agent, makes no agents:
            `citizens.select(citizens.get("concern") > 0.7)`.
        at_most : int or float
            The first so many that pass; a float up to 1.0 is a fraction of the set.
        inplace : bool
        agent_type : type, optional
        """
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        most = len(self) if at_most >= len(self) else int(np.ceil(at_most))
        if agent_type is not None and (self._kind is None or not issubclass(self._kind, agent_type)):
            return self._with(NOTHING, inplace)
        if callable(filter_func):
            passing = (agent.row for agent in self if filter_func(agent))
            return self._with(np.fromiter(islice(passing, most), dtype=np.int64), inplace)
        if filter_func is None and most == len(self):
            return self if inplace else self.copy()
        rows = self.rows if filter_func is None else self.rows[self._mask(filter_func)]
        return self._with(rows[:most], inplace)

    def _mask(self, given: Array) -> NDArray[np.bool_]:
        mask = np.asarray(given)
        if mask.dtype != np.bool_ or mask.shape != (len(self),):
            raise InputError(f"select takes a function or {len(self)} booleans, not {mask.dtype} of shape {mask.shape}")
        return mask

    def shuffle(self, inplace: bool = False) -> Self:
        """Return the agents in random order."""
        rows = self.rows.tolist()
        self.random.shuffle(rows)
        return self._with(np.array(rows, dtype=np.int64), inplace)

    def sort(self, key: Callable[[A], Any] | str, ascending: bool = False, inplace: bool = False) -> Self:
        """Return the agents ordered by a column, an attribute or a function; equal ones keep their order."""
        values = self._values(key) if isinstance(key, str) else None
        if values is not None and values.ndim == 1:
            order = np.argsort(values if ascending else values[::-1], kind="stable")
            order = order if ascending else len(self) - 1 - order[::-1]
        else:
            keys = self.map(key) if callable(key) else self.get(key)
            order = np.array(sorted(range(len(self)), key=keys.__getitem__, reverse=not ascending), dtype=np.int64)
        return self._with(self.rows[order], inplace)

    def groupby(self, by: Callable[[A], Hashable] | str, result_type: str = "agentset") -> ColumnarGroupBy:
        """Group by a column, an attribute or a function.

        Parameters
        ----------
        by : callable or str
            Groups of a column are named as the attribute reads: `Segment.NEUTRAL_FOLLOWERS`, not 1.
        result_type : str
            `agentset` for sets of this kind; anything else, such as `list`, for lists of agents.
        """
        values = self._values(by) if isinstance(by, str) else None
        if values is not None and values.ndim == 1:
            named = first_seen(values, self.rows, getattr(self._kind, cast("str", by)), self._model)
        else:
            places: dict[Hashable, list[int]] = {}
            for row, name in zip(self.rows.tolist(), self.map(by) if callable(by) else self.get(by), strict=True):
                places.setdefault(name, []).append(row)
            named = {name: np.array(rows, dtype=np.int64) for name, rows in places.items()}
        groups = {name: self._with(rows) for name, rows in named.items()}
        return ColumnarGroupBy(groups if result_type == "agentset" else {k: list(v) for k, v in groups.items()})

    # --- calling -------------------------------------------------------------------------------------------------

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method (by name) or a function on each agent."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method or a function on each agent in random order; the set keeps its own order."""
        self.shuffle().map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method (by name) or a function on each agent and return the results."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    # --- columns -------------------------------------------------------------------------------------------------

    def _cell(self, name: str) -> Cell[Any] | None:
        """Return the cell of a column, or None if `name` is not one."""
        cell = getattr(self._kind, name, None)
        return cell if isinstance(cell, Cell) else None

    def _values(self, name: str) -> Array | None:
        """Return a copy of a column in the set's order, or None if `name` is not one."""
        cell = self._cell(name)
        if cell is None or self._model is None:
            return None
        return cell.values(self._model, slice(len(self)) if self._rows is None else self._rows)

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> Any:
        """Return an attribute of every agent, or several.

        Parameters
        ----------
        attr_names : str or list of str
        handle_missing : str
            `error` (AttributeError) or `default`, for attributes that some agents have not.
        default_value : object

        Returns
        -------
        ndarray or list
            An array for a column, a list for any other attribute; for a list of names, a list of values per agent.
        """
        if handle_missing not in ("error", "default"):
            raise ValueError(f"Unknown handle_missing option: {handle_missing}, should be one of 'error' or 'default'")
        if not isinstance(attr_names, str):
            each = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(one) for one in zip(*each, strict=True)] if each else [[] for _ in range(len(self))]
        values = self._values(attr_names)
        if values is not None:
            return values
        if handle_missing == "error":
            return [getattr(agent, attr_names) for agent in self]
        return [getattr(agent, attr_names, default_value) for agent in self]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute of every agent to one value, or a column to an array with a value for each agent."""
        cell = self._cell(attr_name)
        if cell is None or self._model is None:
            for agent in self:
                setattr(agent, attr_name, value)
        else:
            cell.store(self._model, slice(len(self)) if self._rows is None else self._rows, value)
        return self

    def agg(self, attribute: str, func: Callable[[Any], Any] | Iterable[Callable[[Any], Any]]) -> Any:
        """Return what a function, or each of several, makes of all values of an attribute."""
        values = self.get(attribute)
        return func(values) if callable(func) else [one(values) for one in func]

"""The state of a run: every table that months read and change, under one name, for compiled code and Python alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

import numpy as np

from socialicence.parameters import parameters
from socialicence.state.compiled_tables import Tables, flat, layout_of, tables_type
from socialicence.state.observations import Observations
from socialicence.state.tables import Array, Citizens, Column, Network

MODEL_VERSION = 3
"""Rises only when results change."""

NOW, BEFORE, USUAL, TARGET = range(4)
"""Rows of `State.in_force`: values this month, last month, at status quo, and where policy takes them."""

RUN = (
    Column("seed", "i8", "key", "keys every draw"),
    Column("adults", "f8", "adults", "whom the citizens stand for"),
    Column("incidents", "i8", "rows", "incidents in use"),
    Column("projects", "i8", "rows", "projects in use"),
    Column("visits", "i8", "rows", "desk visits in use"),
    Column("engagements", "i8", "rows", "messages of this month's engagement"),
    Column("news", "i8", "rows", "messages of this month's news, after those of engagement"),
    Column("headlines", "f8", "0-1", "share of people whom bad news reached this month"),
    Column("attentive", "i8", "0 or 1", "whether there is a threat to opt out of this month"),
    Column("forget", "i8", "0 or 1", "whether the last threat ended this month: the next has to be heard of anew"),
)


@dataclass(frozen=True, eq=False)
class State:
    """Every table of a run. Stages take it whole: `events(state, month)`; compiled code sees the same names.

    Attributes
    ----------
    run : record array, shape (1,)
        What there is one of: the seed, rows in use (see `RUN`).
    in_force : record array, shape (4,)
        Values of all levers and parameters: rows `NOW`, `BEFORE`, `USUAL`, `TARGET`.
    numbers : ndarray, shape (4, parameters)
        The same memory as a table of numbers.
    citizens, network : named tuples of arrays
        The public and whom its members know.
    departments, professionals, requesters, projects, visits, incidents, contexts, messages : record arrays
        See `tables`.
    first_post : ndarray of int64, shape (departments + 1,)
        Where each department's posts begin.
    assets : ndarray of int64, shape (contexts,)
        Latest project in each context whose linked data can be reused; -1 where none.
    cumulative : ndarray, shape (messages,)
        Upper end of each message's share of attention, separately for engagement and news.
    uses, project_uses : record arrays
        This month's uses of data by reference context, and room for those of projects (see `tables.USE`).
    system : record array, shape (1,)
        See `observations.SYSTEM`.
    attention : ndarray, shape (5,)
        Attention to opting out in each week of the month, in weeks at the peak of 2021.
    trust_at_start : ndarray, shape (organisation types,)
        Mean trust at month 0.
    trustworthiness, type_trustworthiness : ndarrays
        Of each department, and mean by type of organisation.
    affected_totals : ndarray, shape (groups, contexts)
        Adults whom each context affects, by group.
    observations : Observations
        What was seen in each month.
    """

    run: Array
    in_force: Array
    numbers: Array
    citizens: Citizens
    network: Network
    departments: Array
    professionals: Array
    first_post: Array
    requesters: Array
    projects: Array
    visits: Array
    incidents: Array
    contexts: Array
    assets: Array
    messages: Array
    cumulative: Array
    uses: Array
    project_uses: Array
    system: Array
    attention: Array
    trust_at_start: Array
    trustworthiness: Array
    type_trustworthiness: Array
    affected_totals: Array
    observations: Observations

    @cached_property
    def tables(self) -> dict[str, Any]:
        """Every table by name; citizens, network and observations are named tuples of arrays."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _layout(self) -> Array:
        return layout_of(self.tables)

    @cached_property
    def address(self) -> int:
        """Where the layout lies: all that compiled code is given."""
        return int(self._layout.ctypes.data)

    @cached_property
    def compiled_type(self) -> Tables:
        """What compiled code takes it for."""
        return _type_of(self)

    @property
    def _numba_type_(self) -> Tables:
        """Under the name by which numba asks for it."""
        return self.compiled_type


_TYPES: dict[tuple[tuple[int, int], ...], tuple[Tables, list[np.dtype[Any]]]] = {}


def _type_of(state: State) -> Tables:
    """Type of a state's tables: found anew only for columns that were not met before, as finding it takes long."""
    arrays = [array for _, array in flat(state.tables)]
    key = tuple((id(array.dtype), array.ndim) for array in arrays)
    if key not in _TYPES:
        # The dtypes are kept with it, so that no other comes to have the identity of one of them.
        _TYPES[key] = tables_type("State", state.tables), [array.dtype for array in arrays]
    return _TYPES[key][0]


@cache
def values_type() -> np.dtype[Any]:
    """Record type of the values in force: one object, which numba knows at a glance."""
    return np.dtype([(p.column, np.float64) for p in parameters().values()])


def values_in_force(usual: Mapping[str, float], target: Mapping[str, float]) -> tuple[Array, Array]:
    """Return values in force at the start, as records and as a table of numbers over the same memory.

    Parameters
    ----------
    usual, target : mappings of str to float
        Every lever and parameter by canonical name, at status quo and where policy takes it.
    """
    names = list(parameters())
    numbers = np.empty((4, len(names)))
    numbers[[NOW, BEFORE, USUAL]] = [usual[name] for name in names]
    numbers[TARGET] = [target[name] for name in names]
    return numbers.reshape(-1).view(values_type()), numbers

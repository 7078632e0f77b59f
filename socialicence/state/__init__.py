"""The state of a run: every table that months read and change, under one name, for compiled code and Python alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

import numpy as np

from socialicence.parameters import parameters
from socialicence.state.compiled_tables import Tables, layout_of, tables_type
from socialicence.state.observations import Observations
from socialicence.state.tables import Array, Citizens, Column, Network

MODEL_VERSION = 5
"""Rises only when results change."""

NOW, BEFORE, USUAL, TARGET = range(4)
"""Rows of `State.in_force`: values this month, last month, at status quo, and where policy takes them."""

RUN = (
    Column("seed", "i8", "key", "keys every draw"),
    Column("adults", "f8", "adults", "whom the citizens stand for"),
    Column("incidents", "i8", "rows", "incidents in use"),
    Column("projects", "i8", "rows", "projects in use"),
    Column("visits", "i8", "rows", "desk visits in use"),
    Column("programmes", "i8", "rows", "national programmes in use"),
    Column("events", "i8", "rows", "events in use"),
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
    citizens, network : named tuples of arrays
        The public and whom its members know.
    departments, professionals, requesters, projects, visits, incidents, contexts, messages : record arrays
        See `tables`.
    programmes, events : record arrays
        National programmes, and what happened to them in the order in which it was written down (see `tables`).
    standing : ndarray, shape (contexts,)
        What contests have taken from willingness for each use, of the public's own memory; below 0 where they have.
    closed_until, withheld_until : ndarrays, shape (departments, contexts)
        Month until which a stop shuts an owner and context to programmes, and a department withholds data from a use.
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
    attention : ndarray, shape (`WEEKS_A_MONTH`,)
        Attention to opting out in each week of the month, in weeks at the peak of 2021: what people hear by.
    pressure : ndarray, shape (`WEEKS_A_MONTH`,)
        Pressure to act in each week of the month, in the same unit: what those who have heard act by.
    news_reach, action_readiness : ndarrays, shape (ages, sexes, 2)
        How far news of a threat reaches people, and how readily they act; online, and digitally excluded.
    place_effects : ndarray, shape (regions, places)
        How readily people of each place object.
    trust_at_start : ndarray, shape (organisation types,)
        Mean trust at month 0.
    trustworthiness, type_trustworthiness : ndarrays
        Of each department, and mean by type of organisation.
    affected_totals : ndarray, shape (groups, contexts)
        Adults whom each context affects, by group.
    observations : Observations
        What was seen in each month.
    numbers : ndarray, shape (4, parameters)
        `in_force` as a table of numbers: the same memory.
    tables : dict
        All of these by name.
    address : int
        Where their layout lies: all that compiled code is given.

    Raises
    ------
    ValueError
        If a table is not an ordinary array of its own memory: compiled code takes it to be.
    """

    run: Array
    in_force: Array
    citizens: Citizens
    network: Network
    departments: Array
    professionals: Array
    first_post: Array
    requesters: Array
    projects: Array
    visits: Array
    incidents: Array
    programmes: Array
    events: Array
    contexts: Array
    standing: Array
    closed_until: Array
    withheld_until: Array
    assets: Array
    messages: Array
    cumulative: Array
    uses: Array
    project_uses: Array
    system: Array
    attention: Array
    pressure: Array
    news_reach: Array
    action_readiness: Array
    place_effects: Array
    trust_at_start: Array
    trustworthiness: Array
    type_trustworthiness: Array
    affected_totals: Array
    observations: Observations

    numbers: Array = field(init=False)
    tables: dict[str, Any] = field(init=False, repr=False)
    address: int = field(init=False, repr=False)
    _layout: Array = field(init=False, repr=False)
    _numba_type_: Tables = field(init=False, repr=False)
    """What compiled code takes it for, under the name by which numba asks."""

    def __post_init__(self) -> None:
        """Lay the tables out for compiled code, once: another thread never sees half of it."""
        derived: dict[str, Any] = {"numbers": self.in_force.view(np.float64).reshape(self.in_force.size, -1)}
        derived["tables"] = {name: getattr(self, name) for name in _GIVEN} | derived
        derived["_layout"] = layout_of(derived["tables"])
        derived["address"] = int(derived["_layout"].ctypes.data)
        derived["_numba_type_"] = tables_type("State", derived["tables"])
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> Any:
        """Copy and pickle what was given: a layout holds for the arrays it was made of, in this process."""
        return State, tuple(getattr(self, name) for name in _GIVEN)


_GIVEN = tuple(one.name for one in fields(State) if one.init)


@cache
def values_type() -> np.dtype[Any]:
    """Record type of the values in force: one object, which numba knows at a glance."""
    return np.dtype([(p.column, np.float64) for p in parameters().values()])


def values_in_force(usual: Mapping[str, float], target: Mapping[str, float]) -> Array:
    """Return values in force at the start, a record for each of `NOW`, `BEFORE`, `USUAL` and `TARGET`.

    Parameters
    ----------
    usual, target : mappings of str to float
        Every lever and parameter by canonical name, at status quo and where policy takes it.
    """
    start, end = (tuple(values[name] for name in parameters()) for values in (usual, target))
    return np.array([start, start, start, end], dtype=values_type())

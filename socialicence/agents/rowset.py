"""Which agents are in a columnar set: rows of one table of one model, and agent objects only when asked for."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import numpy as np
from mesa.agent import AgentSet
from numpy.typing import NDArray

from socialicence.agents.row import Row
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from typing import Self

    from socialicence.model import LicenceModel

A = TypeVar("A", bound=Row)
NOTHING = np.zeros(0, dtype=np.int64)


class RowSet(AgentSet, Generic[A]):
    """The members of a `ColumnarAgentSet`."""

    def __init__(self, agents: Iterable[A], random: Random | None = None) -> None:
        members = list(dict.fromkeys(agents))
        self._model: LicenceModel | None = None
        self._kind: type[A] | None = None
        self._rows: NDArray[np.int64] | None = NOTHING
        for agent in members:
            self._adopt(agent)
        self._rows = np.array([agent.row for agent in members], dtype=np.int64)
        if random is None and not members:
            warnings.warn("no agents and no random number generator given: not reproducible", UserWarning, stacklevel=2)
        self.random = random if random is not None else members[0].model.random if members else Random()

    @classmethod
    def of(cls, model: LicenceModel, kind: type[A], rows: Array | None = None) -> Self:
        """Make the set of some rows of a model's table without making agents.

        Parameters
        ----------
        model : LicenceModel
        kind : type
            Such as `Citizen`.
        rows : array of int, optional
            Without repeats; all rows of the table by default.
        """
        made = cls([], random=model.random)
        made._model, made._kind = model, kind
        made._rows = None if rows is None else np.asarray(rows, dtype=np.int64)
        return made

    @property
    def rows(self) -> NDArray[np.int64]:
        """Row numbers in the set's order."""
        return np.arange(len(self), dtype=np.int64) if self._rows is None else self._rows

    @property
    def _agents(self) -> dict[A, None]:
        """All agents: for code of Mesa that reaches into the set (makes every agent)."""
        return dict.fromkeys(self)

    def view(self, row: int) -> A:
        """Return the agent of a row of the table."""
        assert self._model is not None
        assert self._kind is not None
        return cast("A", self._model.view(self._kind.table, row))

    def __len__(self) -> int:
        if self._rows is not None:
            return len(self._rows)
        assert self._model is not None
        assert self._kind is not None
        return self._model.rows_in_use(self._kind.table)

    def __iter__(self) -> Iterator[A]:
        return map(self.view, range(len(self)) if self._rows is None else self._rows.tolist())

    def __contains__(self, agent: object) -> bool:
        if self._kind is None or not isinstance(agent, self._kind) or agent.model is not self._model:
            return False
        return self._rows is None or bool((self._rows == agent.row).any())

    def __getitem__(self, item: int | slice) -> Any:
        """Return one agent, or a list of agents for a slice."""
        rows = self.rows[item]
        return [self.view(row) for row in rows.tolist()] if isinstance(item, slice) else self.view(int(rows))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} {self._kind.table if self._kind else 'agents'}>"

    def __copy__(self) -> Self:
        made = type(self)([], random=self.random)
        made.__dict__.update(self.__dict__)
        return made

    def copy(self) -> Self:
        """Return a set of the same agents."""
        return self.__copy__()

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__.copy()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def index(self, value: A, start: int = 0, stop: int | None = None) -> int:
        """Return the place of an agent in the set's order."""
        if value in self:
            for place in np.flatnonzero(self.rows == value.row).tolist():
                if place in range(len(self))[start:stop]:
                    return int(place)
        raise ValueError(f"{value!r} is not in the set")

    def count(self, value: object) -> int:
        """Return 1 if the agent is in the set, else 0."""
        return int(value in self)

    def to_list(self) -> list[A]:
        """Return the agents as a list."""
        return list(self)

    def add(self, agent: A) -> None:
        """Add an agent of the same kind and model."""
        self._adopt(agent)
        if agent not in self:
            self._rows = np.append(self.rows, agent.row)

    def discard(self, agent: A) -> None:
        """Take an agent out of the set if it is there; its row stays in the table."""
        if agent in self:
            self._rows = self.rows[self.rows != agent.row]

    def remove(self, agent: A) -> None:
        """Take an agent out of the set; KeyError if it is not there."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def _adopt(self, agent: A) -> None:
        """Take kind and model from the first agent; refuse another kind or model."""
        if self._kind is None and isinstance(agent, Row):
            self._kind, self._model = type(agent), agent.model
        if self._kind is None or not isinstance(agent, self._kind) or agent.model is not self._model:
            raise TypeError(f"{agent!r} is of another kind or model; use mesa.agent.AgentSet for mixed sets")

    def _update(self, agents: Iterable[A]) -> Self:
        """Replace the members (called by Mesa)."""
        self._rows = type(self)(agents, random=self.random).rows
        return self

    def _with(self, rows: NDArray[Any], inplace: bool = False) -> Self:
        """Return a set of other rows of the same table, or change this one."""
        made = self if inplace else self.copy()
        made._rows = np.asarray(rows, dtype=np.int64)
        return made

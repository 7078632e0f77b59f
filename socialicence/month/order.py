"""The order of the month as data: to print, time and change, and for compiled code to go through.

The words are those of the ODD (`docs/odd.md`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np

from socialicence.compiled import kernel, part
from socialicence.month.citizens import citizens, citizens_by_block
from socialicence.month.communication import communication
from socialicence.month.departments import departments
from socialicence.month.events import events
from socialicence.month.expected_objections import carry_expectations
from socialicence.month.observation import observation, observation_by_block
from socialicence.month.policy import policy
from socialicence.month.professionals import professionals
from socialicence.month.programmes import programmes
from socialicence.month.projects import projects
from socialicence.state import State
from socialicence.state.compiled_tables import address_of, call_at
from socialicence.state.tables import Array


@dataclass(frozen=True)
class Stage:
    """One stage of the month.

    Attributes
    ----------
    name : str
    run : callable
        Takes the world (or the model) and the month.
    sees : str
        `world` for the tables, `model` for a `LicenceModel` with its agents.
    """

    name: str
    run: Callable[[Any, int], None]
    sees: str = "world"


class OnTables:
    """A stage of the model: compiled code on a world's tables.

    Parameters
    ----------
    kernel : callable
        Takes the tables and the month.
    by_block : callable, optional
        Does the same to a world that has threads, block by block of its citizens, to the same bits.
    then : callable, optional
        Done to the world afterwards.
    """

    def __init__(
        self,
        kernel: Callable[[State, int], None],
        by_block: Callable[[Any, int], None] | None = None,
        then: Callable[[Any, int], None] | None = None,
    ) -> None:
        self.kernel, self.by_block, self.then = kernel, by_block, then
        self.__doc__ = kernel.__doc__

    def __call__(self, world: Any, month: int) -> None:
        """Let the stage happen in a month."""
        if self.by_block is not None and world.workers > 1:
            self.by_block(world, month)
        else:
            self.kernel(world.state, month)
        if self.then is not None:
            self.then(world, month)


STAGES: tuple[Stage, ...] = (
    Stage("policy", OnTables(policy)),
    Stage("events", OnTables(events)),
    Stage("departments", OnTables(departments)),
    Stage("professionals", OnTables(professionals)),
    Stage("programmes", OnTables(programmes)),
    Stage("projects", OnTables(projects)),
    Stage("communication", OnTables(communication)),
    Stage("citizens", OnTables(citizens, citizens_by_block, carry_expectations)),
    Stage("observation", OnTables(observation, observation_by_block)),
)
"""The month as data: print it, time it, drop a stage for an ablation, or put in one of your own."""


def addresses(stages: tuple[Stage, ...], world: Any) -> Array | None:
    """Return where the compiled code of a world's stages lies, in their order.

    None where Python has something to do between them: a stage that is not of the model, blocks on threads, objections
    in expectation, or array bounds to be checked (an error in compiled code that Python did not call goes unheard).
    """
    runs = [stage.run for stage in stages if isinstance(stage.run, OnTables) and stage.sees == "world"]
    at_once = world.workers == 1 and world.expected is None and not numba.config.BOUNDSCHECK
    if not at_once or len(runs) < len(stages) or not all(hasattr(run.kernel, "compile") for run in runs):
        return None
    kind = numba.typeof(world.state)
    return np.array([address_of(run.kernel, kind) for run in runs], dtype=np.int64)


@kernel
def live_months(stages: Array, state: State, first: int, last: int) -> int:
    """Let months pass, `first` to `last`, without a word to Python: the bits are those of the stages one by one.

    Between two calls from Python a run has to wait for the interpreter, which other runs want too.

    Parameters
    ----------
    stages : ndarray of int64
        See `addresses`.

    Returns
    -------
    int
        The month that was reached: not the last one if a table is full.
    """
    month = first
    while True:
        for stage in stages:
            call_at(stage, state, month)
        if month == last or is_full(state):
            return month
        month += 1


@part
def is_full(state: State) -> bool:
    """Whether a table that grows has no room left: from then on something would be left out."""
    run = state.run[0]
    return (
        run.projects >= state.projects.size
        or run.visits >= state.visits.size
        or run.incidents >= state.incidents.size
        or run.programmes >= state.programmes.size
        or run.events >= state.events.size
        or run.engagements + run.news >= state.messages.size
    )

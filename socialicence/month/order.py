"""The order of the month as data: to print, time and change, and for compiled code to go through.

The words are those of the ODD (`docs/odd.md`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from socialicence.compiled import kernel
from socialicence.month.citizens import citizens, citizens_by_block
from socialicence.month.communication import communication
from socialicence.month.departments import departments
from socialicence.month.events import events
from socialicence.month.expected_objections import carry_expectations
from socialicence.month.observation import observation, observation_by_block
from socialicence.month.policy import policy
from socialicence.month.professionals import professionals
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
    Stage("projects", OnTables(projects)),
    Stage("communication", OnTables(communication)),
    Stage("citizens", OnTables(citizens, citizens_by_block, carry_expectations)),
    Stage("observation", OnTables(observation, observation_by_block)),
)
"""The month as data: print it, time it, drop a stage for an ablation, or put in one of your own."""


def addresses(stages: tuple[Stage, ...], state: State) -> Array | None:
    """Return where the compiled code of stages lies, in their order; None if one of them is not of the model."""
    kernels = [stage.run.kernel for stage in stages if isinstance(stage.run, OnTables)]
    if len(kernels) < len(stages):
        return None
    return np.array([address_of(kernel, state.compiled_type) for kernel in kernels], dtype=np.int64)


@kernel
def live_months(stages: Array, state: State, first: int, last: int) -> None:
    """Let months pass, `first` to `last`, without a word to Python: the bits are those of the stages one by one.

    Between two calls from Python a run has to wait for the interpreter, which other runs want too.

    Parameters
    ----------
    stages : ndarray of int64
        See `addresses`.
    """
    for month in range(first, last + 1):
        for stage in stages:
            call_at(stage, state, month)

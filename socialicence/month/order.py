"""The order of the month: as data, to print, time and change; and as compiled code, where nothing is changed in it.

The words are those of the ODD (`docs/odd.md`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from socialicence.compiled import kernel
from socialicence.month.citizens import citizens, citizens_by_block
from socialicence.month.communication import communication
from socialicence.month.departments import departments
from socialicence.month.events import events
from socialicence.month.observation import observation, observation_by_block
from socialicence.month.policy import policy
from socialicence.month.professionals import professionals
from socialicence.month.projects import projects
from socialicence.state import State


@dataclass(frozen=True)
class Stage:
    """One stage of the month.

    Attributes
    ----------
    name : str
    run : callable
        Takes what the stage sees, and the month.
    sees : str
        `state` for a run's tables (the stages of the model); `world` for the run as a `World`, `model` for a
        `LicenceModel` with its agents (stages of one's own).
    by_block : callable, optional
        Does the same on a `World`, block by block of citizens on threads, to the same bits.
    """

    name: str
    run: Callable[[Any, int], None]
    sees: str = "world"
    by_block: Callable[[Any, int], None] | None = None


STAGES: tuple[Stage, ...] = (
    Stage("policy", policy, "state"),
    Stage("events", events, "state"),
    Stage("departments", departments, "state"),
    Stage("professionals", professionals, "state"),
    Stage("projects", projects, "state"),
    Stage("communication", communication, "state"),
    Stage("citizens", citizens, "state", citizens_by_block),
    Stage("observation", observation, "state", observation_by_block),
)
"""The month as data: print it, time it, drop a stage for an ablation, or put in one of your own."""


@kernel
def live_months(state: State, first: int, last: int) -> None:
    """Let months pass, `first` to `last`, with the stages of the model: the bits are those of `STAGES` one by one.

    Between two calls from Python a run has to wait for the interpreter, which other runs want too.
    """
    for month in range(first, last + 1):
        policy(state, month)
        events(state, month)
        departments(state, month)
        professionals(state, month)
        projects(state, month)
        communication(state, month)
        citizens(state, month)
        observation(state, month)

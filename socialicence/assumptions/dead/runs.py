"""Running what is tried: the outcomes of a run that are numbers, and a mark of every bit that it wrote."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from socialicence.machine import processors
from socialicence.publics import PublicStore
from socialicence.scenarios import Scenario

if TYPE_CHECKING:
    from socialicence.world import World

Report = Callable[[float], None]
AT_ONCE = 200
"""Runs between two reports of progress."""
_GIVEN = frozenset({"in_force", "numbers"})
"""Tables that hold parameters themselves."""


class Task(NamedTuple):
    """One run: its setting, what is set otherwise, and its seed."""

    setting: Scenario
    changes: Mapping[str, float]
    seed: int


class Seen(NamedTuple):
    """What is kept of a run.

    Attributes
    ----------
    outcomes : tuple of float
        Those that are numbers, in the order of `outcomes.registry.numbers`; NaN where one is not known.
    bits : int
        The same in two runs if all that they wrote is.
    """

    outcomes: tuple[float, ...]
    bits: int


Runner = Callable[[Sequence[Task], Report], list[Seen]]
"""Does some runs, and returns what is kept of them in order."""


def runner(citizens: int, workers: int | None = None) -> Runner:
    """Return what does runs of so many citizens; it keeps publics from one call to the next."""
    from socialicence.world import new_world

    publics = PublicStore()

    def see(task: Task) -> Seen:
        world = new_world(task.setting, citizens=citizens, seed=task.seed, changes=task.changes, publics=publics)
        return seen_of(world.run())

    def see_all(tasks: Sequence[Task], report: Report) -> list[Seen]:
        found: list[Seen] = []
        with ThreadPoolExecutor(workers or processors()) as pool:
            for start in range(0, len(tasks), AT_ONCE):
                found += pool.map(see, tasks[start : start + AT_ONCE])
                report(len(found) / len(tasks))
        if not tasks:
            report(1.0)
        return found

    return see_all


def seen_of(world: World) -> Seen:
    """Return what is kept of a run that is over."""
    from socialicence.outcomes import outcomes_of
    from socialicence.outcomes.registry import numbers

    found: Mapping[str, Any] = outcomes_of(world)
    values = (found[name] for name in numbers())
    return Seen(tuple(np.nan if value is None else float(value) for value in values), bits_of(world))


def bits_of(world: World) -> int:
    """Return a mark of all that a run wrote: its state but for the parameters themselves, and objections expected."""
    from socialicence.state.compiled_tables import flat

    mark = 0
    for name, table in flat(world.state.tables):
        if name not in _GIVEN:
            mark = zlib.crc32(np.ascontiguousarray(table).view(np.uint8), mark)
    return _marked(vars(world.expected).values(), mark) if world.expected is not None else mark


def _marked(values: Iterable[Any], mark: int) -> int:
    """Add arrays among some values to a mark."""
    for value in values:
        if isinstance(value, np.ndarray):
            mark = zlib.crc32(np.ascontiguousarray(value).view(np.uint8), mark)
    return mark

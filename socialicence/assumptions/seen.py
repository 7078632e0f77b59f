"""What is looked at in a run when assumptions are varied: the measures that decide the nearest future, and it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from socialicence.machine import processors
from socialicence.outcomes.futures import DIMENSIONS, distances, nearest, signature_of
from socialicence.parameters import Parameter, parameters
from socialicence.publics import PublicStore
from socialicence.scenarios import load

if TYPE_CHECKING:
    from socialicence.world import World

Report = Callable[[float], None]
AT_ONCE = 200
"""Runs between two reports of progress."""


class End(NamedTuple):
    """Where a run ends: its signature, and the future that it is nearest to."""

    signature: tuple[float, ...]
    nearest: str


class Task(NamedTuple):
    """One run: a standard scenario, what is set otherwise, and its seed."""

    scenario: str
    changes: Mapping[str, float]
    seed: int


def uncertain() -> dict[str, Parameter]:
    """Return the parameters that no data settle and that have a range, by name."""
    return {name: one for name, one in parameters().items() if one.is_uncertain and one.low < one.high}


def end_of(world: World) -> End:
    """Return where a run ends."""
    signature = signature_of(world)
    return End(tuple(signature[name] for name in DIMENSIONS), nearest(distances(signature)))


def nearest_to(signature: Iterable[float]) -> str:
    """Return the future that a signature is nearest to; `none` if it is near none."""
    return nearest(distances(dict(zip(DIMENSIONS, map(float, signature), strict=True))))


def ends_of(tasks: Sequence[Task], citizens: int, report: Report | None = None) -> list[End]:
    """Do some runs, side by side, and return where each ends, in order.

    Tasks of one seed that follow one another share their public, where what is set does not change it.
    """
    from socialicence.world import new_world

    publics = PublicStore()

    def end(task: Task) -> End:
        world = new_world(load(task.scenario), citizens=citizens, seed=task.seed, changes=task.changes, publics=publics)
        return end_of(world.run())

    found: list[End] = []
    with ThreadPoolExecutor(processors()) as pool:
        for start in range(0, len(tasks), AT_ONCE):
            found += pool.map(end, tasks[start : start + AT_ONCE])
            if report is not None:
                report(len(found) / len(tasks))
    return found


def most_frequent(ends: Iterable[str]) -> str:
    """Return the nearest future of most runs; of equals, the first in the order of names."""
    counts = Counter(ends)
    return min(counts, key=lambda name: (-counts[name], name))

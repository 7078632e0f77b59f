"""Runs of a check side by side: many seeds of one setting, and the same seeds under another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from socialicence.machine import processors
from socialicence.month import STAGES, Stage
from socialicence.scenarios import Scenario, load
from socialicence.world import World, new_world

Seen = TypeVar("Seen")


def seen_in_runs(
    look: Callable[[World], Seen],
    *,
    runs: int,
    citizens: int,
    scenario: Scenario | str = "status_quo",
    changes: Mapping[str, object] | None = None,
    months: int | None = None,
    without: Sequence[str] = (),
    first_seed: int = 1,
) -> list[Seen]:
    """Run several seeds and return what `look` saw in each; the worlds are dropped.

    Parameters
    ----------
    look : callable
        Takes a finished world.
    without : sequence of str
        Stages of the month to leave out.
    """
    stages: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage.name not in without)
    chosen = load(scenario)

    def one(seed: int) -> Seen:
        world: Any = new_world(chosen, citizens=citizens, seed=seed, months=months, changes=changes, stages=stages)
        return look(world.run())

    with ThreadPoolExecutor(processors()) as pool:
        return list(pool.map(one, range(first_seed, first_seed + runs)))

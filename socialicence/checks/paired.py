"""Runs of a check side by side: the same seeds under one setting and under others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from socialicence.machine import processors
from socialicence.month import STAGES, Stage
from socialicence.scenarios import Scenario, load
from socialicence.world import World, new_world

Seen = TypeVar("Seen")
Report = Callable[[float], None]
"""Called with the share of a check's runs that is done."""
_watching: ContextVar[Report | None] = ContextVar("watching", default=None)
_first_seed: ContextVar[int] = ContextVar("first_seed", default=1)


@dataclass(frozen=True)
class Setting:
    """What the runs of a check have in common, but for their seeds.

    Attributes
    ----------
    scenario : Scenario or str
    changes : mapping
        Levers and parameters set otherwise, by name.
    months : int or None
        The scenario's own if None.
    stages : tuple of Stage
    """

    scenario: Scenario | str = "status_quo"
    changes: Mapping[str, object] = field(default_factory=dict)
    months: int | None = None
    stages: tuple[Stage, ...] = STAGES


@contextmanager
def watched(report: Report | None, first_seed: int = 1) -> Iterator[None]:
    """Tell `report` how far each check has come, and start all its seeds from `first_seed`."""
    tokens = _watching.set(report), _first_seed.set(first_seed)
    try:
        yield
    finally:
        _watching.reset(tokens[0])
        _first_seed.reset(tokens[1])


def seen_in_settings(
    look: Callable[[World], Seen], settings: Mapping[str, Setting], *, runs: int, citizens: int
) -> dict[str, list[Seen]]:
    """Run the same seeds under every setting and return what `look` saw in each run; the worlds are dropped.

    Parameters
    ----------
    look : callable
        Takes a finished world.
    """
    seeds = range(_first_seed.get(), _first_seed.get() + runs)
    found = iter(seen_in(look, [(setting, seed) for setting in settings.values() for seed in seeds], citizens))
    return {name: [next(found) for _ in seeds] for name in settings}


def seen_in(look: Callable[[World], Seen], tasks: Sequence[tuple[Setting, int]], citizens: int) -> list[Seen]:
    """Run each setting with its seed, side by side, and return what `look` saw in each, in order."""

    def one(setting: Setting, seed: int) -> Seen:
        world: Any = new_world(
            load(setting.scenario),
            citizens=citizens,
            seed=seed,
            months=setting.months,
            changes=setting.changes,
            stages=setting.stages,
        )
        return look(world.run())

    with ThreadPoolExecutor(processors()) as pool:
        futures = [pool.submit(one, *task) for task in tasks]
        try:
            _wait_for(futures)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [future.result() for future in futures]


def _wait_for(futures: Sequence[Future[Any]]) -> None:
    """Wait for all, telling whoever watches; the first error ends the wait."""
    report = _watching.get()
    waiting = set(futures)
    while waiting:
        finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            future.result()
        if report is not None:
            report(1 - len(waiting) / len(futures))


def seen_in_runs(
    look: Callable[[World], Seen],
    *,
    runs: int,
    citizens: int,
    scenario: Scenario | str = "status_quo",
    changes: Mapping[str, object] | None = None,
    months: int | None = None,
    without: Sequence[str] = (),
) -> list[Seen]:
    """Run several seeds of one setting and return what `look` saw in each.

    Parameters
    ----------
    without : sequence of str
        Stages of the month to leave out.
    """
    stages = tuple(stage for stage in STAGES if stage.name not in without)
    setting = Setting(scenario, changes or {}, months, stages)
    return seen_in_settings(look, {"one": setting}, runs=runs, citizens=citizens)["one"]

"""The runs behind an explanation: today, the scenario, and each item added alone and taken away alone, on one seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from socialicence import ensemble
from socialicence.ensemble import Progress, Task
from socialicence.explanation.items import Item, added, taken, today_of
from socialicence.explanation.measured import measured
from socialicence.machine import check_memory
from socialicence.publics import PublicStore
from socialicence.results import DONE, Results, RunRecord
from socialicence.scenarios import Scenario

RUNS_AT_ONCE = 40
"""Runs whose details are in memory at one time: what is needed of each is kept, the rest is let go."""
Values = dict[str, float]
"""Headline outcomes and mechanisms of one run; empty where it failed."""


class Size(NamedTuple):
    """How much is run: citizens, runs, months (of every run), first seed, and runs side by side."""

    citizens: int
    runs: int
    months: int
    seed: int
    workers: int | None


@dataclass(frozen=True)
class PairedRuns:
    """What each run came to; run r has the same seed everywhere.

    Attributes
    ----------
    results : Results
        Of today and of the scenario, whole.
    today, here : list of dict
        Measures of each run of today and of the scenario.
    alone, without : dict of str to list of dict
        By item: today with this item added, and the scenario with it taken away.
    """

    results: Results
    today: list[Values]
    here: list[Values]
    alone: dict[str, list[Values]]
    without: dict[str, list[Values]]


def run_pairs(
    scenario: Scenario, items: Sequence[Item], size: Size, progress: Progress | None, command: Sequence[str] | None
) -> PairedRuns:
    """Run all that an explanation needs.

    With one item the two ends are the scenario and today themselves: they are not run twice.

    Raises
    ------
    InputError
        If a number is out of range, or an event is scheduled for when the run is over.
    """
    pair = [today_of(scenario), scenario]
    single = len(items) == 1
    variants = [] if single else [made(item, scenario) for made in (added, taken) for item in items]
    total = (len(pair) + len(variants)) * size.runs * size.months

    def report(before: int) -> Progress | None:
        return None if progress is None else lambda done, _: progress(before + done, total)

    publics = PublicStore()  # every setting has the same publics, but where a choice is about the public itself
    results = ensemble.compare(
        pair, citizens=size.citizens, runs=size.runs, months=size.months, seed=size.seed, workers=size.workers,
        progress=report(0), command=command, publics=publics,
    )  # fmt: skip
    ends = _values(results.records)
    today, here = ends[: size.runs], ends[size.runs :]
    if single:
        return PairedRuns(results, today, here, {items[0].name: here}, {items[0].name: today})
    tasks = [
        Task(one, run, size.seed + run, size.citizens, size.months) for one in variants for run in range(size.runs)
    ]
    found: list[Values] = []
    for start in range(0, len(tasks), RUNS_AT_ONCE):
        some = tasks[start : start + RUNS_AT_ONCE]
        at_once = check_memory(size.citizens, size.workers, [size.months] * len(some))
        before = len(pair) * size.runs + start
        found += _values(ensemble.simulate(some, at_once, report(before * size.months), publics))
    by_variant = [found[start : start + size.runs] for start in range(0, len(found), size.runs)]
    names = [item.name for item in items]
    alone = dict(zip(names, by_variant[: len(items)], strict=True))
    return PairedRuns(results, today, here, alone, dict(zip(names, by_variant[len(items) :], strict=True)))


def _values(records: Sequence[RunRecord]) -> list[Values]:
    return [measured(record) if record.status == DONE else {} for record in records]

"""Many seeds and scenarios side by side, and what they have in common: `compare`.

Run `r` of every scenario uses the seed `seed + r`, so that scenarios differ only where their choices do. Kernels
release the interpreter lock: runs go side by side in threads, through the same `World.run_to` as a single run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from socialicence.errors import InputError, in_one_line
from socialicence.machine import check_memory, processors
from socialicence.parameters import uk_adults
from socialicence.population import SMALLEST
from socialicence.publics import PublicStore
from socialicence.results import FAILED, Results, RunRecord, recorded
from socialicence.results.provenance import provenance
from socialicence.scenarios import STANDARD, Scenario, load, names, with_additions
from socialicence.scenarios.reading import MOST_MONTHS
from socialicence.state.blocks import BLOCK, MONTHS_AT_ONCE
from socialicence.state.checkpoints import Checkpoint, identity_of, restore, save

if TYPE_CHECKING:
    from socialicence.month import Stage
    from socialicence.month.schedule import AnyStage
    from socialicence.scenarios.recommendations import Recommendation
    from socialicence.world import World

MOST_RUNS = 100_000
_REPORT_EVERY = 0.2
"""Seconds between reports of progress."""

Progress = Callable[[int, int], None]
"""Called with the months simulated so far and in all."""


@dataclass
class Task:
    """One run to be done; `done_months` is written by its own thread and read for progress."""

    scenario: Scenario
    run: int
    seed: int
    citizens: int
    months: int
    detail: bool = True
    stages: tuple[Stage, ...] | None = None
    threads: int = 1
    checkpoint: Checkpoint | None = None
    done_months: int = field(default=0, compare=False)


def compare(
    scenarios: Sequence[str | Path | Scenario] | None = None,
    *,
    citizens: int = 10_000,
    runs: int = 30,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    changes: Mapping[str, object] | None = None,
    stages: str | Iterable[AnyStage] | None = None,
    additions: str | Path | None = None,
    detail: bool = True,
    progress: Progress | None = None,
    command: Sequence[str] | None = None,
    publics: PublicStore | None = None,
    checkpoint: Checkpoint | None = None,
) -> Results:
    """Run scenarios on the same seeds and return what happened.

    Parameters
    ----------
    scenarios : sequence of str, Path or Scenario, optional
        Names, files or scenarios; today and the four futures if not given.
    citizens : int
        Size of each public.
    runs : int
        Runs of each scenario.
    months : int, optional
        Length of each run; each scenario's own (60 as a rule) if not given.
    seed : int
        Run `r` of every scenario uses `seed + r`.
    workers : int, optional
        Runs side by side; as many as processors and memory allow if not given. Results do not depend on it.
    changes : mapping, optional
        Levers and parameters set in every scenario, by name.
    stages : iterable of Stage or callable, or str, optional
        The stages of a month, where they are not those of the model; `my_module:stages` imports them.
    additions : str or Path, optional
        TOML file of recommendations, kinds of shock, contexts and departments added to every scenario.
    detail : bool
        Keep months, projects and stages; without it only one row a run.
    progress : callable, optional
        Called a few times a second with the months done and in all.
    command : sequence of str, optional
        What was typed, for the record.
    publics : PublicStore, optional
        Publics to be used again by the next call (see `simulate`).
    checkpoint : Checkpoint, optional
        Where to keep the state of the one run there is, and to go on from if something is there.

    Returns
    -------
    Results
        A run that fails is a row with its error, never the end of the others.

    Raises
    ------
    InputError
        If a name is unknown, a number is out of range, or there are more citizens than memory holds.

    Examples
    --------
    >>> from socialicence import compare
    >>> results = compare(["status_quo", "silos"], citizens=2000, runs=10)  # doctest: +SKIP
    """
    from socialicence.outcomes import warm_up
    from socialicence.world import MODEL_VERSION

    chosen = _chosen(scenarios, changes, additions)
    check_whole("citizens", citizens, SMALLEST, uk_adults())
    check_whole("runs", runs, 1, MOST_RUNS)
    check_whole("seed", seed, 0, 2**63 - 1 - MOST_RUNS)
    if months is not None:
        check_whole("months", months, 1, MOST_MONTHS)
    if workers is not None:
        check_whole("workers", workers, 1, 4096)
    lengths = [months or scenario.months for scenario in chosen]
    _check_shocks(chosen, lengths)
    side_by_side = check_memory(citizens, workers, lengths * runs, detail)
    # Few large runs have processors to spare: their citizens are done in blocks side by side.
    threads = max(1, (workers or processors()) // side_by_side)
    own_stages, record = _own_stages(stages)
    if checkpoint is not None:
        expected = any(scenario.expected_objections for scenario in chosen)
        checkpoint.check(citizens, len(lengths) * runs, own_stages is not None, expected)
    tasks = [
        Task(scenario, run, seed + run, citizens, length, detail, own_stages, threads, checkpoint)
        for scenario, length in zip(chosen, lengths, strict=True)
        for run in range(runs)
    ]
    warm_up(None)  # before the clock starts
    started = time.perf_counter()
    records = simulate(tasks, side_by_side, progress, publics)
    seconds = time.perf_counter() - started
    return Results(
        chosen,
        records,
        provenance(
            chosen,
            model_version=MODEL_VERSION,
            citizens=citizens,
            months=max(lengths),
            runs=runs,
            seed=seed,
            wall_seconds=seconds,
            command=command,
            stages=record,
        )
        | {"months_by_scenario": {one.name: length for one, length in zip(chosen, lengths, strict=True)}},
    )


def simulate(
    tasks: Sequence[Task], workers: int, progress: Progress | None = None, publics: PublicStore | None = None
) -> list[RunRecord]:
    """Do all runs, `workers` at a time, and return their records in the order of the tasks.

    Parameters
    ----------
    tasks : sequence of Task
    workers : int
    progress : callable, optional
    publics : PublicStore, optional
        Where to look for publics drawn before. Keep one for many calls on the same seeds, such as a lever moved to and
        fro; without one, each public is drawn once for all tasks of this call. No bit of a result depends on it.
    """
    stop = Event()
    total = sum(task.months for task in tasks)
    publics = PublicStore() if publics is None else publics
    # Tasks of one seed follow one another: the public that they share is then at hand, however many seeds there are.
    order = sorted(range(len(tasks)), key=lambda number: tasks[number].seed)
    with ThreadPoolExecutor(max_workers=min(workers, len(tasks)), thread_name_prefix="run") as pool:
        futures = {number: pool.submit(run_task, tasks[number], stop, publics) for number in order}
        try:
            waiting: set[Future[RunRecord]] = set(futures.values())
            while waiting:
                finished, waiting = wait(waiting, timeout=_REPORT_EVERY, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
                if progress is not None:
                    progress(sum(task.done_months for task in tasks), total)
        except BaseException:
            # Ctrl-C or bad input that only a run can notice: stop within half a year of simulated time.
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [futures[number].result() for number in range(len(tasks))]


def run_task(task: Task, stop: Event | None = None, publics: PublicStore | None = None) -> RunRecord:
    """Do one run from its public to its record; whatever fails in it becomes the record's error.

    Parameters
    ----------
    task : Task
    stop : Event, optional
        When set, the run ends after the months it is in (six at most), as one that failed.
    publics : PublicStore, optional
        Where to look for its public before it is drawn.

    Raises
    ------
    InputError
        If the run cannot be set up as asked: that is not the run's fault, and all like it would fail.
    """
    from socialicence.outcomes import outcomes_of, personas_of

    started = time.perf_counter()
    try:
        world, pass_months = _opened(task, publics)
        task.done_months = world.month
        while world.month < world.months and not (stop is not None and stop.is_set()):
            pass_months(min(world.month + _months_at_once(task), world.months))
            task.done_months = world.month
            if task.checkpoint is not None and task.checkpoint.due(world):
                save(world, task.checkpoint.path)
        seconds = time.perf_counter() - started
        if world.month < world.months:
            return RunRecord(task.scenario.name, task.run, task.seed, FAILED, "stopped before its end", seconds)
        return recorded(world, task.run, outcomes_of(world), personas_of(world), seconds, detail=task.detail)
    except InputError:
        raise
    except Exception as error:
        task.done_months = task.months
        seconds = time.perf_counter() - started
        return RunRecord(task.scenario.name, task.run, task.seed, FAILED, in_one_line(error), seconds)


def _months_at_once(task: Task) -> int:
    """Months after which a run comes up for air: few where they are long, or where a checkpoint may be due."""
    return MONTHS_AT_ONCE if task.citizens <= BLOCK and task.checkpoint is None else 1


def _opened(task: Task, publics: PublicStore | None) -> tuple[World, Callable[[int], object]]:
    """Return the world of a run, and what lets its months pass up to one: a model where a stage asks for agents."""
    if task.stages is not None and any(stage.sees == "model" for stage in task.stages):
        from socialicence.model import LicenceModel

        model = LicenceModel(task.citizens, task.seed, task.scenario, months=task.months, stages=task.stages)
        return model.world, model.run_to
    from socialicence.world import all_values, new_world

    kept = None
    if task.checkpoint is not None:
        values = all_values(task.scenario)
        kept = task.checkpoint.found(identity_of(task.scenario, values, task.citizens, task.seed, task.months))
    world = new_world(
        task.scenario,
        citizens=task.citizens,
        seed=task.seed,
        months=task.months,
        workers=task.threads,
        stages=task.stages,
        publics=publics,
    )
    if task.checkpoint is not None and kept is not None:
        restore(world, task.checkpoint.path, kept)
    return world, world.run_to


def check_whole(name: str, value: object, low: int, high: int) -> None:
    """Make sure that a setting is a whole number in its range.

    Raises
    ------
    InputError
        Naming the setting, what was given and what is allowed.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InputError(f"{name} = {value!r}; a whole number from {low:,} to {high:,} is needed")


def _chosen(
    scenarios: Sequence[str | Path | Scenario] | None,
    changes: Mapping[str, object] | None,
    additions: str | Path | None,
) -> list[Scenario]:
    if isinstance(scenarios, str | Path | Scenario):
        scenarios = [scenarios]
    given = [name for name in STANDARD if name in names()] if scenarios is None else list(scenarios)
    if not given:
        raise InputError(f"no scenario is given; name at least one of {', '.join(names())}")
    loaded = [load(scenario) for scenario in given]
    if additions is not None:
        loaded = with_additions(loaded, additions)
    chosen = [scenario.changed(changes or {}, "changes") for scenario in loaded]
    seen: set[str] = set()
    for scenario in chosen:
        if scenario.name in seen:
            raise InputError(f"two scenarios are named {scenario.name!r}; each needs a name of its own")
        seen.add(scenario.name)
    _check_recommendations(chosen)
    return chosen


def _own_stages(
    given: str | Iterable[AnyStage] | None,
) -> tuple[tuple[Stage, ...] | None, Mapping[str, object] | None]:
    """Stages that are not those of the model, and what results say of them."""
    if given is None:
        return None, None
    from socialicence.month.identity import stages_record
    from socialicence.month.schedule import checked_stages

    stages = checked_stages(given)
    return stages, stages_record(stages, given)


def _check_recommendations(scenarios: Sequence[Scenario]) -> None:
    """One name may not stand for two things: both would be in one column of the results."""
    known: dict[str, tuple[Recommendation, str]] = {}
    for scenario in scenarios:
        for one in scenario.additions.recommendations:
            first, where = known.setdefault(one.name, (one, scenario.name))
            if first != one:
                raise InputError(
                    f"recommendation.{one.name} is not the same in {where} and {scenario.name}; "
                    "give one of them another name, or both one file of additions"
                )


def _check_shocks(scenarios: Sequence[Scenario], lengths: Sequence[int]) -> None:
    """No shock may be scheduled for when its run is over: it would silently not happen."""
    for scenario, length in zip(scenarios, lengths, strict=True):
        for shock in scenario.shocks:
            if shock.month > length:
                raise InputError(
                    f"{scenario.name}: a shock is scheduled for month {shock.month:g}, but the run ends after "
                    f"{length} month{'' if length == 1 else 's'}; give more months or an earlier shock"
                )

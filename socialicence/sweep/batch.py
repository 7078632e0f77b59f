"""What a worker does: some runs one after another, each from its public to its outcomes. Knows no files."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from socialicence.errors import in_one_line
from socialicence.parameters import parameters
from socialicence.publics import PublicStore
from socialicence.scenarios import Scenario
from socialicence.state.tables import Array
from socialicence.sweep.special import sees_model, stages_of

if TYPE_CHECKING:
    import pyarrow as pa

    from socialicence.world import World

DONE, FAILED = "done", "failed"


@dataclass(frozen=True)
class Job:
    """One run to be done.

    Attributes
    ----------
    row : int
        Its row in the plan.
    key : str
    scenario : Scenario
        With all events of the run.
    without : tuple of str
        Stages left out.
    values : ndarray
        Every parameter, in the order of the table, then `own_names` of the batch.
    seed, public_seed : int
    """

    row: int
    key: str
    scenario: Scenario
    without: tuple[str, ...]
    values: Array
    seed: int
    public_seed: int


@dataclass(frozen=True)
class Batch:
    """Some runs that are sent together.

    Attributes
    ----------
    jobs : tuple of Job
    citizens, months : int
    stages : str
    months_kept : bool
    own_names : tuple of str
        Levers that the study's scenarios add to the model: they stand after its own in `values`.
    model_version : int
        What the sender has: a worker with another refuses.
    """

    jobs: tuple[Job, ...]
    citizens: int
    months: int
    stages: str
    months_kept: bool
    own_names: tuple[str, ...]
    model_version: int


@dataclass(frozen=True)
class RunResult:
    """What came out of one run."""

    row: int
    status: str
    error: str | None = None
    outcomes: Mapping[str, Any] = field(default_factory=dict)
    wall_seconds: float = 0.0


@dataclass(frozen=True)
class BatchResult:
    """What came out of a batch: its runs, and their monthly rows by key where they are kept."""

    runs: tuple[RunResult, ...]
    monthly: pa.Table | None = None


class WrongVersionError(RuntimeError):
    """The worker has another version of the model than the sender."""


def run_batch(batch: Batch) -> BatchResult:
    """Do the runs of a batch; whatever fails in a run becomes its error.

    Raises
    ------
    WrongVersionError
        If this process has another model than the one that asks.
    """
    from socialicence.world import MODEL_VERSION

    if batch.model_version != MODEL_VERSION:
        raise WrongVersionError(f"a worker has model version {MODEL_VERSION}, this sweep needs {batch.model_version}")
    warm_once()
    records: list[Any] = []
    runs = tuple(_run(job, batch, records) for job in batch.jobs)
    return BatchResult(runs, _monthly(records) if records else None)


@cache
def warm_once() -> None:
    """Have everything compiled before a run's time is taken."""
    from socialicence.outcomes import warm_up

    warm_up(None)


def _run(job: Job, batch: Batch, records: list[Any]) -> RunResult:
    from socialicence.outcomes import outcomes_of

    started = time.perf_counter()
    try:
        world = _finished(job, batch)
        outcomes = outcomes_of(world)
        if batch.months_kept:
            from socialicence.results.record import recorded

            records.append((job.key, recorded(world, 0, {}, {}, 0.0)))
        return RunResult(job.row, DONE, None, outcomes, time.perf_counter() - started)
    except Exception as error:
        return RunResult(job.row, FAILED, in_one_line(error), {}, time.perf_counter() - started)


def _finished(job: Job, batch: Batch) -> World:
    """The world of a run once all its months have passed."""
    from socialicence.world import World

    values = dict(zip((*parameters(), *batch.own_names), job.values.tolist(), strict=True))
    if batch.stages and sees_model(batch.stages, job.without):
        from socialicence.model import LicenceModel

        chosen = replace(job.scenario, values=values)
        stages = stages_of(batch.stages, job.without)
        model = LicenceModel(batch.citizens, job.seed, chosen, months=batch.months, stages=stages)
        model.run_model()
        return model.world
    scenario = job.scenario
    citizens, network = _publics().draw(
        batch.citizens, job.public_seed, values,
        nations=scenario.nations, youngest=scenario.youngest, survey=scenario.survey,
    )  # fmt: skip
    own = stages_of(batch.stages, job.without) if batch.stages or job.without else None
    return World(scenario, values, citizens, network, seed=job.seed, months=batch.months, stages=own).run()


def _monthly(records: list[Any]) -> pa.Table:
    """Monthly rows of the runs of a batch, named by key."""
    from socialicence.results.months import months_table

    table = months_table([replace(record, scenario=key) for key, record in records])
    table = table.drop_columns(["run_id", "run"])
    return table.rename_columns(["key" if name == "scenario" else name for name in table.column_names])


@cache
def _publics() -> PublicStore:
    """The publics of this process."""
    return PublicStore()


@dataclass(frozen=True)
class Ended:
    """A batch that came back.

    Attributes
    ----------
    batch : Batch
    result : BatchResult or None
        None where the process died before it could answer.
    crash : str
        How it died; empty for a batch that was never begun.
    """

    batch: Batch
    result: BatchResult | None = None
    crash: str = ""


class Executor(Protocol):
    """Where batches are done. Rows are the same on each."""

    @property
    def workers(self) -> int:
        """How many batches are done side by side."""
        ...

    @property
    def room(self) -> int:
        """How many more batches may be given now."""
        ...

    def submit(self, batch: Batch) -> None:
        """Give a batch to be done."""
        ...

    def wait(self, timeout: float) -> list[Ended]:
        """Return batches that came back, after `timeout` seconds at most."""
        ...

    def close(self) -> None:
        """Stop at once; what is under way is lost."""
        ...

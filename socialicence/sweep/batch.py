"""What a worker does: some runs one after another, each from its public to its outcomes. Knows no files."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from socialicence.parameters import parameters
from socialicence.scenarios import Scenario
from socialicence.sweep.userstages import sees_model, stages_of
from socialicence.tables import Array, Citizens, Network

if TYPE_CHECKING:
    import pyarrow as pa

    from socialicence.data.survey import Survey
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
        text = " ".join(f"{type(error).__name__}: {error}".split())
        return RunResult(job.row, FAILED, text, {}, time.perf_counter() - started)


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
    citizens, network = _publics().draw(batch.citizens, job, values)
    own = stages_of(batch.stages, job.without) if batch.stages or job.without else None
    return World(job.scenario, values, citizens, network, seed=job.seed, months=batch.months, stages=own).run()


def _monthly(records: list[Any]) -> pa.Table:
    """Monthly rows of the runs of a batch, named by key."""
    from socialicence.results.months import months_table

    table = months_table([replace(record, scenario=key) for key, record in records])
    table = table.drop_columns(["run_id", "run"])
    return table.rename_columns(["key" if name == "scenario" else name for name in table.column_names])


class _Noted(dict[str, float]):
    """Values that note which of them are read."""

    def __init__(self, values: Mapping[str, float]) -> None:
        super().__init__(values)
        self.read: dict[str, float] = {}

    def __getitem__(self, name: str) -> float:
        value = super().__getitem__(name)
        self.read[name] = value
        return value

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self.keys() else default


class _Publics:
    """The last public drawn, to be used again by runs that would draw the same."""

    def __init__(self) -> None:
        self._asked: tuple[int, int, str, int, Survey | None] | None = None
        self._read: dict[str, float] = {}
        self._public: tuple[Citizens, Network] | None = None

    def draw(self, citizens: int, job: Job, values: Mapping[str, float]) -> tuple[Citizens, Network]:
        """Return the public of a run, to be changed as it likes.

        What is drawn depends on the seed, the size, and the values that drawing reads: where these are the same, so is
        the public.
        """
        from socialicence.population import draw_public

        scenario = job.scenario
        asked = (citizens, job.public_seed, scenario.nations, scenario.youngest, scenario.survey)
        if asked != self._asked or any(values[name] != value for name, value in self._read.items()):
            noted = _Noted(values)
            self._asked, self._public = None, None  # the old one is let go before the new one is drawn
            public = draw_public(
                citizens, job.public_seed, noted,
                nations=scenario.nations, youngest=scenario.youngest, survey=scenario.survey,
            )  # fmt: skip
            self._asked, self._read, self._public = asked, noted.read, public
        assert self._public is not None
        people, ties = self._public
        return Citizens(*(column.copy() for column in people)), ties


_own = threading.local()


def _publics() -> _Publics:
    """The publics of this thread: a worker of a cluster may have several."""
    if not hasattr(_own, "publics"):
        _own.publics = _Publics()
    found: _Publics = _own.publics
    return found

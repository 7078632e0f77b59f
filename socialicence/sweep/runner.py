"""Running a study: what is missing is run, what ended is kept at once, and stopping at any moment loses little."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialicence.ensemble import check_whole
from socialicence.errors import InputError, Stopped
from socialicence.machine import available_memory, check_memory, processors
from socialicence.results.writing import check_output
from socialicence.state.tables import Array
from socialicence.sweep.batch import DONE, FAILED, Batch, BatchResult, Ended, Executor, RunResult
from socialicence.sweep.layout import Manifest, hash_in, read_all, read_design, shard_folder, write_design
from socialicence.sweep.locks import Lock
from socialicence.sweep.plan import Plan, batch_of
from socialicence.sweep.rows import KEY_COLUMN, MONTHS_PART, rows_table
from socialicence.sweep.status import Progress, Report
from socialicence.sweep.store import Store, best_rows
from socialicence.sweep.study import Study

BATCH_SECONDS = 1.0
"""Seconds of work sent in one message: what a crash loses of each worker."""
MOST_AT_ONCE = 500
_WORKER_BYTES = 260_000_000
"""Memory of a worker before its public."""
_TICK = 0.5
_GRACE = 5.0
"""Seconds that runs under way are given to end when the user stops the study."""
_MANIFEST_EVERY = 30.0


@dataclass
class _Work:
    """What is to be done still: rows in order, and batches whose process died, run by run.

    `crashed` are the rows whose process died once already while it did nothing else.
    """

    rows: deque[int]
    alone: deque[Batch] = field(default_factory=deque)
    crashed: set[int] = field(default_factory=set)
    under_way: int = 0


def run_study(
    study: Study,
    folder: str | Path,
    *,
    shard: tuple[int, int] | None = None,
    workers: int | None = None,
    executor: Callable[[], Executor] | None = None,
    retry_failed: bool = False,
    report: Report | None = None,
    command: Sequence[str] | None = None,
) -> Progress:
    """Run what is missing of a study.

    Parameters
    ----------
    study : Study
    folder : str or Path
        Where rows are kept; made if it does not exist. What is there already is not run again.
    shard : (int, int), optional
        Which part, from 0, of how many.
    workers : int, optional
        Processes on this machine; as many as it, or the Slurm allocation, allows if not given.
    executor : callable, optional
        Makes the executor; local processes if not given.
    retry_failed : bool
        Run again what failed before.
    report : callable, optional
        Called about twice a second with the progress.
    command : sequence of str, optional
        What was typed, for the record.

    Returns
    -------
    Progress

    Raises
    ------
    InputError
        If the folder cannot be written to, the disk fills up, or another sweep is at work there.
    Stopped
        On Ctrl-C, after what ended has been written.

    Notes
    -----
    Worker processes import the caller's script: guard its work with ``if __name__ == "__main__":``.
    """
    folder = Path(folder)
    if workers is not None:
        check_whole("workers", workers, 1, 4096)
    check_output(folder)
    plan = Plan(study, read_design(folder, study))
    own = shard_folder(folder, shard)
    wanted = plan.first_of_key if shard is None else plan.shard(*shard)
    try:
        with Lock(own) as lock:
            return _Sweep(plan, folder, shard, wanted, lock, report).run(
                executor or (lambda: _local(study, workers)), retry_failed, command
            )
    except OSError as error:
        raise _unwritable(folder, error) from None


def _local(study: Study, workers: int | None) -> Executor:
    from socialicence.sweep.local import LocalProcesses

    return LocalProcesses(workers_that_fit(study, workers))


def workers_that_fit(study: Study, workers: int | None = None) -> int:
    """Return how many worker processes there may be: asked for, or what processors, Slurm and memory allow."""
    if workers is None:
        allowed = processors()
        granted = os.environ.get("SLURM_CPUS_PER_TASK", "")
        allowed = min(allowed, int(granted)) if granted.isdigit() and int(granted) else allowed
        workers = max(1, min(allowed, available_memory() // _WORKER_BYTES))
    return check_memory(study.citizens, workers, [study.months] * workers, detail=False)


class _Sweep:
    """One sweep at work: gives out batches, keeps what comes back."""

    def __init__(
        self, plan: Plan, folder: Path, shard: tuple[int, int] | None, wanted: Array, lock: Lock, report: Report | None
    ) -> None:
        self.plan = plan
        self.folder = folder
        self.shard = shard
        self.wanted = wanted
        self.lock = lock
        self.report = report
        self.own = shard_folder(folder, shard)
        self.seconds_a_run = 0.0

    def run(self, executor: Callable[[], Executor], retry_failed: bool, command: Sequence[str] | None) -> Progress:
        """Do what is missing (see `run_study`)."""
        self.store = Store(self.own)
        self.broken = self.store.clean()
        done, failed = self._ended_before()
        again = np.zeros_like(failed) if retry_failed else failed
        todo = self.wanted[~(done | again)]
        self.progress = Progress(len(self.wanted), int(done.sum()), int(again.sum()))
        self.manifest = Manifest(self.own, self.plan, self.shard, command, {})
        if not len(todo) and self._is_known():
            return self.progress
        self._write_design(command)
        ended = "finished"
        try:
            self._work(executor, todo)
            if len(self.store.parts()) > 1:
                self.store.compact(everything=True)
        except KeyboardInterrupt:
            ended = "stopped"
            raise Stopped(self._stopped()) from None
        except BaseException:
            ended = "broken off"
            raise
        finally:
            self._write_manifest(ended)
        return self.progress

    def _ended_before(self) -> tuple[Array, Array]:
        """Which of the wanted runs are done, and which failed, in any shard."""
        table = read_all(self.folder, [KEY_COLUMN, "status", MONTHS_PART]).table
        table = table.take(pa.array(best_rows(table)))
        done = pc.equal(table["status"], DONE)
        if self.plan.study.months_kept:
            done = pc.and_(done, pc.is_valid(table[MONTHS_PART]))
        failed = pc.equal(table["status"], FAILED)
        keys = pa.array(self.plan.keys[self.wanted].astype("U32"))
        return tuple(  # type: ignore[return-value]
            np.asarray(pc.is_in(keys, value_set=table[KEY_COLUMN].filter(chosen).combine_chunks()))
            for chosen in (done, failed)
        )

    def _is_known(self) -> bool:
        """Whether the folder knows the study in this form: then there is nothing to write."""
        study_hash = self.plan.study.hash()
        return all(hash_in(place) == study_hash for place in {self.own, self.folder})

    def _write_design(self, command: Sequence[str] | None) -> None:
        """Write what the whole study shares, where this form of it has not been written."""
        if read_design(self.folder, self.plan.study) is None:
            write_design(self.folder, self.plan.study, self.plan.points)
        self._write_manifest("at work")
        if self.shard is not None:
            Manifest(self.folder, self.plan, None, command, {}).write(*self._counts(), "sharded")

    def _counts(self) -> tuple[int, int, int, int]:
        now = self.progress
        return now.planned, now.done, now.failed, now.ran

    def _write_manifest(self, ended: str) -> None:
        self._manifest_at = time.monotonic()
        self.manifest.write(*self._counts(), ended)

    def _work(self, make: Callable[[], Executor], todo: Array) -> None:
        """Give out batches and keep what comes back, until nothing is left or the user stops."""
        if not len(todo):
            return
        work = _Work(deque(todo.tolist()))
        self.executor = make()
        started = time.monotonic()
        try:
            with asked_to_stop() as stop:
                while (work.rows or work.alone or work.under_way) and not stop():
                    self._give_out(work)
                    self._take_back(work, self.executor.wait(_TICK))
                    self.progress.seconds = time.monotonic() - started
                    self._signs_of_life()
                if stop():
                    self._let_end(work)
                    raise KeyboardInterrupt
        finally:
            self.executor.close()

    def _give_out(self, work: _Work) -> None:
        """Fill the executor: a second's work a message, less towards the end so that all workers end together."""
        while self.executor.room and (work.rows or work.alone):
            if work.alone:
                self.executor.submit(work.alone.popleft())
            else:
                fair = -(-len(work.rows) // (2 * self.executor.workers))
                size = int(min(MOST_AT_ONCE, fair, BATCH_SECONDS / self.seconds_a_run)) if self.seconds_a_run else 1
                self.executor.submit(
                    batch_of(self.plan, [work.rows.popleft() for _ in range(min(max(size, 1), len(work.rows)))])
                )
            work.under_way += 1

    def _take_back(self, work: _Work, ended: list[Ended]) -> None:
        for one in ended:
            work.under_way -= 1
            if one.result is not None:
                self._keep(one.result)
            elif one.crash:
                self._try_alone(work, one)
            else:
                work.rows.extendleft(job.row for job in reversed(one.batch.jobs))

    def _try_alone(self, work: _Work, one: Ended) -> None:
        """Have each run of a batch whose process died tried by itself; one that died so twice has failed.

        One of them may have ended the process, and would take the others with it. Or none did: whatever kills a
        process from outside may hit a run that is alone in its batch as well.
        """
        rows = [job.row for job in one.batch.jobs]
        if len(rows) == 1:
            if rows[0] in work.crashed:
                self._keep(BatchResult((RunResult(rows[0], FAILED, f"the run did not end: {one.crash}"),)))
                return
            work.crashed.add(rows[0])
        work.alone.extend(replace(one.batch, jobs=(job,)) for job in one.batch.jobs)

    def _keep(self, result: BatchResult) -> None:
        """Write the rows of a batch: from here on they are safe."""
        part = self.store.next_number() if result.monthly is not None else None
        self.store.add(rows_table(self.plan, result.runs, part), result.monthly)
        now = self.progress
        failures = sum(run.status != DONE for run in result.runs)
        now.ran += len(result.runs)
        now.done += len(result.runs) - failures
        now.failed += failures
        now.went_wrong += failures
        now.run_seconds += sum(run.wall_seconds for run in result.runs)
        self.seconds_a_run = max(now.run_seconds / now.ran, 1e-6)

    def _signs_of_life(self) -> None:
        self.lock.beat()
        if self.report is not None:
            self.report(self.progress)
        if time.monotonic() - self._manifest_at > _MANIFEST_EVERY:
            self._write_manifest("at work")

    def _let_end(self, work: _Work) -> None:
        """Keep what is under way if it ends soon."""
        until = time.monotonic() + _GRACE
        while work.under_way and (left := until - time.monotonic()) > 0:
            self._take_back(work, self.executor.wait(left))

    def _stopped(self) -> str:
        now = self.progress
        return (
            f"stopped: {now.done + now.failed:,} of {now.planned:,} runs are kept; the same command goes on from here"
        )


def _unwritable(folder: Path, error: OSError) -> InputError:
    """One line for a disk that is full or a folder that cannot be written to."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InputError(f"{folder}: {reason}; what ended is kept: make room and give the same command again")
    place = error.filename or folder
    return InputError(f"{place}: cannot be written: {reason}; what ended is kept, the same command goes on")


SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C, and what Slurm sends before it ends a job."""


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Yield what tells whether the user, or the system, has asked to stop.

    Outside the main thread signals cannot be caught, and nobody is ever asked.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def note(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = {one: signal.signal(one, note) for one in SIGNALS}
    try:
        yield asked.is_set
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

"""Local processes: each does its batches one after another, and ends when the process that started it does."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import Any

from socialicence.compiled import is_warm
from socialicence.sweep.batch import Batch, BatchResult, Ended, run_batch, warm_once

DEPTH = 2
"""Batches that a worker has at hand: one under way and the next."""
_STILLBORN = 3
"""Workers in a row that may die before they are ready: after that, none would live."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class LocalProcesses:
    """Worker processes on this machine.

    Parameters
    ----------
    workers : int

    Notes
    -----
    Where nothing has been compiled yet, the first worker starts alone and does so once for all.
    """

    def __init__(self, workers: int) -> None:
        for name in _ONE_THREAD:
            os.environ.setdefault(name, "1")
        self.workers = workers
        self._stillborn = 0
        self._workers = [_Worker()]
        if workers > 1 and is_warm():
            self._fill_up()

    @property
    def room(self) -> int:
        """How many more batches may be given now."""
        return sum(DEPTH - len(worker.batches) for worker in self._workers)

    def submit(self, batch: Batch) -> None:
        """Give a batch to the worker with the least to do."""
        min(self._workers, key=lambda worker: len(worker.batches)).give(batch)

    def wait(self, timeout: float) -> list[Ended]:
        """Return batches that came back, after `timeout` seconds at most."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        ended: list[Ended] = []
        for pipe in wait(list(by_pipe), timeout):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                ended += self._heard(worker, worker.pipe.recv())
            except (EOFError, OSError):
                ended += self._buried(worker)
        return ended

    def close(self) -> None:
        """Stop all workers at once."""
        for worker in self._workers:
            worker.kill()
        self._workers = []

    def _heard(self, worker: _Worker, message: Any) -> list[Ended]:
        if isinstance(message, BatchResult):
            return [Ended(worker.batches.popleft(), message)]
        if message is not None:
            raise message
        self._stillborn = 0
        worker.ready = True
        self._fill_up()
        return []

    def _fill_up(self) -> None:
        self._workers += [_Worker() for _ in range(self.workers - len(self._workers))]

    def _buried(self, worker: _Worker) -> list[Ended]:
        """What a worker that died had to do: the first was under way, the rest was not begun."""
        how = worker.kill()
        self._stillborn += not worker.ready
        if self._stillborn >= _STILLBORN:
            raise RuntimeError(f"worker processes die before they are ready ({how})")
        self._workers[self._workers.index(worker)] = _Worker()
        how = how if worker.ready else ""
        return [Ended(batch, crash="" if place else how) for place, batch in enumerate(worker.batches)]


class _Worker:
    """One process, the pipe to it, and the batches it was given."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True, name="socialicence-sweep")
        self.process.start()
        theirs.close()
        self.ready = False
        self.batches: deque[Batch] = deque()

    def give(self, batch: Batch) -> None:
        self.batches.append(batch)
        with contextlib.suppress(OSError):  # it has just died: waiting for it will tell
            self.pipe.send(batch)

    def kill(self) -> str:
        """End the process, and say how it ended."""
        self.process.join(0.2)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        code = self.process.exitcode or 0
        return f"its process was ended by signal {-code}" if code < 0 else f"its process ended with code {code}"


def serve(pipe: Connection) -> None:
    """Do batches as they come through a pipe, until it closes: the life of a worker process."""
    # Ctrl-C goes to all processes of a terminal; the one that gives the work decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting: queue.SimpleQueue[Batch] = queue.SimpleQueue()
    # Taking batches in while one is under way: neither side ever waits for the other to read.
    threading.Thread(target=_take_in, args=(pipe, waiting), daemon=True).start()
    try:
        warm_once()
        pipe.send(None)
        while True:
            pipe.send(run_batch(waiting.get()))
    except OSError:  # nobody is there to answer to
        os._exit(1)
    except Exception as error:
        pipe.send(error)


def _take_in(pipe: Connection, waiting: queue.SimpleQueue[Batch]) -> None:
    try:
        while True:
            waiting.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)

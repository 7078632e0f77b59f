"""A Dask cluster: batches go to its scheduler, which gives those of a worker that dies to another."""

from __future__ import annotations

import queue
import time
from importlib import import_module
from typing import Any

from socialicence.errors import InputError
from socialicence.sweep.batch import Batch, Ended, WrongVersionError, run_batch

DEPTH = 2
"""Batches given out for each thread of the cluster."""
PATIENCE = 60.0
"""Seconds that a cluster may be without workers at the start."""
LOST = 600.0
"""Seconds that it may be without workers later."""


class DaskCluster:
    """A running Dask cluster, on whose workers this package is installed.

    Parameters
    ----------
    address : str
        Of its scheduler, such as `tcp://node7:8786`.
    patience : float
        Seconds to wait for the first worker.

    Raises
    ------
    InputError
        If Dask is not installed, or nobody answers at the address, or no worker comes.
    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise InputError(
                'the dask executor needs Dask, which is not installed: pip install "socialicence[sweep]"'
            ) from None
        try:
            self._client = distributed.Client(address, timeout=min(patience, 10), set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(f"--scheduler {address}: no Dask scheduler answers there ({error})") from None
        self._came_back: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._batches: dict[Any, Batch] = {}
        self._workers = 0
        self._seen = time.monotonic()
        self._wait_for_workers(address, patience)

    @property
    def workers(self) -> int:
        """How many batches are done side by side now."""
        return max(1, self._workers)

    @property
    def room(self) -> int:
        """How many more batches may be given now."""
        return max(0, DEPTH * self.workers - len(self._batches))

    def submit(self, batch: Batch) -> None:
        """Give a batch to the cluster."""
        future = self._client.submit(run_batch, batch, pure=False)
        self._batches[future] = batch
        future.add_done_callback(self._came_back.put)

    def wait(self, timeout: float) -> list[Ended]:
        """Return batches that came back, after `timeout` seconds at most."""
        self._count()
        ended: list[Ended] = []
        try:
            while True:
                future = self._came_back.get(timeout=0.0 if ended else timeout)
                ended.append(self._ended(future, self._batches.pop(future)))
        except queue.Empty:
            return ended

    def close(self) -> None:
        """Take back what is not done, and leave the cluster as it is."""
        self._client.cancel(list(self._batches))
        self._batches = {}
        self._client.close()

    def _ended(self, future: Any, batch: Batch) -> Ended:
        if future.status == "finished":
            return Ended(batch, future.result())
        if future.status != "error":  # the scheduler lost it
            return Ended(batch)
        error = future.exception()
        if isinstance(error, WrongVersionError):
            raise error
        return Ended(batch, crash=" ".join(f"{type(error).__name__}: {error}".split()))

    def _wait_for_workers(self, address: str, patience: float) -> None:
        until = time.monotonic() + patience
        while not self._count():
            if time.monotonic() > until:
                self.close()
                raise InputError(f"--scheduler {address}: the cluster has no workers after {patience:.0f} s")
            time.sleep(0.2)

    def _count(self) -> int:
        """Note and return how many threads there are; a cluster without any for long is given up."""
        self._workers = sum(self._client.nthreads().values())
        if self._workers:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > LOST:
            raise InputError(f"the cluster has had no workers for {LOST:.0f} s; what ended is kept")
        return self._workers

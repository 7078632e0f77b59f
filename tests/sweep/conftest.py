"""Small studies, and an executor that needs no process: what is tested is what stands around the engine."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from socialicence.outcomes.registry import OUTCOMES
from socialicence.sweep.batch import DONE, FAILED, BatchResult, Ended, RunResult
from socialicence.sweep.runner import run_study
from socialicence.sweep.study import Study

STUDY = """
title = "Leadership and money"
question = "Which opens desks?"
scenarios = ["status_quo", "silos"]
design = "lhs"
samples = 10
replicates = 2
citizens = 100
months = 1
[factors]
leadership = [0.1, 0.9]
funding = [0.6, 1.4]
"""


def outcomes_of(job) -> dict[str, object]:
    """Outcomes that are a function of the run alone."""
    random = np.random.default_rng([int(job.key[:8], 16), job.seed])
    return {name: "silos" if name == "nearest" else int(random.integers(50)) for name in OUTCOMES}


class InThisProcess:
    """Does batches at once. `faults` says of a job whether it fails, and `deaths` whether its process dies."""

    workers = 2

    def __init__(
        self, faults: Callable = lambda job: False, deaths: Callable = lambda job: False, stop_after: int = -1
    ):
        self.faults, self.deaths, self.stop_after = faults, deaths, stop_after
        self.batches, self.ran, self.closed = [], [], False

    @property
    def room(self) -> int:
        return 4 - len(self.batches)

    def submit(self, batch) -> None:
        self.batches.append(batch)

    def wait(self, timeout: float) -> list[Ended]:
        if self.stop_after >= 0 and len(self.ran) >= self.stop_after:
            self.stop_after = -1
            signal.raise_signal(signal.SIGINT)
        batch = self.batches.pop(0)
        if any(self.deaths(job) for job in batch.jobs):
            return [Ended(batch, crash="its process was ended by signal 9")]
        self.ran += [job.key for job in batch.jobs]
        return [Ended(batch, BatchResult(tuple(map(self._run, batch.jobs))))]

    def _run(self, job) -> RunResult:
        if self.faults(job):
            return RunResult(job.row, FAILED, "FloatingPointError: a number went astray", {}, 0.02)
        return RunResult(job.row, DONE, None, outcomes_of(job), 0.02)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def study_of(tmp_path: Path) -> Callable[..., Study]:
    """Write a study's TOML and read it."""

    def write(text: str = STUDY, **changes: object) -> Study:
        for name, value in changes.items():
            lines = [line for line in text.splitlines() if not line.startswith(f"{name} =")]
            text = "\n".join([f"{name} = {value}", *lines])
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return Study.read(path)

    return write


@pytest.fixture
def sweep(tmp_path: Path) -> Callable[..., InThisProcess]:
    """Run a study in this process; returns the executor, which knows what it ran."""

    def run(study: Study, folder: str = "out", shard=None, retry_failed: bool = False, **how) -> InThisProcess:
        executor = InThisProcess(**how)
        try:
            run_study(study, tmp_path / folder, shard=shard, executor=lambda: executor, retry_failed=retry_failed)
        finally:
            assert executor.closed or not executor.ran
        return executor

    return run

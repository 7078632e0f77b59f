"""Sweeps measured from outside, each in a process of its own: time, memory, and what the machinery costs."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
STUDY = """
design = "lhs"
samples = {samples}
citizens = {citizens}
months = 60
[factors]
leadership = [0.1, 0.9]
funding = [0.6, 1.4]
security = [0.2, 0.9]
recommendation.arbitration = [0.0, 1.0]
"""
_POLL = 0.05


def written(folder: Path, samples: int, citizens: int) -> Path:
    path = folder / "bench.toml"
    path.write_text(STUDY.format(samples=samples, citizens=citizens), encoding="utf-8")
    return path


def watched(*arguments: str) -> tuple[float, float, dict]:
    """Seconds of a `socialicence` command, GiB of it and its workers at the peak, and what it says as JSON."""
    import psutil

    line = [sys.executable, "-m", "socialicence", *arguments, "--json"]
    started = time.perf_counter()
    process = subprocess.Popen(line, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)
    most = 0

    def watch() -> None:
        nonlocal most
        own = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.Error):
                most = max(most, sum(one.memory_info().rss for one in [own, *own.children(recursive=True)]))
            time.sleep(_POLL)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said = process.communicate()[0]
    seconds = time.perf_counter() - started
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{line} ended with {process.returncode}")
    return seconds, most / 2**30, json.loads(said)


def sweep(runs: int, citizens: int, workers: int) -> dict[str, float]:
    """Run a study: seconds in all, GiB, and the machinery as a share of the runs' own time.

    The machinery is the time in which a worker was not at a run, from the first batch given out to the last that came
    back: start-up of the workers, waiting, writing.
    """
    with tempfile.TemporaryDirectory() as folder:
        study = written(Path(folder), runs, citizens)
        seconds, memory, said = watched("sweep", str(study), "--out", f"{folder}/out", "--workers", str(workers))
        again = watched("sweep", str(study), "--out", f"{folder}/out")[0]
        disk = sum(path.stat().st_size for path in Path(folder).rglob("*.parquet"))
    waited = said["seconds"] * workers - said["run_seconds"]
    return {
        "seconds": seconds, "memory": memory, "machinery": waited / said["run_seconds"], "again": again,
        "megabytes": disk / 1e6,
    }  # fmt: skip


def machinery_processor_share(batches: int = 60) -> float:
    """Processor time of the process that gives out and writes, as a share of the runs' own: on a busy machine too."""
    from socialicence.sweep.batch import Ended, run_batch
    from socialicence.sweep.runner import run_study
    from socialicence.sweep.study import Study

    class Here:
        workers = 1

        def __init__(self) -> None:
            self.batches: list = []
            self.spent = 0.0

        @property
        def room(self) -> int:
            return 2 - len(self.batches)

        def submit(self, batch) -> None:
            self.batches.append(batch)

        def wait(self, timeout: float) -> list[Ended]:
            batch = self.batches.pop(0)
            started = time.process_time()
            result = run_batch(batch)
            self.spent += time.process_time() - started
            return [Ended(batch, result)]

        def close(self) -> None:
            pass

    here = Here()
    with tempfile.TemporaryDirectory() as folder:
        study = Study.read(written(Path(folder), batches * 10, 5000))
        started = time.process_time()
        run_study(study, Path(folder) / "out", executor=lambda: here)
        return (time.process_time() - started - here.spent) / here.spent


def finished_study(folder: Path, runs: int) -> Path:
    """Write a finished study of made-up rows, as large as is wanted."""
    import numpy as np

    from socialicence.results.measures import OUTCOMES
    from socialicence.sweep.batch import DONE, RunResult
    from socialicence.sweep.layout import Manifest, write_design
    from socialicence.sweep.plan import Plan
    from socialicence.sweep.rows import rows_table
    from socialicence.sweep.store import Store
    from socialicence.sweep.study import Study

    path = written(folder, runs, 5000)
    plan = Plan(Study.read(path))
    out = folder / "out"
    out.mkdir()
    write_design(out, plan.study, plan.points)
    random = np.random.default_rng(1)
    store = Store(out)
    for start in range(0, runs, 10_000):
        rows = range(start, min(start + 10_000, runs))
        made = [
            {name: float(value) for name, value in zip(OUTCOMES, random.random(len(OUTCOMES)), strict=True)}
            for _ in rows
        ]
        store.add(
            rows_table(plan, [RunResult(row, DONE, None, one, 0.07) for row, one in zip(rows, made, strict=True)], None)
        )
    store.compact(everything=True)
    Manifest(out, plan, None, None, {}).write(runs, runs, 0, runs, "finished")
    return path


def resume(runs: int = 100_000, times: int = 3) -> tuple[list[float], float]:
    """Seconds to find that a finished study has nothing to run, and GiB at the peak."""
    with tempfile.TemporaryDirectory() as folder:
        study = finished_study(Path(folder), runs)
        measured = [watched("sweep", str(study), "--out", f"{folder}/out") for _ in range(times)]
    return [seconds for seconds, _, _ in measured], max(memory for _, memory, _ in measured)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    os.environ.setdefault("PYTHONPATH", str(HERE.parent))
    print(resume())

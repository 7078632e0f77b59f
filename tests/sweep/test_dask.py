"""A real Dask scheduler with worker processes on loopback: the rows of local processes, also when a worker dies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from socialicence.errors import InputError
from socialicence.sweep.dask import DaskCluster
from socialicence.sweep.runner import run_study
from socialicence.sweep.study import Study

ROOT = Path(__file__).parents[2]
STUDY = """
design = "lhs"
samples = 60
citizens = 200
months = 24
[factors]
leadership = [0.1, 0.9]
"""


def started(folder: Path, *line: str) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    return subprocess.Popen(
        [sys.executable, "-m", *line], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, each a process of its own; yields its address and the workers."""
    folder = tmp_path_factory.mktemp("cluster")
    scheduler = started(
        folder, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", "scheduler.json",
    )  # fmt: skip
    until = time.monotonic() + 60
    while not (folder / "scheduler.json").exists():
        assert time.monotonic() < until
        assert scheduler.poll() is None
        time.sleep(0.05)
    import json

    address = json.loads((folder / "scheduler.json").read_text())["address"]
    line = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    workers = [started(folder, *line, "--host", "127.0.0.1") for _ in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.fixture
def study(tmp_path) -> Study:
    (tmp_path / "mine.toml").write_text(STUDY, encoding="utf-8")
    return Study.read(tmp_path / "mine.toml")


def rows(folder: Path):
    return Study.open(folder).runs.drop(columns="wall_seconds").sort_values("run_id").reset_index(drop=True)


def test_a_worker_killed_in_the_middle_changes_no_row(cluster, study, tmp_path):
    address, workers = cluster
    killed = threading.Event()

    def kill_one(progress) -> None:
        if progress.ran >= 5 and not killed.is_set():
            workers[0].kill()
            killed.set()

    progress = run_study(study, tmp_path / "dask", executor=lambda: DaskCluster(address), report=kill_one)
    assert killed.is_set()
    assert (progress.done, progress.failed) == (60, 0)
    run_study(study, tmp_path / "local", workers=1)
    assert rows(tmp_path / "dask").equals(rows(tmp_path / "local"))


def test_a_worker_with_another_model_is_refused(cluster, study, tmp_path, monkeypatch):
    monkeypatch.setattr("socialicence.sweep.plan.MODEL_VERSION", 99)
    with pytest.raises(RuntimeError, match="this sweep needs 99"):
        run_study(study, tmp_path / "out", executor=lambda: DaskCluster(cluster[0]))


def test_an_address_where_nobody_answers_is_one_line(tmp_path):
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        DaskCluster("tcp://127.0.0.1:9", patience=1.0)

"""Real processes, killed for real: what had ended is there, whole and once, and the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pandas as pd
import psutil
import pyarrow.parquet as pq
import pytest

from socialicence.sweep.locks import FILE
from socialicence.sweep.study import Study

ROOT = Path(__file__).parents[2]
STUDY = """
scenarios = ["status_quo", "silos"]
design = "lhs"
samples = 150
citizens = 300
months = 24
[factors]
leadership = [0.1, 0.9]
funding = [0.6, 1.4]
"""
PLANNED = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("faults")
    (place / "mine.toml").write_text(STUDY, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def unbroken(folder):
    """The rows of the study, run without a fault."""
    done = command(folder, "unbroken").wait(120)
    assert done == 0
    return rows(folder / "unbroken")


def command(folder: Path, out: str, *more: str) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "socialicence", "sweep", "mine.toml", "--out", out, "--workers", "2", *more]
    return subprocess.Popen(
        line, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def rows(folder: Path):
    return Study.open(folder).runs.drop(columns="wall_seconds").sort_values("run_id").reset_index(drop=True)


def parts(folder: Path) -> list[Path]:
    return sorted((folder / "runs").glob("part-*.parquet"))


def stored(folder: Path) -> list[str]:
    return [key for path in parts(folder) for key in pq.read_table(path, columns=["key"])["key"].to_pylist()]


def workers_of(sweep: subprocess.Popen) -> list[psutil.Process]:
    """The worker processes of a sweep; it has other children, such as git, that come and go while one looks."""
    found = []
    for child in psutil.Process(sweep.pid).children():
        with suppress(psutil.NoSuchProcess):  # a zombie is one
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def wait_for(what, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "nothing came of it"
        time.sleep(0.01)


def test_killed_at_any_moment_nothing_that_ended_is_lost_or_done_twice(folder, unbroken):
    out = folder / "killed"
    for more in (1, 3):
        least = len(parts(out)) + more
        sweep = command(folder, "killed")
        wait_for(lambda least=least: len(parts(out)) >= least)
        workers = psutil.Process(sweep.pid).children(recursive=True)
        sweep.kill()
        sweep.wait()
        wait_for(lambda left=workers: not any(one.is_running() and one.status() != "zombie" for one in left), 10)
        kept = stored(out)
        assert (out / FILE).exists()  # nobody could take it away
        assert 0 < len(set(kept)) == len(kept) < PLANNED
    assert command(folder, "killed").wait(120) == 0
    assert set(kept) <= set(stored(out))
    assert len(stored(out)) == PLANNED
    assert rows(out).equals(unbroken)


def test_a_worker_that_is_killed_costs_no_run(folder, unbroken):
    sweep = command(folder, "worker")
    wait_for(lambda: len(parts(folder / "worker")) >= 2)
    workers_of(sweep)[0].kill()
    assert sweep.wait(120) == 0
    found = rows(folder / "worker")
    assert found["error"].dropna().tolist() == []
    pd.testing.assert_frame_equal(found, unbroken, check_exact=True)


def test_a_worker_that_is_killed_at_its_first_runs_costs_no_run(folder, unbroken):
    """Before anything has come back, each worker has batches of one run."""
    sweep = command(folder, "first")
    wait_for((folder / "first" / FILE).exists)
    wait_for(lambda: len(workers_of(sweep)) == 2)
    wait_for(lambda: len(parts(folder / "first")) >= 1)
    for worker in workers_of(sweep):
        worker.kill()
    assert sweep.wait(120) == 0
    found = rows(folder / "first")
    assert found["error"].dropna().tolist() == []
    pd.testing.assert_frame_equal(found, unbroken, check_exact=True)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_the_end_of_a_slurm_job_stop_it_cleanly(folder, ending):
    out = f"stopped-{ending}"
    sweep = command(folder, out)
    wait_for(lambda: len(parts(folder / out)) >= 1)
    sweep.send_signal(ending)
    said = sweep.communicate(timeout=30)[1]
    assert sweep.returncode == 130
    assert "runs are kept; the same command goes on from here" in said
    assert len(said.splitlines()) == 1
    assert not (folder / out / FILE).exists()
    assert 0 < len(rows(folder / out)) < PLANNED


def test_two_sweeps_in_one_folder_are_one_line(folder):
    first = command(folder, "two")
    wait_for((folder / "two" / FILE).exists)
    second = command(folder, "two")
    said = second.communicate(timeout=60)[1]
    first.kill()
    first.wait()
    assert second.returncode == 2
    assert f"another sweep is at work here (process {first.pid} on" in said
    assert len(said.splitlines()) == 1

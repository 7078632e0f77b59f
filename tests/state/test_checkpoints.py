"""Checkpoints: identical bits after any stop, and one line for whatever is not the checkpoint of this very run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from socialicence.ensemble import compare
from socialicence.errors import InputError
from socialicence.state import checkpoints
from socialicence.state.checkpoints import CHANGED_BY_MONTHS, Checkpoint, identity_of, restore, save
from socialicence.state.tables import CITIZEN
from socialicence.world import new_world
from tests.month.conftest import BUSY, with_shocks
from tests.month.test_order_and_threads import SHOCKS, assert_same

ROOT = Path(__file__).parents[2]
CITIZENS, MONTHS = 400, 9


def busy(seed=3, months=MONTHS, changes=BUSY):
    return new_world(with_shocks(*SHOCKS), citizens=CITIZENS, seed=seed, months=months, changes=changes)


def identity(world):
    return identity_of(world.scenario, world.values, world.citizens.age.size, world.seed, world.months)


@pytest.fixture
def kept(tmp_path):
    """The checkpoint of a busy run after four months."""
    world = busy()
    for _ in range(4):
        world.step()
    save(world, tmp_path / "run.checkpoint")
    return tmp_path / "run.checkpoint"


@pytest.mark.parametrize("month", [0, 1, 2, 5, 8])
def test_a_run_goes_on_to_the_same_bits(tmp_path, month):
    """Through shocks, objecting, desks and the end of a threat: every table, every number."""
    path, stopped = tmp_path / "kept", busy()
    for _ in range(month):
        stopped.step()
    save(stopped, path)
    resumed = busy()
    restore(resumed, path, Checkpoint(path).found(identity(resumed)))
    assert resumed.month == month
    whole = busy().run()
    assert_same(whole, resumed.run())
    for name, value in vars(whole).items():
        if isinstance(value, np.ndarray):
            assert value.tobytes() == getattr(resumed, name).tobytes(), name
        elif isinstance(value, int | float) and name != "building_seconds":
            assert value == getattr(resumed, name), name


@pytest.mark.parametrize("opened", [busy, lambda: new_world("public_good", citizens=CITIZENS, seed=3, months=12)])
def test_what_is_not_in_the_file_is_what_no_month_changes(opened):
    world = opened()
    columns = {name: column.copy() for name, column in world.citizens._asdict().items()}
    ties = world.network.neighbour.copy()
    world.run()
    changed = {name for name, column in columns.items() if not np.array_equal(column, getattr(world.citizens, name))}
    assert {"trust", "departure"} < changed <= {*CHANGED_BY_MONTHS, "departure"}
    assert np.array_equal(ties, world.network.neighbour)
    assert set(CHANGED_BY_MONTHS) < {column.name for column in CITIZEN}


@pytest.mark.parametrize("place", [0.001, 0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_damaged_byte_is_noticed_wherever_it_is(kept, place):
    content = bytearray(kept.read_bytes())
    content[int(place * len(content))] ^= 1
    kept.write_bytes(content)
    with pytest.raises(InputError, match=r"run\.checkpoint: (the checkpoint|is)") as raised:
        Checkpoint(kept).found(identity(busy()))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: b"", "is empty"),
        (lambda content: content[:15], "is not a checkpoint"),
        (lambda content: content[:30], "damaged"),
        (lambda content: content[: len(content) // 2], "damaged: it has .* bytes"),
        (lambda content: content[:-1], "damaged: it has"),
        (lambda content: content + b"x", "damaged: it has"),
        (lambda content: b"\x89PNG\r\n\x1a\n" + bytes(90), "is not a checkpoint"),
        (lambda content: b"socialicence checkpoint 9\n" + content[26:], "another version of the package"),
        (lambda content: content[:26] + b"\xff" * 8 + content[34:], "header cannot be read"),
        (lambda content: content[:34] + b"[" + content[35:], "header cannot be read"),
    ],
)
def test_what_is_no_whole_checkpoint_is_refused(kept, change, words):
    kept.write_bytes(change(kept.read_bytes()))
    with pytest.raises(InputError, match=words):
        Checkpoint(kept).found(identity(busy()))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (lambda: busy(seed=4), "its seed is 3, here it is 4"),
        (lambda: busy(months=10), "its months is 9, here it is 10"),
        (lambda: busy(changes={}), "other levers, parameters, shocks or additions"),
        (lambda: new_world("silos", citizens=CITIZENS, seed=3, months=MONTHS), "scenario"),
        (lambda: new_world(with_shocks(*SHOCKS), citizens=500, seed=3, months=MONTHS, changes=BUSY), "citizens is 400"),
    ],
)
def test_the_checkpoint_of_another_run_is_refused(kept, other, words):
    with pytest.raises(InputError, match=words):
        Checkpoint(kept).found(identity(other()))


@pytest.mark.parametrize("what", ["model version", "numba", "numpy"])
def test_a_checkpoint_of_another_version_is_refused(kept, what):
    with pytest.raises(InputError, match=f"was written with {what}"):
        Checkpoint(kept).found({**identity(busy()), what: "0.1"})


def test_other_tables_are_refused(kept):
    header = Checkpoint(kept).found(identity(busy()))
    header["arrays"]["departments"][0] = "another"
    with pytest.raises(InputError, match="another version of the package: its departments"):
        restore(busy(), kept, header)


def test_what_cannot_be_written_leaves_what_was_there(kept, monkeypatch):
    before = kept.read_bytes()

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoints, "_write", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        save(busy(), kept)
    assert kept.read_bytes() == before
    assert os.listdir(kept.parent) == [kept.name]


def test_too_little_disk_is_said_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(10**9, 10**9, 1000))
    with pytest.raises(InputError, match=r"needs 0\.2 GB of disk, 0\.0 GB is free"):
        Checkpoint(tmp_path / "kept").check(2_000_000, 1, False)


def test_a_run_of_compare_keeps_and_finds_its_state(tmp_path, monkeypatch):
    """Stopped by a fault in the last month; the next call goes on from month 8 and comes to the same results."""
    path = tmp_path / "kept"
    options = {"citizens": 300, "runs": 1, "months": 10, "seed": 2}
    whole = compare(["status_quo"], **options)
    from socialicence import world

    step, passed = world.World.run_to, []

    def faulty(self, *arguments, **given):
        if self.months == 10:  # not that on which everything is compiled
            passed.append(self.month + 1)
            if len(passed) == 10:
                raise FloatingPointError("stop")
        step(self, *arguments, **given)

    monkeypatch.setattr(world.World, "run_to", faulty)
    (failed,) = compare(["status_quo"], **options, checkpoint=Checkpoint(path, 4)).records
    assert failed.status == "failed"
    again = compare(["status_quo"], **options, checkpoint=Checkpoint(path, 4))
    assert passed[10:] == [9, 10]
    pd.testing.assert_frame_equal(whole.runs.drop(columns="wall_seconds"), again.runs.drop(columns="wall_seconds"))
    pd.testing.assert_frame_equal(whole.months, again.months)


def command(*arguments):
    return [sys.executable, "-m", "socialicence", "run", "public_good", *arguments]


def test_a_run_that_is_killed_goes_on(tmp_path):
    """`kill -9` after some month; the same command then gives the files of a run that nobody stopped."""
    path, sizes = tmp_path / "kept", ("--citizens", "150000", "--months", "12", "--workers", "1")
    process = subprocess.Popen(command(*sizes, "--checkpoint", path, "--every", "1", "--out", tmp_path / "a"), cwd=ROOT)
    until = time.monotonic() + 240
    while not path.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert path.exists()
    assert not (tmp_path / "a" / "runs.parquet").exists()
    for name, more in (("a", ("--checkpoint", path)), ("b", ())):
        subprocess.run(command(*sizes, *more, "--out", tmp_path / name), cwd=ROOT, check=True, capture_output=True)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a", "b"]
    for file in ("runs", "months", "projects", "stages"):
        one, other = (pd.read_parquet(tmp_path / name / f"{file}.parquet") for name in "ab")
        pd.testing.assert_frame_equal(
            one.drop(columns="wall_seconds", errors="ignore"), other.drop(columns="wall_seconds", errors="ignore")
        )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--every", "6"), "--every is for checkpoints"),
        (("--checkpoint", "kept", "--every", "0"), "--every 0 is out of range"),
        (("--checkpoint", "kept", "--every", "often"), "--every 'often' is not a whole number"),
        (("--checkpoint", "kept", "--runs", "2"), "keeps one run, 2 are asked for"),
        (("--checkpoint", ".",), "is a folder"),
        (("--checkpoint", "nowhere/kept"), "there is no folder nowhere"),
        (("--checkpoint", "picture.png"), "picture.png: is not a checkpoint"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(tmp_path, arguments, words):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command("--citizens", "200", "--months", "3", *arguments),
        check=False, cwd=tmp_path, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["picture.png"]


def test_what_no_file_holds_is_refused(tmp_path):
    with pytest.raises(InputError, match="in expectation"):
        compare(["gpdpr_2021"], citizens=200, runs=1, months=2, checkpoint=Checkpoint(tmp_path / "kept"))

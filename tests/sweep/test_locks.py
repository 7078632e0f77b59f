"""The lock of a folder: one at a time, and the dead hold nothing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time

import pytest

from socialicence.errors import InputError
from socialicence.sweep import locks
from socialicence.sweep.locks import FILE, Lock, is_held


def test_a_folder_is_held_by_one(tmp_path):
    with Lock(tmp_path):
        assert is_held(tmp_path)
        with pytest.raises(InputError, match=f"process {os.getpid()} on {socket.gethostname()}"):
            Lock(tmp_path).__enter__()
    assert not (tmp_path / FILE).exists()
    with Lock(tmp_path):
        assert is_held(tmp_path)


def test_a_holder_whose_process_is_gone_holds_nothing(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    written(tmp_path, pid=gone.pid, started=1.0)
    assert not is_held(tmp_path)
    with Lock(tmp_path):
        assert is_held(tmp_path)


def test_a_number_that_another_process_has_now_is_not_the_holder(tmp_path):
    written(tmp_path, pid=os.getpid(), started=1.0)
    with Lock(tmp_path):
        assert is_held(tmp_path)


def test_a_holder_elsewhere_is_alive_while_it_gives_signs_of_life(tmp_path):
    path = written(tmp_path, host="node7", pid=1, started=1.0)
    with pytest.raises(InputError, match="process 1 on node7"):
        Lock(tmp_path).__enter__()
    long_ago = time.time() - locks.SILENT - 1
    os.utime(path, (long_ago, long_ago))
    with Lock(tmp_path):
        assert json.loads(path.read_text())["pid"] == os.getpid()


def test_signs_of_life_are_given(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "_BEAT", 0.0)
    with Lock(tmp_path) as lock:
        os.utime(lock.path, (1, 1))
        lock.beat()
        assert lock.path.stat().st_mtime > 1000


def test_a_lock_that_was_taken_over_is_not_removed_by_its_old_holder(tmp_path):
    with Lock(tmp_path):
        path = written(tmp_path, host="node7", pid=1, started=1.0)
    assert path.exists()


def written(folder, **holder):
    path = folder / FILE
    path.write_text(json.dumps({"host": socket.gethostname(), **holder}))
    return path

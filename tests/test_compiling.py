"""Compiling for the first time: whole or not at all, one process at a time, and told. The work is a stand-in."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from socialicence import compiled, compiling
from socialicence.compiled import FUNCTIONS, SOURCES, is_warm, marker
from socialicence.compiling import LOCK, OnStderr, once

ROOT = Path(__file__).parents[1]
SECONDS = 30
"""Longest that a test waits for another process."""
BROKEN_OFF = """
import time
from socialicence.compiled import cache_folder
from socialicence.compiling import beside, once
with once(), beside("from socialicence.compiling import end_with_parent as end; end(); " + {child!r}):
    (cache_folder() / "half.nbi").touch()
    time.sleep(600)
"""
CHILD = """
import os, pathlib, time
from socialicence.compiled import cache_folder
draft = cache_folder() / "draft"
draft.write_text(str(os.getpid()))
draft.replace(cache_folder() / "child")
time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache folder that does not exist yet, and a process that has compiled nothing."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / SOURCES))
    monkeypatch.setattr(compiling, "_done", set())
    monkeypatch.setattr(compiling, "finished_here", lambda: 0)
    monkeypatch.setattr(compiling, "_LOOK_SECONDS", 0.01)
    return tmp_path / SOURCES


def compile_functions(folder, number, first=0):
    """Do as numba does: keep an index for each function."""
    for place in range(first, first + number):
        (folder / f"function{place}.nbi").write_text("")


def afresh(monkeypatch):
    """Forget what this process has compiled."""
    monkeypatch.setattr(compiling, "_done", set())


class Told(list):
    """All that was told."""

    def __call__(self, text, done, total):
        self.append((text, done, total))

    def wait_for(self, part):
        end = time.monotonic() + SECONDS
        while not any(part in text for text, *_ in self):
            assert time.monotonic() < end, (part, self)
            time.sleep(0.005)


def test_a_complete_compile_is_warm_and_not_done_again(folder, monkeypatch):
    assert not is_warm()
    with once(Told()) as cold:
        assert cold
        compile_functions(folder, 3)
        assert not is_warm()
    assert is_warm()
    afresh(monkeypatch)
    told = Told()
    with once(told) as cold:
        assert not cold
    assert told == []


def test_a_compile_that_fails_is_not_warm_and_lets_go_of_the_lock(folder):
    def fail():
        with once(Told()):
            compile_functions(folder, 3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not is_warm()
    with once(Told()) as cold:
        assert cold


def test_code_for_another_processor_or_numba_is_not_warm_but_stays_at_hand(folder, monkeypatch):
    with once(Told()):
        compile_functions(folder, 3)
    afresh(monkeypatch)
    here = compiled.compiled_for()
    for name in ("processor", "features", "numba", "llvmlite", "sources"):
        monkeypatch.setattr(compiled, "compiled_for", lambda name=name: {**here, name: "another"})
        assert not is_warm(), name
    monkeypatch.setattr(compiled, "compiled_for", lambda: here)
    assert is_warm()


def test_a_marker_without_its_code_or_broken_is_not_warm(folder):
    with once(Told()):
        compile_functions(folder, 3)
    (folder / "function1.nbi").unlink()
    assert not is_warm()
    compile_functions(folder, 3)
    assert is_warm()
    for text in ("", "[]", "{}", '{"functions": "3"}', '{"functions": 0}'):
        marker().write_text(text)
        assert not is_warm(), text


def test_the_marker_is_named_as_numbas_index_names_its_code(folder):
    from numba.core.registry import cpu_target

    with once(Told()):
        compile_functions(folder, 3)
    kept = json.loads(marker().read_text())
    assert (kept["system"], kept["processor"], kept["features"]) == cpu_target.target_context.codegen().magic_tuple()
    assert [path.name for path in folder.iterdir() if path.suffix not in (".nbi", ".lock")] == [marker().name]


def test_progress_counts_what_is_kept_and_ends_at_all(folder):
    told = Told()
    with once(told):
        compile_functions(folder, FUNCTIONS // 2)
        told.wait_for(" done.")
        compile_functions(folder, FUNCTIONS)
        told.wait_for(f"first time only: {100 * (FUNCTIONS - 1) // FUNCTIONS}% done.")
    assert told[0] == ("Setting up the model. This happens once and takes about a minute.", 0, FUNCTIONS)
    assert told[-1] == ("The model is set up.", FUNCTIONS, FUNCTIONS)
    between = [done for _, done, _ in told[1:-1]]
    assert between == sorted(between)
    assert 0 < between[0] <= between[-1] == FUNCTIONS - 1


def test_what_another_processor_left_does_not_count_as_progress(folder, monkeypatch):
    with once(Told()):
        compile_functions(folder, FUNCTIONS)
    afresh(monkeypatch)
    monkeypatch.setattr(compiled, "compiled_for", lambda: {"processor": "another"})
    told = Told()
    with once(told):
        time.sleep(0.1)
        assert len(told) == 1
        compile_functions(folder, 10, first=FUNCTIONS)
        told.wait_for(" done.")
    assert told[1][1] <= 10


def test_a_second_compile_waits_says_so_and_finds_it_done(folder, monkeypatch):
    """Of threads as well as of processes: here the holder is not a thread that `once` knows."""
    folder.mkdir()
    holder = FileLock(folder / LOCK)
    holder.acquire()
    told, found = Told(), []

    def second():
        with once(told) as cold:
            found.append(cold)

    thread = threading.Thread(target=second)
    thread.start()
    told.wait_for("Another process is setting up the model. Waiting for it to finish.")
    compile_functions(folder, 10)
    told.wait_for("Waiting for another process to set up the model: ")
    assert found == []
    compiling._mark()
    holder.release()
    thread.join(SECONDS)
    assert found == [False]
    assert told[-1][0] == "The model is set up."


def test_threads_of_one_process_compile_once(folder):
    found = []

    def use():
        with once(Told()) as cold:
            found.append(cold)
            time.sleep(0.02)
            compile_functions(folder, 3)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert sorted(found) == [False, False, False, True]


def test_a_compile_that_is_killed_leaves_no_marker_no_lock_and_no_other_half(folder):
    import psutil

    with subprocess.Popen([sys.executable, "-c", BROKEN_OFF.format(child=CHILD)], cwd=ROOT) as process:
        end = time.monotonic() + SECONDS
        while not ((folder / "half.nbi").exists() and (folder / "child").exists()):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        other_half = psutil.Process(int((folder / "child").read_text()))
        with pytest.raises(TimeoutError):
            FileLock(folder / LOCK).acquire(timeout=0)
        process.send_signal(signal.SIGKILL)
    assert not is_warm()
    with FileLock(folder / LOCK).acquire(timeout=0):
        pass
    psutil.wait_procs([other_half], timeout=10)
    assert not other_half.is_running() or other_half.status() == psutil.STATUS_ZOMBIE
    with once(Told()) as cold:
        assert cold
    assert is_warm()


def test_a_folder_that_cannot_be_written_to_costs_a_compile_at_every_start_but_fails_nothing(folder, monkeypatch):
    folder.parent.joinpath(SOURCES).write_text("a file, no folder")
    told = Told()
    with once(told) as cold:
        assert cold
    assert f"may happen at every start, because {folder} cannot be written to" in told[0][0]
    assert told[-1][0] == "The model is set up."
    assert not is_warm()
    with once(told) as cold:
        assert not cold, "this process has it"


def test_a_file_system_without_locks_compiles_without(folder, monkeypatch):
    def refuse(*_, **__):
        raise OSError("no locks available")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with once(Told()) as cold:
        assert cold
        compile_functions(folder, 1)
    assert is_warm()


class Terminal(io.StringIO):
    def isatty(self):
        return True


def said(monkeypatch, stream, *told):
    monkeypatch.setattr(sys, "stderr", stream)
    shown = OnStderr()
    for one in told:
        shown(*one)
    shown.end_line()
    return stream.getvalue()


def test_without_a_terminal_lines_come_at_most_every_five_seconds(monkeypatch):
    clock = iter([100.0, 101.0, 105.0, 105.0, 106.0, 106.5])
    monkeypatch.setattr(compiling.time, "monotonic", lambda: next(clock))
    told = [("begins", 0, 9), ("a", 1, 9), ("b", 2, 9), ("c", 3, 9), ("over", 9, 9)]
    assert said(monkeypatch, io.StringIO(), *told) == "begins\nb\nover\n"


def test_on_a_terminal_one_line_is_rewritten(monkeypatch):
    shown = said(monkeypatch, Terminal(), ("begins", 0, 9), ("longer", 1, 9), ("short", 2, 9), ("over", 9, 9))
    assert shown == "begins\n\rlonger\rshort \nover\n"


def test_a_stream_that_is_gone_stops_nothing(monkeypatch):
    closed = io.StringIO()
    closed.close()
    for stream in (closed, None):
        monkeypatch.setattr(sys, "stderr", stream)
        OnStderr()("begins", 0, 9)

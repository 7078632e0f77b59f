"""Compiling for the first time: one process at a time, wholly or not at all, and telling how far it is."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.compiled import FUNCTIONS, cache_folder, compiled_for, finished, finished_here, is_warm, marker

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "compiling.lock"
LINE_SECONDS = 5.0
"""Between lines where stderr is no terminal."""
_LOOK_SECONDS = 0.5
_SETTING_UP = "Setting up the model, first time only"
_WAITING = "Waiting for another process to set up the model"
_READY = "The model is set up."

Progress = Callable[[str, int, int], None]
"""Told a sentence to show, the functions compiled and all there are.

None are compiled where something begins, all at the end only. Called about twice a second, from a thread of its own.
"""

_threads = threading.Lock()
_done: set[Path] = set()
"""Folders that this process has compiled for, even where nothing could be kept."""


@contextlib.contextmanager
def once(progress: Progress | None = None) -> Iterator[bool]:
    """Say whether all has to be compiled; what leaves the block without an error has compiled it.

    Parameters
    ----------
    progress : callable, optional
        Shows how far it is; if not given, stderr does. Not called where there is nothing to compile or to wait for.

    Yields
    ------
    bool
        True for one process, and one of its threads, at a time. The others wait for it, and then have nothing to do.
    """
    if _is_ready():
        yield False
        return
    tell = OnStderr() if progress is None else progress
    with _threads:
        if not _is_ready():
            with _alone(tell):
                if not is_warm():
                    with _telling(tell, _beginning(), _SETTING_UP):
                        yield True
                    _done.add(cache_folder())
                    _mark()
                    tell(_READY, FUNCTIONS, FUNCTIONS)
                    return
            tell(_READY, FUNCTIONS, FUNCTIONS)
    yield False


@contextlib.contextmanager
def beside(code: str) -> Iterator[None]:
    """Run Python code in another process during the block, and wait for it; it ends if the block or this process does.

    Parameters
    ----------
    code : str
        What fails in it is not told. It has to call `end_with_parent` first.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
        process.wait()
    finally:
        process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()


def end_with_parent() -> None:
    """End this process as soon as the one that began it by `beside` is gone, killed or not."""

    def watch() -> None:
        os.read(0, 1)  # nobody writes: it returns when the other end is closed
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class OnStderr:
    """Shows progress on stderr: one line that is rewritten on a terminal, else a line every five seconds."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._last = 0.0
        self._written = 0
        """Characters of the line that will be rewritten."""

    def __call__(self, text: str, done: int, total: int) -> None:
        """Show a sentence (see `Progress`)."""
        if self._stream is None:
            return
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more
            if done in (0, total):
                self.end_line()
                self._write(f"{text}\n")
            elif self._stream.isatty():
                self._write(f"\r{text.ljust(self._written)}")
                self._written = len(text)
            elif time.monotonic() - self._last >= LINE_SECONDS:
                self._write(f"{text}\n")

    def end_line(self) -> None:
        """Let what is written next begin on a line of its own."""
        if self._written:
            self._write("\n")
            self._written = 0

    def _write(self, text: str) -> None:
        self._last = time.monotonic()
        self._stream.write(text)
        self._stream.flush()


def _is_ready() -> bool:
    return cache_folder() in _done or is_warm()


def _beginning() -> str:
    """The first sentence."""
    if _can_write():
        return "Setting up the model. This happens once and takes about a minute."
    return (
        "Setting up the model. This takes about a minute. It may happen at every start, because "
        f"{cache_folder()} cannot be written to."
    )


def _can_write() -> bool:
    """Whether compiled code can be kept: a file tells for sure, permissions do not."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=cache_folder()).close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _alone(tell: Progress) -> Iterator[None]:
    """Hold the lock of the cache folder during the block; where there can be none, go on without."""
    lock = _locked(tell) if _can_write() else None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _locked(tell: Progress) -> BaseFileLock | None:
    """The lock of the cache folder once it is ours. The system lets go of it when its holder ends, however it ends."""
    from filelock import FileLock, Timeout

    # A soft lock is only a file: that of a killed holder would stay.
    lock = FileLock(cache_folder() / LOCK, fallback_to_soft=False)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            with _telling(tell, "Another process is setting up the model. Waiting for it to finish.", _WAITING):
                lock.acquire(poll_interval=0.2)
    except OSError:  # a file system without locks
        return None
    return lock


@contextlib.contextmanager
def _telling(tell: Progress, first: str, then: str) -> Iterator[None]:
    """Tell that something begins, then from a thread how far it is, until the block is left."""
    tell(first, 0, FUNCTIONS)
    # What a broken-off compile left is done; what was compiled for another kind of processor has to be done again.
    foreign = finished() if any(cache_folder().glob("complete-*.json")) else {}
    over = threading.Event()

    def watch() -> None:
        most = 0
        while not over.wait(_LOOK_SECONDS):
            kept = sum(foreign.get(path) != written for path, written in finished().items())
            most = max(most, min(max(kept, finished_here()), FUNCTIONS - 1))
            if most > 0:
                tell(f"{then}: {100 * most // FUNCTIONS}% done.", most, FUNCTIONS)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        if isinstance(tell, OnStderr):
            tell.end_line()


def _mark() -> None:
    """Say in the cache folder that everything is compiled, if it was kept there."""
    kept = len(finished())
    if not kept:
        return
    path = marker()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_text(json.dumps({**compiled_for(), "functions": kept}, indent=1), encoding="utf-8")
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()

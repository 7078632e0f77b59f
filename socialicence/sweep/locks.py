"""One sweep at a time in a folder: a lock file that says who holds it, and is taken over when its holder is gone."""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from socialicence.errors import InputError

FILE = ".lock"
SILENT = 600.0
"""Seconds without a sign of life after which a holder on another machine counts as gone."""
_BEAT = 15.0
"""Seconds between signs of life."""
_BEGAN = time.strftime("%Y-%m-%d %H:%M:%S")


class Lock:
    """The lock of one folder. Use it as a context manager.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.

    Raises
    ------
    InputError
        On entering, if another sweep holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._last_beat = 0.0

    def __enter__(self) -> Lock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            try:
                with self.path.open("x", encoding="utf-8") as file:
                    self._sign(file)
                return self
            except FileExistsError:
                self._take_from_the_dead()
        raise InputError(f"{self.path.parent}: another sweep has just begun here")

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            if _holder(self.path) == _self():
                self.path.unlink()

    def _sign(self, file: TextIO) -> None:
        """Say who holds it; a lock that cannot be signed (the disk is full) is none."""
        self._last_beat = time.monotonic()
        try:
            json.dump(_self(), file)
            file.flush()
        except BaseException:
            self.path.unlink()
            raise

    def beat(self) -> None:
        """Give a sign of life, now and then."""
        if time.monotonic() - self._last_beat > _BEAT:
            self._last_beat = time.monotonic()
            with suppress(OSError):
                os.utime(self.path)

    def _take_from_the_dead(self) -> None:
        """Move the lock away if its holder is gone; of several that try, one succeeds."""
        holder = _holder(self.path)
        if holder is None:
            return
        if is_alive(holder, self.path):
            raise InputError(
                f"{self.path.parent}: another sweep is at work here (process {holder.get('pid')} on "
                f"{holder.get('host')}, since {holder.get('since')}); wait for it, or use --shard. "
                f"If it is gone, delete {self.path}"
            )
        aside = self.path.with_name(f"{FILE}-{os.getpid()}-{time.monotonic_ns()}")
        with suppress(FileNotFoundError):
            os.rename(self.path, aside)
            taken = _holder(aside)
            if taken != holder:  # somebody else was quicker: give it back
                with suppress(FileExistsError):
                    os.link(aside, self.path)
            aside.unlink()


def is_held(folder: Path) -> bool:
    """Whether a sweep is at work in a folder."""
    path = folder / FILE
    holder = _holder(path)
    return holder is not None and is_alive(holder, path)


def is_alive(holder: dict[str, Any], path: Path) -> bool:
    """Whether the holder of a lock is still there: its process here, or a recent sign of life from elsewhere."""
    if holder.get("host") != socket.gethostname():
        try:
            return time.time() - path.stat().st_mtime < SILENT
        except OSError:
            return False
    started = _start_of(holder.get("pid"))
    return started is not None and started == holder.get("started")


def _self() -> dict[str, Any]:
    """Who this process is: a number alone may come again."""
    pid = os.getpid()
    return {"pid": pid, "host": socket.gethostname(), "started": _start_of(pid), "since": _BEGAN}


def _start_of(pid: object) -> float | None:
    """When a process started; None if there is none."""
    import psutil

    if not isinstance(pid, int):
        return None
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else round(process.create_time(), 1)
    except psutil.Error:
        return None


def _holder(path: Path) -> dict[str, Any] | None:
    """What a lock file says; one that is empty or broken has no living holder."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

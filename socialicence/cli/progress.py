"""Progress with time left, on stderr: only at a terminal, and only for work of more than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialicence.sweep.status import Progress

Report = Callable[[int, int], None]
WORTH_SHOWING = 2.0
"""Seconds that the whole work has to take."""


@contextmanager
def progress(title: str) -> Iterator[Report | None]:
    """Yield what to call with the work done and in all, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f} %"))
    with_time = (*columns, TimeRemainingColumn(), TextColumn("left"))
    started = time.perf_counter()
    with Progress(*with_time, console=console, transient=True, disable=False, auto_refresh=True) as bar:
        task = bar.add_task(title, total=None, visible=False)

        def report(done: int, total: int) -> None:
            passed = time.perf_counter() - started
            expected = passed * total / done if done else 0.0
            shown = expected > WORTH_SHOWING or passed > WORTH_SHOWING
            bar.update(task, completed=done, total=total, visible=shown)

        yield report


def set_up() -> None:
    """Compile the model if need be, which tells on stderr how far it is: before a bar of progress has the line."""
    from socialicence.compiled import is_warm

    if not is_warm():
        from socialicence.outcomes import warm_up

        warm_up(None)


def note(text: str) -> None:
    """Say one line to whoever watches."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


@contextmanager
def watching() -> Iterator[Callable[[Progress], None] | None]:
    """Yield what to call with the progress of a sweep, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Runs", total=None, told="starting")

        def report(progress: Progress) -> None:
            ended = progress.done + progress.failed
            bar.update(task, completed=ended, total=progress.planned)
            if progress.ran:
                bar.update(task, told=told(progress))

        yield report


def told(progress: Progress) -> str:
    """Return the rate, the time left and the failures of a sweep."""
    from socialicence.cli.sweep import duration

    rate = progress.ran / max(progress.seconds, 1e-9)
    failures = f", {progress.failed:,} failed" if progress.failed else ""
    return f"{rate:.1f} a second, {duration(progress.missing / max(rate, 1e-9))} left{failures}"

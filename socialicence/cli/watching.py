"""Progress of a sweep on stderr: rate, time left, failures. Only at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialicence.sweep.progress import Progress, Report


@contextmanager
def watching() -> Iterator[Report | None]:
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

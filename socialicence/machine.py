"""What this machine can hold: how many runs side by side, and how many citizens."""

from __future__ import annotations

import os
from collections.abc import Sequence

from socialicence.errors import InputError
from socialicence.state.tables import bytes_per_citizen

TIE_BYTES = 44
"""Memory of one citizen's ties."""
RECORD_BYTES_PER_MONTH = 2_600
"""What is kept of a run for each of its months: monthly measures, projects, visits to desks."""
ROW_BYTES = 4_000
RESERVE = 200_000_000
"""Left free for the program itself and for writing the files."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def available_memory() -> int:
    """Return the memory that can be used now, in bytes, within a container's limit where there is one."""
    import psutil

    free = int(psutil.virtual_memory().available)
    try:
        with open("/sys/fs/cgroup/memory.max") as limit, open("/sys/fs/cgroup/memory.current") as used:
            free = min(free, int(limit.read()) - int(used.read()))
    except (OSError, ValueError):  # no such limit
        pass
    return max(0, free)


def check_memory(citizens: int, workers: int | None, months: Sequence[int], detail: bool = True) -> int:
    """Return how many runs may go side by side.

    Parameters
    ----------
    citizens : int
    workers : int or None
        As asked for; None for as many as processors and memory allow.
    months : sequence of int
        Length of each run.
    detail : bool
        Whether months, projects and stages are kept.

    Raises
    ------
    InputError
        If the runs do not fit in memory; the text says what would.
    """
    each = bytes_per_citizen() + TIE_BYTES
    kept = sum(months) * RECORD_BYTES_PER_MONTH * detail + len(months) * ROW_BYTES
    free = available_memory() - RESERVE - kept
    if free < each:
        fitting = max(1, int(len(months) * (available_memory() - RESERVE) / (2 * kept)))
        raise InputError(
            f"runs: {len(months):,} runs of {max(months)} months do not fit in memory; "
            f"about {fitting:,} in all would, or use `socialicence sweep`"
        )
    side_by_side = min(workers or processors(), len(months))
    public = citizens * each
    if public > free or (workers is not None and public * side_by_side > free):
        most = int(free // (each * (side_by_side if workers else 1)))
        others = f" with {side_by_side} runs side by side" if workers and side_by_side > 1 else ""
        needed = public * (side_by_side if workers else 1)
        raise InputError(
            f"citizens = {citizens:,} needs {needed / 1e9:.1f} GB of memory{others}, "
            f"{free / 1e9:.1f} GB is free; at most {_rounded(most):,} would fit"
        )
    return max(1, min(side_by_side, int(free // public)))


def _rounded(number: int) -> int:
    """Two leading digits, rounded down: a number to type, not a promise."""
    unit: int = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit

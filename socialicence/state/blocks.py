"""Blocks of citizens: the unit of work on threads, fixed so that no result depends on how many threads there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np

from socialicence.state import State
from socialicence.state.tables import Array

BLOCK = 65536
"""Citizens in one block."""
MONTHS_AT_ONCE = 6
"""Months that pass in one call of compiled code: between calls progress is told, and a run can be stopped."""


class Run(Protocol):
    """What stages that work block by block know of a run: its tables and how many threads it may use."""

    state: State
    workers: int


def over_citizens(run: Run, loop: Callable[..., Any], *arguments: Any) -> None:
    """Run `loop(state, *arguments, start, stop)` over all citizens, on threads where there are many blocks."""
    for _ in _map_blocks(run, lambda start, stop: loop(run.state, *arguments, start, stop)):
        pass


def sum_citizens(run: Run, loop: Callable[..., Any], sums: Any, *arguments: Any) -> Any:
    """Run `loop(state, sums, *arguments, start, stop)`, which adds to arrays; return sums added up in block order.

    Parameters
    ----------
    sums : array or named tuple of arrays
        Only their shapes are used.
    """

    def one(start: int, stop: int) -> Any:
        own = _zeros_like(sums)
        loop(run.state, own, *arguments, start, stop)
        return own

    rest = iter(_map_blocks(run, one))
    total = next(rest)
    for part in rest:
        for so_far, more in zip(_arrays(total), _arrays(part), strict=True):
            np.add(so_far, more, out=so_far)
    return total


def _zeros_like(sums: Any) -> Any:
    if isinstance(sums, tuple):
        return type(sums)(*map(np.zeros_like, sums))
    return np.zeros_like(sums)


def _arrays(sums: Any) -> tuple[Array, ...]:
    return sums if isinstance(sums, tuple) else (sums,)


def _map_blocks(run: Run, work: Callable[[int, int], Any]) -> Iterable[Any]:
    """Do `work(start, stop)` for each block of citizens; results come in the order of blocks."""
    count = run.state.citizens.age.size
    starts = range(0, count, BLOCK)
    stops = [min(start + BLOCK, count) for start in starts]
    if run.workers == 1 or len(starts) == 1:
        return map(work, starts, stops)
    # A pool for each pass takes a tenth of a millisecond, and leaves no threads behind when a run is dropped.
    with ThreadPoolExecutor(run.workers) as pool:
        return list(pool.map(work, starts, stops))

"""Do some work on threads at once and say how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def together(works: Sequence[Callable[[], Any]]) -> float:
    """Seconds until all are done."""
    with ThreadPoolExecutor(len(works)) as pool:
        started = time.perf_counter()
        for future in [pool.submit(work) for work in works]:
            future.result()
        return time.perf_counter() - started

"""How much work the processors of a machine do at once, against one alone: two that share a core do little more."""

from __future__ import annotations

import statistics
import subprocess
import sys

COUNT = "import time; s = time.perf_counter(); sum(i * i for i in range(8_000_000)); print(time.perf_counter() - s)"


def work_at_once(processes: int = 2, rounds: int = 3) -> float:
    """Work done in a second by several processes that only count, over what one alone does; by turns, the median."""
    return statistics.median(processes * max(_seconds(1)) / max(_seconds(processes)) for _ in range(rounds))


def _seconds(processes: int) -> list[float]:
    """Seconds that each of several processes counts, side by side."""
    started = [
        subprocess.Popen([sys.executable, "-c", COUNT], stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    return [float(one.communicate()[0]) for one in started]

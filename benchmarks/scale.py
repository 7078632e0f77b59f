"""Time and memory of a citizen-month at each power of ten: `make bench-scale`, or `python -m benchmarks.scale`.

Every size runs in a process of its own, and its row is written as soon as it is measured: given again, the command goes
on with what is missing (`--again` measures anew). Memory bandwidth is measured in the same process as each size: the
bound is the time in which the bytes that a month has to move could be moved, were there nothing to compute.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ADULTS = 54_900_000
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, ADULTS)
PROFILED = (5_000, 10_000_000)
MONTHS = 12
TIMES = {1_000: 9, 10_000: 7, 100_000: 5, 1_000_000: 3}
"""Runs of the smaller sizes; of the others there is one."""
RESULTS = HERE / "scale.json"
COLUMNS = (
    "citizens",
    "build s",
    "ns a citizen-month",
    "range",
    "bound ns",
    "bytes a citizen",
    "peak GiB",
    "load before",
)


def bandwidth(threads: int, megabytes: int = 256) -> float:
    """Bytes a second read and written when arrays far larger than the caches are copied, the best of five."""
    import numpy as np

    from benchmarks.together import together

    pairs = [(np.ones(megabytes << 17), np.empty(megabytes << 17)) for _ in range(threads)]
    seconds = [together([lambda pair=pair: np.copyto(pair[1], pair[0]) for pair in pairs]) for _ in range(5)]
    return 2 * sum(pair[0].nbytes for pair in pairs) / min(seconds)


def bytes_moved(ties: float) -> int:
    """Bytes that a month has to read and write for one citizen, each column once for each pass that needs it."""
    from benchmarks.passes import BYTES

    return sum(BYTES.values()) + round(4 * (1 + ties))


def measured(citizens: int, months: int, times: int) -> dict[str, Any]:
    """Build and run publics of one size in this process."""
    import resource

    from benchmarks.passes import stage_seconds
    from socialicence.machine import processors
    from socialicence.outcomes import warm_up
    from socialicence.state.tables import bytes_per_citizen
    from socialicence.world import new_world

    warm_up(None)
    threads = processors()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    builds, runs = [], []
    for _ in range(times):
        started = time.perf_counter()
        world = new_world("public_good", citizens=citizens, seed=1, months=months, workers=threads)
        builds.append(time.perf_counter() - started)
        started = time.perf_counter()
        world.run()
        runs.append((time.perf_counter() - started) / months / citizens * 1e9)
        ties = world.network.neighbour.size / citizens
        if len(builds) < times:
            del world
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    stages = stage_seconds(world) if citizens in (*PROFILED, ADULTS) else None
    del world  # what is copied next must not count, nor make the machine swap
    speed = bandwidth(threads)
    return {
        "citizens": citizens, "months": months, "threads": threads, "build_seconds": builds, "nanoseconds": runs,
        "bandwidth": speed, "bytes_moved": bytes_moved(ties), "bound_nanoseconds": bytes_moved(ties) / speed * 1e9,
        "ties": ties, "bytes_per_citizen": bytes_per_citizen() + 4 * (1 + ties), "peak_gib": peak, "load": load,
        "stages": stages,
    }  # fmt: skip


def kept() -> dict[str, Any]:
    """Rows measured before, on this machine and model."""
    from benchmarks.run import machine
    from socialicence.world import MODEL_VERSION

    on = {key: value for key, value in machine().items() if key != "load_before"} | {"model_version": MODEL_VERSION}
    try:
        found = json.loads(RESULTS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    return {"machine": on, "rows": found.get("rows", {}) if found.get("machine") == on else {}}


def write(content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=1) + "\n"
    part = RESULTS.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(RESULTS)


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as a table for people."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"| {' | '.join(['---:'] * len(COLUMNS))} |"]
    for row in rows:
        runs = row["nanoseconds"]
        spread = f"{min(runs):.0f} to {max(runs):.0f}" if len(runs) > 1 else "once"
        cells = (
            f"{row['citizens']:,}", f"{statistics.median(row['build_seconds']):.3g}", f"{statistics.median(runs):.0f}",
            spread, f"{row['bound_nanoseconds']:.0f}", f"{row['bytes_per_citizen']:.0f}", f"{row['peak_gib']:.2f}",
            f"{row['load']:.1f}",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=float, default=ADULTS, help="largest number of citizens")
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--again", action="store_true", help="measure everything anew")
    asked = parser.parse_args()
    from benchmarks import scale_page
    from benchmarks.run import in_child

    content = kept()
    for citizens in sorted({*SIZES, *PROFILED}):
        row = content["rows"].get(str(citizens))
        if citizens > asked.most or (row and row["months"] == asked.months and not asked.again):
            continue
        started = time.perf_counter()
        call = f"measured({citizens}, {asked.months}, {TIMES.get(citizens, 1)})"
        content["rows"][str(citizens)] = in_child(call, "benchmarks.scale")
        write(content)
        print(f"{citizens:>12,} citizens: {time.perf_counter() - started:6.1f} s", file=sys.stderr, flush=True)
    scale_page.write(content)


if __name__ == "__main__":
    main()

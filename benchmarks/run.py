"""Measure speed and memory against the targets: `make bench`, or `python benchmarks/run.py [--json] [--quick]`.

Times are wall times with code compiled beforehand, each repeated; the table gives the median and the range. A busy
machine makes them longer, so the load is printed too, and no time makes this program fail.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
WORKERS = 2
MONTHS = 60
CHILD = "import {module} as b, json, sys; print(json.dumps(b.{call}))"


@dataclass
class Row:
    """One line of the table."""

    what: str
    unit: str
    target: float
    measured: list[float]
    at_least: bool = False
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.measured)

    @property
    def share(self) -> float:
        """Measured against the target: below 1 is better than asked."""
        return self.target / self.median if self.at_least else self.median / self.target


def ensemble(runs: int, citizens: int) -> float:
    """Seconds for runs of status quo side by side: publics built, months simulated, outcomes counted."""
    from socialicence.ensemble import compare

    results = compare(
        ["status_quo"], citizens=citizens, runs=runs, months=MONTHS, seed=1, workers=WORKERS, detail=False
    )
    return float(results.summary["provenance"]["wall_seconds"])


def one_run(citizens: int) -> tuple[float, float]:
    """Seconds to build and run one large public, and the GiB of memory at the peak of this process."""
    import resource

    from socialicence.outcomes import warm_up
    from socialicence.world import new_world

    warm_up(None)
    started = time.perf_counter()
    new_world("status_quo", citizens=citizens, seed=1, months=MONTHS, workers=WORKERS).run()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, peak / (2**30 if sys.platform == "darwin" else 2**20)


def first_compile() -> float:
    """Seconds to compile everything into an empty cache."""
    from socialicence.outcomes import warm_up

    started = time.perf_counter()
    warm_up(None)
    return time.perf_counter() - started


def in_child(call: str, module: str = "benchmarks.run", **environment: str) -> object:
    """Call a function of a module in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(module=module, call=call)],
        capture_output=True, text=True, check=True, cwd=HERE.parent, env={**os.environ, **environment},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def compile_in_child() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return float(in_child("first_compile()", NUMBA_CACHE_DIR=folder))


def help_seconds() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "socialicence", "--help"], capture_output=True, check=True, cwd=HERE.parent)
    return time.perf_counter() - started


def citizen_months_of_objects(citizens: int = 200, months: int = 6) -> float:
    """Citizen-months a second of the object twin, on one thread."""
    from benchmarks.object_mesa import ObjectModel

    model = ObjectModel(citizens)
    started = time.perf_counter()
    for _ in range(months):
        model.step()
    return citizens * months / (time.perf_counter() - started)


def citizen_months_of_kernels(citizens: int = 20_000, months: int = 24) -> float:
    """Citizen-months a second of whole months of the model, institutions included, on one thread."""
    from socialicence.world import new_world

    world = new_world("status_quo", citizens=citizens, seed=1, months=months)
    started = time.perf_counter()
    world.run()
    return citizens * months / (time.perf_counter() - started)


def repeated(measure: Callable[[], float], times: int) -> list[float]:
    return [measure() for _ in range(times)]


def rows(quick: bool) -> list[Row]:
    """Measure everything; `quick` leaves out what takes more than a few seconds."""
    from socialicence.state.tables import bytes_per_citizen

    ensemble(2, 500)
    found = [Row("30 runs x 2,000 citizens x 60 months", "s", 0.5, repeated(lambda: ensemble(30, 2000), 5))]
    found += rows_of_dashboard()
    ratios = repeated(lambda: citizen_months_of_kernels() / citizen_months_of_objects(), 5)
    found.append(Row("Citizen-months a second, against object Mesa", "times", 150, ratios, at_least=True))
    found.append(Row("socialicence --help", "s", 0.5, repeated(help_seconds, 5)))
    ties = 4.0 * (1.0 + mean_ties())
    memory = bytes_per_citizen() + ties
    note = f"columns {bytes_per_citizen()}, ties {ties:.0f}"
    found.append(Row("Memory of a citizen", "bytes", 210, [memory], note=note))
    if quick:
        return found
    large = [in_child("one_run(1_000_000)") for _ in range(3)]
    found.append(Row("One run of 1,000,000 citizens x 60 months", "s", 15, [one[0] for one in large]))
    found.append(Row("Its memory at the peak, everything included", "GiB", 1.0, [one[1] for one in large]))
    found.append(Row("First compile", "s", 30, [compile_in_child()]))
    found.append(Row("1,000 runs x 5,000 citizens x 60 months", "s", 45, [ensemble(1000, 5000)]))
    return found + rows_of_sweeps()


def rows_of_dashboard() -> list[Row]:
    """Measure how soon the dashboard answers, a move of each lever at a time, drawing its map included."""
    times = in_child("moved()", module="benchmarks.dashboard")
    first, every = ([one[column] for one in times] for column in (0, 1))
    return [
        Row("Dashboard: from a moved lever to the first 8 runs", "ms", 400, first),
        Row("Dashboard: to all 30 runs of 2,000 citizens", "ms", 1000, every),
    ]


def rows_of_sweeps() -> list[Row]:
    """Measure sweeps, with their results on disk."""
    from benchmarks import sweeps

    done = sweeps.sweep(1000, 5000, WORKERS)
    note = f"{done['megabytes']:.1f} MB on disk"
    again, memory = sweeps.resume()
    return [
        Row("The same as a sweep, with start-up and rows on disk", "s", 45, [done["seconds"]], note=note),
        Row("Its machinery, of the runs' own time", "%", 5, [100 * done["machinery"]]),
        Row("Its memory at the peak, workers included", "GiB", 1.5, [done["memory"]]),
        Row("A finished study of 100,000 runs: found done", "s", 3, again),
        Row("Its memory at the peak", "GiB", 1.5, [memory]),
    ]


def mean_ties() -> float:
    from socialicence.world import new_world

    network = new_world("status_quo", citizens=5000, seed=1, months=1).network
    return float(network.neighbour.size / (network.first.size - 1))


def machine() -> dict[str, object]:
    """What these numbers were measured on, and how busy it was."""
    import numba
    import numpy

    from benchmarks.at_once import work_at_once
    from socialicence.machine import processors

    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {
        "processor": name,
        "processors": processors(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        f"work_of_{WORKERS}_at_once": round(work_at_once(WORKERS), 2),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "numba": numba.__version__,
    }


def shown(found: list[Row], on: dict[str, object]) -> str:
    lines = [", ".join(f"{key.replace('_', ' ')} {value}" for key, value in on.items()), ""]
    lines.append(f"{'':50s} {'target':>9s} {'median':>9s}  {'range':>17s}  of target")
    for row in found:
        spread = f"{min(row.measured):.3g} - {max(row.measured):.3g}" if len(row.measured) > 1 else ""
        sign = ">=" if row.at_least else "<="
        verdict = "met" if row.share <= 1.0 else "missed"
        lines.append(
            f"{row.what:50s} {sign}{row.target:7g} {row.median:9.3g}  {spread:>17s}  {row.share:5.2f}  {verdict}"
            f"  {row.unit}{'; ' + row.note if row.note else ''}"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="leave out what takes longer than a few seconds")
    given = parser.parse_args()
    on = machine()
    found = rows(given.quick)
    if given.json:
        report = [{**asdict(row), "median": row.median, "of_target": row.share} for row in found]
        print(json.dumps({"machine": on, "rows": report}, indent=2))
    else:
        print(shown(found, on))


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    main()

"""Compare with what a user would pick instead: `python -m benchmarks.compare`, all in one run, by turns.

Each does the citizens' month of the model (settle, follow acquaintances, take in, perhaps object, judge twelve uses),
on one thread. What is not installed is left out, and that is said.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROUNDS = 5
OWN = "socialicence, whole months"
CITIZENS = "socialicence, citizens' month"


def whole_months(citizens: int, months: int) -> float:
    from socialicence.world import new_world

    world = new_world("status_quo", citizens=citizens, seed=1, months=months)
    started = time.perf_counter()
    world.run()
    return time.perf_counter() - started


def citizens_month(citizens: int, months: int) -> float:
    """Only what the others do too, with attention to opting out as there: no institutions, no groups but sums."""
    from socialicence.month.citizens import citizens as live
    from socialicence.month.observation import observe_public
    from socialicence.world import new_world

    world = new_world("status_quo", citizens=citizens, seed=1, months=months)
    world.attention[0] = world.pressure[0] = 0.2  # one week of a month: the others draw once a month
    started = time.perf_counter()
    for month in range(1, months + 1):
        live(world.state, month)
        observe_public(world.state, month)
    return time.perf_counter() - started


def arrays(citizens: int, months: int) -> float:
    from benchmarks.arrays_scipy import ArrayModel

    model = ArrayModel(citizens)
    started = time.perf_counter()
    for _ in range(months):
        model.step()
    return time.perf_counter() - started


def objects(citizens: int, months: int) -> float:
    from benchmarks.object_mesa import ObjectModel

    model = ObjectModel(citizens)
    started = time.perf_counter()
    for _ in range(months):
        model.step()
    return time.perf_counter() - started


def with_starsim(citizens: int, months: int) -> float:
    from benchmarks.starsim_twin import Licence, simulation

    sim = simulation(citizens, months)
    started = time.perf_counter()
    sim.run()
    seconds = time.perf_counter() - started
    done = next(len(one.licence) for one in sim.modules if isinstance(one, Licence))
    if done != months:
        raise RuntimeError(f"starsim made {done} steps for {months} months")
    return seconds


CONTESTANTS: dict[str, tuple[Callable[[int, int], float], int, int]] = {
    OWN: (whole_months, 20_000, 24),
    CITIZENS: (citizens_month, 20_000, 24),
    "numpy with scipy.sparse": (arrays, 20_000, 12),
    "starsim": (with_starsim, 20_000, 12),
    "object Mesa": (objects, 400, 4),
}
"""What is measured, and citizens and months of each."""


def measured(rounds: int = ROUNDS) -> tuple[dict[str, list[float]], list[str]]:
    """Million citizen-months a second of each in each round, and what is not installed."""
    found: dict[str, list[float]] = {}
    missing = []
    for name, (run, citizens, _) in CONTESTANTS.items():
        try:
            run(min(citizens, 1000), 2)  # compiled, imported
        except ModuleNotFoundError as error:
            missing.append(f"{name} (no {error.name})")
        else:
            found[name] = []
    for _ in range(rounds):  # by turns: what disturbs the machine disturbs all
        for name, speeds in found.items():
            run, citizens, months = CONTESTANTS[name]
            speeds.append(citizens * months / run(citizens, months) / 1e6)
    return found, missing


def rows_of(found: dict[str, list[float]]) -> list[dict[str, Any]]:
    """Speed, and how many times as fast the package's citizens' month was in the same round: median and range."""
    rows = []
    for name, speeds in found.items():
        ratios = [own / other for own, other in zip(found[CITIZENS], speeds, strict=True)]
        rows.append(
            {"what": name, "million_citizen_months_a_second": statistics.median(speeds),
             "ratio": statistics.median(ratios), "ratio_low": min(ratios), "ratio_high": max(ratios)}
        )  # fmt: skip
    return rows


def main() -> None:
    from benchmarks.run import machine

    on = machine()
    found, missing = measured()
    rows = rows_of(found)
    lines = [
        "| | million citizen-months a second | our citizens' month is so many times as fast |",
        "| --- | ---: | ---: |",
    ]
    for row in rows:
        ratio = f"{row['ratio']:.2g}" if row["ratio"] < 10 else f"{row['ratio']:.0f}"
        spread = f"({row['ratio_low']:.3g} to {row['ratio_high']:.3g})"
        lines.append(f"| {row['what']} | {row['million_citizen_months_a_second']:.3g} | {ratio} {spread} |")
    where = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in on.items())
    text = "# Compared with what one would pick instead\n\nWritten by `python -m benchmarks.compare`. " + where
    text += f"; one thread, {ROUNDS} rounds by turns, median and range over rounds.\n\n" + "\n".join(lines) + "\n"
    if missing:
        text += f"\nNot installed here and not measured: {', '.join(missing)}.\n"
    (HERE / "compare.md").write_text(text, encoding="utf-8")
    (HERE / "compare.json").write_text(json.dumps({"machine": on, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    sys.exit(main())

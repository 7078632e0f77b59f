"""How soon the dashboard answers: from a moved lever to the first runs and to all, alone and with several at once.

python -m benchmarks.dashboard
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from os import getloadavg
from statistics import median

from socialicence.dashboard import charts
from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.simulation import Simulation
from socialicence.machine import processors


def moves() -> list[Plan]:
    """Plans that differ from one another in one lever at a time, none of them today's."""
    return [Plan(steps={one.name: step}) for one in LEVERS for step in range(len(one.steps))]


def timed(simulation: Simulation, plan: Plan) -> tuple[float, float]:
    """Milliseconds from a moved lever to the map of the first runs, and to that of all."""
    today = simulation.course(TODAY)
    started = time.perf_counter()
    first: list[float] = []

    def drawn(course: object) -> None:
        charts.crossroads([today, course])  # type: ignore[list-item]
        first.append(1000 * (time.perf_counter() - started))

    drawn_all = charts.crossroads([today, simulation.course(plan, report=drawn)])
    assert drawn_all.option
    return first[0], 1000 * (time.perf_counter() - started)


def moved() -> list[tuple[float, float]]:
    """Milliseconds to the first runs and to all, of every move of one lever by one user, with publics drawn before."""
    simulation = Simulation()
    simulation.warm()
    times = [timed(simulation, plan) for plan in moves()]
    simulation.close()
    return times


def report(name: str, times: list[tuple[float, float]], simulation: Simulation) -> None:
    """One line: medians, and the ninth of ten."""
    for what, column in ((f"{simulation.quick} runs", 0), (f"{simulation.runs} runs", 1)):
        values = sorted(one[column] for one in times)
        ninth = values[int(0.9 * (len(values) - 1))]
        print(f"{name}, {what}: median {median(values):.0f} ms, nine of ten under {ninth:.0f} ms ({len(values)} moves)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=4, help="how many move a lever at once")
    users = parser.parse_args().users
    print(f"{processors()} processors, load {getloadavg()[0]:.1f} at the start")
    simulation = Simulation()
    started = time.perf_counter()
    simulation.warm()
    print(f"warm after {time.perf_counter() - started:.1f} s")
    report("one user", [timed(simulation, plan) for plan in moves()], simulation)
    pairs = [Plan(steps={"heard": a, "people": b}, more={"funding": 1.1}) for a, b in product(range(4), range(5))]
    with ThreadPoolExecutor(users) as pool:
        report(f"{users} users at once", list(pool.map(lambda plan: timed(simulation, plan), pairs)), simulation)
    simulation.close()


if __name__ == "__main__":
    main()

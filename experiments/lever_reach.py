"""What the dashboard's five levers can do, and the page that says so: docs/levers.md. Half a minute on two cores.

python -m experiments.lever_reach --write
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np

from experiments.tables import markdown
from socialicence.categories import FUTURE_NAMES
from socialicence.dashboard.levers import FILE, LEVERS, Lever, levers
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.simulation import Simulation
from socialicence.outcomes.futures import DIMENSIONS
from socialicence.outcomes.registry import OUTCOMES
from socialicence.parameters import parameters
from socialicence.world import MODEL_VERSION

PAGE = Path(__file__).parents[1] / "docs" / "levers.md"


@dataclass(frozen=True)
class Contrast:
    """One lever end to end, with the others where they are.

    Attributes
    ----------
    lever : str
    measure : str
        Measure of the signature that it moves.
    low, high : Plan
        With the lever at its first and at its last step.
    """

    lever: str
    measure: str
    low: Plan
    high: Plan


@cache
def reaching() -> Mapping[str, Plan]:
    """Return the plan of the five levers alone that reaches each future, by its name."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["reach"]
    return {row["future"]: Plan(steps=row["steps"]) for row in rows}


@cache
def contrasts() -> tuple[Contrast, ...]:
    """Return where each lever moves a measure of the signature."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["contrast"]
    return tuple(
        Contrast(
            row["lever"],
            DIMENSIONS[DIMENSIONS.index(row["measure"])],
            Plan(steps={**row["at"], row["lever"]: 0}),
            Plan(steps={**row["at"], row["lever"]: len(levers()[row["lever"]].steps) - 1}),
        )
        for row in rows
    )


def words() -> str:
    """Every lever as the screen shows it, with what each step sets."""
    return "\n\n".join(_of_lever(lever) for lever in LEVERS)


def _of_lever(lever: Lever) -> str:
    rows = [[step.label, step.means] for step in lever.steps]
    sets = [
        [
            parameters()[name].label,
            f"{parameters()[name].default:g}",
            *(f"{step.values[name]:g}" for step in lever.steps),
        ]
        for name in lever.sets
    ]
    return "\n\n".join(
        [
            f"### {lever.question}",
            f"{lever.does} {lever.today}",
            f"*On what evidence* ({lever.grade}): {lever.evidence}",
            markdown(["Step", "What it stands for"], rows),
            markdown(["It sets", "Today", *(step.label for step in lever.steps)], sets),
        ]
    )


def measured(simulation: Simulation) -> str:
    """How often each future is reached, and how far each lever moves the signature."""
    plans = {"today": TODAY, **reaching()}
    reached = [
        [FUTURE_NAMES.get(name, "If nothing changes"), _positions(plan), _nearest(simulation, plan)]
        for name, plan in plans.items()
    ]
    moved = []
    for one in contrasts():
        low, high = (
            np.array([record.outcomes[one.measure] for record in simulation.course(plan).records])
            for plan in (one.low, one.high)
        )
        spread = max(float(np.ptp(np.percentile(ends, (10, 90)))) for ends in (low, high))
        first, *_, last = next(lever for lever in LEVERS if lever.name == one.lever).steps
        others = _positions(one.low.with_step(one.lever, None))
        moved.append(
            [
                f"{first.label} to {last.label}", others, OUTCOMES[one.measure].label,
                f"{low.mean():.3f} to {high.mean():.3f}", f"{spread:.3f}",
            ]
        )  # fmt: skip
    made = (
        f"Made {datetime.now(UTC).date()} with model version {MODEL_VERSION}: {simulation.runs} runs of "
        f"{simulation.citizens:,} citizens, seeds from {simulation.seed}; `python -m experiments.lever_reach --write`."
    )
    return "\n\n".join(
        [
            made,
            markdown(["For", "Positions of the five levers, the others as today", "Runs nearest"], reached),
            markdown(["Lever", "With the others at", "Measure", "Its mean", "8 in 10 runs differ by"], moved),
        ]
    )


def _positions(plan: Plan) -> str:
    chosen = [f"{lever.label(plan.steps[lever.name])}" for lever in LEVERS if plan.steps[lever.name] is not None]
    return "; ".join(chosen) or "all as today"


def _nearest(simulation: Simulation, plan: Plan) -> str:
    counts = Counter(record.outcomes["nearest"] for record in simulation.course(plan).records)
    return ", ".join(f"{FUTURE_NAMES[name]} {count}" for name, count in counts.most_common())


def replaced(text: str, part: str, content: str) -> str:
    """The page with one of its parts as it should be."""
    return re.sub(
        rf"(<!-- {part} -->\n).*?(<!-- /{part} -->)", lambda found: f"{found[1]}\n{content}\n\n{found[2]}", text,
        flags=re.DOTALL,
    )  # fmt: skip


def main() -> None:
    """Measure, print, and with --write put into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"replace both parts of {PAGE.name}")
    arguments = parser.parse_args()
    simulation = Simulation()
    found = measured(simulation)
    simulation.close()
    print(found)
    if arguments.write:
        text = replaced(replaced(PAGE.read_text(encoding="utf-8"), "words", words()), "measured", found)
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

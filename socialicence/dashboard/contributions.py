"""What each choice of a plan contributed: alone on today's course, and added last, on the same seeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.dashboard.course import Course, spread_of
from socialicence.dashboard.levers import levers
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import names_in
from socialicence.parameters import parameters
from socialicence.scenarios import load
from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.simulation import Simulation

TOGETHER, BEYOND = "together", "together_beyond_sum"


@dataclass(frozen=True)
class Part:
    """One choice of a plan.

    Attributes
    ----------
    name, label : str
    alone : Plan
        Today with this choice only.
    without : Plan
        The plan without it.
    """

    name: str
    label: str
    alone: Plan
    without: Plan


def parts(plan: Plan) -> list[Part]:
    """Return the choices of a plan that differ from today: where it starts, steps, cards, and so on."""
    return [part for part in _parts(replace(plan, title="")) if part.alone.values or part.alone.incident]


def _parts(plan: Plan) -> Iterator[Part]:
    if plan.future is not None:
        label = f"Starting from {load(plan.future).label}"
        yield Part("start", label, Plan(future=plan.future), replace(plan, future=None))
    for name, step in plan.steps.items():
        if step is not None:
            lever = levers()[name]
            yield Part(
                name, f"{lever.question} {lever.label(step)}", Plan(steps={name: step}), plan.with_step(name, None)
            )
    for card in plan.cards:
        label = parameters()[f"recommendation.{card}"].label
        yield Part(
            card, label, Plan(cards=(card,)), replace(plan, cards=tuple(one for one in plan.cards if one != card))
        )
    for name, value in plan.more.items():
        yield Part(name, f"{parameters()[name].label}: {value:g}", Plan(more={name: value}), plan.with_more(name, None))
    if plan.incident is not None:
        label = plan.incident.sentence.rstrip(".")
        yield Part("incident", label, Plan(incident=plan.incident), replace(plan, incident=None))


def contributions(
    simulation: Simulation,
    plan: Plan,
    *,
    runs: int | None = None,
    stop: Event | None = None,
    seed: int | None = None,
) -> pd.DataFrame:
    """Return what each choice contributed to each outcome.

    Parameters
    ----------
    simulation : Simulation
    plan : Plan
    runs : int, optional
        Paired runs; those of a first answer if not given, which is enough as pairs share their draws.
    stop : Event, optional
        Give up when it is set.
    seed : int, optional
        Seed of the first run, if not the simulation's own.

    Returns
    -------
    DataFrame
        `outcome, lever, label, alone, alone_low, alone_high, last, last_low, last_high, runs`, as the figures draw
        it: mean, 10th and 90th percentile over paired runs of adding only this choice to today's course, and of
        adding it last. For each outcome also the rows `together` and `together_beyond_sum`, with only `alone` filled.

    Raises
    ------
    Stopped
        If it was given up.
    """
    import pandas as pd

    number = runs or simulation.quick

    def course(one: Plan) -> Course:
        return simulation.course(one, runs=number, stop=stop, seed=seed)

    chosen = parts(plan)
    today, whole = course(TODAY), course(replace(plan, title=""))
    alone = {part.name: course(part.alone) for part in chosen}
    without = {part.name: course(part.without) for part in chosen}
    rows: list[dict[str, Any]] = []
    for outcome in names_in(Place.CHARTS):
        effects = {name: _difference(one, today, outcome) for name, one in alone.items()}
        together = _difference(whole, today, outcome)
        for part in chosen:
            last = _difference(whole, without[part.name], outcome)
            rows.append(_row(outcome, part.name, part.label, effects[part.name], last))
        beyond = together - sum(effects.values(), np.zeros(number))
        rows.append(_row(outcome, TOGETHER, "All together", together, None))
        rows.append(_row(outcome, BEYOND, "… beyond the sum of each alone", beyond, None))
    return pd.DataFrame(rows)


def _difference(one: Course, other: Course, outcome: str) -> Array:
    """The outcome in each run less that of the same run of another course."""
    found: Array = np.array(
        [
            float(a.outcomes.get(outcome, np.nan)) - float(b.outcomes.get(outcome, np.nan))
            for a, b in zip(one.records, other.records, strict=True)
        ]
    )
    return found


def _row(outcome: str, name: str, label: str, alone: Array, last: Array | None) -> dict[str, Any]:
    low, mean, high = _spread(alone)
    last_low, last_mean, last_high = (np.nan, np.nan, np.nan) if last is None else _spread(last)
    return {
        "outcome": outcome, "lever": name, "label": label, "alone": mean, "alone_low": low, "alone_high": high,
        "last": last_mean, "last_low": last_low, "last_high": last_high, "runs": int(np.isfinite(alone).sum()),
    }  # fmt: skip


def _spread(values: Array) -> tuple[float, float, float]:
    """Spread over the pairs of which both runs were done."""
    known = values[np.isfinite(values)]
    return spread_of(known) if known.size else (np.nan, np.nan, np.nan)

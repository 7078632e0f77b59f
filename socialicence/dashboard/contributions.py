"""What each choice of a plan contributed: alone on today's course, and added last, on the same seeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.dashboard.levers import levers
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.explanation.effects import BEYOND, TOGETHER, Effect, differences, effect_of
from socialicence.figures.contributions import COLUMNS
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import names_in
from socialicence.parameters import parameters
from socialicence.scenarios import load

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.simulation import Simulation


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

    def outcomes(one: Plan) -> list[dict[str, Any]]:
        return [dict(record.outcomes) for record in simulation.course(one, runs=number, stop=stop, seed=seed).records]

    chosen = parts(plan)
    today, whole = outcomes(TODAY), outcomes(replace(plan, title=""))
    alone = {part.name: outcomes(part.alone) for part in chosen}
    without = {part.name: outcomes(part.without) for part in chosen}
    rows: list[tuple[object, ...]] = []
    for outcome in names_in(Place.CHARTS):
        together, total = differences(whole, today, outcome), np.zeros(number)
        for part in chosen:
            difference = differences(alone[part.name], today, outcome)
            last = effect_of(differences(whole, without[part.name], outcome))
            total = total + difference
            rows.append(_row(outcome, part.name, part.label, effect_of(difference), last))
        rows.append(_row(outcome, TOGETHER, "All together", effect_of(together)))
        rows.append(_row(outcome, BEYOND, "… beyond the sum of each alone", effect_of(together - total)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(outcome: str, name: str, label: str, alone: Effect, last: Effect | None = None) -> tuple[object, ...]:
    return outcome, name, label, *alone[:3], *(last or effect_of([]))[:3], alone.runs

"""The five levers as sliders with names at every stop, and the rest under More."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.parts.markup import box
from socialicence.dashboard.plan import Plan
from socialicence.parameters import levers as all_levers

FAMILIES = {"recommendation": "Recommendations", "engagement": "Involving people"}
"""What levers of one family are called, by the first word of their names."""
OTHERS = "Rules, people and protection"
_SHOWN = ("name", "label", "low", "high", "low_means", "high_means", "unit", "grade", "source")


@solara.component_vue("lever.vue", vuetify=False)
def LeverSlider(
    name: str,
    question: str,
    step: int | None,
    near: int,
    today: str,
    steps: list[dict[str, str]],
    does: str,
    evidence: str,
    grade: str,
    event_move: Callable[[int | None], None] | None = None,
) -> None:
    """One lever; `event_move` gets the step, or None for as today."""


@solara.component_vue("more.vue", vuetify=False)
def MoreLevers(rows: list[dict[str, Any]], event_choose: Callable[[dict[str, Any]], None] | None = None) -> None:
    """All levers of the model, each by itself."""


@solara.component
def Levers(plan: Plan, on_choose: Callable[[Plan], None]) -> None:
    """The controls of a plan.

    Parameters
    ----------
    plan : Plan
    on_choose : callable
        Gets the plan with one lever moved.
    """

    def move(name: str, step: int | None) -> None:
        on_choose(plan.with_step(name, step))

    with box("div", "levers"):
        for one in LEVERS:
            LeverSlider(
                name=one.name,
                question=one.question,
                step=plan.steps[one.name],
                near=one.near,
                today=one.today,
                steps=[{"label": step.label, "means": step.means} for step in one.steps],
                does=one.does,
                evidence=one.evidence,
                grade=one.grade,
                event_move=partial(move, one.name),
            ).key(one.name)
        MoreLevers(rows=rows(plan), event_choose=lambda given: on_choose(plan.with_more(given["name"], given["value"])))


def rows(plan: Plan) -> list[dict[str, Any]]:
    """Return every lever with its range, what the plan makes of it, and what was set by itself (None if not)."""
    values = plan.values
    return [
        {field: getattr(one, field) for field in _SHOWN}
        | {
            "family": FAMILIES.get(one.name.split(".")[0], OTHERS),
            "now": values.get(one.name, one.default),
            "value": plan.more.get(one.name),
        }
        for one in all_levers().values()
    ]

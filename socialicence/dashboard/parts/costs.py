"""What choices cost, in words, where the pack says; the model does not read it."""

from __future__ import annotations

import solara

from socialicence.dashboard import room
from socialicence.dashboard.packs import Costs
from socialicence.dashboard.parts.markup import Prose, element
from socialicence.dashboard.plan import Plan
from socialicence.dashboard.state import session

OVER = "More than there is."


def of_card(costs: Costs | None, card: str) -> str:
    """Return what a card costs, in the pack's own unit; nothing if the pack has no cost of it."""
    if costs is None or card not in costs.cards:
        return ""
    return f"Cost: {costs.cards[card]:g} {costs.unit}."


def of_cards(costs: Costs | None, cards: frozenset[str]) -> str:
    """Return what some cards cost together, of what there is; nothing if the pack has no costs of cards."""
    return "" if costs is None or not costs.cards else spent(costs, costs.of_cards(cards))


def of_plan(costs: Costs | None, plan: Plan) -> str:
    """Return what a plan costs; nothing if the pack has no costs, or none of what a future's own file sets."""
    return "" if costs is None or plan.future is not None else spent(costs, costs.of(plan))


def spent(costs: Costs, amount: float) -> str:
    """Return an amount of what there is, and whether it is more."""
    budget = "" if costs.budget is None else f" of {costs.budget:g}"
    over = "" if costs.budget is None or amount <= costs.budget else f" {OVER}"
    return f"Cost: {amount:g}{budget} {costs.unit}.{over}"


@solara.component
def PlanCost() -> None:
    """What the plan of this tab costs; nothing where there are no costs."""
    told = of_plan(room.pack().costs, session.address.value.plan)
    if told:
        kind = "wrong" if told.endswith(OVER) else "quiet"
        Prose(element("p", told), name=f"{kind} cost", attributes={"role": "status"}).key("cost")

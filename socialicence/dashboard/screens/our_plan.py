"""Our plan: each table chooses five cards; what they share becomes the room's plan; then something goes wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import solara

from socialicence.dashboard import room
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.parts import costs
from socialicence.dashboard.parts.choices import NOTHING, kinds, place_of, places, with_kind, with_month, with_place
from socialicence.dashboard.parts.fields import Button, Cards, Number, Select, options
from socialicence.dashboard.parts.markup import Prose, box, element
from socialicence.dashboard.parts.results import Results
from socialicence.dashboard.parts.toolbar import Differs, step_back
from socialicence.dashboard.plan import Plan, recommendations
from socialicence.dashboard.plan_pairs import MOST_TABLES
from socialicence.dashboard.state import session, tables
from socialicence.parameters import parameters

SHARED = "What at least half the tables chose"
NOT_SHARED = (
    "No card stands out: none was chosen by half the tables, or too many by equally many. "
    "Talk it over, or show one table's."
)


@solara.component
def OurPlan() -> None:
    """Minutes fifty to seventy-five."""
    pack = room.pack()
    table, set_table = solara.use_state(0)
    open_table = min(table, len(tables.chosen()) - 1)
    Prose(
        element("h1", f"Each table chooses {pack.choose_cards} things to do. What do you share?", tabindex="-1"),
        name="heading",
    )
    with box("div", "plan-of-room"):
        with box("section", "choosing", aria_label="Cards"):
            Tables(pack, open_table, set_table)
            Cards(
                legend=legend(pack, open_table),
                cards=cards(pack, open_table),
                most=pack.choose_cards,
                event_turn=lambda card: tables.turn(open_table, card, pack.choose_cards),
            )
        with box("section", "outcome", aria_label="What follows"):
            Shown(pack)
            GoesWrong()
            Results()
            with box("div", "toolbar", role="group", aria_label="This plan"):
                step_back()
            Differs()


@solara.component
def Tables(pack: Pack, open_table: int, set_table: Any) -> None:
    """Which table is choosing, and how many there are."""
    with box("div", "tables-row", role="group", aria_label="Tables"):
        for place, chosen in enumerate(tables.chosen()):
            Button(
                f"Table {place + 1}: {len(chosen)} of {pack.choose_cards}",
                partial(set_table, place),
                kind="little",
                pressed=place == open_table,
            ).key(str(place))
        Number(
            id="number-of-tables",
            label="Tables",
            low=1,
            high=MOST_TABLES,
            value=len(tables.chosen()),
            event_choose=lambda count: tables.resize(int(count)),
        )


def legend(pack: Pack, table: int) -> str:
    """Return how many cards a table has chosen, and what they cost where the pack says."""
    chosen = tables.chosen()[table]
    told = costs.of_cards(pack.costs, chosen)
    return f"Table {table + 1}: {len(chosen)} of {pack.choose_cards} chosen" + (f". {told}" if told else "")


def cards(pack: Pack, table: int) -> list[dict[str, Any]]:
    """Return the cards as a table sees them: what each does, what it costs, and who else chose it."""
    known = parameters()
    counts = tables.counts(tables.chosen())
    found = []
    for name in recommendations():
        one = known[f"recommendation.{name}"]
        found.append(
            {
                "name": name,
                "label": one.label,
                "does": one.high_means,
                "cost": costs.of_card(pack.costs, name),
                "chosen": name in tables.chosen()[table],
                "tables": tables.said(counts[name], len(tables.chosen())),
            }
        )
    return found


@solara.component
def Shown(pack: Pack) -> None:
    """Whose cards are shown: those that tables share, or one table's."""
    plan = session.address.value.plan
    shared = tables.shared(tables.chosen(), pack.choose_cards)
    sets = {SHARED: shared} | {
        f"Table {place + 1}": tuple(sorted(chosen)) for place, chosen in enumerate(tables.chosen()) if chosen
    }
    with box("div", "shown-cards", role="group", aria_label="Whose plan is shown"):
        for name, chosen in sets.items():
            same = bool(chosen) and set(chosen) == set(plan.cards)
            Button(
                f"Show {name[:1].lower() + name[1:] if name == SHARED else name}",
                partial(session.choose, with_cards(plan, chosen, name)),
                kind="next-step" if name == SHARED and chosen and not same else "little",
                disabled=not chosen,
                pressed=same,
            ).key(name)
    if not shared and any(tables.chosen()):
        Prose(element("p", NOT_SHARED), name="quiet not-shared")
    Prose(element("p", in_words(plan)), name="quiet carried")
    costs.PlanCost()
    if any(step is not None for step in plan.steps.values()) or plan.more or plan.future:
        with box("p", "buttons"):
            Button("Start from today instead", lambda: session.choose(only_cards(plan)), kind="like-link little")


def with_cards(plan: Plan, chosen: tuple[str, ...], name: str) -> Plan:
    """Return the plan with these cards, called after whose they are."""
    title = "Our plan" if name == SHARED else f"Plan of {name.lower()}"
    return replace(plan, cards=chosen, title=title)


def only_cards(plan: Plan) -> Plan:
    """Return the plan with its cards and its incident, all else as today."""
    return Plan(cards=plan.cards, incident=plan.incident, title=plan.title)


def in_words(plan: Plan) -> str:
    """Return which cards are shown and what they are added to."""
    moved = sum(step is not None for step in plan.steps.values())
    base = (
        f"The levers are as set in Try it ({moved} moved)."
        if moved or plan.more or plan.future
        else "All else is as today."
    )
    labels = [parameters()[f"recommendation.{card}"].label for card in plan.cards]
    return (f"Shown with: {'; '.join(labels)}. " if labels else "No cards are shown yet. ") + base


@solara.component
def GoesWrong() -> None:
    """Adds an event to the plan, or takes it away."""
    plan = session.address.value.plan
    one = plan.incident

    def chosen(change: Any) -> None:
        session.choose(change)

    with box("div", "goes-wrong", role="group", aria_label="Something goes wrong"):
        Select(
            id="incident-kind",
            label="Something goes wrong:",
            options=options(kinds()),
            value=one.kind if one else NOTHING,
            event_choose=lambda kind: chosen(with_kind(plan, kind)) if kind in kinds() else None,
        )
        if one is not None:
            Select(
                id="incident-place",
                label="where",
                options=options(places()),
                value=place_of(one),
                event_choose=lambda place: chosen(with_place(plan, place)) if place in places() else None,
            )
            Number(
                id="incident-month",
                label="in month",
                low=1,
                high=60,
                value=int(one.month),
                event_choose=lambda month: chosen(with_month(plan, int(month))),
            )

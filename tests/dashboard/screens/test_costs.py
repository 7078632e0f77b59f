"""Costs of a pack on the screens: of a card, of a table's cards, of the plan, and whether it is more than there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socialicence.dashboard import room
from socialicence.dashboard.packs import Costs
from socialicence.dashboard.parts import costs
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.screens.our_plan import OurPlan
from socialicence.dashboard.screens.try_it import TryIt
from socialicence.dashboard.state import session, tables

TOKENS = Costs("tokens", 4.0, {"involved": (0.0, 1.0, 1.0, 3.0, 4.0)}, {"arbitration": 2.0, "checklists": 2.5})
JURY = Plan(steps={"involved": 3})


@pytest.fixture
def priced(monkeypatch):
    pack = replace(room.pack(), costs=TOKENS)
    monkeypatch.setattr(room, "pack", lambda: pack)


def test_a_card_has_its_cost_or_none():
    assert costs.of_card(TOKENS, "arbitration") == "Cost: 2 tokens."
    assert costs.of_card(TOKENS, "transparency") == costs.of_card(None, "arbitration") == ""


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (TODAY, "Cost: 0 of 4 tokens."),
        (JURY, "Cost: 3 of 4 tokens."),
        (replace(JURY, cards=("transparency",)), "Cost: 3 of 4 tokens."),
        (Plan(steps={"involved": 4}), "Cost: 4 of 4 tokens."),
        (replace(JURY, cards=("arbitration",)), "Cost: 5 of 4 tokens. More than there is."),
        (Plan(future="silos"), ""),
    ],
)
def test_a_plan_costs_what_its_levers_and_cards_do(plan, said):
    assert costs.of_plan(TOKENS, plan) == said
    assert costs.of_plan(None, plan) == ""


def test_without_a_budget_nothing_is_too_much():
    assert costs.of_plan(replace(TOKENS, budget=None), JURY) == "Cost: 3 tokens."
    assert costs.of_cards(replace(TOKENS, cards={}), frozenset({"arbitration"})) == ""


@pytest.mark.parametrize("screen", [OurPlan, TryIt])
def test_the_screens_say_what_the_plan_costs_and_that_it_is_too_much(show, priced, screen):
    session.choose(JURY)
    shown = show(screen())
    assert "Cost: 3 of 4 tokens." in shown.text
    assert costs.OVER not in shown.text
    session.choose(replace(JURY, cards=("checklists",)))
    assert "Cost: 5.5 of 4 tokens. More than there is." in shown.text


def test_a_table_sees_what_its_cards_cost(show, priced):
    shown = show(OurPlan())
    [cards] = [one for one in shown.widgets if one.has_trait("cards")]
    assert cards.legend == "Table 1: 0 of 5 chosen. Cost: 0 of 4 tokens."
    tables.turn(0, "arbitration", most=5)
    tables.turn(0, "checklists", most=5)
    assert cards.legend == "Table 1: 2 of 5 chosen. Cost: 4.5 of 4 tokens. More than there is."


def test_a_pack_without_costs_says_nothing_of_them(show):
    shown = show(OurPlan())
    [cards] = [one for one in shown.widgets if one.has_trait("cards")]
    assert cards.legend == "Table 1: 0 of 5 chosen"
    assert "Cost" not in shown.text

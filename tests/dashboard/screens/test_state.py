"""The state of a tab: choices, the way back, links good and bad, tables, and who is the facilitator."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socialicence.dashboard import room
from socialicence.dashboard.address import Address
from socialicence.dashboard.plan import TODAY, Plan, recommendations
from socialicence.dashboard.plan_pairs import MOST_TABLES
from socialicence.dashboard.state import session, tables, votes
from socialicence.world import MODEL_VERSION

JURY, OPEN = Plan(steps={"involved": 3}), Plan(steps={"access": 2})


def test_undo_takes_back_one_choice_at_a_time():
    session.choose(JURY)
    session.choose(OPEN)
    session.choose(OPEN)
    session.undo()
    assert session.address.value.plan == JURY
    session.undo()
    session.undo()
    assert session.address.value.plan == TODAY
    assert session.past.value == ()


def test_another_title_for_the_same_choices_is_no_step_to_undo():
    session.choose(replace(TODAY, title="If nothing changes"))
    assert session.past.value == ()
    assert session.address.value.plan.title == "If nothing changes"


def test_back_to_today_can_itself_be_undone():
    session.choose(JURY)
    session.back_to_today()
    assert session.address.value.plan == TODAY
    session.undo()
    assert session.address.value.plan == JURY


def test_the_way_back_has_an_end():
    for number in range(session.MOST_STEPS_BACK + 20):
        session.choose([JURY, OPEN][number % 2])
    assert len(session.past.value) == session.MOST_STEPS_BACK


def test_a_plan_that_was_changed_is_not_called_what_it_was():
    session.choose(replace(JURY, title="Told by the pack"))
    session.change(session.address.value.plan.with_step("heard", 0))
    assert session.address.value.plan.title == ""


def test_pinning_keeps_a_plan_and_pinning_it_again_lets_it_go():
    session.choose(JURY)
    session.pin_to_compare()
    session.choose(OPEN)
    assert session.address.value.pinned == JURY
    session.choose(JURY)
    session.pin_to_compare()
    assert session.address.value.pinned is None


def test_a_link_brings_back_the_whole_state():
    state = Address(JURY, OPEN, "compare", 1, "standard", "leaflet", "why", (frozenset({"arbitration"}), frozenset()))
    session.address.set(state)
    link = session.link()
    session.back_to_today()
    session.open_link(link)
    assert session.address.value == state
    assert session.message.value == ""


@pytest.mark.parametrize("query", ["screen=nowhere", "involved=%3Cscript%3E", "seed=1e400", "%ff%fe", "a=" * 9000])
def test_a_damaged_link_says_so_and_opens_the_dashboard(query):
    # Of this version: a link without one has a message anyway.
    session.open_link(f"model={MODEL_VERSION}&{query}")
    assert session.message.value.startswith("Part of this link could not be used: ")
    assert session.address.value == Address(pack="standard", seed=room.settings().seed)


@pytest.mark.parametrize(("query", "seed"), [("", 7), ("screen=people", 7), ("seed=x", 7), ("seed=3", 3)])
def test_a_link_without_a_seed_that_can_be_read_has_the_one_of_the_room(monkeypatch, query, seed):
    settings = replace(room.settings(), seed=7)
    monkeypatch.setattr(room, "settings", lambda: settings)
    session.open_link(query)
    assert session.address.value.seed == seed


def test_a_round_starts_at_predict_and_sets_its_plan_only_when_revealed():
    pack = room.pack()
    one = pack.rounds[1]
    session.start_round(one)
    assert (session.round_number(pack.rounds), session.moment()) == (1, session.PREDICT)
    assert session.address.value.plan == TODAY
    session.reveal(one)
    assert (session.address.value.plan, session.moment()) == (one.plan, session.REVEAL)


def test_a_round_that_the_pack_does_not_have_is_none():
    session.open_link(f"model={MODEL_VERSION}&round=other&moment=nonsense")
    assert session.round_number(room.pack().rounds) is None
    assert session.moment() == session.PREDICT


def test_a_table_chooses_no_more_cards_than_it_has():
    cards = recommendations()
    for card in (*cards[:6], "no_such_card"):
        tables.turn(1, card, most=5)
    assert tables.chosen()[1] == frozenset(cards[:5])
    tables.turn(1, cards[0], most=5)
    tables.turn(1, cards[5], most=5)
    assert tables.chosen()[1] == frozenset(cards[1:6])
    assert tables.chosen()[0] == frozenset()


def test_the_shared_plan_has_the_cards_of_at_least_half_the_tables():
    first, second, third = recommendations()[:3]
    choices = (frozenset({third, first}), frozenset({third, second}), frozenset({third}), frozenset())
    assert tables.shared(choices, most=2) == (third,)
    assert tables.said(3, 4) == "3 of 4 tables chose this"
    assert tables.said(1, 1) == "1 of 1 table chose this"
    assert tables.said(0, 4) == ""


def test_no_order_of_cards_decides_which_of_equals_the_room_shares():
    one, two, three, four = recommendations()[:4]
    choices = (frozenset({one, two, three}), frozenset({one, four, two}), frozenset({three, four, one}))
    assert tables.shared(choices, most=5) == (one, two, three, four)
    assert tables.shared(choices, most=3) == (one,)
    assert tables.shared((frozenset({one, two}), frozenset()), most=1) == ()


def test_tables_come_and_go_within_bounds():
    tables.turn(0, recommendations()[0], most=5)
    tables.resize(100)
    assert len(tables.chosen()) == MOST_TABLES
    tables.resize(0)
    assert tables.chosen() == (frozenset({recommendations()[0]}),)


def test_only_the_pin_makes_a_facilitator():
    pin = room.pin()
    assert not votes.is_facilitator()
    wrong = pin.digits[::-1] if pin.digits != pin.digits[::-1] else pin.digits[1:] + "x"
    assert "not the PIN" in votes.give_pin(wrong)
    assert not votes.is_facilitator()
    assert votes.give_pin(pin.spaced) == ""
    assert votes.is_facilitator()


def test_a_link_without_a_seed_has_this_rooms():
    session.open_link(f"model={MODEL_VERSION}&involved=asked")
    assert session.address.value.seed == room.settings().seed != 1

"""Cards of the tables: a reload brings them back, Back does not take them, another room's are fitted to this one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socialicence.dashboard import room
from socialicence.dashboard.plan import TODAY, Plan, recommendations
from socialicence.dashboard.plan_pairs import NOTHING_CHOSEN
from socialicence.dashboard.screens.our_plan import OurPlan
from socialicence.dashboard.state import session, tables
from socialicence.world import MODEL_VERSION

CARDS = recommendations()
HERE = f"model={MODEL_VERSION}&"


@pytest.fixture
def pack(monkeypatch):
    """Puts another pack in the room."""

    def put(**changes):
        other = replace(room.pack(), **changes)
        monkeypatch.setattr(room, "pack", lambda: other)

    return put


def legend(shown):
    return next(one.legend for one in shown.widgets if one.has_trait("cards"))


def test_a_reload_brings_back_what_tables_chose(show):
    tables.turn(0, "arbitration", most=5)
    tables.turn(2, "checklists", most=5)
    tables.resize(3)
    link = session.link()
    session.open_link(None)
    assert tables.chosen() == NOTHING_CHOSEN
    session.open_link(link)
    assert session.message.value == ""
    assert tables.chosen() == (frozenset({"arbitration"}), frozenset(), frozenset({"checklists"}))
    shown = show(OurPlan())
    assert {"Table 1: 1 of 5", "Table 2: 0 of 5", "Table 3: 1 of 5"} <= set(shown.labels)


def test_back_and_forward_leave_the_cards_on_the_tables():
    session.go(screen="try_it")
    before = session.link()
    session.go(screen="our_plan")
    tables.turn(1, "arbitration", most=5)
    session.returned(before)
    assert session.address.value.screen == "try_it"
    assert tables.chosen()[1] == frozenset({"arbitration"})


@pytest.mark.parametrize(
    ("text", "said", "kept"),
    [
        ("tables=arbitration,nonsense~checklists", "table 1: unknown recommendation 'nonsense'", 2),
        ("tables=arbitration~checklists" + "~" * 40, "tables: cards of 42 tables; 1 to 12 are allowed", 12),
        ("tables=%00", "table 1: unknown recommendation '\\x00'", 1),
    ],
)
def test_damaged_cards_are_said_and_the_screen_works(show, text, said, kept):
    session.open_link(HERE + text)
    assert session.message.value.startswith(f"Part of this link could not be used: {said}")
    assert len(tables.chosen()) == kept
    shown = show(OurPlan())
    [cards] = [one for one in shown.widgets if one.has_trait("cards")]
    cards.vue_turn("masterclass_content")
    assert "masterclass_content" in tables.chosen()[0]


def test_a_table_of_a_link_has_no_more_cards_than_this_workshop_allows(pack):
    pack(choose_cards=3)
    session.open_link(f"{HERE}tables={','.join(CARDS[:5])}~{CARDS[0]}")
    assert tables.chosen() == (frozenset(CARDS[:3]), frozenset(CARDS[:1]))
    assert session.message.value == "A table had more cards than the 3 of this workshop: the last were left out."


def test_a_link_made_with_another_pack_says_so_in_one_line(pack):
    session.choose(Plan(steps={"involved": 3}))
    link = session.link()
    assert "&pack=standard" in link
    pack(name="our workshop")
    session.open_link(link)
    assert session.message.value == (
        "It was made with the pack standard, this room has our-workshop: rounds and questions may differ."
    )
    assert session.address.value.plan == Plan(steps={"involved": 3})
    again = session.link()
    assert "&pack=our-workshop" in again
    session.open_link(again)
    assert session.message.value == ""


@pytest.mark.parametrize("query", [None, "", f"model={MODEL_VERSION}", f"{HERE}pack=standard"])
def test_a_link_of_this_pack_or_of_none_says_nothing(query):
    session.open_link(query)
    assert session.message.value == ""
    assert session.address.value.plan == TODAY


def test_what_was_wrong_and_another_pack_are_both_said():
    session.open_link(f"{HERE}screen=nowhere&pack=theirs")
    assert "screen = 'nowhere'" in session.message.value
    assert "made with the pack theirs" in session.message.value
    session.open_link(f"{HERE}pack=../../etc/passwd")
    assert session.message.value.startswith("Part of this link could not be used: pack = ")
    assert "made with" not in session.message.value

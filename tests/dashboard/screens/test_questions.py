"""Questions of a pack outside its rounds: each is asked at Compare, by hands and by phone; none, none."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from socialicence.dashboard import room
from socialicence.dashboard.parts.choices import as_pinned
from socialicence.dashboard.pin import Pin
from socialicence.dashboard.plan import FUTURES, TODAY, Plan
from socialicence.dashboard.screens import compare
from socialicence.dashboard.state import session, votes
from socialicence.dashboard.voting import box

JURY = Plan(steps={"involved": 3})
SECONDS = 30
"""Longest that a test waits for news of a vote, which comes in a tenth of a second."""


@pytest.fixture
def facilitator(monkeypatch):
    """Of this test only, as who has given a PIN is known from then on."""
    pin = Pin()
    monkeypatch.setattr(room, "pin", lambda: pin)
    votes.give_pin(pin.digits)


def tables(shown):
    return {one.caption: one for one in shown.widgets if one.has_trait("counting")}


def test_compare_asks_every_question_of_the_pack_and_counts_hands(show, facilitator):
    questions = room.pack().questions
    assert questions
    shown = show(compare.Compare())
    assert list(tables(shown)) == [one.text for one in questions]
    assert all(one.text in shown.text for one in questions)
    last = shown.having(label="Count hands")[-1]
    last.vue_press({})
    table = tables(shown)[questions[-1].text]
    assert table.counting
    assert not tables(shown)[questions[0].text].counting
    table.vue_count({"name": questions[-1].choices[1].name, "number": "6"})
    assert box().counts(questions[-1])[questions[-1].choices[1].name] == 6
    assert not box().counts(questions[0])


def test_a_vote_by_phone_on_a_question_of_the_pack_is_pushed_to_compare(show):
    question = room.pack().questions[0]
    shown = show(compare.Compare())
    box().open(question)
    box().vote("a phone", question, question.choices[2].name)
    end = time.monotonic() + SECONDS
    while tables(shown)[question.text].columns[0]["counts"][2] != 1:
        assert time.monotonic() < end, "the vote did not reach the screen"
        time.sleep(0.02)


def test_a_pack_without_questions_asks_none(show, monkeypatch):
    pack = replace(room.pack(), questions=())
    monkeypatch.setattr(compare.room, "pack", lambda: pack)
    shown = show(compare.Compare())
    assert tables(shown) == {}
    assert "Before we end" not in shown.text


def test_what_is_compared_has_names_that_differ():
    """A plan and a pin without titles are both `This plan` by themselves."""
    session.choose(JURY)
    session.pin_to_compare()
    session.choose(replace(JURY, steps={"involved": 4}))
    found = compare.candidates()
    assert next(iter(found)) == "If nothing changes"
    assert list(found)[-2:] == ["Pinned", "Our plan"]
    assert [plan.label for plan in found.values()] == list(found)
    assert [found[name].steps["involved"] for name in ("Pinned", "Our plan")] == [3, 4]


def test_nothing_is_compared_with_itself():
    assert list(compare.candidates())[-1] != "Our plan"
    session.choose(Plan(future=FUTURES[0]))
    assert len(compare.candidates()) == 1 + len(FUTURES)
    session.choose(JURY)
    session.pin_to_compare()
    assert len(compare.candidates()) == 2 + len(FUTURES)


def test_a_pin_keeps_its_choices_and_a_name_that_is_not_too_long():
    assert as_pinned(TODAY) == TODAY
    named = as_pinned(replace(JURY, title="x" * 80))
    assert named.choices == JURY.choices
    assert named.title.startswith("Pinned: xxx")

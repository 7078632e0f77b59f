"""The six screens without a browser: what they show, what their buttons do, that hostile text stays text."""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
import solara

from socialicence.dashboard import room
from socialicence.dashboard.address import SCREENS as NAMES
from socialicence.dashboard.app import Page
from socialicence.dashboard.app.shell import SCREENS
from socialicence.dashboard.incident import Incident
from socialicence.dashboard.parts import choices
from socialicence.dashboard.parts.results import Results, View, views
from socialicence.dashboard.parts.voting import Ask, write_hands
from socialicence.dashboard.plan import FUTURES, TODAY, Plan, recommendations
from socialicence.dashboard.screens import people, start, take_away
from socialicence.dashboard.screens.compare import Compare
from socialicence.dashboard.screens.our_plan import OurPlan
from socialicence.dashboard.screens.try_it import TryIt
from socialicence.dashboard.state import session
from socialicence.dashboard.voting import box
from socialicence.parameters import parameters
from socialicence.scenarios import load
from socialicence.world import MODEL_VERSION

JURY = Plan(steps={"involved": 3})
BREACH = Incident(kind="breach", month=18, organisation="health_service")
SECONDS = 240
"""Longest that a test waits for a course; the first one compiles."""


def wait(until):
    end = time.monotonic() + SECONDS
    while not (found := until()):
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)
    return found


def charts_of(shown):
    return [one for one in shown.widgets if one.has_trait("option")]


def test_the_six_screens_are_those_that_links_name():
    assert tuple(one.name for one in SCREENS) == NAMES


def test_start_gives_three_reasons_to_trust_and_three_to_doubt_with_this_versions_numbers(show):
    shown = show(start.Start())
    assert start.MOTTO in shown.text
    assert start.to_trust().count("<h3>") == start.to_doubt().count("<h3>") == 3
    assert f"Each of its {len(parameters())} numbers" in shown.text


def test_people_meets_three_people_and_four_futures_in_a_sentence_each(show):
    shown = show(people.People())
    for name in FUTURES:
        told = people.sentence(load(name))
        assert "Our reading" not in told
        assert "No outcome" not in told.title()
        assert len(told) > 30
        assert told in shown.text
    assert shown.text.count('class="role"') == 3
    assert not charts_of(shown)


@pytest.mark.parametrize("one", SCREENS, ids=lambda one: one.name)
def test_every_screen_can_be_opened_alone_and_says_how_to_go_on(show, one):
    session.go(screen=one.name)
    shown = show(one.show())
    assert shown.text.count("<h1") == 1
    assert one is SCREENS[-1] or one.onward.startswith("Next: ")


@pytest.mark.parametrize(
    "part",
    [
        "screen=%3Cscript%3Ealert(1)%3C/script%3E",
        "involved=%3Cimg src=x onerror=alert(1)%3E",
        "pack=%3Cscript%3Ealert(1)%3C/script%3E",
        "cards=%3Cimg src=x onerror=alert(1)%3E",
    ],
)
def test_hostile_text_of_a_link_is_shown_as_text(show, monkeypatch, part):
    # Of this version: a link without one has a message anyway.
    link = SimpleNamespace(search=f"model={MODEL_VERSION}&{part}")
    monkeypatch.setattr(solara, "use_router", lambda: link)
    shown = show(Page())
    assert "Part of this link could not be used: " in shown.text
    assert "&lt;" in shown.text
    assert "<script>alert" not in shown.text
    assert "<img" not in shown.text


def test_a_round_goes_from_predict_to_reveal_to_why_and_on(show):
    pack = room.pack()
    session.start_round(pack.rounds[0])
    shown = show(TryIt())
    assert pack.rounds[0].question.text in shown.text
    assert not charts_of(shown)
    shown.press("Reveal what the model says")
    wait(lambda: pack.rounds[0].reveal in shown.text and charts_of(shown))
    model = wait(lambda: [one for one in shown.widgets if one.has_trait("counting") and len(one.columns) == 2])
    assert sum(model[0].columns[1]["counts"]) == room.settings().runs
    shown.press("Why?")
    wait(lambda: pack.rounds[0].why.split(".")[0] in shown.text)
    shown.press("Next: " + pack.rounds[1].title)
    assert session.address.value.round == pack.rounds[1].name
    assert session.moment() == session.PREDICT


def test_after_the_last_round_people_try_anything(show):
    last = room.pack().rounds[-1]
    session.go(round=last.name, moment=session.WHY)
    shown = show(TryIt())
    shown.press("Next: try anything")
    assert session.address.value.round == ""


def test_the_map_shows_today_and_the_plan_with_what_it_rests_on(show):
    session.choose(JURY)
    shown = show(Results())
    chart = wait(lambda: [one for one in charts_of(shown) if not one.busy and one.title.startswith("This plan")])[0]
    assert chart.summary
    assert chart.rows
    assert "3 runs of 500 people, seed 7" in chart.note
    assert "Real life could fall outside" in chart.note or "A dot is a run" in chart.note


def test_every_chart_has_a_name_a_summary_and_a_table(show):
    session.choose(replace(JURY, incident=BREACH))
    shown = show(Results())
    wait(lambda: charts_of(shown))
    assert views(session.address.value.plan) == list(View)
    for view in View:
        shown.press(view.value)
        chart = wait(lambda name=view.value: [one for one in charts_of(shown) if one.name == name])[0]
        assert chart.summary
        assert chart.title
        assert chart.columns
        assert chart.rows


def test_nothing_to_explain_if_nothing_changes():
    assert View.CHANGES not in views(TODAY)
    assert View.INCIDENT not in views(JURY)


def test_the_toolbar_undoes_goes_back_and_replays(show):
    session.choose(JURY)
    shown = show(TryIt())
    shown.press("Replay last change")
    assert session.replayed.value == TODAY
    wait(lambda: session.replayed.value is None)
    shown.press("Undo")
    assert session.address.value.plan == TODAY
    wait(lambda: shown.button("Undo").disabled and shown.button("Back to today").disabled)


def test_a_start_can_be_chosen_and_is_recognised():
    known = choices.starts(room.pack())
    assert choices.start_of(TODAY, known) == "today"
    assert choices.start_of(Plan(future="silos"), known) == "silos"
    assert choices.start_of(JURY, known) == choices.OWN


def test_hands_can_be_counted_only_with_the_pin(show):
    question = room.pack().rounds[0].question
    shown = show(Ask(question))
    shown.press("Count hands")
    [form] = [one for one in shown.widgets if one.has_trait("wrong") and not one.has_trait("label")]
    assert form.digits == len(room.pin().digits)
    form.vue_give("0" * form.digits if int(room.pin().digits) else "1" * form.digits)
    assert "not the PIN" in form.wrong
    assert box().counts(question) == {}
    form.vue_give(room.pin().digits)
    [table] = [one for one in shown.widgets if one.has_trait("counting")]
    assert table.counting
    table.vue_count({"name": question.choices[0].name, "number": "7"})
    assert box().counts(question)[question.choices[0].name] == 7
    wait(lambda: table.columns[0]["of"] == 7)


@pytest.mark.parametrize("number", ["-1", "1.5", "many", "1e9", "1001", "99999999999999999999", "<b>"])
def test_a_number_of_hands_that_cannot_be_is_said_and_not_counted(number):
    question = room.pack().rounds[0].question
    assert write_hands(question, {"name": question.choices[0].name, "number": number})
    assert not any(box().counts(question).values())
    assert write_hands(question, {"name": "no such choice", "number": "1"})


def test_a_vote_by_phone_is_pushed_to_the_screen(show):
    question = room.pack().rounds[0].question
    box().open(question)
    shown = show(Ask(question))
    [table] = [one for one in shown.widgets if one.has_trait("counting")]
    box().vote("a phone", question, question.choices[2].name)
    wait(lambda: table.columns[0]["counts"][2] == 1)


def test_votes_are_cleared_only_with_the_pin_and_when_asked_twice(show):
    question, other = room.pack().rounds[0].question, room.pack().rounds[1].question
    first, second = (one.name for one in question.choices[:2])
    box().open(question)
    shown = show(Ask(question))
    assert "Clear these votes" not in shown.labels
    box().vote("a phone", question, first)
    box().hands(question, {second: 3})
    box().hands(other, {other.choices[0].name: 2})
    wait(lambda: "Clear these votes" in shown.labels)
    shown.press("Clear these votes")
    [form] = [one for one in shown.widgets if one.has_trait("wrong") and not one.has_trait("label")]
    assert box().tally(question).voters == 4
    form.vue_give(room.pin().digits)
    shown.press("Keep them")
    shown.press("Clear these votes")
    assert box().tally(question).voters == 4
    shown.press("Yes, clear 4 votes")
    assert box().tally(question).voters == 0
    assert box().choice_of("a phone", question) is None
    assert box().current == question
    assert box().tally(other).voters == 2
    wait(lambda: "Clear these votes" not in shown.labels and "Yes, clear 4 votes" not in shown.labels)
    box().vote("a phone", question, second)
    wait(lambda: "Clear these votes" in shown.labels)


def test_tables_choose_cards_and_see_what_they_share(show):
    shown = show(OurPlan())
    [cards] = [one for one in shown.widgets if one.has_trait("cards")]
    arbitration = recommendations().index("arbitration")
    for table in range(3):
        shown.press(f"Table {table + 1}: 0 of 5")
        cards.vue_turn("arbitration")
    wait(lambda: cards.cards[arbitration]["tables"] == "3 of 4 tables chose this")
    shown.press("Show what at least half the tables chose")
    assert session.address.value.plan.cards == ("arbitration",)
    assert session.address.value.plan.label == "Our plan"


def test_something_goes_wrong_and_can_be_moved():
    plan = choices.with_kind(JURY, "scandal")
    assert (plan.incident.kind, plan.incident.organisation, plan.steps["involved"]) == ("scandal", "health_service", 3)
    plan = choices.with_month(choices.with_place(plan, "department Hospital records"), 30)
    assert (plan.incident.department, plan.incident.organisation, plan.incident.month) == ("Hospital records", None, 30)
    assert choices.with_place(plan, "police_and_justice").incident.organisation == "police_and_justice"
    assert choices.with_kind(plan, choices.NOTHING).incident is None
    assert choices.place_of(plan.incident) in choices.places()


def test_compare_puts_futures_and_plans_on_one_map_and_can_leave_some_out(show):
    session.choose(JURY)
    shown = show(Compare())
    on_map = wait(lambda: [one for one in charts_of(shown) if one.name == "Where each leads"])[0]
    assert len({row[0] for row in on_map.rows}) == 2 + len(FUTURES)
    for name in FUTURES:
        shown.press(f"Choices for {load(name).title}")
    wait(
        lambda: [
            one for one in charts_of(shown) if one.name == "Where each leads" and len({row[0] for row in one.rows}) == 2
        ]
    )
    shown.press("Our plan")
    shown.press("If nothing changes")
    wait(lambda: "Choose at least one" in shown.text)


def test_take_away_has_the_plan_the_numbers_the_votes_and_a_link(show):
    question = room.pack().rounds[0].question
    box().hands(question, {question.choices[0].name: 4})
    session.choose(JURY)
    shown = show(take_away.TakeAway())
    wait(lambda: "What came of it" in shown.text)
    assert question.text in shown.text
    assert "seeds 7 to 9" in shown.text
    [link] = [one for one in shown.widgets if one.has_trait("query") and one.has_trait("label")]
    assert "involved=citizens-jury" in link.query
    shown.button("Save the page (HTML)").vue_make({})
    wait(lambda: shown.button("Save the page (HTML)").made)
    assert shown.button("Save the page (HTML)").wrong == ""
    assert len(shown.button("Save the page (HTML)").content) > 1000

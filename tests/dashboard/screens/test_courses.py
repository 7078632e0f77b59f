"""What a screen asks the model for: its own seed, and the charts that the pack names first."""

from __future__ import annotations

import time

import pytest
import solara

from socialicence.dashboard import room
from socialicence.dashboard.parts.results import Results, View, Waiting, views
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.screens.try_it import first_views
from socialicence.dashboard.state import courses, session
from socialicence.dashboard.state.courses import use_contributions

LED = Plan(steps={"people": 4})
SECONDS = 240
"""Longest that a test waits for a course; the first one compiles."""


def test_contributions_on_screen_are_of_the_links_seed_and_follow_it(show):
    seen = []

    @solara.component
    def asking():
        seen.append(use_contributions(LED))

    def newest():
        end = time.monotonic() + SECONDS
        while not seen or seen[-1] is None:
            assert time.monotonic() < end, "not in time"
            time.sleep(0.02)
        return seen[-1]

    session.go(seed=41)
    show(asking())
    assert newest().equals(room.simulation().contributions(LED, seed=41))
    seen.clear()
    session.go(seed=42)
    assert newest().equals(room.simulation().contributions(LED, seed=42))
    assert not newest().equals(room.simulation().contributions(LED, seed=41))


@pytest.mark.parametrize(
    ("first", "plan", "offered"),
    [
        ((), LED, [View.MAP, View.BACKING, View.GROUPS]),
        ((View.BACKING, View.CHANGES), LED, [View.BACKING, View.CHANGES, View.MAP]),
        ((View.CHANGES, View.PEOPLE), TODAY, [View.PEOPLE, View.MAP, View.BACKING]),
    ],
)
def test_charts_that_are_named_stand_first_where_there_are_any(first, plan, offered):
    found = views(plan, first)
    assert found[:3] == offered
    assert sorted(one.name for one in found) == sorted(one.name for one in views(plan))


def test_a_round_shows_the_charts_of_its_pack_at_reveal(show):
    _, leaflet, together = room.pack().rounds
    assert first_views(together, session.REVEAL) == (View.BACKING, View.PEOPLE, View.CHANGES)
    assert first_views(leaflet, session.WHY) == (View.CHANGES,)
    assert first_views(None, "") == ()
    session.start_round(together)
    session.reveal(together)
    shown = show(Results(first_views(together, session.REVEAL)))
    named = [
        one.label for one in shown.widgets if one.has_trait("label") and one.label in {view.value for view in View}
    ]
    assert named[:4] == [View.BACKING.value, View.PEOPLE.value, View.CHANGES.value, View.MAP.value]
    assert shown.button(View.BACKING.value).pressed


def test_a_screen_that_waits_says_how_far_compiling_is_then_what_it_waits_for(show, monkeypatch):
    monkeypatch.setattr(courses, "_LOOK_SECONDS", 0.02)
    monkeypatch.setattr(room.simulation(), "setting_up", "")
    shown = show(Waiting("Drawing the public: a few seconds, once."))

    def wait_for(text):
        end = time.monotonic() + 20
        while text not in shown.text:
            assert time.monotonic() < end, shown.text
            time.sleep(0.02)

    wait_for("Drawing the public")
    room.simulation().setting_up = "Setting up the model, first time only: 40% done."
    wait_for("40% done")
    room.simulation().setting_up = ""
    wait_for("Drawing the public")

"""What can be done with a plan: start from another, undo, back to today, replay, pin to compare."""

from __future__ import annotations

import threading
import time

import solara

from socialicence.dashboard import room
from socialicence.dashboard.parts.choices import OWN, start_of, starts
from socialicence.dashboard.parts.fields import Button, Select, options
from socialicence.dashboard.parts.markup import Prose, box, element, items, joined
from socialicence.dashboard.state import session

REPLAY_SECONDS = 1.6


@solara.component
def Toolbar() -> None:
    """The row above the chart."""
    plan = session.address.value.plan
    pinned = session.address.value.pinned
    known = starts(room.pack())
    start = start_of(plan, known)
    labels = {name: title for name, (title, _) in known.items()}
    with box("div", "toolbar", role="group", aria_label="This plan"):
        Select(
            id="start-from",
            label="Start from",
            options=options(({OWN: "Your own choices"} if start == OWN else {}) | labels),
            value=start,
            event_choose=lambda name: session.choose(known[name][1]) if name in known else None,
        )
        step_back()
        Button("Replay last change", replay, kind="little", disabled=not session.past.value)
        Button("Pin to compare", session.pin_to_compare, kind="little", pressed=pinned is not None and pinned == plan)
        if pinned is not None and pinned != plan:
            Button("Let go of the pin", lambda: session.go(pinned=None), kind="little like-link")


def step_back() -> None:
    """Add the buttons that undo, and that go back to today."""
    Button("Undo", session.undo, kind="little", disabled=not session.past.value)
    Button("Back to today", session.back_to_today, kind="little", disabled=session.address.value.plan.is_today)


@solara.component
def Differs() -> None:
    """What differs from today, and only that."""
    told = session.address.value.plan.differences()
    summary = f"What differs from today ({len(told)})" if told else "Nothing differs from today"
    Prose(
        joined([element("summary", summary), items(told)]) if told else element("span", summary),
        tag="details" if told else "p",
        name="differs",
    ).key("differs" if told else "same")


def replay() -> None:
    """Show the plan before the last change for a moment, then the plan again."""
    if not session.past.value:
        return
    session.replayed.set(session.past.value[-1])

    def end() -> None:
        time.sleep(REPLAY_SECONDS)
        session.replayed.set(None)

    threading.Thread(target=end, daemon=True).start()

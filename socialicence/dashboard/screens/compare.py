"""Compare: futures and plans on one map, what each means for the three people, and the last questions to the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import solara

from socialicence.dashboard import room
from socialicence.dashboard.packs import Question
from socialicence.dashboard.parts.charts import ChartView, based_on
from socialicence.dashboard.parts.choices import as_pinned
from socialicence.dashboard.parts.fields import Button
from socialicence.dashboard.parts.markup import Prose, box, element
from socialicence.dashboard.parts.results import Waiting
from socialicence.dashboard.parts.voting import Ask
from socialicence.dashboard.plan import FUTURES, TODAY, Plan
from socialicence.dashboard.state import session
from socialicence.dashboard.state.courses import use_course
from socialicence.scenarios import load

if TYPE_CHECKING:
    from socialicence.dashboard.course import Course

OURS = "Our plan"
ROW = 2.9
"""Height of a line about one person, in the size of the type."""
HELPED = "Each line is one person under one plan; a full dot is a run in which usable evidence came within two years."


def candidates() -> dict[str, Plan]:
    """Return what can be compared, by what its button says; the room's plan comes last."""
    address = session.address.value
    found = {"If nothing changes": TODAY}
    found |= {f"Choices for {load(name).title}": Plan(future=name) for name in FUTURES}
    own = [as_pinned(address.pinned)] if address.pinned is not None and address.pinned != address.plan else []
    own.append(address.plan if address.plan.title else replace(address.plan, title=OURS))
    for plan in own:
        if plan.choices not in [one.choices for one in found.values()]:
            found[plan.label] = plan
    return found


@solara.component
def Compare() -> None:
    """Minutes seventy-five to eighty-five."""
    found = candidates()
    left_out, set_left_out = solara.use_state(frozenset[str]())
    Prose(element("h1", "Where would each of them take us, and whom would it help?", tabindex="-1"), name="heading")
    with box("div", "views", role="group", aria_label="What is compared"):
        for name in found:
            Button(
                name,
                partial(set_left_out, left_out ^ {name}),
                kind="little",
                pressed=name not in left_out,
            ).key(name)
    wanted = [plan for name, plan in found.items() if name not in left_out]
    if wanted:
        SideBySide(wanted).key(str(len(wanted)))
    else:
        Prose(element("p", "Choose at least one."), name="waiting", attributes={"role": "status"})
    Questions(room.pack().questions)


@solara.component
def Questions(questions: Sequence[Question]) -> None:
    """What the pack asks outside its rounds, by phone or by a show of hands."""
    if not questions:
        return
    with box("section", "questions", aria_label="Questions to the room"):
        Prose(element("h2", "Before we end: what does the room say?"), name="heading")
        with box("div", "asked-of-all"):
            for question in questions:
                with box("div", "question-of-pack").key(question.name):
                    Prose(element("h3", question.text))
                    Ask(question, first="What we say")


@solara.component
def SideBySide(plans: list[Plan]) -> None:
    """One map for all, then the three people."""
    from socialicence.dashboard import charts

    shown = [use_course(plan) for plan in plans]  # as many as this component ever has: its key is their number
    courses = [one.course for one in shown if one.course is not None]
    if len(courses) < len(shown):
        if any(one.failed for one in shown):
            told = "The model could not work this out."
            Prose(element("p", told), name="waiting", attributes={"role": "status"})
        else:
            Waiting("Running each of them …")
        return
    theme = "dark" if session.dark.value else "light"
    on_map, people = charts.crossroads(courses, theme), charts.personas(courses, theme)
    note = based_on(courses[0])
    with box("div", "side-by-side"):
        ChartView(on_map, "Where each leads", note=f"{on_map.note} {note}", summary=leads(courses), height="30rem")
        tall = max(20, ROW * len(people.table) + 4)
        ChartView(people, "The three people", note=f"{people.note} {note}", summary=HELPED, height=f"{tall}rem")


def leads(courses: list[Course]) -> str:
    """Return where most runs of each end, in a sentence."""
    from socialicence.dashboard.charts.wording import ends

    return "; ".join(ends(course, f"{course.label}: ") for course in courses) + "."

"""Compare: futures and plans on one map, and what each means for the three people, on the same axes."""

from __future__ import annotations

import solara

from socialicence.dashboard.parts.buttons import Button
from socialicence.dashboard.parts.charts import ChartView, based_on
from socialicence.dashboard.parts.markup import Prose, box, element
from socialicence.dashboard.plan import FUTURES, TODAY, Plan
from socialicence.dashboard.state import session
from socialicence.dashboard.state.courses import use_course
from socialicence.scenarios import load


def candidates() -> dict[str, Plan]:
    """Return what can be compared, by what its button says: today, the room's plan, what is pinned, the futures."""
    address = session.address.value
    found = {"If nothing changes": TODAY}
    if not address.plan.is_today:
        found["Our plan" if not address.plan.title else address.plan.title] = address.plan
    if address.pinned is not None and address.pinned not in found.values():
        found["Pinned: " + address.pinned.label] = address.pinned
    return found | {f"Choices for {load(name).title}": Plan(future=name) for name in FUTURES}


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
                lambda name=name: set_left_out(left_out ^ {name}),
                kind="little",
                pressed=name not in left_out,
            ).key(name)
    wanted = [plan for name, plan in found.items() if name not in left_out]
    if wanted:
        SideBySide(wanted).key(str(len(wanted)))
    else:
        Prose(element("p", "Choose at least one."), name="waiting", attributes={"role": "status"})


@solara.component
def SideBySide(plans: list[Plan]) -> None:
    """One map for all, then the three people."""
    from socialicence.dashboard import charts

    shown = [use_course(plan) for plan in plans]  # as many as this component ever has: its key is their number
    courses = [one.course for one in shown if one.course is not None]
    if len(courses) < len(shown):
        told = "The model could not work this out." if any(one.failed for one in shown) else "Running each of them …"
        Prose(element("p", told), name="waiting", attributes={"role": "status"})
        return
    theme = "dark" if session.dark.value else "light"
    on_map, people = charts.crossroads(courses, theme), charts.personas(courses, theme)
    note = based_on(courses[0])
    with box("div", "side-by-side"):
        ChartView(on_map, "Where each leads", note=f"{on_map.note} {note}", height="30rem")
        ChartView(people, "The three people", note=f"{people.note} {note}", height="30rem")

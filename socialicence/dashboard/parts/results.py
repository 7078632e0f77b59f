"""What a plan leads to: one chart at a time, the others one press away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

import solara

from socialicence.dashboard.parts.charts import ChartView, based_on
from socialicence.dashboard.parts.choices import as_pinned
from socialicence.dashboard.parts.fields import Button, Select, options
from socialicence.dashboard.parts.markup import Prose, box, element
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.state import session
from socialicence.dashboard.state.courses import Shown, use_contributions, use_course, use_setting_up

if TYPE_CHECKING:
    from socialicence.dashboard.course import Course


class View(Enum):
    """The charts of a plan; the value is what the button says."""

    MAP = "Where it leads"
    BACKING = "Backing"
    GROUPS = "Who backs it"
    OPTED_OUT = "Opted out"
    PEOPLE = "The three people"
    CHANGES = "What each change did"
    INCIDENT = "What went wrong"

    @classmethod
    def of(cls, name: str) -> View:
        """Return the view that a pack means by `crossroads`, `backing`, `personas` or `contributions`."""
        known = {"crossroads": cls.MAP, "backing": cls.BACKING, "personas": cls.PEOPLE, "contributions": cls.CHANGES}
        return known.get(name, cls.MAP)


def views(plan: Plan, first: Sequence[View] = ()) -> list[View]:
    """Return the charts that there are for a plan, some of them first."""
    left_out = {View.INCIDENT} if plan.incident is None else set()
    left_out |= {View.CHANGES} if plan.is_today else set()
    return [view for view in dict.fromkeys((*first, *View)) if view not in left_out]


@solara.component
def Results(first: tuple[View, ...] = (), against: Plan | None = None) -> None:
    """The chart that is chosen, for the plan of this tab beside today's course and what is pinned.

    Charts named in `first` stand first, and the first that there is for this plan is open. A round is held `against`
    a plan of its own.
    """
    view, set_view = solara.use_state(next(iter(views(session.address.value.plan, first))))
    plan = session.replayed.value or session.address.value.plan
    pinned = session.address.value.pinned
    kept = against if against not in (None, plan) else TODAY
    if kept == TODAY and pinned is not None and pinned != plan:
        kept = as_pinned(pinned)
    today, shown, ghost = use_course(TODAY), use_course(plan), use_course(kept)
    offered = views(plan, first)
    current = view if view in offered else View.MAP
    with box("div", "views", role="group", aria_label="Charts"):
        for one in offered:
            Button(one.value, partial(set_view, one), kind="little", pressed=one is current).key(one.name)
    if shown.failed or today.failed:
        Prose(element("p", "The model could not work this out. Change something, or reload the page."), name="wrong")
    elif shown.course is None or today.course is None or ghost.course is None:
        Waiting("Drawing the public: a few seconds, once.")
    else:
        if session.replayed.value is not None:
            Prose(element("p", "Before the last change …"), name="replaying", attributes={"role": "status"})
        Picture(current, shown, today.course, ghost.course).key(f"picture {current.name}")


@solara.component
def Waiting(text: str) -> None:
    """Say what a course is waited for: for the model to be compiled, if that is not over, else what `text` says."""
    told = use_setting_up()
    Prose(element("p", told or text), name="waiting", attributes={"role": "status"})


@solara.component
def Picture(view: View, shown: Shown, today: Course, ghost: Course) -> None:
    """One chart, with the field that belongs to it."""
    from socialicence.dashboard import charts

    kind, set_kind = solara.use_state(next(iter(charts.GROUP_KINDS)))
    course = shown.course
    assert course is not None
    theme = "dark" if session.dark.value else "light"
    others = [] if course.plan.is_today else [today]
    others += [ghost] if ghost.plan != TODAY else []
    beside = None if ghost.plan == course.plan else ghost
    if view is View.CHANGES:
        Changes(course.plan, theme)
        return
    if view is View.INCIDENT:
        WithAndWithout(course, theme)
        return
    if view is View.GROUPS:
        Select(id="group-kind", label="By", options=options(charts.GROUP_KINDS), value=kind, event_choose=set_kind)
    chart = {
        View.MAP: lambda: charts.crossroads([*others, course], theme),
        View.BACKING: lambda: charts.backing(course, beside, theme),
        View.GROUPS: lambda: charts.backing_by_group(course, kind, theme, beside),
        View.OPTED_OUT: lambda: charts.opted_out(course, beside, theme),
        View.PEOPLE: lambda: charts.personas([*others, course], theme),
    }[view]()
    ChartView(chart, view.value, note=f"{chart.note} {based_on(course)}", busy=not shown.complete)


@solara.component
def Changes(plan: Plan, theme: str) -> None:
    """What each change of the plan contributed; takes a little longer than the rest."""
    from socialicence.dashboard import charts
    from socialicence.dashboard.charts.contributions import outcomes

    named = outcomes()
    outcome, set_outcome = solara.use_state(next(iter(named)))
    table = use_contributions(plan)
    Select(id="outcome", label="On", options=options(named), value=outcome, event_choose=set_outcome)
    if table is None:
        Prose(element("p", "Taking each change away in turn …"), name="waiting", attributes={"role": "status"})
    else:
        chart = charts.contributions(table, outcome, theme)
        ChartView(chart, View.CHANGES.value, note=chart.note)


@solara.component
def WithAndWithout(course: Course, theme: str) -> None:
    """What went wrong, against the same plan in which it does not."""
    from socialicence.dashboard import charts

    without = use_course(replace(course.plan, incident=None)).course
    if without is None or course.plan.incident is None:
        Prose(element("p", "Running it without the incident …"), name="waiting", attributes={"role": "status"})
    else:
        chart = charts.incident(course, without, theme)
        ChartView(chart, View.INCIDENT.value, note=f"{chart.note} {based_on(course)}")

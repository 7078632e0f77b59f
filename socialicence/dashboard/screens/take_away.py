"""Take away: one page of what the room chose, what came of it and how it voted; as HTML, as PDF, and as a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import solara

from socialicence.dashboard import room, server
from socialicence.dashboard.parts.fields import Download, ShareLink
from socialicence.dashboard.parts.markup import Prose, box, element, items, joined, table
from socialicence.dashboard.parts.results import Results
from socialicence.dashboard.parts.toolbar import step_back
from socialicence.dashboard.plan import NOTHING_CHANGES, TODAY
from socialicence.dashboard.state import session
from socialicence.dashboard.state.courses import use_answers, use_course
from socialicence.dashboard.voting import box as ballots

if TYPE_CHECKING:
    from socialicence.dashboard import take_away
    from socialicence.dashboard.packs import Round

PDF = "application/pdf"


@solara.component
def TakeAway() -> None:
    """Minutes eighty-five to ninety."""
    plan = session.address.value.plan
    shown, today = use_course(plan), use_course(TODAY)
    model = use_answers(voted())
    told = plan.differences()
    Prose(element("h1", "What we take home", tabindex="-1"), name="heading")
    with box("div", "take-home"):
        with box("section", "", aria_label="The plan"):
            differs = items(told, class_="bullets") if told else element("p", "Nothing differs from today.")
            Prose(joined([element("h2", plan.label), differs]))
            if shown.failed or today.failed:
                Prose(element("p", "The model could not work this out.", class_="wrong"))
            elif shown.complete and today.complete and model is not None:
                Page(page_of(shown.course, today.course, model))
            else:
                Prose(element("p", "Running the last of it …"), name="waiting", attributes={"role": "status"})
            ShareLink(label="A link that opens this state again", query=session.link())
        with box("section", "outcome", aria_label="The pictures"):
            Results()
            with box("div", "toolbar", role="group", aria_label="This plan"):
                step_back()


def voted() -> tuple[Round, ...]:
    """Return the rounds whose question the room has answered."""
    names = {one.question.name for one in ballots().tallies() if one.voters}
    return tuple(one for one in room.pack().rounds if one.question.name in names)


def page_of(course: object, today: object, model: Mapping[str, Mapping[str, int]]) -> take_away.TakeAway:
    """Return what the page is made of: both courses, the votes with what the model says, the link."""
    from socialicence.dashboard import take_away

    votes = [
        take_away.Votes(one.question, one.counts, model.get(one.question.name, {}))
        for one in ballots().tallies()
        if one.voters
    ]
    link = server.own_address() + "?" + session.link()
    return take_away.TakeAway(course, today, votes, link, room.pack().title)  # type: ignore[arg-type]


@solara.component
def Page(page: take_away.TakeAway) -> None:
    """The files, and what stands in them."""
    from socialicence.dashboard import take_away
    from socialicence.dashboard.take_away.contents import answers, label_of, lines, people

    with box("div", "buttons"):
        Download("Save the page (PDF)", "our-plan.pdf", PDF, lambda: bytes(take_away.pdf_page(page)), "next-step")
        Download("Save the page (HTML)", "our-plan.html", "text/html", lambda: take_away.html_page(page).encode())
    columns = (NOTHING_CHANGES,) if page.is_today else (label_of(page), NOTHING_CHANGES)
    parts = [
        table("What came of it", ("Outcome", *columns), lines(page)),
        table("The three people", ("Usable evidence within two years", *columns), people(page)),
    ]
    for votes in page.votes:
        rows = [(one.label, str(one.votes), one.model) for one in answers(votes)]
        heads = ("The room said", "Votes", "The model said") if votes.runs else ("The room said", "Votes")
        parts.append(table(votes.question.text, heads, rows))
    Prose(joined([*parts, element("p", page.made + ".", class_="quiet")]), name="contents")

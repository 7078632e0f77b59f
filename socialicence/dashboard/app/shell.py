"""The page round the screens: name, steps, the screen that is open, the next step, small print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import reacton.ipyvuetify as vuetify
import solara

from socialicence.dashboard import room
from socialicence.dashboard.parts.assumptions import Assumptions
from socialicence.dashboard.parts.fields import Button, CopyLink, Location, Navigation, ThemeButton
from socialicence.dashboard.parts.glossary import Glossary
from socialicence.dashboard.parts.markup import Prose, box, element, joined
from socialicence.dashboard.screens.compare import Compare
from socialicence.dashboard.screens.our_plan import OurPlan
from socialicence.dashboard.screens.people import People
from socialicence.dashboard.screens.start import Start
from socialicence.dashboard.screens.take_away import TakeAway
from socialicence.dashboard.screens.try_it import TryIt
from socialicence.dashboard.state import session
from socialicence.dashboard.take_away.contents import MOTTO
from socialicence.world import MODEL_VERSION


@dataclass(frozen=True)
class Screen:
    """One step of the workshop.

    Attributes
    ----------
    name : str
        As it stands in links.
    title, minutes : str
    show : callable
        The component.
    onward : str
        What the button that leads to the next screen says.
    """

    name: str
    title: str
    minutes: str
    show: Callable[[], Any]
    onward: str = ""


SCREENS = (
    Screen("start", "Start", "0–5", Start, "Next: meet the people"),
    Screen("people", "People and futures", "5–15", People, "Next: predict, then try it"),
    Screen("try_it", "Try it", "15–50", TryIt, "Next: make our plan"),
    Screen("our_plan", "Our plan", "50–75", OurPlan, "Next: compare"),
    Screen("compare", "Compare", "75–85", Compare, "Next: take it away"),
    Screen("take_away", "Take away", "85–90", TakeAway),
)


@solara.component
def Layout(children: list[Any]) -> None:
    """Nothing of Solara's own round the page."""
    vuetify.Html(tag="div", children=children)


@solara.component
def Page() -> None:
    """The whole dashboard; a link's state is taken over when it is opened."""
    router = solara.use_router()
    solara.use_memo(lambda: session.open_link(router.search), [])
    current = open_screen()
    with box("div", "page"):
        Prose("Skip to the content", tag="a", name="skip", attributes={"href": "#main"})
        Top(current)
        if session.message.value:
            Prose(element("p", session.message.value), name="message", attributes={"role": "alert"})
        with box("main", f"screen on-{current.name}", id="main"):
            current.show().key(current.name)
        Onward(current)
        Bottom()
        Glossary()
        Assumptions()
        Location(
            query=session.link(),
            title=f"{current.title}: {room.pack().title}",
            event_returned=lambda query: session.returned(str(query)),
        )


def open_screen() -> Screen:
    """Return the screen that the address names."""
    return next(one for one in SCREENS if one.name == session.address.value.screen)


@solara.component
def Top(current: Screen) -> None:
    """The band above every screen."""
    names = {one.name for one in SCREENS}
    with box("header", "top"):
        Prose("socialicence", tag="p", name="mark")
        Navigation(
            items=[
                {"name": one.name, "title": one.title, "minutes": one.minutes, "link": link_to(one)} for one in SCREENS
            ],
            current=current.name,
            event_go=lambda name: session.go(screen=name) if name in names else None,
        )
        with box("div", "tools"):
            CopyLink(query=session.link())
            Prose(
                joined([opener("Glossary", "glossary"), opener("Assumptions", "assumptions")]),
                tag="span",
                name="openers",
            )
            ThemeButton(event_darkened=lambda dark: session.dark.set(bool(dark)))


def opener(label: str, dialog: str) -> str:
    """Return a button that opens a dialog, without the server."""
    return element("button", label, type="button", class_="button like-link", data_opens=dialog, aria_haspopup="dialog")


def link_to(screen: Screen) -> str:
    """Return the link that opens a screen in this state, also in another tab."""
    return "?" + session.link(screen=screen.name)


@solara.component
def Onward(current: Screen) -> None:
    """The way to the next screen; where a round is under way, the round's own next step comes first."""
    place = SCREENS.index(current)
    if place + 1 < len(SCREENS):
        after = SCREENS[place + 1]
        under_way = current.name == "try_it" and bool(session.address.value.round)
        with box("p", "onward"):
            Button(current.onward, partial(go_on, after), kind="" if under_way else "next-step")


def go_on(after: Screen) -> None:
    """Open the next screen; Try it at the first round, before anything of its answer can be seen."""
    rounds = room.pack().rounds
    if after.name == "try_it" and rounds and not session.address.value.round:
        session.start_round(rounds[0])
    session.go(screen=after.name)


@solara.component
def Bottom() -> None:
    """What every number on the page rests on."""
    settings = room.settings()
    Prose(
        joined(
            [
                element("span", MOTTO),
                element(
                    "span",
                    f"{settings.runs} runs of {settings.citizens:,} people, seed {session.address.value.seed}, "
                    f"model version {MODEL_VERSION}",
                ),
                element("span", "Opt-outs, trust and barriers: public sources, see Assumptions. MIT licence."),
            ]
        ),
        tag="footer",
        name="bottom",
    )

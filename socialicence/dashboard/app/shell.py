"""The page round the screens: name, steps, the screen that is open, the next step, small print."""

from __future__ import annotations

from typing import Any

import solara

from socialicence.dashboard.parts.frame import Navigation, ThemeButton
from socialicence.dashboard.parts.glossary import Glossary
from socialicence.dashboard.parts.markup import Prose, box, element, joined
from socialicence.dashboard.screens.registry import SCREENS


@solara.component
def Layout(children: list[Any]) -> None:
    """Nothing of Solara's own round the page."""
    solara.Column(children=children, gap="0px", style="background: none")


@solara.component
def Page() -> None:
    """The page."""
    current, set_current = solara.use_state("start")
    dark, set_dark = solara.use_state(False)
    with box("div", "page"):
        with box("header", "top"):
            Prose(element("span", "socialicence"), tag="p", name="mark")
            Navigation(
                items=[{"name": one.name, "title": one.title, "minutes": one.minutes, "link": "?screen=" + one.name} for one in SCREENS],
                current=current, event_go=set_current)
            ThemeButton(event_darkened=set_dark)
        with box("main", "screen " + current, id="main"):
            next(one for one in SCREENS if one.name == current).show()
        Glossary()

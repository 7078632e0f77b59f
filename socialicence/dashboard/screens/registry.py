"""Which screens there are, in the order of the workshop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from socialicence.dashboard.screens.compare import Compare
from socialicence.dashboard.screens.our_plan import OurPlan
from socialicence.dashboard.screens.people import People
from socialicence.dashboard.screens.start import Start
from socialicence.dashboard.screens.take_away import TakeAway
from socialicence.dashboard.screens.try_it import TryIt


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

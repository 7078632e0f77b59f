"""A small room for components without a browser: few citizens, few runs; a tab of its own for every test."""

from __future__ import annotations

import ipyvue
import pytest
import solara

from socialicence.dashboard import room
from socialicence.dashboard.state import session
from socialicence.dashboard.voting import box


@pytest.fixture(scope="session", autouse=True)
def small_room():
    room.prepare(room.Settings(citizens=500, runs=3, seed=7))
    yield
    room.simulation().close()


@pytest.fixture(autouse=True)
def fresh_tab():
    session.open_link(None)
    session.replayed.set(None)
    yield
    box().close()
    box().clear()
    room.pin.cache_clear()


class Shown:
    """What a component shows: its widgets by what they hold, and all text that was sent."""

    def __init__(self, element: solara.Element) -> None:
        self.box, self.context = solara.render(element, handle_error=False)

    @property
    def widgets(self):
        return self.context.find(ipyvue.VueTemplate).widgets

    def having(self, **traits):
        """Widgets whose traits have these values."""
        return [
            one
            for one in self.widgets
            if all(one.has_trait(name) and getattr(one, name) == value for name, value in traits.items())
        ]

    def button(self, label):
        [one] = self.having(label=label)
        return one

    def press(self, label):
        """Press a button as the browser would."""
        button = self.button(label)
        assert not button.disabled
        button.vue_press({})

    @property
    def labels(self):
        return [one.label for one in self.widgets if one.has_trait("kind") and one.has_trait("label")]

    @property
    def text(self):
        return "\n".join(one.unsafe_innerHTML or "" for one in self.widgets if one.has_trait("unsafe_innerHTML"))


@pytest.fixture
def show():
    shown = []

    def rendered(element):
        shown.append(Shown(element))
        return shown[-1]

    yield rendered
    for one in shown:
        one.context.close()

"""What only the facilitator may do: a button that asks for the PIN, once in a browser."""

from __future__ import annotations

from collections.abc import Callable

import solara

from socialicence.dashboard.parts.buttons import Button
from socialicence.dashboard.parts.markup import box
from socialicence.dashboard.pin import DIGITS
from socialicence.dashboard.state import votes


@solara.component_vue("pin.vue", vuetify=False)
def PinForm(
    wrong: str,
    digits: int = DIGITS,
    event_give: Callable[[str], None] | None = None,
    event_give_up: Callable[[object], None] | None = None,
) -> None:
    """The field for the PIN, and what was wrong with the last try."""


@solara.component
def Guarded(label: str, on_press: Callable[[], None], kind: str = "") -> None:
    """A button that does something once the PIN was given in this browser; it asks for it in its place."""
    asking, set_asking = solara.use_state(False)
    wrong, set_wrong = solara.use_state("")

    def press() -> None:
        if votes.is_facilitator():
            on_press()
        else:
            set_asking(True)

    def give(text: str) -> None:
        said = votes.give_pin(str(text))
        set_wrong(said)
        if not said:
            set_asking(False)
            on_press()

    with box("div", "guarded"):
        if asking:
            PinForm(wrong=wrong, event_give=give, event_give_up=lambda _: set_asking(False))
        else:
            Button(label, press, kind=kind)

"""Buttons: native ones, so that keyboards and screen readers know them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("button.vue", vuetify=False)
def _Button(
    label: str,
    kind: str = "",
    disabled: bool = False,
    pressed: bool | None = None,
    id: str = "",
    spoken: str = "",
    event_press: Callable[[object], None] | None = None,
) -> None:
    """The button in the page."""


def Button(
    label: str,
    on_press: Callable[[], None],
    *,
    kind: str = "",
    disabled: bool = False,
    pressed: bool | None = None,
    spoken: str = "",
    id: str = "",
) -> Any:
    """Return a button; `kind` is "next-step" for the next step, of which a screen has one.

    Parameters
    ----------
    label : str
        What it says.
    on_press : callable
    kind : str
        "next-step", "like-link", "little", or nothing.
    disabled : bool
    pressed : bool, optional
        For a button that stays pressed.
    spoken : str
        What a screen reader says instead of the label.
    id : str
        Its name in the page.
    """
    return _Button(
        label=label,
        kind=kind,
        disabled=disabled,
        pressed=pressed,
        spoken=spoken,
        id=id,
        event_press=lambda _: on_press(),
    )

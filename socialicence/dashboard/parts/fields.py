"""Controls of the page: buttons, fields of forms, cards, links to copy, files to keep, the steps of the workshop."""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
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


_log = logging.getLogger(__name__)


@solara.component_vue("select.vue", vuetify=False)
def Select(
    id: str,
    label: str,
    options: list[dict[str, str]],
    value: str,
    event_choose: Callable[[str], None] | None = None,
) -> None:
    """A choice from a list of names and labels."""


@solara.component_vue("number.vue", vuetify=False)
def Number(
    id: str, label: str, low: int, high: int, value: int, event_choose: Callable[[int], None] | None = None
) -> None:
    """A whole number in a range."""


@solara.component_vue("cards.vue", vuetify=False)
def Cards(legend: str, cards: list[dict[str, Any]], most: int, event_turn: Callable[[str], None] | None = None) -> None:
    """Cards that can be chosen; once `most` are, only those chosen can be turned."""


@solara.component_vue("hands.vue", vuetify=False)
def Votes(
    caption: str,
    first: str,
    choices: list[dict[str, Any]],
    columns: list[dict[str, Any]],
    counting: bool,
    event_count: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Choices with boxes to count hands in, and a bar for each column: the room, the model."""


@solara.component_vue("link.vue", vuetify=False)
def ShareLink(label: str, query: str) -> None:
    """The address of this state, with a button that copies it."""


@solara.component_vue("download.vue", vuetify=False)
def _Download(
    label: str,
    file: str,
    media: str,
    kind: str,
    content: str,
    made: int,
    wrong: str,
    event_make: Callable[[object], None] | None = None,
) -> None:
    """The button, and the file once it is made."""


@solara.component
def Download(label: str, file: str, media: str, make: Callable[[], bytes], kind: str = "") -> None:
    """A button that makes a file when it is pressed, in the background, and hands it to the browser.

    Parameters
    ----------
    label, file : str
    media : str
        Its media type.
    make : callable
        Returns the file's bytes.
    kind : str
        As of a button.
    """
    made, set_made = solara.use_state((0, b"", ""))

    def start(_: object) -> None:
        def work() -> None:
            try:
                content, wrong = make(), ""
            except Exception:
                _log.exception("%s could not be made", file)
                content, wrong = b"", "It could not be made; the window in which the dashboard was started says why."
            set_made(lambda before: (before[0] + 1, content, wrong))

        threading.Thread(target=work, daemon=True).start()

    number, content, wrong = made
    _Download(
        label=label,
        file=file,
        media=media,
        kind=kind,
        content=base64.b64encode(content).decode(),
        made=number,
        wrong=wrong,
        event_make=start,
    )


def options(labels: Mapping[str, str]) -> list[dict[str, str]]:
    """Return names and labels as `Select` takes them."""
    return [{"name": name, "label": label} for name, label in labels.items()]


def column(title: str, kind: str, counts: Sequence[int]) -> dict[str, Any]:
    """Return a column of `Votes`; its bars are shares of all that were counted."""
    return {"title": title, "kind": kind, "counts": list(counts), "of": sum(counts)}


@solara.component_vue("navigation.vue", vuetify=False)
def Navigation(items: list[dict[str, str]], current: str, event_go: Callable[[str], None] | None = None) -> None:
    """The steps of the workshop as links; each has a name, a title, minutes and a link."""


@solara.component_vue("theme.vue")
def ThemeButton(event_darkened: Callable[[bool], None] | None = None) -> None:
    """Turns light to dark and back, and says which it is."""


@solara.component_vue("share.vue", vuetify=False)
def CopyLink(query: str) -> None:
    """A button that copies the address of this state."""


@solara.component_vue("location.vue", vuetify=False)
def Location(
    query: str,
    title: str,
    event_returned: Callable[[str], None] | None = None,
) -> None:
    """Writes the state into the address bar; `event_returned` brings the one that Back or Forward leads to."""

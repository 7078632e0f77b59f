"""What stands round every screen: the steps of the workshop, light and dark, and the address bar."""

from __future__ import annotations

from collections.abc import Callable

import solara


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

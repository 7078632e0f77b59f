"""A dialog: title, what scrolls, and below it a way out that covers nothing."""

from __future__ import annotations

import solara
from markupsafe import Markup

from socialicence.dashboard.parts.markup import Prose, element


@solara.component
def Dialog(name: str, title: str, content: Markup, width: str) -> None:
    """A dialog that a button with this name opens, without the server."""
    heading = f"{name}-title"
    body = element("div", content, class_="scrolls", tabindex="0", role="region", aria_labelledby=heading)
    close = element("button", "Close", type="button", class_="button", data_closes="yes")
    Prose(
        element("h2", title, id=heading) + body + close,
        tag="dialog",
        attributes={"id": name, "aria-labelledby": heading, "class": width},
    )

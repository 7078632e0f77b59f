"""Plain HTML made in Python: text is escaped, tags are what a reader of the page's source expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import reacton.ipyvuetify as vuetify
import solara
import solara.widgets
from markupsafe import Markup


def joined(pieces: Iterable[str]) -> Markup:
    """Return pieces one after the other; plain text among them is escaped."""
    return Markup("").join(pieces)


def element(name: str, *content: str, **attributes: str) -> Markup:
    """Return an element; `class_` stands for class, underlines in names for hyphens."""
    given = joined(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    return Markup("<{}{}>{}</{}>").format(Markup(name), given, joined(content), Markup(name))


def items(texts: Iterable[str], name: str = "ul", **attributes: str) -> Markup:
    """Return a list of texts."""
    return element(name, *(element("li", text) for text in texts), **attributes)


def table(label: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, captioned: bool = True) -> Markup:
    """Return a table of texts in a frame that scrolls; the first cell of a row is its head."""
    head = element("thead", element("tr", *(element("th", text, scope="col") for text in heads)))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", text) for text in row[1 : len(heads)]))
        for row in rows
    )
    caption = element("caption", label) if captioned else ""
    whole = element("table", caption, head, element("tbody", *body))
    return element("div", whole, class_="table-frame", tabindex="0", role="region", aria_label=label)


@solara.component
def Prose(text: str, tag: str = "div", name: str = "", attributes: Mapping[str, str] | None = None) -> None:
    """Text that was made by `element`, in an element of its own with this class name."""
    given = dict(attributes or {})
    if name:
        given["class"] = name
    solara.widgets.HTML.element(tag=tag, unsafe_innerHTML=str(text), attributes=given)


def box(tag: str = "div", name: str = "", **attributes: str) -> Any:
    """Return an element that holds components: `with box("section", "levers"): ...`."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return vuetify.Html(tag=tag, class_=name, attributes=given)


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

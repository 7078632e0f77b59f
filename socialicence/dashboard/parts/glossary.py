"""The glossary: words in a text become links that open what they mean."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import solara
from markupsafe import Markup

from socialicence.dashboard.parts.markup import Dialog, element, joined

FILE = Path(__file__).with_name("glossary.toml")


@cache
def terms() -> dict[str, dict[str, str]]:
    """Return the entries by name, each with `term` and `means`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def term(name: str, words: str = "") -> Markup:
    """Return a link that opens the entry of this name; its words are the term's own unless given.

    Raises
    ------
    KeyError
        If the glossary has no such entry.
    """
    entry = terms()[name]
    return element("a", words or entry["term"].lower(), href=f"#term-{name}", data_term=name, class_="term")


@solara.component
def Glossary() -> None:
    """The dialog with all entries."""
    entries = sorted(terms().items(), key=lambda item: item[1]["term"])
    rows = joined(
        element("div", element("dt", entry["term"]), element("dd", entry["means"]), id=f"term-{name}")
        for name, entry in entries
    )
    Dialog("glossary", "What the words mean", element("dl", rows), width="reading")

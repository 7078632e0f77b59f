"""Figures as files and as SVG inside a page: written whole or not at all, byte for byte the same each time."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from socialicence.figures.frames import Description
from socialicence.figures.style import FAINT, FONT, FUTURE_COLOURS, FUTURE_TEXT, INK, MUTED, OTHER_COLOURS, PAPER

VARIABLES = {
    INK: "ink",
    MUTED: "muted",
    FAINT: "faint",
    PAPER: "paper",
    **{colour: name.replace("_", "-") for name, colour in FUTURE_COLOURS.items()},
    **{colour: f"{name.replace('_', '-')}-text" for name, colour in FUTURE_TEXT.items()},
    **{colour: f"other-{place}" for place, colour in enumerate(OTHER_COLOURS)},
}
"""Colours that a page may replace, for a dark ground, by CSS variables `--figure-ink`, `--figure-paper` and so on."""


def save_figure(figure: Any, path: Path) -> Path:
    """Write a figure atomically; an SVG is byte for byte the same each time.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    path : Path
        Its suffix says the kind: `.svg`, `.png` or `.pdf`.
    """
    import matplotlib as mpl

    kind = path.suffix.lstrip(".")
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    try:
        with mpl.rc_context(FONT):
            figure.savefig(temporary, format=kind, dpi=150, metadata=metadata)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def inline_svg(figure: Any, name: str, *, words: bool = True) -> str:
    """Return a figure as an `<svg>` element for a page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    name : str
        Unique on the page; the ids of this element start with it.
    words : bool
        Whether title and caption are drawn; a page may write them itself, as text that breaks where it has to.

    Returns
    -------
    str
        With role, title and description for screen readers; as wide as its place. Colours are CSS variables with the
        printed colours as defaults (see `VARIABLES`), so that a page can be dark on screen and white on paper.
    """
    import matplotlib as mpl

    buffer = io.BytesIO()
    written = () if words else getattr(figure, "socialicence_words", ())
    edge = {} if words else {"bbox_inches": "tight", "pad_inches": 0.04}
    metadata = {"Date": None, "Creator": None, "Format": None, "Type": None}
    with mpl.rc_context(FONT), _hidden(written):
        figure.savefig(buffer, format="svg", metadata=metadata, **edge)
    text = buffer.getvalue().decode("utf-8")
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    for colour, variable in VARIABLES.items():
        text = re.sub(f"{colour}\\b", f"var(--figure-{variable}, {colour})", text, flags=re.IGNORECASE)
    return _labelled(text, name, getattr(figure, "socialicence", None))


@contextmanager
def _hidden(artists: Iterable[Any]) -> Iterator[None]:
    """Leave some of what is drawn out of a picture."""
    for artist in artists:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in artists:
            artist.set_visible(True)


def _labelled(text: str, name: str, description: Description | None) -> str:
    """Put role, title and description on an element, and let it take the width of its place."""
    head, body = text.split(">", 1)
    head = re.sub(r'\s(width|height)="[^"]*"', "", head)
    if description is None:
        return f'{head} role="img">{body}'
    names = f'role="img" aria-labelledby="{name}-title {name}-description"'
    title = f'<title id="{name}-title">{escape(description.finding)}</title>'
    words = f'<desc id="{name}-description">{escape(description.alternative)}</desc>'
    return f"{head} {names}>{title}{words}{body}"

"""The page as a PDF, one side of A4, and as one HTML file: no script, nothing from anywhere else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from socialicence.dashboard.charts.chart import SHADED
from socialicence.dashboard.pdf import (
    HEIGHT,
    INK,
    MARGIN,
    MUTED,
    NAVY,
    WHITE,
    WIDTH,
    box,
    new_pdf,
    rule,
    write,
)
from socialicence.dashboard.plan import NOTHING_CHANGES
from socialicence.dashboard.rendering import environment
from socialicence.dashboard.take_away import pictures
from socialicence.dashboard.take_away.contents import (
    MOTTO,
    USABLE,
    Said,
    TakeAway,
    answers,
    label_of,
    lines,
    local_link,
    people,
)

INSIDE = WIDTH - 2 * MARGIN
GAP = 8.0
HALF = (INSIDE - GAP) / 2
MAP_HEIGHT = 95.0
FOOT = HEIGHT - 23
"""Where the foot begins."""
LONGEST_LINK = 240
"""Letters of an address that can be printed whole: half of one is of no use."""
VOTE = 3.7
"""Height of a line of a choice with its votes."""
LETTERS = 24
"""Letters of a choice that a line holds, at the least."""
FOLDER = Path(__file__).parent
CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_SHARPNESS = 200
"""Dots to the inch of the pictures."""


def pdf_page(take: TakeAway) -> bytes:
    """Return the page as the bytes of a PDF file.

    Raises
    ------
    InputError
        If fpdf2 is not installed.
    """
    title = f"{label_of(take)}: what we take home"
    pdf = new_pdf(title)
    pdf.add_page()
    y = _heading(pdf, take)
    y = _differences(pdf, take, y + 3)
    y = _picture(pdf, pictures.map_of(take), y + 1, min(MAP_HEIGHT, 195.0 - y))
    y = _columns(pdf, take, y + 2)
    _foot(pdf, take)
    return bytes(pdf.output())


def _heading(pdf: Any, take: TakeAway) -> float:
    box(pdf, 0, 0, WIDTH, 31, NAVY)
    write(pdf, take.title or "What we take home", MARGIN, 6, INSIDE, size=9.5, colour=WHITE, height=5)
    write(pdf, label_of(take), MARGIN, 11, INSIDE, size=19, style="B", colour=WHITE, height=11, least=11)
    write(pdf, MOTTO, MARGIN, 22.5, INSIDE, size=9.5, colour=WHITE)
    return 31.0


def _differences(pdf: Any, take: TakeAway, y: float) -> float:
    """What differs from today, as large as the room for it allows."""
    y = write(pdf, "What differs from today", MARGIN, y, INSIDE, size=11.5, style="B", colour=NAVY) + 0.5
    text = "\n".join(f"• {one}" for one in take.differences)
    return write(pdf, text, MARGIN, y, INSIDE, size=9.5, height=44, least=6.5)


def _picture(pdf: Any, figure: Any, y: float, height: float) -> float:
    """A figure at this height or as wide as the page, with its words for those who do not see it."""
    import matplotlib as mpl

    from socialicence.figures.frames import alternative
    from socialicence.figures.style import FONT

    buffer = io.BytesIO()
    with mpl.rc_context(FONT):
        figure.savefig(buffer, format="png", dpi=_SHARPNESS)
    wide, tall = figure.get_size_inches()
    width = min(INSIDE, height * wide / tall)
    pdf.image(buffer, x=MARGIN + (INSIDE - width) / 2, y=y, w=width, alt_text=alternative(figure))
    return float(y + width * tall / wide)


def _columns(pdf: Any, take: TakeAway, y: float) -> float:
    """The table and the three people on the left, what the room said on the right."""
    wide = HALF if take.votes else INSIDE
    columns = [NOTHING_CHANGES] if take.is_today else ["This plan", NOTHING_CHANGES]
    left = _table(pdf, "Mean of the runs (8 in 10 runs)", columns, [tuple(one) for one in lines(take)], y, wide)
    told = [tuple(one) for one in people(take)]
    left = _table(pdf, USABLE, columns, told, left + 2.5, wide)
    right = _votes(pdf, take, y) if take.votes else y
    return max(left, right)


def _table(pdf: Any, title: str, columns: list[str], rows: list[tuple[str, ...]], y: float, width: float) -> float:
    y = write(pdf, title, MARGIN, y, width, size=9, style="B", colour=NAVY)
    name = width * 0.36
    each = (width - name) / len(columns)
    heads = [
        write(pdf, column, MARGIN + name + each * number, y, each - 1.5, size=7.5, style="B", colour=MUTED, height=7)
        for number, column in enumerate(columns)
    ]
    y = max(heads)
    for label, *values in rows:
        rule(pdf, MARGIN, y, width)
        cells = [write(pdf, label, MARGIN, y + 0.6, name - 1.5, size=7.5, height=7)]
        for number, value in enumerate(values[: len(columns)]):
            cells.append(write(pdf, value, MARGIN + name + each * number, y + 0.6, each - 1.5, size=7.5, height=7))
        y = max(cells) + 0.5
    return y


def _votes(pdf: Any, take: TakeAway, y: float) -> float:
    x = MARGIN + HALF + GAP
    y = write(pdf, "What the room said, and the model", x, y, HALF, size=9, style="B", colour=NAVY)
    for number, one in enumerate(take.votes):
        if y + 11.5 + VOTE * sum(map(_lines_of, answers(one))) > FOOT - 4:
            write(pdf, f"and {len(take.votes) - number} more on the HTML page", x, y + 1, HALF, size=7, colour=MUTED)
            break
        y = write(pdf, one.question.text, x, y + 0.8, HALF, size=7.5, style="B", height=10.5)
        for said in answers(one):
            below = write(pdf, said.label, x, y + 0.3, HALF - 48, size=7.5, height=2 * VOTE)
            if said.share > 0:
                box(pdf, x + HALF - 46, y + 0.9, 18 * said.share, 2, NAVY)
            write(pdf, str(said.votes), x + HALF - 28, y + 0.3, 7, size=7.5, align="R")
            write(pdf, said.model, x + HALF - 21, y + 0.3, 21, size=7.5, align="R", colour=MUTED)
            y = max(y + VOTE, below)
    return y


def _lines_of(said: Said) -> int:
    """Lines that a choice needs at the most; it has two."""
    return 1 if len(said.label) <= LETTERS else 2


def _foot(pdf: Any, take: TakeAway) -> None:
    """Where it can be had again, and what it is based on."""
    y = FOOT
    rule(pdf, MARGIN, y, INSIDE)
    if take.link:
        told = take.link if len(take.link) <= LONGEST_LINK else "press here; the address is also on the HTML page"
        again = f"To open it again: {told} {local_link(take.link)}".strip()
        write(pdf, again, MARGIN, y + 1.5, INSIDE, size=7.5, colour=INK, height=8, least=5)
        if take.link.startswith(("http://", "https://")):
            pdf.link(MARGIN, y + 1.5, INSIDE, 8, take.link)
    write(pdf, f"{SHADED} {take.made}.", MARGIN, y + 10, INSIDE, size=7.5, colour=MUTED, height=8)


def html_page(take: TakeAway) -> str:
    """Return the page; text of packs and titles is escaped."""
    from socialicence.figures.frames import alternative
    from socialicence.figures.saving import inline_svg

    figures = [("map", pictures.map_of(take)), ("backing", pictures.backing(take))]
    return (
        environment(FOLDER)
        .get_template("page.html")
        .render(
            policy=CONTENT_POLICY,
            title=take.title or label_of(take),
            label=label_of(take),
            motto=MOTTO,
            shaded=SHADED,
            differences=take.differences,
            lines=lines(take),
            people=people(take),
            compared=not take.is_today,
            figures=[(name, inline_svg(figure, name), alternative(figure)) for name, figure in figures],
            votes=[(one.question.text, answers(one)) for one in take.votes],
            link=take.link,
            local=local_link(take.link),
            usable=USABLE,
            made=take.made,
        )
    )

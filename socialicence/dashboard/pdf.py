"""Pages of A4 to print or hand on: fonts with every letter, colours, and text that is made to fit."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 15.0
"""A4 in millimetres, and what stays white at its edges."""
INK, MUTED, LINE, NAVY, PALE = (26, 26, 26), (85, 85, 85), (140, 140, 140), (18, 63, 99), (253, 243, 227)
WHITE = (255, 255, 255)
FONT = "DejaVu"
_LEADING = 1.32
_POINT = 25.4 / 72
"""Millimetres to the point."""


def new_pdf(title: str) -> FPDF:
    """Return an empty document with its fonts.

    Raises
    ------
    InputError
        If fpdf2, which the dashboard brings, is not installed.
    """
    try:
        from fpdf import FPDF
    except ImportError:
        raise InputError("fpdf2 is not installed: pip install 'socialicence[dashboard]'") from None
    import matplotlib as mpl

    # What it says of every font it makes smaller is of no use to anybody.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    pdf = FPDF(orientation="portrait", unit="mm", format="A4")
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for style, name in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold"), ("I", "DejaVuSans-Oblique")):
        pdf.add_font(FONT, style, fonts / f"{name}.ttf")
    pdf.set_auto_page_break(False)
    pdf.set_margins(0, 0, 0)
    pdf.c_margin = 0
    pdf.set_title(title)
    pdf.set_lang("en-GB")
    pdf.set_creator("socialicence")
    return pdf


def write(
    pdf: Any,
    text: str,
    x: float,
    y: float,
    width: float,
    *,
    size: float = 11,
    style: str = "",
    colour: tuple[int, int, int] = INK,
    align: str = "L",
    height: float | None = None,
    least: float = 7,
) -> float:
    """Write text in a box and return where it ends.

    Parameters
    ----------
    pdf : FPDF
    text : str
    x, y, width : float
        Millimetres.
    size : float
        Points; less where the text would not fit into `height`.
    height : float, optional
        Room that there is.
    least : float
        Smallest size: a text that does not fit even then ends in an ellipsis.

    Returns
    -------
    float
        The y below the last line.
    """
    while True:
        pdf.set_font(FONT, style, size)
        line = size * _POINT * _LEADING
        rows = pdf.multi_cell(
            width, line, text, align=align, dry_run=True, output="LINES", wrapmode=_wrap(pdf, text, width)
        )
        if height is None or len(rows) * line <= height or size <= least:
            break
        size -= 0.5
    if height is not None and (most := max(int(height / line), 1)) < len(rows):
        text = "\n".join([*rows[: most - 1], rows[most - 1].rstrip()[:-1] + "…"])
    pdf.set_text_color(*colour)
    pdf.set_xy(x, y)
    pdf.multi_cell(width, line, text, align=align, new_x="LMARGIN", new_y="NEXT", wrapmode=_wrap(pdf, text, width))
    return float(pdf.get_y())


def _wrap(pdf: Any, text: str, width: float) -> Any:
    """Break within words only where one is wider than its box."""
    widest = max((pdf.get_string_width(word) for word in text.split()), default=0.0)
    return "CHAR" if widest > width else "WORD"


def box(pdf: Any, x: float, y: float, width: float, height: float, colour: tuple[int, int, int]) -> None:
    """Fill a rectangle."""
    pdf.set_fill_color(*colour)
    pdf.rect(x, y, width, height, style="F")


def rule(pdf: Any, x: float, y: float, width: float, colour: tuple[int, int, int] = LINE, thick: float = 0.25) -> None:
    """Draw a line across."""
    pdf.set_draw_color(*colour)
    pdf.set_line_width(thick)
    pdf.line(x, y, x + width, y)


def cut_lines(pdf: Any, across: tuple[float, ...], down: tuple[float, ...]) -> None:
    """Draw dashed lines to cut along, with scissors at their ends."""
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.25)
    pdf.set_dash_pattern(dash=1.6, gap=1.6)
    for y in across:
        pdf.line(0, y, WIDTH, y)
    for x in down:
        pdf.line(x, 0, x, HEIGHT)
    pdf.set_dash_pattern()
    for y in across:
        write(pdf, "✂", 4, y - 2.4, 6, size=10, colour=LINE)


def hex_colour(text: str) -> tuple[int, int, int]:
    """Return the three numbers of a colour such as `#0072B2`."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)

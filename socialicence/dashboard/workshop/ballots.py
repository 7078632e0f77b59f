"""Ballots: the questions of a pack on paper, for a room without phones."""

from __future__ import annotations

from typing import Any

from socialicence.dashboard.packs import Pack, Question
from socialicence.dashboard.pdf import HEIGHT, INK, MUTED, WIDTH, cut_lines, write

COLUMNS, ROWS = 2, 3
BALLOTS_A_PAGE = COLUMNS * ROWS
WIDE, TALL = WIDTH / COLUMNS, HEIGHT / ROWS
PAD = 9.0
BOX = 6.0
"""Side of the square to tick, in millimetres."""


def ballots(pdf: Any, pack: Pack) -> None:
    """Draw a page for each question, with the same ballot on it several times."""
    for question in pack.all_questions:
        pdf.add_page()
        cut_lines(
            pdf, tuple(TALL * row for row in range(1, ROWS)), tuple(WIDE * column for column in range(1, COLUMNS))
        )
        for place in range(BALLOTS_A_PAGE):
            _ballot(pdf, question, WIDE * (place % COLUMNS) + PAD, TALL * (place // COLUMNS) + PAD)


def _ballot(pdf: Any, question: Question, x: float, top: float) -> None:
    inside, height = WIDE - 2 * PAD, TALL - 2 * PAD
    y = write(pdf, question.text, x, top, inside, size=13, style="B", height=31) + 3
    each = min(10.5, (top + height - 5 - y) / len(question.choices))
    for choice in question.choices:
        pdf.set_draw_color(*INK)
        pdf.set_line_width(0.4)
        side = min(BOX, each - 1.5)
        pdf.rect(x, y, side, side)
        write(pdf, choice.label, x + BOX + 3, y + 0.3, inside - BOX - 3, size=13, height=each)
        y += each
    write(pdf, "One tick. No name.", x, top + height - 3, inside, size=8, colour=MUTED)

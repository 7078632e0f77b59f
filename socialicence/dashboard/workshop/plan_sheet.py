"""The plan sheet: what a table chooses, what it expects, and what it would do when something goes wrong."""

from __future__ import annotations

from typing import Any

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.pdf import FONT, INK, LINE, MARGIN, MUTED, NAVY, WIDTH, rule, write

INSIDE = WIDTH - 2 * MARGIN
ROW = 10.0
"""Height of a line to write on, in millimetres, where there is room for it."""
FOOT = 285.0
"""Where the pack's title stands."""
ASKED = (
    ("What we expect: for whom does it get better, for whom not?", 2),
    ("Something goes wrong: what would we do in the first week?", 3),
    ("Who has to be in the room who is not?", 2),
)
"""Questions, and the lines to answer each on."""
_HEADING, _GAP = 6.0, 3.0


def plan_sheet(pdf: Any, pack: Pack) -> None:
    """Draw the sheet."""
    pdf.add_page()
    y = write(pdf, "Our plan", MARGIN, 13, 90, size=26, style="B", colour=NAVY)
    write(pdf, "Table", MARGIN + 105, 18, 20, size=12, colour=MUTED)
    rule(pdf, MARGIN + 120, 24, INSIDE - 120)
    y = _levers(pdf, pack, y + 3) + 1
    row = row_height(pack.choose_cards, FOOT - y)
    y = _cards(pdf, pack, y + _GAP, row)
    for heading, count in ASKED:
        y = _lines(pdf, heading, count, y + _GAP, row)
    write(pdf, pack.title, MARGIN, FOOT, INSIDE, size=8.5, colour=MUTED)


def row_height(cards: int, room: float) -> float:
    """Return the height of a line to write on, so that all of them fit above the foot of the sheet, in millimetres."""
    lines = _rows(cards) + sum(count for _, count in ASKED)
    return min(ROW, (room - (len(ASKED) + 1) * (_HEADING + _GAP)) / lines)


def _rows(cards: int) -> int:
    """Lines that the recommendations take: more than five stand in two columns."""
    return cards if cards <= 5 else -(-cards // 2)


def _levers(pdf: Any, pack: Pack, y: float) -> float:
    """Each lever with its steps to tick, as today first."""
    for lever in LEVERS:
        costs = () if pack.costs is None else pack.costs.steps.get(lever.name, ())
        y = write(pdf, lever.question, MARGIN, y, INSIDE, size=12.5, style="B") + 1
        labels = ["As today"] + [
            step.label + (f" ({costs[number]:g})" if costs else "") for number, step in enumerate(lever.steps)
        ]
        y = _boxes(pdf, labels, y) + 3
    if pack.costs is not None:
        budget = "" if pack.costs.budget is None else f" of {pack.costs.budget:g}"
        y = write(pdf, f"Cost: ______{budget} {pack.costs.unit}", MARGIN, y, INSIDE, size=11) + 2
    return y


def _boxes(pdf: Any, labels: list[str], y: float) -> float:
    """Squares to tick with their labels, as many to a line as fit."""
    x = MARGIN
    for label in labels:
        pdf.set_font(FONT, "", 10.5)
        wide = pdf.get_string_width(label) + 12
        if x + wide > MARGIN + INSIDE and x > MARGIN:
            x, y = MARGIN, y + 6.5
        pdf.set_draw_color(*INK)
        pdf.set_line_width(0.35)
        pdf.rect(x, y, 4, 4)
        write(pdf, label, x + 5.5, y - 0.2, wide, size=10.5)
        x += wide
    return y + 5.5


def _cards(pdf: Any, pack: Pack, y: float, row: float) -> float:
    count = pack.choose_cards
    heading = f"The {count} recommendations that we choose" if count > 1 else "The recommendation that we choose"
    y = write(pdf, heading, MARGIN, y, INSIDE, size=12.5, style="B") + 1
    rows = _rows(count)
    columns = -(-count // rows)
    wide = INSIDE / columns - (5 if columns > 1 else 0)
    for number in range(count):
        x = MARGIN + (number // rows) * (INSIDE / columns)
        line = y + row * (number % rows + 1) - 2
        write(pdf, f"{number + 1}", x, line - 6, 6, size=11, colour=MUTED)
        rule(pdf, x + 7, line, wide - 7, LINE)
    return y + row * rows


def _lines(pdf: Any, heading: str, count: int, y: float, row: float) -> float:
    y = write(pdf, heading, MARGIN, y, INSIDE, size=12.5, style="B")
    for number in range(count):
        rule(pdf, MARGIN, y + row * (number + 1) - 1, INSIDE, LINE)
    return y + row * count

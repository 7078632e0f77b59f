"""The workshop's cards to print: a sheet that says how many, people, futures, recommendations, ballots, plan sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.pdf import (
    FONT,
    HEIGHT,
    INK,
    LINE,
    MARGIN,
    MUTED,
    NAVY,
    WHITE,
    WIDTH,
    box,
    new_pdf,
    rule,
    write,
)  # fmt: skip
from socialicence.dashboard.plan import recommendations
from socialicence.dashboard.workshop.card_pages import (
    BALLOTS_A_PAGE,
    ballots,
    future_cards,
    persona_cards,
    recommendation_cards,
)
from socialicence.dashboard.workshop.words import words

PEOPLE, TABLES = 25, 4
"""The room that the first sheet counts copies for."""
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


def write_cards(pack: Pack, path: Path, made: str) -> None:
    """Write all sheets of a pack as one PDF.

    Parameters
    ----------
    pack : Pack
    path : Path
    made : str
        What the page that goes with them is based on.
    """
    pdf = new_pdf(f"{pack.title}: cards")
    _first_sheet(pdf, pack, made)
    persona_cards(pdf)
    future_cards(pdf)
    recommendation_cards(pdf, pack)
    ballots(pdf, pack)
    plan_sheet(pdf, pack)
    path.write_bytes(bytes(pdf.output()))


def _first_sheet(pdf: Any, pack: Pack, made: str) -> None:
    """What the sheets are and how many to print."""
    pdf.add_page()
    box(pdf, 0, 0, WIDTH, 78, NAVY)
    write(pdf, "Cards for the table", MARGIN, 20, INSIDE, size=12, colour=WHITE)
    write(pdf, pack.title, MARGIN, 28, INSIDE, size=27, style="B", colour=WHITE, height=30)
    write(pdf, words()["motto"], MARGIN, 62, INSIDE, size=13, colour=WHITE)
    y = write(pdf, pack.description, MARGIN, 90, INSIDE, size=12, colour=MUTED, height=22) + 6
    y = write(pdf, f"To print for {PEOPLE} people at {TABLES} tables", MARGIN, y, INSIDE, size=15, style="B") + 3
    for title, text in _sheets(pack):
        rule(pdf, MARGIN, y, INSIDE)
        below = write(pdf, title, MARGIN, y + 3, 52, size=12, style="B", height=16)
        y = max(below, write(pdf, text, MARGIN + 56, y + 3, INSIDE - 56, size=11.5, height=20)) + 3
    rule(pdf, MARGIN, y, INSIDE)
    y += 7
    y = write(
        pdf, "One side of A4. Cut along the dashed lines; thick paper lasts longer.", MARGIN, y, INSIDE, size=11.5
    )
    foot = (
        "The people are made up for this workshop. The futures and recommendations are told in our words: the Office "
        "for Statistics Regulation drew four futures and made 16 recommendations in 2023; most of their wording could "
        f"not be read. {made}."
    )
    write(pdf, foot, MARGIN, HEIGHT - 36, INSIDE, size=9, colour=MUTED, height=24)


def _sheets(pack: Pack) -> list[tuple[str, str]]:
    """Each kind of sheet, and how many copies."""
    asked = len(pack.all_questions)
    copies = -(-PEOPLE // BALLOTS_A_PAGE)
    return [
        (
            "People",
            f"One set for each table: {TABLES} copies of the two pages. Each table speaks for one of them first.",
        ),
        ("Futures", f"One set for each table: {TABLES} copies."),
        (
            "Recommendations",
            f"{len(recommendations())} cards, one set for each table: {TABLES} copies of the four pages. "
            f"Each table chooses {pack.choose_cards}.",
        ),
        (
            "Ballots",
            f"A page for each of the {asked} questions, {BALLOTS_A_PAGE} ballots on it: {copies} copies. "
            "Or count hands, and print none.",
        ),
        ("Plan sheet", f"One for each table: {TABLES} copies, and a pen that writes large."),
    ]


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

"""The workshop's cards to print: a sheet that says how many, people, futures, recommendations, ballots, plan sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from socialicence.dashboard.packs import Pack
from socialicence.dashboard.pdf import (
    HEIGHT,
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
from socialicence.dashboard.workshop.ballots import BALLOTS_A_PAGE, ballots
from socialicence.dashboard.workshop.card_pages import future_cards, persona_cards, recommendation_cards
from socialicence.dashboard.workshop.plan_sheet import plan_sheet
from socialicence.dashboard.workshop.words import words

PEOPLE, TABLES = 25, 4
"""The room that the first sheet counts copies for."""


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
    inside = WIDTH - 2 * MARGIN
    write(pdf, "Cards for the table", MARGIN, 20, inside, size=12, colour=WHITE)
    write(pdf, pack.title, MARGIN, 28, inside, size=27, style="B", colour=WHITE, height=30)
    write(pdf, words()["motto"], MARGIN, 62, inside, size=13, colour=WHITE)
    y = write(pdf, pack.description, MARGIN, 90, inside, size=12, colour=MUTED, height=22) + 6
    y = write(pdf, f"To print for {PEOPLE} people at {TABLES} tables", MARGIN, y, inside, size=15, style="B") + 3
    for title, text in _sheets(pack):
        rule(pdf, MARGIN, y, inside)
        below = write(pdf, title, MARGIN, y + 3, 52, size=12, style="B", height=16)
        y = max(below, write(pdf, text, MARGIN + 56, y + 3, inside - 56, size=11.5, height=20)) + 3
    rule(pdf, MARGIN, y, inside)
    y += 7
    y = write(
        pdf, "One side of A4. Cut along the dashed lines; thick paper lasts longer.", MARGIN, y, inside, size=11.5
    )
    foot = (
        "The people are made up for this workshop. The futures and recommendations are told in our words: the Office "
        "for Statistics Regulation drew four futures and made 16 recommendations in 2023; most of their wording could "
        f"not be read. {made}."
    )
    write(pdf, foot, MARGIN, HEIGHT - 36, inside, size=9, colour=MUTED, height=24)


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

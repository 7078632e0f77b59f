"""Cards of people, futures and recommendations, and ballots: several to a page, with lines to cut along."""

from __future__ import annotations

from typing import Any

from socialicence.dashboard.packs import Pack, Question
from socialicence.dashboard.pdf import (
    HEIGHT,
    INK,
    LINE,
    MUTED,
    NAVY,
    PALE,
    WIDTH,
    box,
    cut_lines,
    hex_colour,
    rule,
    write,
)  # fmt: skip
from socialicence.dashboard.plan import FUTURES, RECOMMENDATION, recommendations
from socialicence.dashboard.workshop.words import first_sentence, words
from socialicence.figures.style import FUTURE_COLOURS, FUTURE_TEXT
from socialicence.parameters import Parameter, parameters
from socialicence.scenarios import load

HALF_WIDTH, HALF_HEIGHT = WIDTH / 2, HEIGHT / 2
PAD = 11.0
"""What stays white at the edges of a card, in millimetres: printers cannot reach the paper's edge."""
COLUMNS, ROWS = 2, 3
BALLOTS_A_PAGE = COLUMNS * ROWS
WIDE, TALL = WIDTH / COLUMNS, HEIGHT / ROWS
BALLOT_PAD = 9.0
BOX = 6.0
"""Side of the square to tick, in millimetres."""


def persona_cards(pdf: Any) -> None:
    """Draw a card for each of the people, two to a page."""
    for number, one in enumerate(words()["personas"].values()):
        if number % 2 == 0:
            pdf.add_page()
            cut_lines(pdf, (HALF_HEIGHT,), ())
        _persona(pdf, one["title"], one, HALF_HEIGHT * (number % 2))


def _persona(pdf: Any, title: str, one: Any, top: float) -> None:
    x, inside = PAD + 9, WIDTH - 2 * PAD - 13
    box(pdf, PAD, top + PAD, 3, HALF_HEIGHT - 2 * PAD, NAVY)
    y = write(pdf, title, x, top + PAD - 1, inside, size=27, style="B", colour=NAVY, height=24) + 4
    for heading, key in (("Wants", "wants"), ("Needs", "needs")):
        y = write(pdf, heading, x, y, inside, size=12, style="B", colour=MUTED) + 0.5
        y = write(pdf, one[key], x, y, inside, size=18, height=26) + 4
    write(pdf, f"“{one['says']}”", x, y + 1, inside, size=17, style="I", colour=NAVY, height=18)
    _verdict(pdf, x, top + HALF_HEIGHT - PAD - 6)


def _verdict(pdf: Any, x: float, y: float) -> None:
    """Where the table says whether the person is served."""
    write(pdf, "Does it serve me?", x, y, 50, size=12, style="B")
    for number, label in enumerate(("If nothing changes", "Our plan")):
        left = x + 52 + 58 * number
        pdf.set_draw_color(*INK)
        pdf.set_line_width(0.35)
        pdf.rect(left, y, 5, 5)
        write(pdf, label, left + 7.5, y, 50, size=12)


def future_cards(pdf: Any) -> None:
    """Draw a card for each future, four to a page."""
    pdf.add_page()
    cut_lines(pdf, (HALF_HEIGHT,), (HALF_WIDTH,))
    for number, name in enumerate(FUTURES):
        scenario = load(name)
        x, top = HALF_WIDTH * (number % 2) + PAD, HALF_HEIGHT * (number // 2) + PAD
        inside = HALF_WIDTH - 2 * PAD
        box(pdf, x, top, inside, 3, hex_colour(FUTURE_COLOURS[name]))
        y = write(pdf, scenario.label, x, top + 8, inside, size=22, style="B", colour=hex_colour(FUTURE_TEXT[name]))
        y = write(pdf, first_sentence(scenario.description), x, y + 3, inside, size=14, height=36) + 5
        for line in scenario.meaning.values():
            rule(pdf, x, y, inside)
            y = write(pdf, line, x, y + 2, inside, size=11, height=16) + 2
        write(pdf, "Our reading.", x, top + HALF_HEIGHT - 2 * PAD - 4, inside, size=8.5, colour=MUTED)


def recommendation_cards(pdf: Any, pack: Pack) -> None:
    """Draw a card for each recommendation, four to a page."""
    for number, name in enumerate(recommendations()):
        place = number % 4
        if place == 0:
            pdf.add_page()
            cut_lines(pdf, (HALF_HEIGHT,), (HALF_WIDTH,))
        cost = (
            ""
            if pack.costs is None or name not in pack.costs.cards
            else f"{pack.costs.cards[name]:g} {pack.costs.unit}"
        )
        one = parameters()[RECOMMENDATION + name]
        _recommendation(pdf, number + 1, one, cost, HALF_WIDTH * (place % 2) + PAD, HALF_HEIGHT * (place // 2) + PAD)


def _recommendation(pdf: Any, number: int, one: Parameter, cost: str, x: float, top: float) -> None:
    inside, height = HALF_WIDTH - 2 * PAD, HALF_HEIGHT - 2 * PAD
    box(pdf, x, top, 14, 14, NAVY)
    write(pdf, str(number), x, top + 3.2, 14, size=17, style="B", colour=(255, 255, 255), align="C")
    if cost:
        write(pdf, f"Cost: {cost}", x + 18, top + 4.5, inside - 18, size=12, style="B", align="R")
    y = write(pdf, one.label, x, top + 20, inside, size=21, style="B", height=38) + 5
    y = write(pdf, "Without it", x, y, inside, size=11.5, style="B", colour=MUTED)
    y = write(pdf, one.low_means, x, y + 0.5, inside, size=15.5, height=20) + 4
    y = write(pdf, "Adopted in full", x, y, inside, size=11.5, style="B", colour=NAVY)
    write(pdf, one.high_means, x, y + 0.5, inside, size=15.5, height=27)
    foot = top + height - 14
    write(pdf, f"Today: {100 * one.default:.0f}% of the way (our {one.grade})", x, foot, inside, size=9.5, colour=MUTED)
    box(pdf, x, foot + 6.5, inside, 3, PALE)
    box(pdf, x, foot + 6.5, inside * one.default, 3, NAVY)
    pdf.set_draw_color(*LINE)
    pdf.rect(x, foot + 6.5, inside, 3)
    pdf.set_text_color(*INK)


def ballots(pdf: Any, pack: Pack) -> None:
    """Draw a page for each question, with the same ballot on it several times."""
    for question in pack.all_questions:
        pdf.add_page()
        cut_lines(
            pdf, tuple(TALL * row for row in range(1, ROWS)), tuple(WIDE * column for column in range(1, COLUMNS))
        )
        for place in range(BALLOTS_A_PAGE):
            _ballot(pdf, question, WIDE * (place % COLUMNS) + BALLOT_PAD, TALL * (place // COLUMNS) + BALLOT_PAD)


def _ballot(pdf: Any, question: Question, x: float, top: float) -> None:
    inside, height = WIDE - 2 * BALLOT_PAD, TALL - 2 * BALLOT_PAD
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

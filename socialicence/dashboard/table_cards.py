"""Which cards the tables of a room have chosen: how many there may be, and as the text of an address."""

from __future__ import annotations

from socialicence.dashboard.plan import recommendations
from socialicence.dashboard.plan_pairs import listed, shown
from socialicence.errors import InputError

Choices = tuple[frozenset[str], ...]
"""Cards of each table."""
MOST_TABLES = 12
USUAL_TABLES = 4
NOTHING_CHOSEN: Choices = (frozenset(),) * USUAL_TABLES
_BETWEEN = "~"
"""Of all that a link may hold as it is, what no card has in its name and no mail program takes for the link's end."""


def check(choices: object) -> None:
    """Check what tables chose.

    Raises
    ------
    InputError
        If there are too few or too many tables, or a card does not exist.
    """
    if not isinstance(choices, tuple) or not 1 <= len(choices) <= MOST_TABLES:
        raise InputError(f"tables = {shown(choices)}; the cards of 1 to {MOST_TABLES} tables are needed")
    for cards in choices:
        if not isinstance(cards, frozenset) or not cards <= set(recommendations()):
            raise InputError(f"tables = {shown(cards)}; names of cards are needed: {', '.join(recommendations())}")


def as_text(choices: Choices) -> str:
    """Return the tables' cards as one value of an address: `arbitration,checklists~~transparency` for three tables."""
    return _BETWEEN.join(",".join(card for card in recommendations() if card in cards) for cards in choices)


def from_text(text: str, problems: list[str]) -> Choices:
    """Return the tables' cards that such a text holds; what cannot be used is left out and added to `problems`."""
    tables = text.split(_BETWEEN)
    if len(tables) > MOST_TABLES:
        problems.append(f"tables: cards of {len(tables)} tables; 1 to {MOST_TABLES} are allowed")
    found = []
    for place, cards in enumerate(tables[:MOST_TABLES], start=1):
        wrong: list[str] = []
        found.append(frozenset(listed(cards, wrong)))
        problems += [f"table {place}: {one}" for one in wrong]
    return tuple(found)


def fitted(choices: Choices, most: int) -> Choices:
    """Return the choices with no more cards at a table than it may have; the last cards go first."""
    return tuple(frozenset([card for card in recommendations() if card in cards][:most]) for cards in choices)

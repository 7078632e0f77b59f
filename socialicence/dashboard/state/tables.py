"""What each table of the room has chosen, in the tab's address, and what tables share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from socialicence.dashboard.plan import recommendations
from socialicence.dashboard.plan_pairs import MOST_TABLES, Choices
from socialicence.dashboard.state import session


def chosen() -> Choices:
    """Return the cards of each table."""
    return session.address.value.tables


def turn(table: int, card: str, most: int) -> None:
    """Choose a card for a table, or give it back; a table that has all its cards gets no more."""
    cards = chosen()[table]
    if card in cards:
        _set(table, cards - {card})
    elif card in recommendations() and len(cards) < most:
        _set(table, cards | {card})


def resize(count: int) -> None:
    """Have this many tables; what others chose is kept where it can be."""
    wanted = min(max(count, 1), MOST_TABLES)
    more = (frozenset[str](),) * (wanted - len(chosen()))
    session.go(tables=(*chosen()[:wanted], *more))


def _set(table: int, cards: frozenset[str]) -> None:
    session.go(tables=(*chosen()[:table], cards, *chosen()[table + 1 :]))


def counts(choices: Sequence[frozenset[str]]) -> Counter[str]:
    """Return for each card how many tables chose it."""
    return Counter(card for table in choices for card in table)


def shared(choices: Sequence[frozenset[str]], most: int) -> tuple[str, ...]:
    """Return the cards that at least half of the tables chose, the most often chosen first; never more than `most`.

    Where that would be too many, those that equally many tables chose are left out together: no order of the cards
    decides for the room.
    """
    found = {card: count for card, count in counts(choices).items() if 2 * count >= len(choices)}
    ordered = sorted(found, key=lambda card: (-found[card], recommendations().index(card)))
    if len(ordered) > most:
        tied = found[ordered[most]]
        ordered = [card for card in ordered if found[card] > tied]
    return tuple(ordered)


def said(count: int, tables: int) -> str:
    """Return how many tables chose a card, in words."""
    if not count:
        return ""
    return f"{count} of {tables} {'tables' if tables != 1 else 'table'} chose this"

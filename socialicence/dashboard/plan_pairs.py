"""Plans, and the cards of tables, as pairs of an address; each is read on its own, so that a bad one harms no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from socialicence.dashboard.incident import Incident
from socialicence.dashboard.levers import levers
from socialicence.dashboard.plan import TODAY, Plan, recommendations
from socialicence.errors import InputError
from socialicence.scenarios.departments import standard_departments

Choices = tuple[frozenset[str], ...]
"""Cards of each table."""
MOST_TABLES = 12
USUAL_TABLES = 4
NOTHING_CHOSEN: Choices = (frozenset(),) * USUAL_TABLES
_BETWEEN = "~"
"""Of all that a link may hold as it is, what no card has in its name and no mail program takes for the link's end."""
_INCIDENT = ("incident", "incident_month", "incident_at", "incident_size")


def plan_pairs(plan: Plan) -> list[tuple[str, str]]:
    """A plan as pairs; none for today's course."""
    pairs = [] if plan.future is None else [("start", plan.future)]
    known = levers()
    pairs += [(name, known[name].steps[step].short_name) for name, step in plan.steps.items() if step is not None]
    if plan.cards:
        pairs.append(("cards", ",".join(plan.cards)))
    pairs += [(name, _number(value)) for name, value in plan.more.items()]
    if plan.incident is not None:
        one = plan.incident
        pairs += [
            ("incident", one.kind),
            ("incident_month", _number(one.month)),
            ("incident_at", one.organisation or _slug(str(one.department))),
        ]
        pairs += [("incident_size", _number(one.size))] if one.size != 1 else []
    return pairs + ([("title", plan.title)] if plan.title else [])


def plan_from(given: Mapping[str, str], problems: list[str]) -> Plan:
    """The plan in some pairs; each part that cannot be used is left out and said."""
    plan = TODAY
    for part in _parts(given, problems):
        try:
            table = plan.to_dict()
            for key, value in part.items():
                table[key] = {**table.get(key, {}), **value} if key in ("steps", "more") else value
            plan = Plan.from_dict(table)
        except InputError as error:
            problems.append(_short(str(error)))
    return plan


def _parts(given: Mapping[str, str], problems: list[str]) -> Iterator[dict[str, Any]]:
    """Each part of a plan on its own."""
    for name, value in given.items():
        if name in _INCIDENT:
            continue
        if name in levers():
            yield {"steps": {name: value}}
        elif name == "start":
            if value != "today":
                yield {"future": value}
        elif name == "cards":
            yield from ({"cards": cards} for cards in [listed(value, problems)])
        elif name == "title":
            yield {"title": value}
        else:
            yield {"more": {name: value}}
    if any(name in given for name in _INCIDENT):
        yield from _incident(given, problems)


def listed(value: str, problems: list[str]) -> list[str]:
    """Return those names of cards that exist, each once; the others are said."""
    found, names = [], list(dict.fromkeys(filter(None, value.split(","))))
    if len(names) > len(recommendations()):
        problems.append(f"{len(names):,} cards are named; there are {len(recommendations())}")
    for name in names[: len(recommendations())]:
        try:
            found.append(Plan(cards=(name,)).cards[0])
        except InputError as error:
            problems.append(_short(str(error)))
    return found


def _incident(given: Mapping[str, str], problems: list[str]) -> Iterator[dict[str, Any]]:
    try:
        at = given.get("incident_at", "")
        departments = {_slug(one.name): one.name for one in standard_departments()}
        place = {"department": departments[at]} if at in departments else {"organisation": at}
        one = Incident(
            kind=given.get("incident", ""),
            month=_float(given.get("incident_month", "12"), "incident_month"),
            size=_float(given.get("incident_size", "1"), "incident_size"),
            **place,
        )
        yield {"incident": one.to_dict()}
    except InputError as error:
        problems.append(_short(str(error)))


def _float(value: str, name: str) -> float:
    try:
        if "_" in value or not value.isascii():
            raise ValueError
        return float(value)
    except ValueError:
        raise InputError(f"{name} = {shown(value)} is not a number") from None


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:197]}..."


def _number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) else repr(float(value))


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def shown(value: object) -> str:
    """What was given, short and on one line, fit for a message."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


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

"""What a round or a preset of a pack sets, and what choices cost: read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Costs, Setting
from socialicence.errors import InputError, unknown
from socialicence.parameters import parameters
from socialicence.results.measures import FUTURES
from socialicence.scenarios import fields
from socialicence.scenarios.departments import standard_departments
from socialicence.scenarios.fields import Table
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.scenarios.settings import settings
from socialicence.scenarios.shocks import read_shocks

CARD = "recommendation."
_MOST_COST = 1e9


def read_setting(given: object, where: str) -> Setting:
    """Return what a table sets: levers by the label or number of their position, cards, an incident, a future.

    Raises
    ------
    InputError
        Naming the place, the key, what was given and what is allowed.
    """
    table = _table(given, where)
    levers = {one.name: one for one in LEVERS}
    fields.check_keys(table, (*levers, "more", "cards", "incident", "future"), (), where)
    future = table.get("future")
    if future is not None and future not in FUTURES:
        raise unknown("future", str(future), FUTURES, where)
    return Setting(
        steps={name: _step(table[name], name, where) for name in levers if name in table},
        more=_more(table.get("more", {}), f"{where}: more"),
        cards=_cards(table.get("cards", []), f"{where}: cards"),
        incident=_incident(table["incident"], f"{where}: incident") if "incident" in table else None,
        future=future,
    )


def read_costs(given: object, where: str) -> Costs:
    """Return what choices cost."""
    table = _table(given, where)
    levers = {one.name: one for one in LEVERS}
    fields.check_keys(table, ("unit", "budget", "cards", *levers), ("unit",), where)
    cards = _table(table.get("cards", {}), f"{where}: cards")
    return Costs(
        unit=fields.title(table, "unit", where),
        budget=_cost(table["budget"], "budget", where) if "budget" in table else None,
        steps={name: _step_costs(table[name], name, where) for name in levers if name in table},
        cards={
            _card(name, f"{where}: cards"): _cost(cost, name, f"{where}: cards")
            for name, cost in fields.flat(cards)
        },
    )  # fmt: skip


def _table(given: object, where: str) -> Table:
    if not isinstance(given, Mapping):
        raise InputError(f"{where} = {given!r} is not a table; write {{ name = value }}")
    return given


def _step(given: object, lever: str, where: str) -> int:
    """The position of a lever: by its label, or by its number counted from 1."""
    steps = next(one for one in LEVERS if one.name == lever).steps
    labels = [step.label for step in steps]
    if isinstance(given, str):
        if given not in labels:
            raise unknown(lever, given, labels, where)
        return labels.index(given)
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= len(steps):
        raise InputError(f"{where}: {lever} = {given!r}; a number from 1 to {len(steps)} or a label is needed")
    return given - 1


def _more(given: object, where: str) -> dict[str, float]:
    """Other levers, each in its range; parameters are beliefs, not choices."""
    table = dict(fields.flat(_table(given, where)))
    values = settings(table, where)
    for name in values:
        if not parameters()[name].is_lever:
            raise InputError(f"{where}: {name} is a belief about the world, not a choice; only levers can be set")
    return values


def _cards(given: object, where: str) -> tuple[str, ...]:
    if not isinstance(given, list | tuple):
        raise InputError(f'{where} = {given!r} is not a list; write ["arbitration"]')
    return tuple(dict.fromkeys(_card(name, where) for name in given))


def _card(given: object, where: str) -> str:
    """A recommendation by its name, with or without the word before the dot."""
    known = [name.removeprefix(CARD) for name in parameters() if name.startswith(CARD)]
    name = str(given).removeprefix(CARD)
    if name not in known:
        raise unknown("recommendation", str(given), known, where)
    return name


def _incident(given: object, where: str) -> ScheduledShock:
    return read_shocks([_table(given, where)], where, [one.name for one in standard_departments()])[0]


def _step_costs(given: object, lever: str, where: str) -> tuple[float, ...]:
    count = len(next(one for one in LEVERS if one.name == lever).steps)
    if not isinstance(given, list | tuple) or len(given) != count:
        raise InputError(f"{where}: {lever} = {given!r}; a list of {count} costs is needed, one for each position")
    return tuple(_cost(cost, lever, where) for cost in given)


def _cost(given: Any, key: str, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= _MOST_COST:
        raise InputError(f"{where}: {key} = {given!r}; a number from 0 to {_MOST_COST:,.0f} is needed")
    return float(given)

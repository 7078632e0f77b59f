"""What a round or a preset of a pack sets, and what choices cost: read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from socialicence.dashboard.levers import levers
from socialicence.dashboard.packs import Costs
from socialicence.dashboard.plan import RECOMMENDATION, Plan, recommendations
from socialicence.errors import InputError, unknown
from socialicence.scenarios import fields
from socialicence.scenarios.fields import Table

_BESIDE = ("more", "cards", "incident", "future")
"""What may stand beside the five levers."""
_MOST_COST = 1e9


def read_plan(given: object, title: str, where: str) -> Plan:
    """Return the plan of a table: each lever by the label of its step, cards, an incident, a future to start from.

    Raises
    ------
    InputError
        Naming the place, the key, what was given and what is allowed.
    """
    table = _table(given, where)
    fields.check_keys(table, (*levers(), *_BESIDE), (), where)
    content: dict[str, Any] = {key: table[key] for key in _BESIDE if key in table}
    if isinstance(content.get("more"), Mapping):
        content["more"] = dict(fields.flat(content["more"]))
    steps = {name: table[name] for name in levers() if name in table}
    return Plan.from_dict({**content, "steps": steps, "title": title}, where)


def read_costs(given: object, where: str) -> Costs:
    """Return what choices cost.

    Raises
    ------
    InputError
        Naming the place, the key, what was given and what is allowed.
    """
    table = _table(given, where)
    fields.check_keys(table, ("unit", "budget", "cards", *levers()), ("unit",), where)
    place = f"{where}: cards"
    cards = _table(table.get("cards", {}), place)
    return Costs(
        unit=fields.title(table, "unit", where),
        budget=_cost(table["budget"], "budget", where) if "budget" in table else None,
        steps={name: _step_costs(table[name], name, where) for name in levers() if name in table},
        cards={_card(name, place): _cost(cost, name, place) for name, cost in cards.items()},
    )


def _table(given: object, where: str) -> Table:
    if not isinstance(given, Mapping):
        raise InputError(f"{where} = {given!r} is not a table; write {{ name = value }}")
    return given


def _card(given: str, where: str) -> str:
    name = given.removeprefix(RECOMMENDATION)
    if name not in recommendations():
        raise unknown("recommendation", given, recommendations(), where)
    return name


def _step_costs(given: object, lever: str, where: str) -> tuple[float, ...]:
    """What each step of a lever costs, from the least."""
    count = len(levers()[lever].steps)
    if not isinstance(given, list | tuple) or len(given) != count:
        raise InputError(f"{where}: {lever} = {given!r}; a list of {count} costs is needed, one for each step")
    return tuple(_cost(cost, lever, where) for cost in given)


def _cost(given: object, key: str, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= _MOST_COST:
        raise InputError(f"{where}: {key} = {given!r}; a number from 0 to {_MOST_COST:,.0f} is needed")
    return float(given)

"""Reading a pack's TOML: every key checked, one line for whatever is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from socialicence.categories import FUTURE_NAMES
from socialicence.dashboard.levers import levers
from socialicence.dashboard.packs import (
    HIGHER,
    LOWER,
    NEAREST,
    SAME,
    TODAY,
    Choice,
    Costs,
    Pack,
    Preset,
    Question,
    Round,
)
from socialicence.dashboard.plan import RECOMMENDATION, Plan, recommendations
from socialicence.errors import InputError, unknown
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import OUTCOMES, names_in
from socialicence.scenarios import fields
from socialicence.scenarios.fields import Table

CHARTS = ("crossroads", "backing", "personas", "contributions")
"""What a reveal may show."""
MOST_ROUNDS, MOST_QUESTIONS, MOST_PRESETS, MOST_CHOICES = 12, 20, 20, 8
LONGEST_LABEL = 120
MOST_CARDS = 16
_KEYS = ("title", "description", "choose_cards", "rounds", "questions", "presets", "costs")
_ROUND = ("name", "title", "predict", "measure", "same_within", "choices", "set", "against", "show", "reveal", "why")
_BESIDE = ("more", "cards", "incident", "future")
"""What may stand beside the five levers."""
_MOST_COST = 1e9


def measures() -> tuple[str, ...]:
    """Return what a round may ask about."""
    return (NEAREST, *names_in(Place.ROUNDS))


def pack_of(table: Table, name: str, where: str) -> Pack:
    """Return the pack that a file holds.

    Raises
    ------
    InputError
        Naming the file, the key, what was given and what is allowed.
    """
    fields.check_keys(table, _KEYS, ("title", "rounds"), where)
    rounds: list[Round] = []
    for place, one in fields.tables_of(table["rounds"], "rounds", MOST_ROUNDS, where):
        rounds.append(_round(one, place, [before.name for before in rounds]))
    if not rounds:
        raise InputError(f"{where}: rounds is empty; at least one [[rounds]] is needed")
    asked = fields.tables_of(table.get("questions", []), "questions", MOST_QUESTIONS, where)
    questions = tuple(_question(one, place) for place, one in asked)
    offered = fields.tables_of(table.get("presets", []), "presets", MOST_PRESETS, where)
    presets = tuple(_preset(one, place) for place, one in offered)
    fields.no_two_alike([*(one.name for one in rounds), *(one.name for one in questions)], "questions", where)
    fields.no_two_alike((one.name for one in presets), "presets", where)
    return Pack(
        name=name,
        title=fields.title(table, "title", where),
        description=fields.text(table, "description", where),
        rounds=tuple(rounds),
        questions=questions,
        presets=presets,
        choose_cards=_choose(table, where),
        costs=read_costs(table["costs"], f"{where}: costs") if "costs" in table else None,
    )


def _round(table: Table, where: str, before: Sequence[str]) -> Round:
    fields.check_keys(table, _ROUND, ("name", "title", "predict", "measure", "choices", "reveal", "why"), where)
    name, title = fields.word(table, "name", where), fields.title(table, "title", where)
    measure = table["measure"]
    if measure not in measures():
        raise unknown("measure", str(measure), measures(), where)
    against = table.get("against", TODAY)
    if against not in (TODAY, *before):
        raise unknown("round to compare against", str(against), (TODAY, *before), where)
    choices = _choices(table["choices"], where)
    allowed = tuple(FUTURE_NAMES) if measure == NEAREST else (LOWER, SAME, HIGHER)
    for choice in choices:
        if choice.name not in allowed:
            raise InputError(
                f"{where}: choices: {choice.name!r} is no answer to {measure}; allowed: {', '.join(allowed)}"
            )
    return Round(
        name=name,
        title=title,
        question=Question(name, fields.title(table, "predict", where), choices),
        measure=measure,
        same_within=_same_within(table, where),
        plan=read_plan(table.get("set", {}), title, f"{where}: set"),
        against=against,
        show=_show(table, where),
        reveal=fields.text(table, "reveal", where),
        why=fields.text(table, "why", where),
    )


def _question(table: Table, where: str) -> Question:
    fields.check_keys(table, ("name", "text", "choices"), ("name", "text", "choices"), where)
    text = fields.title(table, "text", where)
    return Question(fields.word(table, "name", where), text, _choices(table["choices"], where))


def _choices(given: object, where: str) -> tuple[Choice, ...]:
    """The answers: a table of names and the words that people read."""
    if not isinstance(given, Mapping):
        raise InputError(f"{where}: choices = {given!r}; a table is needed, such as {{ yes = 'Yes', no = 'No' }}")
    if not 2 <= len(given) <= MOST_CHOICES:
        raise InputError(f"{where}: there are {len(given)} choices; 2 to {MOST_CHOICES} are needed")
    place = f"{where}: choices"
    return tuple(Choice(fields.word({"name": name}, "name", place), _label(given, name, place)) for name in given)


def _label(given: Table, name: str, where: str) -> str:
    label = fields.text(given, name, where, LONGEST_LABEL)
    if not label.strip():
        raise InputError(f"{where}: {name} is empty; 1 to {LONGEST_LABEL} characters are needed")
    return label


def _preset(table: Table, where: str) -> Preset:
    fields.check_keys(table, ("name", "title", "description", "set"), ("name", "title", "set"), where)
    title = fields.title(table, "title", where)
    return Preset(
        name=fields.word(table, "name", where),
        title=title,
        description=fields.text(table, "description", where),
        plan=read_plan(table["set"], title, f"{where}: set"),
    )


def _same_within(table: Table, where: str) -> float:
    """How much counts as no difference."""
    given = table.get("same_within", 0.0)
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 100:
        unit = "" if table["measure"] == NEAREST else f" ({OUTCOMES[table['measure']].unit})"
        raise InputError(f"{where}: same_within = {given!r}; a number from 0 to 100{unit} is needed")
    return float(given)


def _show(table: Table, where: str) -> tuple[str, ...]:
    given = table.get("show", ["crossroads"])
    if not isinstance(given, list | tuple) or not given:
        raise InputError(f'{where}: show = {given!r} is not a list of charts; write ["crossroads"]')
    for chart in given:
        if chart not in CHARTS:
            raise unknown("chart", str(chart), CHARTS, f"{where}: show")
    return tuple(dict.fromkeys(given))


def _choose(table: Table, where: str) -> int:
    given = table.get("choose_cards", 5)
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= MOST_CARDS:
        raise InputError(f"{where}: choose_cards = {given!r}; a whole number from 1 to {MOST_CARDS} is needed")
    return given


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

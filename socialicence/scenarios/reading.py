"""Reading scenario files: TOML in, a checked `Scenario` out, one line for whatever is wrong."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError, unknown
from socialicence.parameters import Parameter, canonical, parameters
from socialicence.scenarios import fields
from socialicence.scenarios.additions import KEYS as ADDED
from socialicence.scenarios.additions import Additions, adoptions, check_institutions, read_additions
from socialicence.scenarios.fields import LONGEST_TITLE, place_of, plain_text
from socialicence.scenarios.files import parsed
from socialicence.scenarios.scenario import CAN_BE_LEFT_OUT, Scenario
from socialicence.scenarios.settings import SHORTHAND, settings
from socialicence.scenarios.shocks import read_shocks

if TYPE_CHECKING:
    from socialicence.data.survey import Survey

FOLDER = Path(__file__).parent
NATIONS = ("uk", "england")
MOST_MONTHS = 600
_TEXTS = ("name", "title", "description", "nations", "start_date")
_KEYS = (
    *_TEXTS, "youngest", "months", "meaning", "levers", "parameters", "shocks", "additions", *ADDED, "without_stages",
    "survey", "survey_sha256",
    "expected_objections",
)  # fmt: skip


def names() -> list[str]:
    """Return the names of the scenarios that come with the package: status quo first."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return sorted(found, key=lambda name: name != "status_quo")


def load(name: str | Path | Scenario) -> Scenario:
    """Return a scenario by name or from a TOML file.

    Parameters
    ----------
    name : str or Path
        A name from `names()`, or the path of a file (it ends in `.toml` or has a folder in it).

    Raises
    ------
    InputError
        If there is no such scenario, or the file cannot be used; the text is one line that says why.
    """
    if isinstance(name, Scenario):
        return name
    text = str(name)
    if not text:
        raise InputError(f"a scenario's name is empty; allowed: {', '.join(names())}, or the path of a .toml file")
    if isinstance(name, str) and text in names():
        return from_file(FOLDER / f"{text}.toml", shown=text)
    if isinstance(name, Path) or text.endswith(".toml") or "/" in text or "\\" in text or os.path.isfile(text):
        return from_file(Path(name))
    if os.path.isdir(text):
        raise InputError(f"{text}: is a folder; a scenario's name or a .toml file is needed")
    raise unknown("scenario", text if len(text) <= 100 else f"{text[:100]}...", names())


def from_file(path: Path, shown: str = "") -> Scenario:
    """Return the scenario in one TOML file; `shown` is the place that an error's text names."""
    where = shown or str(path)
    hint = f"; scenarios by name are {', '.join(names())}"
    table = parsed(path, where, hint, "a scenario needs at least a title and [levers]")
    stem = path.stem
    try:
        stem.encode()
    except UnicodeEncodeError:
        raise InputError(f"{where!a}: the file's name is not UTF-8; rename it") from None
    if isinstance(title := table.get("title"), str) and not title.strip():
        raise InputError(f"{where}: title is empty; write one or leave the line out")
    try:
        return from_table({"name": stem, **table}, where, path.parent)
    except RecursionError:
        raise InputError(f"{where}: tables are nested too deeply") from None


def load_additions(path: str | Path) -> tuple[Additions, dict[str, float]]:
    """Return what a file adds to the model, and the adoption that stands with its recommendations.

    Raises
    ------
    InputError
        If the file cannot be used; the text is one line that says why.
    """
    table = parsed(
        Path(path), str(path), "", f"it needs at least one of {', '.join(f'[[{key}]]' for key in ADDED[:4])}"
    )
    for key in table:
        if key not in ADDED:
            raise unknown("key", key, ADDED, str(path))
    try:
        return read_additions(table, str(path)), dict(adoptions(table, str(path)))
    except RecursionError:
        raise InputError(f"{path}: tables are nested too deeply") from None


def with_additions(scenarios: Sequence[Scenario], path: str | Path) -> list[Scenario]:
    """Return scenarios with what a file adds to the model; a recommendation is adopted where the scenario says nothing.

    Raises
    ------
    InputError
        If the file cannot be used, or does not fit one of the scenarios.
    """
    additions, adopted = load_additions(path)
    extended = [scenario.extended(additions, str(path)) for scenario in scenarios]
    return [scenario.changed({**adopted, **scenario.values}, str(path)) for scenario in extended]


def from_table(table: Mapping[str, Any], where: str = "", folder: Path = Path()) -> Scenario:
    """Return a scenario from a table as TOML gives it, or as `Scenario.to_dict` gave it.

    Parameters
    ----------
    table : mapping
    where : str
        The place that an error's text names.
    folder : Path
        Where a file of additions lies that the table names.

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    known = (*_KEYS, "values")
    for key in table:
        if key not in known:
            raise _misplaced(key, table[key], where)
    texts = {key: fields.as_text(table[key], key, where) for key in _TEXTS if key in table}
    if texts.get("nations", "uk") not in NATIONS:
        raise InputError(f"{place_of(where)}nations = {texts['nations']!r}; allowed: {', '.join(NATIONS)}")
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", texts.get("start_date", "2026-01")):
        raise InputError(f"{place_of(where)}start_date = {texts['start_date']!r}; a month such as '2026-01' is needed")
    name = texts.get("name", "")
    if not name.strip() or not name.isprintable() or "/" in name or len(name) > 100:
        raise InputError(f"{place_of(where)}name = {name!r}; 1 to 100 printable characters without / are needed")
    additions, adopted = _additions(table, where, folder)
    return Scenario(
        **texts,
        youngest=_whole(table.get("youngest", 18), "youngest", 18, 90, where),
        months=_whole(table.get("months", 60), "months", 1, MOST_MONTHS, where),
        meaning=_meaning(fields.section(table, "meaning", where), where),
        values=_values(table, where, additions.parameters, adopted),
        shocks=read_shocks(
            table.get("shocks", []), where, [one.name for one in additions.all_departments], additions.shock_kinds
        ),
        additions=additions,
        without_stages=_without_stages(table.get("without_stages", []), where),
        survey=_survey(table, where, folder),
        expected_objections=fields.true_or_false(table.get("expected_objections", False), "expected_objections", where),
    )


def _survey(table: Mapping[str, Any], where: str, folder: Path) -> Survey | None:
    """The survey that a scenario names; where a hash stands beside it, it must still be the same file."""
    if "survey" not in table:
        return None
    from socialicence.data.survey import read_survey

    survey = read_survey(folder / fields.as_text(table["survey"], "survey", where))
    if table.get("survey_sha256", survey.sha256) != survey.sha256:
        raise InputError(f"{place_of(where)}survey = {survey.file!r} is not the file it was: its content has changed")
    return survey


def with_survey(scenarios: Sequence[Scenario], path: str | Path) -> list[Scenario]:
    """Return scenarios whose public is drawn from a survey.

    Raises
    ------
    InputError
        If the file cannot be used.
    """
    from socialicence.data.survey import read_survey

    survey = read_survey(path)
    return [replace(scenario, survey=survey) for scenario in scenarios]


def _additions(table: Mapping[str, Any], where: str, folder: Path) -> tuple[Additions, dict[str, float]]:
    """What the scenario adds itself, laid over the file of additions that it names; and what is adopted of it."""
    own, adopted = read_additions(table, where), adoptions(table, where)
    if "additions" not in table:
        check_institutions(own, where)
        return own, dict(adopted)
    name = fields.as_text(table["additions"], "additions", where)
    shared, adopted_there = load_additions(folder / name)
    return shared.extended(own, where), {**adopted_there, **adopted}


def _without_stages(given: object, where: str) -> tuple[str, ...]:
    """Stages to leave out, in the order of the month."""
    if not isinstance(given, list | tuple):
        raise InputError(f'{place_of(where)}without_stages = {given!r} is not a list; write ["{CAN_BE_LEFT_OUT[0]}"]')
    for name in given:
        if name == "observation":
            raise InputError(
                f"{place_of(where)}without_stages: observation cannot be left out: all results come from it"
            )
        if name not in CAN_BE_LEFT_OUT:
            raise unknown("stage", str(name), CAN_BE_LEFT_OUT, where)
    return tuple(name for name in CAN_BE_LEFT_OUT if name in given)


def _values(
    table: Mapping[str, Any], where: str, own: Mapping[str, Parameter], adopted: Mapping[str, float]
) -> dict[str, float]:
    given: dict[str, object] = dict(_section(table, "values", where))
    for section, kind in (("levers", "lever"), ("parameters", "parameter")):
        for name, value in _section(table, section, where):
            if name != SHORTHAND:
                known = canonical(name, place_of(where) + section, own)
                one = own[known] if known in own else parameters()[known]
                if one.kind != kind:
                    raise InputError(f"{place_of(where)}{one.name} is a {one.kind}: put it under [{one.kind}s]")
            given[name] = value
    # What stands with a recommendation gives way to what this scenario says of it.
    return settings(given, where, base=adopted, own=own)


def _section(table: Mapping[str, Any], section: str, where: str) -> Iterator[tuple[str, object]]:
    """Every key of a section with its value, nested tables as dotted names."""
    content = fields.section(table, section, where)
    yield from content.items() if section == "values" else fields.flat(content)


def _misplaced(key: str, value: object, where: str) -> InputError:
    """The error for an unknown key at the top: it may be a lever outside its section."""
    name = next((name for name, _ in fields.flat({key: value})), key)
    try:
        kind = parameters()[canonical(name)].kind
    except InputError:
        return unknown("key", key, _KEYS, where)
    return InputError(f"{place_of(where)}{name} is a {kind}: put it under [{kind}s]")


def _whole(value: object, key: str, low: int, high: int, where: str) -> int:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not low <= number <= high or number != int(number):
        raise InputError(f"{place_of(where)}{key} = {value!r}; a whole number from {low} to {high} is needed")
    return int(number)


def _meaning(value: Mapping[str, Any], where: str) -> dict[str, str]:
    for key in value:
        plain_text(key, "a key of meaning", LONGEST_TITLE, where)
    return {key: fields.as_text(sentence, f"meaning.{key}", where) for key, sentence in value.items()}

"""Reading scenario files: TOML in, a checked `Scenario` out, one line for whatever is wrong."""

from __future__ import annotations

import math
import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from socialicence.errors import InputError, unknown
from socialicence.parameters import canonical, parameters
from socialicence.scenarios.scenario import Scenario
from socialicence.scenarios.settings import SHORTHAND, settings
from socialicence.scenarios.shocks import read_shocks
from socialicence.scenarios.texts import LONGEST_TEXT, LONGEST_TITLE, plain_text

FOLDER = Path(__file__).parent
NATIONS = ("uk", "england")
MOST_MONTHS = 600
LARGEST_FILE = 2**20
"""Bytes of a scenario file: far more than any has."""
_TEXTS = ("name", "title", "description", "nations", "start_date")
_KEYS = (*_TEXTS, "youngest", "months", "meaning", "levers", "parameters", "shocks")


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
    known = f"scenarios by name are {', '.join(names())}"
    table = parsed(path, where, known, "a scenario needs at least a title and [levers]")
    stem = path.stem
    try:
        stem.encode()
    except UnicodeEncodeError:
        raise InputError(f"{where!a}: the file's name is not UTF-8; rename it") from None
    if isinstance(title := table.get("title"), str) and not title.strip():
        raise InputError(f"{where}: title is empty; write one or leave the line out")
    try:
        return from_table({"name": stem, **table}, where)
    except RecursionError:
        raise InputError(f"{where}: tables are nested too deeply") from None


def parsed(path: Path, where: str, otherwise: str, needed: str) -> dict[str, Any]:
    """Return what a TOML file holds; `otherwise` and `needed` end the errors for a missing and an empty file."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InputError(f"{where}: is a folder; a .toml file is needed")
        if not stat.S_ISREG(found.st_mode):
            raise InputError(f"{where}: is not an ordinary file; a .toml file is needed")
        if found.st_size > LARGEST_FILE:
            raise InputError(f"{where}: has {found.st_size:,} bytes; {LARGEST_FILE:,} at most are allowed")
        content = path.read_bytes()
    except InputError:
        raise
    except FileNotFoundError:
        raise InputError(f"{where}: there is no such file; {otherwise}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{where}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not content.strip():
        raise InputError(f"{where}: is empty; {needed}")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: is not text (UTF-8); a .toml file is needed") from None
    except RecursionError:
        raise InputError(f"{where}: is not valid TOML: nested too deeply") from None
    except ValueError as error:  # of TOML, or of a number with thousands of digits
        raise InputError(f"{where}: is not valid TOML: {' '.join(str(error).split())}") from None


def from_table(table: Mapping[str, Any], where: str = "") -> Scenario:
    """Return a scenario from a table as TOML gives it, or as `Scenario.to_dict` gave it.

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    known = (*_KEYS, "values")
    for key in table:
        if key not in known:
            raise _misplaced(key, table[key], where)
    texts = {key: _text(table[key], key, where) for key in _TEXTS if key in table}
    if texts.get("nations", "uk") not in NATIONS:
        raise InputError(f"{_place(where)}nations = {texts['nations']!r}; allowed: {', '.join(NATIONS)}")
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", texts.get("start_date", "2026-01")):
        raise InputError(f"{_place(where)}start_date = {texts['start_date']!r}; a month such as '2026-01' is needed")
    name = texts.get("name", "")
    if not name.strip() or not name.isprintable() or "/" in name or len(name) > 100:
        raise InputError(f"{_place(where)}name = {name!r}; 1 to 100 printable characters without / are needed")
    return Scenario(
        **texts,
        youngest=_whole(table.get("youngest", 18), "youngest", 18, 90, where),
        months=_whole(table.get("months", 60), "months", 1, MOST_MONTHS, where),
        meaning=_meaning(table.get("meaning", {}), where),
        values=_values(table, where),
        shocks=read_shocks(table.get("shocks", []), where, MOST_MONTHS),
    )


def _values(table: Mapping[str, Any], where: str) -> dict[str, float]:
    given: dict[str, object] = dict(_section(table, "values", where))
    for section, kind in (("levers", "lever"), ("parameters", "parameter")):
        for name, value in _section(table, section, where):
            if name != SHORTHAND and (own := parameters()[canonical(name, _place(where) + section)]).kind != kind:
                raise InputError(f"{_place(where)}{own.name} is a {own.kind}: put it under [{own.kind}s]")
            given[name] = value
    return settings(given, where)


def _section(table: Mapping[str, Any], section: str, where: str) -> Iterator[tuple[str, object]]:
    """Every key of a section with its value, nested tables as dotted names."""
    content = table.get(section, {})
    if not isinstance(content, Mapping):
        raise InputError(f"{_place(where)}{section} = {content!r} is not a table; write [{section}] above its lines")
    if section == "values":
        yield from content.items()
        return
    yield from _flat(content)


def _flat(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _misplaced(key: str, value: object, where: str) -> InputError:
    """The error for an unknown key at the top: it may be a lever outside its section."""
    name = next((name for name, _ in _flat({key: value})), key)
    try:
        kind = parameters()[canonical(name)].kind
    except InputError:
        return unknown("key", key, _KEYS, where)
    return InputError(f"{_place(where)}{name} is a {kind}: put it under [{kind}s]")


def _place(where: str) -> str:
    return f"{where}: " if where else ""


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{_place(where)}{key} = {value!r} is not text; put it in quotes")
    return plain_text(value, key, LONGEST_TITLE if key == "title" else LONGEST_TEXT, where)


def _whole(value: object, key: str, low: int, high: int, where: str) -> int:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not low <= number <= high or number != int(number):
        raise InputError(f"{_place(where)}{key} = {value!r}; a whole number from {low} to {high} is needed")
    return int(number)


def _meaning(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise InputError(f"{_place(where)}meaning = {value!r} is not a table; write [meaning] above its lines")
    for key in value:
        plain_text(key, "a key of meaning", LONGEST_TITLE, where)
    return {key: _text(sentence, f"meaning.{key}", where) for key, sentence in value.items()}

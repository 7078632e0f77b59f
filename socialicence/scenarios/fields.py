"""One field of a table in a scenario file: present, of its kind, in range, or a line that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, TypeVar

from socialicence.data.columns import number_columns
from socialicence.errors import InputError, unknown
from socialicence.parameters import GRADES

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""C0, DEL and C1, and what turns the direction of writing round."""


def plain_text(text: str, key: str, most: int, where: str = "") -> str:
    """Return `text` if it can be shown on one line of any screen; a text of several lines becomes one.

    Raises
    ------
    InputError
        If it has a control character or more than `most` characters.
    """
    place = f"{where}: " if where else ""
    text = text if key == "title" else _LINE_ENDS.sub(" ", text.strip())
    if len(text) > most:
        raise InputError(f"{place}{key} has {len(text):,} characters; {most:,} at most are allowed")
    if found := _CONTROL.search(text):
        raise InputError(f"{place}{key} has the control character U+{ord(found.group()):04X}; write plain text")
    return text


Member = TypeVar("Member", bound=IntEnum)
Table = Mapping[str, Any]
_WORD = re.compile(r"[a-z][a-z0-9_]{0,59}")


def place_of(where: str) -> str:
    """Return the place that an error's text begins with; nothing where there is none."""
    return f"{where}: " if where else ""


def tables_of(given: object, key: str, most: int, where: str) -> list[tuple[str, Table]]:
    """Return the tables under `[[key]]`, each with the place that an error's text names.

    Raises
    ------
    InputError
        If it is no list of tables, or there are more than `most`.
    """
    place = place_of(where)
    if not isinstance(given, list | tuple) or not all(isinstance(table, Mapping) for table in given):
        raise InputError(f"{place}{key} is not a list of tables; write [[{key}]] above each")
    if len(given) > most:
        raise InputError(f"{place}there are {len(given):,} {key}; {most:,} at most are allowed")
    return [(f"{place}{key} {number}", table) for number, table in enumerate(given, start=1)]


def check_keys(table: Table, allowed: Iterable[str], needed: Iterable[str], where: str) -> None:
    """Make sure that a table has only keys that are known, and those that it needs."""
    known = list(allowed)
    for key in table:
        if key not in known:
            raise unknown("key", str(key), known, where)
    for key in needed:
        if key not in table:
            raise InputError(f"{where}: {key} is missing")


def flat(table: Table, before: str = "", whole: Collection[str] = ()) -> Iterator[tuple[str, object]]:
    """Yield every key with its value, nested tables as dotted names; a table with a key of `whole` is a value."""
    for key, value in table.items():
        if isinstance(value, Mapping) and not any(one in value for one in whole):
            yield from flat(value, f"{before}{key}.", whole)
        else:
            yield f"{before}{key}", value


def number(table: Table, kind: str, key: str, where: str) -> float:
    """Return the number under `key`, in the range that `data/columns.csv` gives for tables of this kind."""
    return number_columns()[kind, key].checked(table[key], where)


def text(table: Table, key: str, where: str, most: int = LONGEST_TEXT) -> str:
    """Return the text under `key`, on one line; empty if there is none."""
    return as_text(table.get(key, ""), key, where, most)


def as_text(given: object, key: str, where: str, most: int = LONGEST_TEXT) -> str:
    """Return a value that must be text."""
    if not isinstance(given, str):
        raise InputError(f"{place_of(where)}{key} = {given!r} is not text; put it in quotes")
    return plain_text(given, key, LONGEST_TITLE if key == "title" else most, where)


def whole_number(given: object, key: str, low: int, high: int, where: str) -> int:
    """Return a value that must be a whole number in a range."""
    if not isinstance(given, int) or isinstance(given, bool) or not low <= given <= high:
        raise InputError(f"{where}: {key} = {given!r}; a whole number from {low:,} to {high:,} is needed")
    return given


def true_or_false(given: object, key: str, where: str) -> bool:
    """Return a value that must be true or false."""
    if not isinstance(given, bool):
        raise InputError(f"{place_of(where)}{key} = {given!r}; true or false is needed")
    return given


def section(table: Table, key: str, where: str) -> Table:
    """Return the table under `[key]`; an empty one if there is none."""
    content = table.get(key, {})
    if not isinstance(content, Mapping):
        raise InputError(f"{place_of(where)}{key} = {content!r} is not a table; write [{key}] above its lines")
    return content


def title(table: Table, key: str, where: str) -> str:
    """Return the text under `key`, which must say something in a few words."""
    given = text(table, key, where, LONGEST_TITLE)
    if not given.strip():
        raise InputError(f"{where}: {key} is empty; 1 to {LONGEST_TITLE} characters are needed")
    return given


def word(table: Table, key: str, where: str) -> str:
    """Return the name under `key`, fit to be the name of a column."""
    given = table[key]
    if not isinstance(given, str) or not _WORD.fullmatch(given):
        raise InputError(
            f"{where}: {key} = {given!r}; a name of small letters, digits and underscores is needed, such as 'my_name'"
        )
    return given


def grade(table: Table, where: str) -> str:
    """Return the evidence grade; `assumption` if none is given."""
    given = table.get("grade", "assumption")
    if given not in GRADES:
        raise unknown("grade", str(given), GRADES, where)
    return str(given)


def member(given: object, kind: type[Member], key: str, where: str) -> Member:
    """Return the category that a name stands for: `health_service` and `health service` are the same."""
    names = [one.name.lower() for one in kind]
    name = str(given).strip().lower().replace(" ", "_")
    if name not in names:
        raise unknown(key, str(given), names, where)
    return kind[name.upper()]


def members(table: Table, key: str, kind: type[Member], where: str, *, singular: str = "") -> tuple[Member, ...]:
    """Return the categories that a list of names stands for, in their own order."""
    given = table.get(key, [])
    if not isinstance(given, list | tuple):
        raise InputError(f'{where}: {key} = {given!r} is not a list; write ["{next(iter(kind)).name.lower()}"]')
    return tuple(sorted({member(name, kind, singular or key, where) for name in given}))


def as_table(row: object, keys: Iterable[str]) -> dict[str, Any]:
    """Return some fields of a row as a TOML or JSON table would hold them: categories by name, nothing for None."""
    given = ((key, getattr(row, key)) for key in keys)
    return {key: _plain(value) for key, value in given if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, IntEnum):
        return value.name.lower()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def no_two_alike(names: Iterable[str], key: str, where: str) -> None:
    """Make sure that no name is given twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(f"{place_of(where)}two {key} are named {name!r}; each needs its own name")
        seen.add(name)

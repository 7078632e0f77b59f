"""Kinds of shock of one's own: a built-in kind with numbers of its own (`[[shock_kinds]]` of a scenario file)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from socialicence.categories import Shock
from socialicence.data.columns import columns_of
from socialicence.errors import InputError, unknown
from socialicence.scenarios import fields
from socialicence.scenarios.fields import Table

MOST = 100
NUMBERS = tuple(columns_of("shock_kinds"))
"""What a kind may say otherwise than the built-in one that it is like."""
KEYS = ("name", "label", "like", *NUMBERS, "grade", "source")


@dataclass(frozen=True)
class ShockKind:
    """A kind of event that a scenario defines.

    Attributes
    ----------
    name, label : str
    like : Shock
        Built-in kind that it follows in all that it does not say itself, and is counted with.
    numbers : tuple of (str, float)
        What it says itself, by column of `data/columns.csv`.
    grade, source : str
        Evidence of the numbers.
    """

    name: str
    label: str
    like: Shock
    numbers: tuple[tuple[str, float], ...] = ()
    grade: str = "assumption"
    source: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the kind as a TOML or JSON table would hold it."""
        own = fields.as_table(self, ("name", "label", "like"))
        return own | dict(self.numbers) | {"grade": self.grade, "source": self.source}


def builtin_kinds() -> list[str]:
    """Return the names of the kinds of the model."""
    return [shock.name.lower() for shock in Shock]


def shock_kind(table: Table, where: str) -> ShockKind:
    """Return one checked kind of shock.

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    fields.check_keys(table, KEYS, ("name", "label", "like"), where)
    name = fields.word(table, "name", where)
    if name in builtin_kinds():
        raise InputError(
            f"{where}: {name} is a kind of the model; its numbers are [parameters] (see `socialicence parameters "
            f"{name}`), or give another name with like = {name!r}"
        )
    if str(table["like"]).strip().lower() not in builtin_kinds():
        raise unknown("kind of shock", str(table["like"]), builtin_kinds(), where)
    return ShockKind(
        name=name,
        label=fields.title(table, "label", where),
        like=fields.member(table["like"], Shock, "like", where),
        numbers=tuple((key, fields.number(table, "shock_kinds", key, where)) for key in NUMBERS if key in table),
        grade=fields.grade(table, where),
        source=fields.text(table, "source", where),
    )

"""What a scenario adds to the model: recommendations, kinds of shock, reference contexts, departments.

They stand in the scenario's own file, or in one that several scenarios name with `additions = "ours.toml"`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from socialicence.errors import InputError, unknown
from socialicence.parameters import Parameter
from socialicence.scenarios import contexts, departments, recommendations, shock_kinds
from socialicence.scenarios.contexts import ContextRow, context_row, standard_contexts
from socialicence.scenarios.departments import DepartmentRow, department_row, standard_departments
from socialicence.scenarios.fields import Table, no_two_alike, number, place_of, tables_of
from socialicence.scenarios.recommendations import Recommendation, recommendation
from socialicence.scenarios.shock_kinds import ShockKind, shock_kind

WITHOUT = ("without_contexts", "without_departments")
KEYS = ("recommendations", "shock_kinds", "contexts", "departments", *WITHOUT)
FEWEST_DEPARTMENTS = 2
ALL = "all"


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    def to_dict(self) -> dict[str, Any]: ...


_One = TypeVar("_One", bound=_Named)


@dataclass(frozen=True)
class Additions:
    """What is added to the model, replaced in it or left out of it.

    Attributes
    ----------
    recommendations : tuple of Recommendation
    shock_kinds : tuple of ShockKind
    contexts, departments : tuple of rows
        One of a standard name takes its place, others come after the standard ones.
    without_contexts, without_departments : tuple of str
        Standard ones that are left out.
    """

    recommendations: tuple[Recommendation, ...] = ()
    shock_kinds: tuple[ShockKind, ...] = ()
    contexts: tuple[ContextRow, ...] = ()
    departments: tuple[DepartmentRow, ...] = ()
    without_contexts: tuple[str, ...] = ()
    without_departments: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Levers and parameters that come with the recommendations, by name."""
        return {own.name: own for one in self.recommendations for own in (one.lever, one.effect)}

    @property
    def other_institutions(self) -> bool:
        """Whether departments or contexts are not those of the package: nearness is then on another scale."""
        return bool(self.contexts or self.departments or self.without_contexts or self.without_departments)

    @property
    def all_contexts(self) -> tuple[ContextRow, ...]:
        """The reference contexts of a run."""
        return _merged(standard_contexts(), self.contexts, self.without_contexts)

    @property
    def all_departments(self) -> tuple[DepartmentRow, ...]:
        """The departments of a run."""
        return _merged(standard_departments(), self.departments, self.without_departments)

    def to_dict(self) -> dict[str, Any]:
        """Return all that is added as tables, read back by `read_additions`; nothing for what is empty."""
        tables: dict[str, Any] = {key: [one.to_dict() for one in getattr(self, key)] for key in KEYS[:4]}
        tables |= {key: list(getattr(self, key)) for key in WITHOUT}
        return {key: rows for key, rows in tables.items() if rows}

    def extended(self, other: Additions, where: str = "") -> Additions:
        """Return these additions and others, which win where a name is the same.

        Raises
        ------
        InputError
            If what comes out cannot be run (see `check_institutions`).
        """
        both = Additions(
            **{key: _merged(getattr(self, key), getattr(other, key), ()) for key in KEYS[:4]},
            **{key: tuple(dict.fromkeys((*getattr(self, key), *getattr(other, key)))) for key in WITHOUT},
        )
        check_institutions(both, where)
        return both


def _merged(standard: Iterable[_One], own: Iterable[_One], without: Iterable[str]) -> tuple[_One, ...]:
    """Rows in order: an own row takes the place of the standard one of its name, the others follow."""
    left_out = set(without)
    rows = {one.name: one for one in standard if one.name not in left_out}
    rows |= {one.name: one for one in own}
    return tuple(rows.values())


def read_additions(table: Table, where: str = "") -> Additions:
    """Return the additions in a table as TOML gives it, or as `Additions.to_dict` gave it; other keys are not read.

    Whether departments and contexts can be run together is for `check_institutions` to say.

    Raises
    ------
    InputError
        Naming `where`, which row, the key, what was given and what is allowed.
    """
    return Additions(
        recommendations=_read(table, "recommendations", recommendation, recommendations.MOST, where),
        shock_kinds=_read(table, "shock_kinds", shock_kind, shock_kinds.MOST, where),
        contexts=_read(table, "contexts", context_row, contexts.MOST, where),
        departments=_read(table, "departments", department_row, departments.MOST, where),
        without_contexts=_left_out(table, "without_contexts", [one.name for one in standard_contexts()], where),
        without_departments=_left_out(
            table, "without_departments", [one.name for one in standard_departments()], where
        ),
    )


def _read(table: Table, key: str, read: Callable[[Table, str], _One], most: int, where: str) -> tuple[_One, ...]:
    rows = tuple(read(own, place) for place, own in tables_of(table.get(key, []), key, most, where))
    no_two_alike((one.name for one in rows), key, where)
    return rows


def _left_out(table: Table, key: str, names: list[str], where: str) -> tuple[str, ...]:
    """Standard rows that are left out: some by name, or all."""
    given = table.get(key, [])
    if given == ALL:
        return tuple(names)
    place = place_of(where)
    if not isinstance(given, list | tuple):
        raise InputError(f'{place}{key} = {given!r} is not a list; write ["{names[0]}"] or "{ALL}"')
    for name in given:
        if name not in names:
            raise unknown(f"name in {key}", str(name), names, where)
    return tuple(dict.fromkeys(given))


def check_institutions(additions: Additions, where: str = "") -> None:
    """Make sure that departments and contexts can be run together.

    Raises
    ------
    InputError
        If there are too few or too many, or nobody holds what a persona would ask for.
    """
    if not additions.other_institutions:
        return
    place = place_of(where)
    uses, holders = additions.all_contexts, additions.all_departments
    for key, count, fewest, most in (
        ("contexts", len(uses), 1, contexts.MOST),
        ("departments", len(holders), FEWEST_DEPARTMENTS, departments.MOST),
    ):
        if not fewest <= count <= most:
            raise InputError(
                f"{place}{key}: {count} in all, standard ones included; allowed is {fewest} to {most}; "
                f"leave some out with without_{key}"
            )
    for use in uses:
        held = any(one.kind in use.owners and set(one.domains) & set(use.domains) for one in holders)
        if use.requester is not None and not held:
            kinds = " or ".join(owner.label for owner in use.owners)
            raise InputError(
                f"{place}context {use.name}: no department of {kinds} holds data about "
                f"{' or '.join(domain.label for domain in use.domains)}; add one, or leave the context out"
            )


def adoptions(table: Table, where: str = "") -> Mapping[str, float]:
    """Return the adoption that stands with each own recommendation, by the name of its lever."""
    found: dict[str, float] = {}
    for place, own in tables_of(table.get("recommendations", []), "recommendations", recommendations.MOST, where):
        if "adoption" in own:
            found[f"recommendation.{own['name']}"] = number(own, "recommendations", "adoption", place)
    return found

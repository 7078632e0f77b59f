"""Factors that are no single parameter: a strategy, a set of recommendations, a stage left out, a scheduled shock."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from socialicence.categories import OrganisationType, Shock, Strategy
from socialicence.data.columns import number_columns
from socialicence.errors import InputError, unknown
from socialicence.parameters import canonical, levers
from socialicence.scenarios.departments import standard_departments
from socialicence.scenarios.scenario import CAN_BE_LEFT_OUT, ScheduledShock
from socialicence.scenarios.settings import SHARES, SHORTHAND, settings

if TYPE_CHECKING:
    from socialicence.month import Stage

RECOMMENDATIONS = "recommendations"
WITHOUT = "without"
NOTHING = "none"
JOIN = "+"
SHOCK_NUMBERS = ("shock.month", "shock.size")
SHOCK_TEXTS = ("shock.kind", "shock.organisation", "shock.department")
SHOCKS = (*SHOCK_NUMBERS, *SHOCK_TEXTS)
VALUES = (SHORTHAND, RECOMMENDATIONS)
"""Those that stand for the values of several levers."""
TEXTS = (*VALUES, WITHOUT, *SHOCK_TEXTS)
SPECIAL: Mapping[str, str] = {
    SHORTHAND: "all spending on engagement goes to one strategy",
    RECOMMENDATIONS: "names joined by +, each adopted in full; `none` for none",
    WITHOUT: "stages of the month left out, names joined by +; `none` for none",
    "shock.kind": "what happens, in the shocks of the study",
    "shock.month": "when it happens",
    "shock.size": "how large it is; 1 is ordinary",
    "shock.organisation": "type of organisation it happens to",
    "shock.department": "department it happens to",
}
"""What may be a factor beside levers and parameters, and what it means."""
STAGES = (*CAN_BE_LEFT_OUT, "observation")
"""The stages of a month, in order: named here so that reading a study needs no compiled code. The last observes."""


def checked_special(name: str, value: object, where: str) -> float | str:
    """Return one value of such a factor, if it is allowed.

    Raises
    ------
    InputError
        Naming the factor, what was given and what is allowed.
    """
    if name in SHOCK_NUMBERS:
        column = number_columns()["shocks", name.removeprefix("shock.")]
        low, high = column.low, column.high
        good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not good or not low <= value <= high or (name == "shock.size" and not value):  # type: ignore[operator]
            raise InputError(f"{where}: {name} = {value!r}; a number from {low:g} to {high:g} is needed")
        return float(value)  # type: ignore[arg-type]
    if not isinstance(value, str):
        raise InputError(f"{where}: {name} = {value!r} is not a name; put it in quotes")
    if name == SHORTHAND:
        return _one_of(value, [member.name.lower() for member in Strategy], name, where)
    if name == RECOMMENDATIONS:
        return JOIN.join(_recommendation(part, where) for part in parts_of(value)) or NOTHING
    if name == WITHOUT:
        return JOIN.join(_one_of(part, STAGES[:-1], "stage", where) for part in parts_of(value)) or NOTHING
    if name == "shock.kind":
        return _one_of(value, [member.name.lower() for member in Shock], name, where)
    if name == "shock.organisation":
        return _one_of(value, [member.name.lower() for member in OrganisationType], name, where)
    return _one_of(value, [one.name for one in standard_departments()], name, where)


def values_of(name: str, value: str) -> dict[str, float]:
    """Return the levers that one value sets: every one that any value of this factor sets, so that rows compare.

    An adopted recommendation is 1; those not named are left as the scenario has them.
    """
    if name == SHORTHAND:
        spending = settings({SHORTHAND: value})
        return {share: spending.get(share, levers()[share].default) for share in levers() if share in SHARES.values()}
    return {_recommendation(part, ""): 1.0 for part in parts_of(value)} if name == RECOMMENDATIONS else {}


def shocked(shocks: Sequence[ScheduledShock], setting: Mapping[str, Any]) -> tuple[ScheduledShock, ...]:
    """Return the study's shocks with the kind, month, size or place that a point sets."""
    changes: dict[str, Any] = {}
    if "shock.kind" in setting:
        changes |= {"shock": Shock[setting["shock.kind"].upper()], "kind": None}
    if "shock.organisation" in setting:
        changes |= {"organisation": OrganisationType[setting["shock.organisation"].upper()], "department": None}
    if "shock.department" in setting:
        changes |= {"department": setting["shock.department"], "organisation": None}
    changes |= {key: float(setting[f"shock.{key}"]) for key in ("month", "size") if f"shock.{key}" in setting}
    return tuple(sorted((replace(shock, **changes) for shock in shocks), key=lambda shock: shock.month))


def is_empty(value: object) -> bool:
    """Whether a cell of a list leaves its factor as the scenario has it."""
    return value == "" or (isinstance(value, float) and math.isnan(value))


def parts_of(value: str) -> list[str]:
    """Return the names that a value joins; none for `none`."""
    return [part.strip() for part in value.split(JOIN) if part.strip() not in ("", NOTHING)]


def _recommendation(name: str, where: str) -> str:
    """The lever of a recommendation by its name (with or without `recommendation.`) or its number's alias."""
    spelling = name if name.startswith("recommendation") else f"recommendation.{name}"
    own = canonical(spelling, where)
    if not own.startswith("recommendation."):
        raise unknown(
            "recommendation", name, [lever for lever in levers() if lever.startswith("recommendation.")], where
        )
    return own


def _one_of(value: str, allowed: Sequence[str], name: str, where: str) -> str:
    plain = value if value in allowed else value.strip().lower().replace(" ", "_")
    if plain not in allowed:
        raise unknown(name, value, allowed, where)
    return plain


@cache
def stages_of(source: str, without: tuple[str, ...]) -> tuple[Stage, ...]:
    """Return the stages of a run's month.

    Parameters
    ----------
    source : str
        `module:name` of a list of stages; empty for those of the model.
    without : tuple of str
        Names of stages left out.

    Raises
    ------
    InputError
        If there is no such list, or a stage that is left out is not in it.
    """
    from socialicence import month, schedule

    return schedule.without(schedule.checked_stages(source or month.STAGES), *without)


def sees_model(source: str, without: tuple[str, ...] = ()) -> bool:
    """Whether a stage asks for the model and its agents: such runs go through `LicenceModel`."""
    return any(stage.sees == "model" for stage in stages_of(source, without))


@cache
def identity_of(source: str, without: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells these stages from others: names, and for a user's own a hash of their source.

    The model's own stages change only with the model version, and need no import here.

    Raises
    ------
    InputError
        As `stages_of`, or if a stage cannot be known again by another process.
    """
    names = tuple(name for name in STAGES if name not in without)
    if not source:
        return names
    from socialicence.month.identity import stages_identity

    stages = stages_of(source, without)
    return (*(stage.name for stage in stages), stages_identity(stages))

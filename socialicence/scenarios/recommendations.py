"""Recommendations of one's own: bundles of effects on levers and parameters that come with adoption."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from socialicence.errors import InputError
from socialicence.parameters import Parameter, canonical, parameters
from socialicence.scenarios import fields
from socialicence.scenarios.fields import Table

MOST = 50
KEYS = ("name", "label", "today", "adoption", "low_means", "high_means", "effects", "grade", "source")
_TABLE = tuple(key for key in KEYS if key != "adoption")
AT_START = ("cutoff.", "loading.", "stake.", "understanding_", "benefit_", "concern_", "stubbornness_", "ties_")
"""Beginnings of names that are read once, when the public is drawn."""
KEPT = ("concern_weight", "understanding_half_life", "benefit_half_life", "concern_half_life")
ONCE = (
    "ramp_months", "initial_bias", "adults", "common_factor", "demographic_share",
    "objecting_at_start", "objecting_with_concern", "mean_ties", "tie_rewiring", "rewired_within_region",
    "tie_spacing", "age_mixing", "grade_mixing", "trustworthiness_spread", "belief_spread", "hearing_online",
    "excluded_objecting", "objection_for_others", "objection_place_spread",
    "licence_level_boundary", "trust_at_start",
)  # fmt: skip
"""Others that are read once, or not at all, in a run: policy that comes month by month cannot move them."""


@dataclass(frozen=True)
class Recommendation:
    """A recommendation that a scenario defines.

    Attributes
    ----------
    name, label : str
    effects : tuple of (str, float)
        What full adoption adds to each lever or parameter, by canonical name.
    today : float
        Share adopted at status quo: what is in place already changes nothing.
    low_means, high_means : str
        What no adoption and full adoption mean.
    grade, source : str
        Evidence of the effects.
    """

    name: str
    label: str
    effects: tuple[tuple[str, float], ...]
    today: float = 0.0
    low_means: str = ""
    high_means: str = ""
    grade: str = "assumption"
    source: str = ""

    @property
    def lever(self) -> Parameter:
        """Adoption as a lever, like those of the 16."""
        return Parameter(
            name=f"recommendation.{self.name}",
            kind="lever",
            default=self.today,
            low=0.0,
            high=1.0,
            unit="share adopted after 24 months",
            grade=self.grade,
            label=self.label,
            source=self.source,
            low_means=self.low_means,
            high_means=self.high_means,
        )

    @property
    def effect(self) -> Parameter:
        """Size of all its effects as a parameter: swept by half up and down, like those of the 16."""
        return Parameter(
            name=f"effect.{self.name}",
            kind="parameter",
            default=1.0,
            low=0.5,
            high=1.5,
            unit="ratio to the effects as written",
            grade=self.grade,
            label=f"{self.label}: size of its effects",
            source=self.source,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the recommendation as a TOML or JSON table would hold it."""
        return fields.as_table(self, _TABLE) | {"effects": dict(self.effects)}


def comes_with_policy(name: str) -> bool:
    """Whether a run reads this lever or parameter anew each month, so that a recommendation can move it."""
    return name in KEPT or not (name in ONCE or name.startswith(AT_START))


def recommendation(table: Table, where: str) -> Recommendation:
    """Return one checked recommendation (its `adoption` is a value of the scenario and is read there).

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    fields.check_keys(table, KEYS, ("name", "label", "effects"), where)
    name = fields.word(table, "name", where)
    if f"recommendation.{name}" in parameters() or f"effect.{name}" in parameters():
        raise InputError(
            f"{where}: name = {name!r} is a recommendation of the model; set recommendation.{name} under [levers], "
            f"effect.{name} under [parameters], or take another name"
        )
    return Recommendation(
        name=name,
        label=fields.title(table, "label", where),
        effects=_effects(table["effects"], where),
        today=fields.number(table, "recommendations", "today", where) if "today" in table else 0.0,
        low_means=fields.text(table, "low_means", where),
        high_means=fields.text(table, "high_means", where),
        grade=fields.grade(table, where),
        source=fields.text(table, "source", where),
    )


def _effects(given: object, where: str) -> tuple[tuple[str, float], ...]:
    """Amounts by canonical name, each on something that policy can move and no larger than its range."""
    if not isinstance(given, Mapping):
        raise InputError(f"{where}: effects = {given!r} is not a table; write effects = {{ leadership = 0.1 }}")
    found: dict[str, float] = {}
    for key, amount in fields.flat(given):
        own = canonical(key, f"{where}: effects")
        if not comes_with_policy(own):
            raise InputError(
                f"{where}: effects: {own} is read once, when the run opens; a recommendation moves what is read "
                "every month; set it under [parameters]"
            )
        if own in found:
            raise InputError(f"{where}: effects: {own} is given twice")
        found[own] = _amount(own, amount, where)
    if not found:
        raise InputError(f"{where}: effects is empty; name at least one lever or parameter and an amount")
    return tuple(sorted(found.items()))


def _amount(name: str, given: object, where: str) -> float:
    """What is added at full adoption: at most the width of the range."""
    parameter = parameters()[name]
    width = parameter.high - parameter.low
    allowed = f"allowed is {-width:g} to {width:g} but not 0 ({parameter.unit})"
    nan = isinstance(given, float) and math.isnan(given)
    if not isinstance(given, int | float) or isinstance(given, bool) or nan:
        raise InputError(f"{where}: effects: {name} = {given!r} is not a number; {allowed}")
    if not given:
        raise InputError(f"{where}: effects: {name} = 0 changes nothing; {allowed}")
    if not -width <= given <= width:
        nearest = width if given > 0 else -width
        shown = f"{given:g}" if abs(given) < 1e15 else "a huge number"
        raise InputError(f"{where}: effects: {name} = {shown} is out of range; {allowed}, nearest {nearest:g}")
    return float(given)


def with_effects(values: Mapping[str, float], recommendations: Iterable[Recommendation]) -> dict[str, float]:
    """Return where policy takes every lever and parameter once its recommendations are in place.

    Parameters
    ----------
    values : mapping of str to float
        Every lever and parameter by canonical name; adoption of own recommendations where it differs from today.
    recommendations : iterable of Recommendation

    Returns
    -------
    dict
        `value + sum of effect size x (adoption - today) x amount`, kept within the range of each.
    """
    moved = dict(values)
    for one in recommendations:
        added = moved.get(one.lever.name, one.today) - one.today
        size = moved.get(one.effect.name, 1.0)
        for name, amount in one.effects:
            moved[name] += size * added * amount
    return {name: _within(name, value) if value != values[name] else value for name, value in moved.items()}


def _within(name: str, value: float) -> float:
    parameter = parameters()[name]
    return min(max(value, parameter.low), parameter.high)

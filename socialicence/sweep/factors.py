"""Factors: what a study varies, each a range, a list of levels, or a distribution, and where a share of it lies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from socialicence.errors import InputError, unknown
from socialicence.parameters import canonical, checked, parameters
from socialicence.population.normal import probit, share_below
from socialicence.state.tables import Array
from socialicence.sweep.special import SPECIAL, TEXTS, checked_special

Level = float | str
DISTRIBUTIONS: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "log_uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
}
"""Distributions by name, and the numbers each needs. A normal one is cut at the ends of the parameter's range."""
MOST_LEVELS = 10_000
MOST_LETTERS = 80
"""Letters of the levels of a factor that are written out in words."""


@dataclass(frozen=True)
class Factor:
    """One thing that a study varies.

    Attributes
    ----------
    name : str
        A lever or parameter by its own name, or one of `special.SPECIAL`.
    distribution : str
        One of `DISTRIBUTIONS`, or `levels`.
    low, high : float
        The ends of what is drawn (0 for levels).
    levels : tuple of float or str
        The levels; empty unless `distribution` is `levels`.
    numbers : mapping of str to float
        The numbers of the distribution.
    """

    name: str
    distribution: str = "uniform"
    low: float = 0.0
    high: float = 0.0
    levels: tuple[Level, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The name as a column of a table."""
        return self.name.replace(".", "_")

    @property
    def is_text(self) -> bool:
        """Whether its levels are words."""
        return any(isinstance(level, str) for level in self.levels)

    def in_words(self, steps: int = 0) -> str:
        """Return what it takes: `leadership 0.1, 0.5, 0.9`, or `openness 1 to 2 (64 steps)` of a range."""
        if self.levels:
            told = ", ".join(f"{level:g}" if isinstance(level, float) else str(level) for level in self.levels)
            return f"{self.name} {told}" if len(told) <= MOST_LETTERS else f"{self.name} at {len(self.levels):,} levels"
        kind = "" if self.distribution == "uniform" else f" {self.distribution}"
        return f"{self.name}{kind} {self.low:g} to {self.high:g}" + (f" ({steps:,} steps)" if steps else "")

    def at(self, share: Array) -> Array:
        """Return the values below which `share` of the factor lies.

        Parameters
        ----------
        share : ndarray of float, 0-1

        Returns
        -------
        ndarray
            Of float, or of text where the levels are words.
        """
        share = np.asarray(share, dtype=float)
        if self.levels:
            kind = object if self.is_text else float
            index = np.minimum((share * len(self.levels)).astype(int), len(self.levels) - 1)
            return np.array(self.levels, dtype=kind)[index]
        return np.clip(_QUANTILES[self.distribution](self, share), self.low, self.high)

    def steps(self, count: int) -> Array:
        """Return its levels, or `count` values evenly spaced in probability from end to end."""
        if self.levels:
            return np.array(self.levels, dtype=object if self.is_text else float)
        return self.at(np.linspace(0.0, 1.0, count))

    def to_dict(self) -> dict[str, Any]:
        """Return the factor as plain values."""
        if self.levels:
            return {"name": self.name, "levels": list(self.levels)}
        return {"name": self.name, "dist": self.distribution, "low": self.low, "high": self.high, **self.numbers}


def _uniform(factor: Factor, share: Array) -> Array:
    return factor.low + share * (factor.high - factor.low)


def _log_uniform(factor: Factor, share: Array) -> Array:
    return np.exp(math.log(factor.low) + share * (math.log(factor.high) - math.log(factor.low)))


def _triangular(factor: Factor, share: Array) -> Array:
    low, mode, high = factor.low, factor.numbers["mode"], factor.high
    width, below = high - low, (mode - low) / (high - low)
    rising = low + np.sqrt(np.maximum(share, 0) * width * (mode - low))
    falling = high - np.sqrt(np.maximum(1 - share, 0) * width * (high - mode))
    return np.where(share < below, rising, falling)


def _normal(factor: Factor, share: Array) -> Array:
    """A normal distribution cut at both ends of the range: the share counts what is left."""
    mean, sd = factor.numbers["mean"], factor.numbers["sd"]
    ends = share_below(np.array([factor.low - mean, factor.high - mean]) / sd)
    inside = np.clip(ends[0] + share * (ends[1] - ends[0]), 1e-12, 1 - 1e-12)
    return mean + sd * probit(inside)


_QUANTILES = {"uniform": _uniform, "log_uniform": _log_uniform, "triangular": _triangular, "normal": _normal}


def read_factor(name: str, given: object, where: str) -> Factor:
    """Return the factor that a line of `[factors]` describes.

    Parameters
    ----------
    name : str
        In any accepted spelling.
    given : object
        `[low, high]`, a list of levels, or a table with `dist`.
    where : str
        The file, for the message of an error.

    Raises
    ------
    InputError
        Naming the factor, what was given and what is allowed.
    """
    own = own_name(name, where)
    place = f"{where}: factors"
    if isinstance(given, list):
        return _listed(own, given, place)
    if isinstance(given, Mapping):
        return _distributed(own, given, place)
    raise InputError(
        f"{place}: {own} = {given!r}; a range [low, high], a list of levels, or a table with dist is needed"
    )


def own_name(name: str, where: str) -> str:
    """Return a factor's own name for any accepted spelling."""
    for special in SPECIAL:
        if name in (special, special.replace(".", "_")):
            return special
    return canonical(name, f"{where}: factors")


def checked_level(name: str, value: object, where: str) -> Level:
    """Return one value of a factor, if it is allowed."""
    if name in SPECIAL:
        return checked_special(name, value, where)
    return checked(name, value, where)


def assumption(name: str) -> Factor:
    """Return the factor of a parameter over its documented range."""
    one = parameters()[name]
    return Factor(name, "uniform", one.low, one.high, numbers={})


def _listed(name: str, given: list[object], place: str) -> Factor:
    if len(given) < 2:
        raise InputError(f"{place}: {name} = {given!r}; a range [low, high] or at least two levels are needed")
    if len(given) > MOST_LEVELS:
        raise InputError(f"{place}: {name} has {len(given):,} levels; {MOST_LEVELS:,} at most are allowed")
    values = tuple(checked_level(name, value, place) for value in given)
    if len(set(values)) < len(values):
        raise InputError(f"{place}: {name} = {given!r} names a level twice")
    if len(values) == 2 and name not in TEXTS:
        low, high = float(values[0]), float(values[1])
        if low > high:
            raise InputError(f"{place}: {name} = {given!r}; the lower end of a range comes first")
        return Factor(name, "uniform", low, high)
    return Factor(name, "levels", levels=values)


def _distributed(name: str, given: Mapping[str, Any], place: str) -> Factor:
    kind = given.get("dist")
    if kind == "levels" or (kind is None and "levels" in given):
        return _levels_table(name, given, place)
    if not isinstance(kind, str) or kind not in DISTRIBUTIONS:
        raise unknown("dist", str(kind), [*DISTRIBUTIONS, "levels"], f"{place}: {name}")
    if name in TEXTS:
        raise InputError(f"{place}: {name} takes words; give a list of levels")
    needed = DISTRIBUTIONS[kind]
    for key in given:
        if key not in (*needed, "dist"):
            raise unknown("key", key, ["dist", *needed], f"{place}: {name}")
    numbers = {}
    for key in needed:
        value = given.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise InputError(f"{place}: {name}: {kind} needs the number {key}; got {value!r}")
        numbers[key] = float(value)
    return _with_ends(name, kind, numbers, place)


def _levels_table(name: str, given: Mapping[str, Any], place: str) -> Factor:
    """Levels as a table: the way to give two numbers that are levels, not the ends of a range."""
    levels = given.get("levels")
    if not isinstance(levels, list) or len(levels) < 2 or set(given) - {"dist", "levels"}:
        raise InputError(f"{place}: {name}: levels = {levels!r}; write {{levels = [a, b, ...]}} with at least two")
    return Factor(name, "levels", levels=tuple(checked_level(name, value, place) for value in levels))


def _with_ends(name: str, kind: str, numbers: dict[str, float], place: str) -> Factor:
    """A distribution whose ends are checked against the parameter's range."""
    if kind == "normal":
        if numbers["sd"] <= 0:
            raise InputError(f"{place}: {name}: sd = {numbers['sd']:g}; a number above 0 is needed")
        checked_level(name, numbers["mean"], place)
        low, high = _range_of(name)
        return Factor(name, kind, low, high, numbers=numbers)
    low, high = (float(checked_level(name, numbers.pop(end), place)) for end in ("low", "high"))
    if low >= high:
        raise InputError(f"{place}: {name}: low = {low:g} is not below high = {high:g}")
    if kind == "log_uniform" and low <= 0:
        raise InputError(f"{place}: {name}: low = {low:g}; log_uniform needs a low above 0")
    if kind == "triangular" and not low <= numbers["mode"] < high:
        raise InputError(
            f"{place}: {name}: mode = {numbers['mode']:g} must lie from low = {low:g} to below high = {high:g}"
        )
    return Factor(name, kind, low, high, numbers=numbers)


def _range_of(name: str) -> tuple[float, float]:
    if name in SPECIAL:
        raise InputError(f"factors: {name} takes a range, a uniform or a triangular distribution")
    one = parameters()[name]
    return one.low, one.high


def problem_of(factors: Sequence[Factor]) -> dict[str, Any]:
    """Return factors as SALib names a problem.

    Parameters
    ----------
    factors : sequence of Factor
        Ranges, distributions or levels that are numbers. Levels are given as the range that holds them.

    Raises
    ------
    InputError
        If a factor has words for levels.
    """
    bounds, distributions = [], []
    for factor in factors:
        if factor.is_text:
            raise InputError(f"factor {factor.name} has words for levels; SALib needs numbers")
        kind, ends = _described(factor)
        bounds.append(ends)
        distributions.append(kind)
    problem: dict[str, Any] = {"num_vars": len(factors), "names": [one.name for one in factors], "bounds": bounds}
    return problem if set(distributions) <= {"unif"} else {**problem, "dists": distributions}


def _described(factor: Factor) -> tuple[str, list[float]]:
    """SALib's name of the distribution, and the numbers it takes for bounds."""
    if factor.levels:
        numbers = [float(level) for level in factor.levels]
        return "unif", [min(numbers), max(numbers)]
    low, high = factor.low, factor.high
    if factor.distribution == "triangular":
        return "triang", [low, high, (factor.numbers["mode"] - low) / (high - low)]
    if factor.distribution == "normal":
        return "truncnorm", [low, high, factor.numbers["mean"], factor.numbers["sd"]]
    return ("logunif" if factor.distribution == "log_uniform" else "unif"), [low, high]

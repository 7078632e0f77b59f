"""Factors as a problem for SALib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from socialicence.errors import InputError
from socialicence.sweep.factors import Factor


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

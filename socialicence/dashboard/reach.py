"""What the five levers can do: positions that reach each future, and where each lever moves the signature."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from socialicence.dashboard.levers import FILE, levers
from socialicence.dashboard.plan import Plan
from socialicence.outcomes.futures import DIMENSIONS


@dataclass(frozen=True)
class Contrast:
    """One lever end to end, with the others where they are.

    Attributes
    ----------
    lever : str
    measure : str
        Measure of the signature that it moves.
    low, high : Plan
        With the lever at its first and at its last step.
    """

    lever: str
    measure: str
    low: Plan
    high: Plan


@cache
def reaching() -> Mapping[str, Plan]:
    """Return the plan of the five levers alone that reaches each future, by its name."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["reach"]
    return {row["future"]: Plan(steps=row["steps"]) for row in rows}


@cache
def contrasts() -> tuple[Contrast, ...]:
    """Return where each lever moves a measure of the signature."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["contrast"]
    return tuple(
        Contrast(
            row["lever"],
            DIMENSIONS[DIMENSIONS.index(row["measure"])],
            Plan(steps={**row["at"], row["lever"]: 0}),
            Plan(steps={**row["at"], row["lever"]: len(levers()[row["lever"]].steps) - 1}),
        )
        for row in rows
    )

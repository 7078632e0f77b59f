"""Assumptions: every number of the model with its range, its grade and its source, in a dialog."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby

import solara
from markupsafe import Markup

from socialicence.dashboard.parts.markup import Dialog, element, joined, table
from socialicence.parameters import GRADES, Parameter, parameters

MEANING = (
    "Measured: a published figure. Derived: worked out from published figures. Judgement: ours, guided by something "
    "published. Assumption: ours, guided by nothing but sense. The range is what would not surprise us."
)
CHIEF = (
    "Chief among them: people respond as people like them did in surveys. News fades. A nervous desk says no more "
    "often. Money and attention are limited. There is no politics, no newspaper with a mind of its own, no law that "
    "changes."
)
HEADINGS = ("What", "Here", "From", "To", "Unit", "Grade", "Source")


def row(one: Parameter) -> tuple[str, ...]:
    """Return what is told of one number."""
    return one.label, f"{one.default:g}", f"{one.low:g}", f"{one.high:g}", one.unit, one.grade, one.source


def group(name: str, members: list[Parameter]) -> Markup:
    """Return the table of numbers whose names begin alike, closed at first."""
    title = f"{name.replace('_', ' ').capitalize()} ({len(members)})"
    rows = table(f"Table: {title}", HEADINGS, map(row, members), captioned=False)
    return element("details", element("summary", title), rows)


def part_of(one: Parameter) -> str:
    """Return the word before the dot, or what numbers without one are called."""
    prefix, dot, _ = one.name.partition(".")
    return prefix if dot else ("other levers" if one.is_lever else "other numbers")


@cache
def tables() -> Markup:
    """Return all numbers, those of a kind together."""
    ordered = sorted(parameters().values(), key=part_of)
    return joined(group(name, list(members)) for name, members in groupby(ordered, key=part_of))


@cache
def grades() -> str:
    """Return how many numbers there are of each grade, in a sentence."""
    counts = Counter(one.grade for one in parameters().values())
    told = [f"{counts[grade]} {grade}" for grade in GRADES if counts[grade]]
    return f"Of {len(parameters())} numbers: {', '.join(told)}."


@solara.component
def Assumptions() -> None:
    """The dialog."""
    words = joined(element("p", text) for text in (grades(), MEANING, CHIEF))
    Dialog("assumptions", "What the model assumes", words + tables(), width="wide")

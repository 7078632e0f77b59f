"""The five levers of the dashboard, in labelled steps: words and values from `levers.toml`, checked on reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from socialicence.errors import InputError, unknown
from socialicence.parameters import GRADES, parameters, resolved

FILE = Path(__file__).with_name("levers.toml")
AS_TODAY = "As today"
"""What is shown for a lever that nobody has moved."""


@dataclass(frozen=True)
class Step:
    """One labelled position of a lever.

    Attributes
    ----------
    label : str
        What the step is called on the screen.
    means : str
        What it stands for, in a sentence.
    values : mapping of str to float
        Levers of the model that it sets, by canonical name.
    """

    label: str
    means: str
    values: Mapping[str, float]

    @property
    def short_name(self) -> str:
        """The label as it stands in an address."""
        return short_name(self.label)


def short_name(label: str) -> str:
    """Return a label in small letters and dashes: `Citizens' jury` is `citizens-jury`."""
    return re.sub("[^a-z0-9]+", "-", re.sub("['’“”]", "", label.lower())).strip("-")


@dataclass(frozen=True)
class Lever:
    """A question that a room can answer, and what each answer sets.

    Attributes
    ----------
    name : str
    question : str
    does : str
        What moving it changes.
    evidence, grade : str
        What that rests on, and the weakest evidence grade of its numbers and of their effects.
    today : str
        Where today stands, in words.
    near : int
        The step that today is nearest to.
    steps : tuple of Step
        From least to most.
    three : tuple of int or None
        Lowest, as today (None) and highest: the positions of the workshop without a server.
    """

    name: str
    question: str
    does: str
    evidence: str
    grade: str
    today: str
    near: int
    steps: tuple[Step, ...]
    three: tuple[int | None, int | None, int | None]

    @property
    def sets(self) -> tuple[str, ...]:
        """The levers of the model that this one moves."""
        return tuple(self.steps[0].values)

    def checked_step(self, step: object) -> int | None:
        """Return a step given by its number, label or short name; None for as today.

        Raises
        ------
        InputError
            If there is no such step.
        """
        if step is None:
            return None
        if isinstance(step, str):
            words = short_name(step)
            for place, one in enumerate(self.steps):
                if words == one.short_name:
                    return place
            if words in (short_name(AS_TODAY), "today"):
                return None
            raise unknown("step", step, [one.label for one in self.steps], self.name)
        if isinstance(step, bool) or not isinstance(step, int) or step not in range(len(self.steps)):
            raise InputError(f"{self.name} = {step!r}; a step from 0 to {len(self.steps) - 1} is needed")
        return step

    def label(self, step: int | None) -> str:
        """Return the label of a step, or `As today`."""
        return AS_TODAY if step is None else self.steps[step].label

    def means(self, step: int | None) -> str:
        """Return what a step stands for, or where today stands."""
        return self.today if step is None else self.steps[step].means


@cache
def levers() -> Mapping[str, Lever]:
    """Return the five levers by name, in the order of the screen.

    Raises
    ------
    InputError
        If the file was edited into something that cannot be used.
    """
    with FILE.open("rb") as file:
        found = [_lever(table) for table in tomllib.load(file)["lever"]]
    seen: dict[str, str] = {}
    for lever in found:
        for name in lever.sets:
            if name in seen:
                raise InputError(f"{FILE.name}: {name} is moved by both {seen[name]} and {lever.name}")
            seen[name] = lever.name
    return {lever.name: lever for lever in found}


def _lever(table: Mapping[str, Any]) -> Lever:
    where = f"{FILE.name}: {table['name']}"
    steps = tuple(
        Step(step["label"], step["means"], resolved(step["values"], f"{where}: {step['label']}"))
        for step in table["step"]
    )
    _check(table, steps, where)
    low, middle, high = (None if place == "today" else int(place) for place in table["three"])
    texts = {key: str(table[key]) for key in ("name", "question", "does", "evidence", "grade", "today")}
    return Lever(**texts, near=int(table["near"]), steps=steps, three=(low, middle, high))


def _check(table: Mapping[str, Any], steps: tuple[Step, ...], where: str) -> None:
    """Every step sets the same levers of the model, and places are places of steps."""
    if table["grade"] not in GRADES:
        raise unknown("grade", str(table["grade"]), GRADES, where)
    for step in steps:
        if step.values.keys() != steps[0].values.keys():
            odd = sorted(step.values.keys() ^ steps[0].values.keys())
            raise InputError(f"{where}: {step.label}: {odd[0]} stands in some steps only; give it in every step")
        for name in step.values:
            if not parameters()[name].is_lever:
                raise InputError(f"{where}: {step.label}: {name} is no lever: nobody could choose it")
    for key, places in (("near", [table["near"]]), ("three", table["three"])):
        for place in places:
            if place != "today" and place not in range(len(steps)):
                raise InputError(f"{where}: {key} = {place!r}; a step from 0 to {len(steps) - 1} is needed")


LEVERS: tuple[Lever, ...] = tuple(levers().values())
"""The five levers, in the order of the screen."""

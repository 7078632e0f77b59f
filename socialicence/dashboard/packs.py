"""What a workshop's pack is: rounds to predict, questions to vote on, presets, and costs if wanted; a TOML file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.errors import InputError, unknown
from socialicence.scenarios.files import parsed

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.plan import Plan

FOLDER = Path(__file__).parent / "packs"
STANDARD = "standard"
TODAY = "today"
"""What a round is compared with unless it names another round."""
NEAREST = "nearest"
"""The measure of a round that asks for a future."""
LOWER, SAME, HIGHER = "lower", "same", "higher"
"""What may be predicted of any other measure."""


@dataclass(frozen=True)
class Choice:
    """One answer: a name for addresses and tables, and the words that people read."""

    name: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question that the room answers by phone or by a show of hands."""

    name: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Round:
    """One turn of Predict, Reveal and Why.

    Attributes
    ----------
    name, title : str
    question : Question
        What the room predicts.
    measure : str
        The outcome of a run that answers it: `nearest`, or a number that is held against the same run of `against`.
    same_within : float
        A difference of this or less, in the unit of the measure, counts as the same.
    plan : Plan
        What is chosen in this round.
    against : str
        `today`, or the name of an earlier round.
    show : tuple of str
        Charts of the reveal, the first of which is open.
    reveal, why : str
        What to look at when it is revealed, and how the model comes to it.
    """

    name: str
    title: str
    question: Question
    measure: str
    same_within: float
    plan: Plan
    against: str
    show: tuple[str, ...]
    reveal: str
    why: str

    def answers(self, runs: pd.DataFrame, against: pd.DataFrame) -> dict[str, int]:
        """Return the number of runs that say each choice, in the order of the question.

        Parameters
        ----------
        runs, against : DataFrame
            Runs of the round's choices and of what it is compared with, as in `runs.parquet`; paired by `run`.

        Returns
        -------
        dict
            Runs whose answer is none of the choices, or is not known, are not counted.
        """
        if self.measure == NEAREST:
            said = runs[NEAREST].astype(str).tolist()
        else:
            here, there = (one.set_index("run")[self.measure].astype(float) for one in (runs, against))
            said = [self.compared(difference) for difference in (here - there).dropna()]
        return {choice.name: said.count(choice.name) for choice in self.question.choices}

    def compared(self, difference: float) -> str:
        """Return whether a difference is `lower`, `same` or `higher`."""
        if abs(difference) <= self.same_within:
            return SAME
        return HIGHER if difference > 0 else LOWER


@dataclass(frozen=True)
class Preset:
    """A set of choices that can be opened by its name."""

    name: str
    title: str
    description: str
    plan: Plan


@dataclass(frozen=True)
class Costs:
    """What choices cost, in a unit of the pack's own; the model does not read it.

    Attributes
    ----------
    unit : str
    budget : float or None
        What a table may spend.
    steps : mapping of str to tuple of float
        Cost of each position of a lever.
    cards : mapping of str to float
        Cost of each recommendation.
    """

    unit: str
    budget: float | None
    steps: Mapping[str, tuple[float, ...]]
    cards: Mapping[str, float]

    def of_cards(self, cards: Iterable[str]) -> float:
        """Return what some recommendations cost together; one that the pack gives no cost of costs nothing."""
        return sum(self.cards.get(card, 0.0) for card in cards)

    def of(self, plan: Plan) -> float:
        """Return what a plan's levers and recommendations cost; a lever that was not moved costs nothing."""
        moved = {name: step for name, step in plan.steps.items() if step is not None and name in self.steps}
        return sum(self.steps[name][step] for name, step in moved.items()) + self.of_cards(plan.cards)


@dataclass(frozen=True)
class Pack:
    """All that a workshop asks and shows.

    Attributes
    ----------
    name, title, description : str
    rounds : tuple of Round
    questions : tuple of Question
        Asked outside the rounds.
    presets : tuple of Preset
    choose_cards : int
        How many recommendations each table chooses.
    costs : Costs or None
    """

    name: str
    title: str
    description: str
    rounds: tuple[Round, ...]
    questions: tuple[Question, ...]
    presets: tuple[Preset, ...]
    choose_cards: int
    costs: Costs | None

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """The questions of the rounds, then the others."""
        return (*(one.question for one in self.rounds), *self.questions)

    def compared_with(self, one: Round) -> Plan:
        """Return the plan that a round is held against: today's, or that of another round."""
        from socialicence.dashboard.plan import TODAY as AS_TODAY

        if one.against == TODAY:
            return AS_TODAY
        return next(other.plan for other in self.rounds if other.name == one.against)


def names() -> list[str]:
    """Return the names of the packs that come with the package."""
    return sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda name: (name != STANDARD, name))


@cache
def standard() -> Pack:
    """Return the standard pack."""
    return load(STANDARD)


def load(name: str | Path) -> Pack:
    """Return a pack by name or from a TOML file.

    Parameters
    ----------
    name : str or Path
        A name from `names()`, or the path of a file.

    Raises
    ------
    InputError
        One line: the file, the key, what was given, what is allowed.
    """
    from socialicence.dashboard.pack_reading import pack_of

    text = str(name)
    if text in names():
        path, where = FOLDER / f"{text}.toml", text
    elif isinstance(name, Path) or text.endswith(".toml") or "/" in text or "\\" in text or os.path.isfile(text):
        path, where = Path(name), text
    else:
        raise unknown("pack", text[:100], names())
    table = parsed(path, where, f"; packs by name are {', '.join(names())}", "a pack needs a title and [[rounds]]")
    try:
        return pack_of(table, path.stem, where)
    except RecursionError:
        raise InputError(f"{where}: tables are nested too deeply") from None

"""The outcomes of a run, by column: those declared, and those that somebody adds from outside."""

from __future__ import annotations

from typing import Any

from socialicence.errors import InputError
from socialicence.outcomes.columns import RUNS
from socialicence.outcomes.declared import DECLARED
from socialicence.outcomes.declaring import Place, RunOutcome, Value
from socialicence.outcomes.finished import FinishedRun
from socialicence.parameters import parameters

OUTCOMES: dict[str, RunOutcome] = {one.name: one for one in DECLARED}
"""In the order of the columns of `runs.parquet`."""


def add_outcome(outcome: RunOutcome) -> None:
    """Add an outcome to those of every run from here on, in this process.

    Raises
    ------
    InputError
        If its name cannot be that of a column, or there is a column of that name already.
    """
    if not outcome.name.isidentifier():
        raise InputError(f"outcome {outcome.name!r}: a name of letters, digits and underscores is needed")
    if outcome.name in {*RUNS, *OUTCOMES, *(one.column for one in parameters().values())}:
        raise InputError(f"outcome {outcome.name!r}: there is a column of that name already")
    OUTCOMES[outcome.name] = outcome


def remove_outcome(name: str) -> None:
    """Take an outcome away that was added; the model's own stay.

    Raises
    ------
    InputError
        If it is one of the model's own, or there is none of that name.
    """
    if name not in OUTCOMES or OUTCOMES[name] in DECLARED:
        raise InputError(f"outcome {name!r}: it was not added, so it cannot be taken away")
    del OUTCOMES[name]


def outcomes_of(world: Any) -> dict[str, Value]:
    """Return every outcome of a run by column."""
    run = FinishedRun(world)
    return {name: outcome.of(run) for name, outcome in OUTCOMES.items()}


def numbers() -> list[str]:
    """Return the outcomes that are numbers, not words."""
    return [name for name, one in OUTCOMES.items() if not one.words]


def words() -> dict[str, tuple[str, ...]]:
    """Return the outcomes that are words, and the words that each may be."""
    return {name: one.words for name, one in OUTCOMES.items() if one.words}


def shown_in(place: Place) -> list[RunOutcome]:
    """Return the outcomes shown in a place, in their order there."""
    found = [one for one in OUTCOMES.values() if place in one.shown]
    return sorted(found, key=lambda one: one.shown[place].order)


def names_in(place: Place) -> tuple[str, ...]:
    """Return the names of the outcomes shown in a place, in their order there."""
    return tuple(one.name for one in shown_in(place))

"""What the model's runs answer to a round's question: how many runs for each of its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from socialicence.dashboard.packs import HIGHER, LOWER, NEAREST, SAME, Round

if TYPE_CHECKING:
    import pandas as pd


def answers(one: Round, runs: pd.DataFrame, against: pd.DataFrame) -> dict[str, int]:
    """Return the number of runs that say each choice, in the order of the question.

    Parameters
    ----------
    one : Round
    runs, against : DataFrame
        Runs of the round's choices and of what it is compared with, as in `runs.parquet`; paired by `run`.

    Returns
    -------
    dict
        Runs whose answer is none of the choices, or is not known, are not counted.
    """
    if one.measure == NEAREST:
        said = runs[NEAREST].astype(str).tolist()
    else:
        both = runs.set_index("run")[one.measure].astype(float) - against.set_index("run")[one.measure].astype(float)
        said = [compared(difference, one.same_within) for difference in both.dropna()]
    return {choice.name: said.count(choice.name) for choice in one.question.choices}


def compared(difference: float, same_within: float) -> str:
    """Return whether a difference is `lower`, `same` or `higher`."""
    if abs(difference) <= same_within:
        return SAME
    return HIGHER if difference > 0 else LOWER

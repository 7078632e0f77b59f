"""Runs of a study laid out for analysis: one row a point of the design, one column a replicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.errors import InputError, unknown
from socialicence.results.record import DONE
from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

MOST_FAILED = 0.05
"""Share of failed runs above which no method goes on: those that fail are not like the others."""


@dataclass(frozen=True)
class Sample:
    """The runs of one scenario.

    Attributes
    ----------
    scenario : str
    factors : DataFrame
        One row a point in the order of the design, one column a factor, under the factor's name.
    outcomes : mapping of str to ndarray, shape (points, replicates)
        NaN where a run failed or the outcome is unknown. A column is one seed (and one draw of the assumptions).
    problem : mapping
        As SALib has it: `num_vars`, `names`, `bounds`.
    failed, missing : int
        Runs that ended in an error, and runs that were not done.
    varied : bool
        Whether each replicate has a draw of the assumptions of its own.
    """

    scenario: str
    factors: pd.DataFrame
    outcomes: Mapping[str, Array]
    problem: Mapping[str, Any]
    failed: int = 0
    missing: int = 0
    varied: bool = False

    @property
    def points(self) -> int:
        """Points of the design."""
        return len(self.factors)

    @property
    def replicates(self) -> int:
        """Most replicates of a point."""
        return max((values.shape[1] for values in self.outcomes.values()), default=0)

    def first(self, points: int) -> Sample:
        """Return the sample as it stood after the first points."""
        outcomes = {name: values[:points] for name, values in self.outcomes.items()}
        return replace(self, factors=self.factors.iloc[:points], outcomes=outcomes)

    def first_replicates(self, replicates: int) -> Sample:
        """Return the sample with the first replicates of each point."""
        return replace(self, outcomes={name: values[:, :replicates] for name, values in self.outcomes.items()})

    def of(self, outcome: str) -> Array:
        """Return one outcome, points by replicates."""
        return self.outcomes[outcome]

    def means(self, outcome: str) -> Array:
        """Return the mean over replicates of each point; NaN where none is known."""
        values = self.outcomes[outcome]
        known = np.isfinite(values)
        counts = known.sum(axis=1)
        sums = np.where(known, values, 0.0).sum(axis=1)
        return np.divide(sums, counts, out=np.full(len(values), np.nan), where=counts > 0)


def samples(
    runs: pd.DataFrame,
    factors: pd.DataFrame,
    outcomes: Sequence[str],
    problem: Mapping[str, Any] | None = None,
    *,
    by: str = "point",
    repeat: Sequence[str] = ("replicate",),
    repeats: int | None = None,
    varied: bool = False,
) -> list[Sample]:
    """Lay out runs by scenario, point and replicate.

    Parameters
    ----------
    runs : DataFrame
        A row a run: `scenario, status`, the columns named by `by` and `repeat`, and the outcomes.
    factors : DataFrame
        A row a point, a column a factor; the index is what `by` holds.
    outcomes : sequence of str
        Those to be analysed.
    problem : mapping, optional
        As SALib has it; needed by its methods.
    by : str
        Column that numbers the points: `option` where each is run in many draws of the assumptions.
    repeat : sequence of str
        Columns that tell runs of one point apart; runs that share them share their seeds.
    repeats : int, optional
        Runs that each point should have; as many as the fullest has if not given.
    varied : bool
        Whether each of them has a draw of the assumptions of its own.

    Raises
    ------
    InputError
        If there are no runs, or an outcome is not in them.
    """
    if runs.empty:
        raise InputError("the study has no runs yet; socialicence sweep STUDY --out DIR does them")
    for name in outcomes:
        if name not in runs.columns:
            raise unknown("outcome", name, [str(column) for column in runs.columns])
    factors = factors.sort_index()
    repetition = runs.groupby(list(repeat), sort=True).ngroup()
    count = int(repetition.max()) + 1
    runs = runs.assign(repetition=repetition)
    wanted = len(factors) * max(repeats or 0, count)
    return [
        replace(_sample(str(scenario), own, factors, outcomes, problem or {}, by, count, wanted), varied=varied)
        for scenario, own in runs.groupby("scenario", sort=False)
    ]


def _sample(
    scenario: str,
    runs: pd.DataFrame,
    factors: pd.DataFrame,
    outcomes: Sequence[str],
    problem: Mapping[str, Any],
    by: str,
    repetitions: int,
    wanted: int,
) -> Sample:
    """The runs of one scenario as arrays; a run that failed is unknown."""
    done = runs[runs["status"] == DONE]
    rows, columns = factors.index.get_indexer(done[by]), done["repetition"].to_numpy()
    found: dict[str, Array] = {}
    for name in outcomes:
        values = np.full((len(factors), repetitions), np.nan)
        values[rows, columns] = done[name].to_numpy(dtype=float)
        found[name] = values
    return Sample(scenario, factors, found, problem, len(runs) - len(done), max(wanted - len(runs), 0))


def need_every_run(sample: Sample, method: str) -> None:
    """Make sure that no run is missing: the method's design is worth nothing with holes in it.

    Raises
    ------
    InputError
        With how many runs failed or were not done.
    """
    if not sample.failed and not sample.missing:
        return
    raise InputError(
        f"{sample.scenario}: {_counted(sample)}; {method} needs every run of its design: "
        "socialicence sweep STUDY --out DIR --retry-failed does those again"
    )


def need_most_runs(sample: Sample, method: str) -> None:
    """Make sure that few runs are missing.

    Raises
    ------
    InputError
        With how many runs failed or were not done, if they are more than `MOST_FAILED`.
    """
    wanted = sample.points * sample.replicates
    if sample.failed + sample.missing > MOST_FAILED * wanted:
        raise InputError(
            f"{sample.scenario}: {_counted(sample)} of {wanted:,}; {method} goes on with at most "
            f"{MOST_FAILED:.0%} missing, because runs that fail are not like the others: "
            "socialicence sweep STUDY --out DIR --retry-failed does those again"
        )


def _counted(sample: Sample) -> str:
    parts = [f"{sample.failed:,} failed" if sample.failed else "", f"{sample.missing:,} not done"]
    runs = "run" if sample.failed + sample.missing == 1 else "runs"
    return " and ".join(part for part in parts if part and not part.startswith("0 ")) + f" {runs}"


def check_usable(sample: Sample, outcome: str, method: str, *, every: bool = False) -> None:
    """Make sure that runs are there and know an outcome, all or nearly so, and that it is not the same everywhere.

    Raises
    ------
    InputError
        With how many runs are missing or do not know it.
    """
    (need_every_run if every else need_most_runs)(sample, method)
    values = sample.of(outcome)
    lacking = int((~np.isfinite(values)).sum()) - sample.failed - sample.missing
    if every and lacking > 0:
        raise InputError(
            f"{sample.scenario}: {outcome} is unknown in {lacking:,} of {values.size:,} runs; {method} needs all"
        )
    if not np.isfinite(values).any():
        raise InputError(f"{sample.scenario}: {outcome} is unknown in every run")
    if np.nanmax(values) == np.nanmin(values):
        raise InputError(f"{sample.scenario}: {outcome} is the same in every run; there is nothing to explain")


def is_text(column: pd.Series) -> bool:
    """Whether a factor has names for levels."""
    from pandas.api.types import is_numeric_dtype

    return not is_numeric_dtype(column)


def varying(factors: pd.DataFrame) -> list[str]:
    """Return the factors that take more than one value."""
    return [str(name) for name in factors.columns if factors[name].astype(str).nunique() > 1]


def coded(sample: Sample) -> pd.DataFrame:
    """Return the factors that vary as columns of numbers.

    A factor of names is `1` where a level holds, in a column `factor = level` for each level but the first met.

    Raises
    ------
    InputError
        If no factor varies.
    """
    import pandas as pd

    columns: dict[str, Any] = {}
    for name in varying(sample.factors):
        column = sample.factors[name]
        if not is_text(column):
            columns[name] = column.to_numpy(dtype=float)
            continue
        texts = column.astype(str)
        for level in list(dict.fromkeys(texts))[1:]:
            columns[f"{name} = {level}"] = (texts == level).to_numpy(dtype=float)
    if not columns:
        raise InputError("no factor of the study varies; there is nothing to compare")
    return pd.DataFrame(columns, index=sample.factors.index)

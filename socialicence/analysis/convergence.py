"""Convergence: the same indices at growing samples, and whether they have settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from socialicence.analysis.index import noise_share, table
from socialicence.analysis.methods import Method
from socialicence.analysis.sample import Sample
from socialicence.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

SETTLED = 0.1
"""An index has settled if the last step changed none by more than this share of the largest."""
TOP = 3


@dataclass(frozen=True)
class Settling:
    """How far the main index of one outcome has settled.

    Attributes
    ----------
    same_top : bool or None
        Whether the last step left the first three factors in their places; None if there was no step.
    change : float
        Largest change of an index in the last step, as a share of the largest index.
    before : int
        Points times replicates before the last step.
    """

    same_top: bool | None
    change: float
    before: int

    @property
    def settled(self) -> bool:
        """Whether nothing that matters changed."""
        return bool(self.same_top) and self.change <= SETTLED


def converge(method: Method, sample: Sample, outcome: str, seed: int) -> pd.DataFrame:
    """Return the indices of one outcome at growing samples; sizes that the method refuses are left out."""
    import pandas as pd

    found = []
    for part in method.parts(sample):
        try:
            indices = method.run(part, outcome, seed)
        except InputError:
            if part.points == sample.points and part.replicates == sample.replicates:
                raise
            continue
        share = noise_share(part.of(outcome))
        found.append(
            table(
                indices, scenario=sample.scenario, outcome=outcome, points=part.points, replicates=part.replicates,
                noise_share=share,
            )
        )  # fmt: skip
    return pd.concat(found, ignore_index=True)


def main_rows(rows: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Return the rows of the index that the method is about."""
    if method.main == "against":
        own = rows[
            rows["index"].str.contains(" against ", regex=False) & ~rows["factor"].str.contains(" | ", regex=False)
        ]
        return own.assign(factor=own["factor"] + ": " + own["index"])
    own = rows[rows["index"] == method.main]
    if method.name == "subsets":
        members = set(rows.loc[rows["index"] == "gain", "factor"])
        return own[own["factor"].isin(members)] if members else own
    return own


def settling(grown: pd.DataFrame, method: Method) -> Settling:
    """Return whether the last step of growth still changed what matters."""
    sizes = grown["points"] * grown["replicates"]
    steps = sorted(sizes.unique())
    if len(steps) < 2:
        return Settling(None, float("nan"), 0)
    last, before = (
        main_rows(grown[sizes == size], method).set_index("factor")["value"] for size in (steps[-1], steps[-2])
    )
    both = last.index.intersection(before.index)
    largest = float(last.abs().max())
    change = float((last[both] - before[both]).abs().max()) / largest if len(both) and largest > 0 else float("nan")
    order = [list(values.abs().sort_values(ascending=False, kind="stable").index[:TOP]) for values in (last, before)]
    return Settling(order[0] == order[1], change, int(steps[-2]))

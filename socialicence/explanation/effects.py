"""Effects over paired runs: mean, spread, and whether they are clear of what luck would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from socialicence.checks.uncertainty import mean_of
from socialicence.explanation.items import Item
from socialicence.explanation.paired_runs import PairedRuns, Values

if TYPE_CHECKING:
    import pandas as pd

TOGETHER, BEYOND = "together", "together_beyond_sum"
COLUMNS = (
    "outcome", "lever", "label", "alone", "alone_low", "alone_high", "alone_clear",
    "last", "last_low", "last_high", "last_clear", "runs", "last_runs",
)  # fmt: skip


class Effect(NamedTuple):
    """One effect over paired runs.

    Attributes
    ----------
    mean, low, high : float
        Mean, 10th and 90th percentile of the differences; NaN where none is known.
    clear : bool
        Whether the 95 % interval of the mean (Student's t over pairs) leaves nought out.
    runs : int
        Pairs in which it is known.
    """

    mean: float
    low: float
    high: float
    clear: bool
    runs: int

    @property
    def other_way(self) -> bool:
        """Whether a tenth of the runs or more go the other way, or nowhere."""
        return self.low <= 0.0 if self.mean > 0 else self.high >= 0.0


def effect_of(differences: Sequence[float] | np.ndarray) -> Effect:
    """Return the effect that differences of paired runs show; NaN is left out."""
    known = np.asarray(differences, dtype=float)
    known = known[np.isfinite(known)]
    if not known.size:
        return Effect(np.nan, np.nan, np.nan, False, 0)
    low, high = np.percentile(known, (10, 90))
    interval = mean_of(known)
    clear = bool(known.size > 1 and (interval.low > 0.0 or interval.high < 0.0))
    return Effect(interval.value, float(low), float(high), clear, int(known.size))


def differences(after: Sequence[Values], before: Sequence[Values], name: str) -> np.ndarray:
    """Return by how much a measure differs in each pair of runs; NaN where one of them does not know it."""
    return np.array([a.get(name, np.nan) - b.get(name, np.nan) for a, b in zip(after, before, strict=True)])


def effects_frame(pairs: PairedRuns, items: Sequence[Item], names: Iterable[str]) -> pd.DataFrame:
    """Return what each item contributes to each measure, from both ends, and all together.

    Returns
    -------
    DataFrame
        A row for each measure and item, in the order given: `alone` (added to today) and `last` (taken away from the
        scenario), each as mean, 10th and 90th percentile over paired runs, and whether it is clear of luck; in how many
        pairs each is known (`runs`, `last_runs`). Then the rows `together` (scenario less today) and
        `together_beyond_sum` (that, less the sum of all items alone), with only `alone` filled.
    """
    import pandas as pd

    rows = []
    for name in names:
        whole = differences(pairs.here, pairs.today, name)
        total = np.zeros(len(whole))
        for item in items:
            alone = differences(pairs.alone[item.name], pairs.today, name)
            last = differences(pairs.here, pairs.without[item.name], name)
            total = total + alone
            rows.append(_row(name, item.name, item.label, effect_of(alone), effect_of(last)))
        rows.append(_row(name, TOGETHER, "All together", effect_of(whole), None))
        rows.append(_row(name, BEYOND, "Together, beyond the sum", effect_of(whole - total), None))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(outcome: str, lever: str, label: str, alone: Effect, last: Effect | None) -> tuple[object, ...]:
    after = (np.nan, np.nan, np.nan, None, 0) if last is None else last
    return outcome, lever, label, *alone[:4], *after[:4], alone.runs, after[4]


def levels(values: Sequence[Values], name: str) -> Effect:
    """Return mean and spread of a measure itself over runs."""
    return effect_of([one.get(name, np.nan) for one in values])


def as_effect(row: Mapping[str, object], end: str) -> Effect:
    """Return one end (`alone` or `last`) of a row of a frame as an effect."""
    mean, low, high, clear = (row[f"{end}{part}"] for part in ("", "_low", "_high", "_clear"))
    runs = row["last_runs" if end == "last" else "runs"]
    return Effect(float(mean), float(low), float(high), bool(clear), int(runs))  # type: ignore[arg-type, call-overload]

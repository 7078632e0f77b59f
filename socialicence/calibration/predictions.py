"""What draws from the posterior say of England's adults to May 2022: in all, by age, by sex, by region."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from socialicence.calibration.announcement import announced, scenario
from socialicence.calibration.posterior import SHARES, Posterior
from socialicence.calibration.targets import targets
from socialicence.categories import Region, Sex
from socialicence.month.expecting import REGIONS, SEXES
from socialicence.results.objections import AGE_BANDS, objection_record
from socialicence.state.tables import Array

DRAWS, CITIZENS = 200, 20_000
"""Draws from the posterior, each with a public of its own, large enough for regions and ages."""
_FIRST_NATION = int(Region.SCOTLAND)
HEAD = ("date", "group_kind", "group", "low_percent", "median_percent", "high_percent", "nothing_changes_percent")


@dataclass(frozen=True)
class Predicted:
    """Adults who object in one group on one date, in percent of its adults.

    Attributes
    ----------
    date : date
    group_kind : str
        `all`, `age_band`, `sex` or `region`.
    group : str
    low, median, high : float
        5 %, 50 % and 95 % quantiles over draws from the posterior.
    persistence : float
        What "nothing changes" says: the rate of 1 May 2021.
    """

    date: datetime.date
    group_kind: str
    group: str
    low: float
    median: float
    high: float
    persistence: float

    def row(self) -> tuple[str, ...]:
        """Return the prediction as a row under `HEAD`."""
        numbers = (self.low, self.median, self.high, self.persistence)
        return (self.date.isoformat(), self.group_kind, self.group, *(f"{number:.3f}" for number in numbers))


def predictions(
    posterior: Posterior,
    *,
    draws: int = DRAWS,
    citizens: int = CITIZENS,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Predicted]:
    """Run draws from the posterior to May 2022 and return intervals by group and date.

    Parameters
    ----------
    draws : int
    citizens : int
        Of each run.
    seed : int
        Draw `d` has the public and run of `seed + d`.
    """
    rates: list[Array] = []
    dates: tuple[datetime.date, ...] = ()
    for number, values in enumerate(posterior.drawn(draws, seed)):
        named = dict(zip(posterior.names, values.tolist(), strict=True))
        record = objection_record(announced(named, citizens, seed + number, scenario().months))
        assert record is not None
        dates = record.dates
        rates.append(rates_by_group(record.by_group))
        if progress is not None:
            progress(number + 1, draws)
    low, median, high = np.quantile(np.array(rates), SHARES, axis=0)
    first = np.median(np.array(rates)[:, 0], axis=0)
    return [
        Predicted(
            date, kind, group, float(low[row, column]), float(median[row, column]), float(high[row, column]),
            float(first[column]),
        )
        for column, (kind, group) in enumerate(groups())
        for row, date in enumerate(dates)
    ]  # fmt: skip


def groups() -> list[tuple[str, str]]:
    """Return kind and name of each group, in the order of the columns of `rates_by_group`."""
    return [
        ("all", "all"),
        *(("age_band", band) for band in AGE_BANDS[1:]),
        *(("sex", sex.label) for sex in Sex),
        *(("region", region.label) for region in Region if region < _FIRST_NATION),
    ]


def rates_by_group(by_group: Array) -> Array:
    """Percent who object by date and group."""
    bands, sexes, regions = range(1, len(AGE_BANDS)), range(SEXES), range(min(REGIONS, _FIRST_NATION))
    sums = [
        by_group.sum(axis=(1, 2, 3))[:, None],
        by_group.sum(axis=(2, 3))[:, bands],
        by_group.sum(axis=(1, 3))[:, sexes],
        by_group.sum(axis=(1, 2))[:, regions],
    ]
    both = np.concatenate(sums, axis=1)
    return np.asarray(100.0 * both[..., 1] / both[..., 0])


def misses(seen: Array) -> tuple[float, float]:
    """Return the root mean squared miss of the targets, in points: of the fit, and of "nothing changes"."""
    aims = targets()
    fitted = float(np.sqrt(np.mean((seen - aims.vector) ** 2)))
    unchanged = float(np.sqrt(np.mean((aims.persistence - aims.vector) ** 2)))
    return fitted, unchanged

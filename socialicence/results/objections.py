"""`objections.parquet`: who is expected to object, by age, sex and region on the first of each month."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from socialicence.categories import Region, Sex
from socialicence.month.expecting import BANDS
from socialicence.results.columns import CODED, category, coded, numbers, positions
from socialicence.rules.objection import DAYS_A_MONTH
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from socialicence.results.record import RunRecord
    from socialicence.world import World

OBJECTIONS_SCHEMA = pa.schema(
    {
        "scenario": CODED,
        "run": pa.int32(),
        "month": pa.int16(),
        "date": pa.date32(),
        "age_band": CODED,
        "sex": CODED,
        "region": CODED,
        "adults": pa.float64(),
        "objecting": pa.float64(),
        "rate_percent": pa.float64(),
    }
)
AGE_BANDS = ("10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80-89", "90+")
"""As in the published counts; of the first only adults are drawn."""


@dataclass(frozen=True)
class ObjectionRecord:
    """Who is expected to object on some dates of a run.

    Attributes
    ----------
    dates : tuple of date
        The first of each month of the calendar.
    by_group : ndarray, shape (dates, 9 age bands, 2 sexes, 10 regions, 2)
        Adults, and those expected to object.
    regions : tuple of str
        Names of a survey's own regions in the order of their codes; empty if they are the UK's.
    """

    dates: tuple[datetime.date, ...]
    by_group: Array
    regions: tuple[str, ...] = ()


def firsts_of_months(start: str, months: int) -> Iterator[tuple[datetime.date, int]]:
    """Yield the first of each month within a run that starts in the month `start`, with days since then."""
    year, month = (int(part) for part in start.split("-"))
    begin = datetime.date(year, month, 1)
    for later in range(months + 1):
        years, place = divmod(month - 1 + later, 12)
        date = datetime.date(year + years, place + 1, 1)
        if (date - begin).days <= months * DAYS_A_MONTH:
            yield date, (date - begin).days


def objection_record(world: World) -> ObjectionRecord | None:
    """Return who is expected to object on the first of each month; None where the scenario does not ask."""
    if world.expected is None:
        return None
    dates, days = zip(*firsts_of_months(world.scenario.start_date, world.month), strict=True)
    survey = world.scenario.survey
    by_group = np.stack([world.expected.on_day(day) for day in days])
    return ObjectionRecord(dates, by_group, survey.regions if survey else ())


def objections_table(records: Sequence[RunRecord]) -> pa.Table:
    """Return a row for each run, date and group that holds adults."""
    kept = [(record, record.objections) for record in records if record.objections is not None]
    scenarios, index = positions(record.scenario for record, _ in kept)
    tables = [_table(record.run, scenarios, index[record.scenario], held) for record, held in kept]
    return pa.concat_tables(tables).unify_dictionaries() if tables else OBJECTIONS_SCHEMA.empty_table()


def _table(run: int, scenarios: list[str], scenario: int, record: ObjectionRecord) -> pa.Table:
    date, band, sex, region = (axis.ravel() for axis in np.indices(record.by_group.shape[:-1]))
    adults, objecting = (record.by_group[..., which].ravel() for which in (0, 1))
    held = adults > 0.0
    date, band, sex, region, adults, objecting = (
        column[held] for column in (date, band, sex, region, adults, objecting)
    )
    assert len(AGE_BANDS) == BANDS
    days = np.array(record.dates, dtype="datetime64[D]")
    columns = [
        coded(np.full(date.size, scenario, dtype=np.int32), scenarios),
        pa.array(np.full(date.size, run, dtype=np.int32)),
        pa.array(date.astype(np.int16)),
        pa.array(days[date], type=pa.date32()),
        coded(band.astype(np.int32), AGE_BANDS),
        category(sex.astype(np.int32), Sex),
        coded(region.astype(np.int32), record.regions or [one.label for one in Region]),
        numbers(adults, pa.float64()),
        numbers(objecting, pa.float64()),
        numbers(100.0 * objecting / adults, pa.float64()),
    ]
    return pa.Table.from_arrays(columns, schema=OBJECTIONS_SCHEMA)


DEFINITIONS: Mapping[str, tuple[str, str, str]] = {
    "adults": ("Adults in the group", "adults", "of `objections.parquet`: weighted; the population is closed"),
    "objecting": (
        "Adults expected to object",
        "adults",
        "of `objections.parquet`: sum of each citizen's chance of objecting, weighted; not drawn",
    ),
    "rate_percent": ("Adults expected to object", "%", "of `objections.parquet`: of the adults in the group"),
}
"""Label, unit and definition of the measures of the table."""

"""`months.parquet`: tidy monthly measures, a row for each run, measure, group and month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import pyarrow as pa

from socialicence.results.columns import CODED, coded, numbers, positions
from socialicence.results.monthly import Series
from socialicence.results.record import RunRecord

MONTHS_SCHEMA = pa.schema(
    {
        "run_id": CODED,
        "scenario": CODED,
        "run": pa.int32(),
        "month": pa.int16(),
        "measure": CODED,
        "group_kind": CODED,
        "group": CODED,
        "value": pa.float32(),
        "unit": CODED,
    }
)
MOST_ROWS = 5_000_000
"""Rows built at once: what a large ensemble may take in memory while it is written."""


def months_tables(records: Sequence[RunRecord]) -> Iterator[pa.Table]:
    """Yield the monthly rows of the runs that were done, a bounded number at a time."""
    kept = [record for record in records if record.monthly is not None]
    # Runs that observe the same things over the same months are built together.
    for _, same in groupby(kept, key=_shape):
        alike = list(same)
        rows, months = _shape(alike[0])[1]
        at_once = max(1, MOST_ROWS // max(1, rows * months))
        for start in range(0, len(alike), at_once):
            yield _table(alike[start : start + at_once])


def months_table(records: Sequence[RunRecord]) -> pa.Table:
    """Return all monthly rows in one table."""
    tables = list(months_tables(records))
    return pa.concat_tables(tables).unify_dictionaries() if tables else MONTHS_SCHEMA.empty_table()


def _shape(record: RunRecord) -> tuple[tuple[Series, ...], tuple[int, ...]]:
    assert record.monthly is not None
    return record.series, record.monthly.shape


def _table(records: list[RunRecord]) -> pa.Table:
    """Rows of runs of one shape, ordered by run, then series, then month."""
    series, (rows, months) = _shape(records[0])
    runs, each = len(records), rows * months
    scenarios, scenario_index = positions(record.scenario for record in records)

    def by_run(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.repeat(np.array(values, dtype=np.int32), each)

    def by_series(field: str) -> pa.DictionaryArray:
        texts = [str(getattr(one, field)) for one in series]
        labels, index = positions(texts)
        codes = np.repeat(np.array([index[text] for text in texts], dtype=np.int32), months)
        return coded(np.tile(codes, runs), labels)

    values = np.concatenate([record.monthly.reshape(-1) for record in records if record.monthly is not None])
    columns = [
        coded(by_run(list(range(runs))), [record.run_id for record in records]),
        coded(by_run([scenario_index[record.scenario] for record in records]), scenarios),
        pa.array(by_run([record.run for record in records])),
        pa.array(np.tile(np.arange(months, dtype=np.int16), runs * rows)),
        by_series("measure"),
        by_series("group_kind"),
        by_series("group"),
        numbers(values, pa.float32()),
        by_series("unit"),
    ]
    return pa.Table.from_arrays(columns, schema=MONTHS_SCHEMA)

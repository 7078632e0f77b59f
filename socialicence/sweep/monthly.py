"""Monthly rows of a sweep: the files that count, and whose months each row is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from socialicence.results.months import MONTHS_SCHEMA
from socialicence.sweep.rows import KEY_COLUMN, MONTHS_PART
from socialicence.sweep.store import MONTHS

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.sweep.finished import StudyResults

NAMES = ("run_id", "scenario", "point", "replicate")
"""What `months` says of the run of each row, beside its key."""


def months_files(results: StudyResults) -> dict[Path, set[str]]:
    """Return the files that hold months of the study's runs, each with the keys that count in it.

    After a crash, or where two shards did the same run, a file may hold months that another replaces.
    """
    stored = results.stored
    rows = results.stored_rows()
    parts = stored.table[MONTHS_PART].to_numpy() if MONTHS_PART in stored.table.column_names else np.array([])
    keys = stored.table[KEY_COLUMN]
    found: dict[Path, set[str]] = {}
    for row in rows.tolist():
        if len(parts) and not np.isnan(parts[row]):
            folder = stored.read[stored.part[row]].parent.parent
            path = folder / MONTHS / f"part-{int(parts[row]):08d}.parquet"
            found.setdefault(path, set()).add(keys[row].as_py())
    return found


def months_tables(results: StudyResults) -> Iterator[pa.Table]:
    """Yield the monthly rows of the study's runs, a file at a time, by key."""
    for path, keys in months_files(results).items():
        with path.open("rb") as file:
            table = pq.read_table(file)
        codes = table[KEY_COLUMN].combine_chunks()
        known = [key.as_py() in keys for key in codes.dictionary]
        if not all(known):
            table = table.filter(pa.array(np.array(known)[codes.indices.to_numpy()]))
        yield table


def months_schema() -> pa.Schema:
    """Return the columns of stored months: a key for the run's names."""
    fields = [pa.field(KEY_COLUMN, pa.dictionary(pa.int32(), pa.string()))]
    return pa.schema(fields + [one for one in MONTHS_SCHEMA if one.name not in ("run_id", "scenario", "run")])


def months_reader(results: StudyResults) -> pa.RecordBatchReader:
    """Return all monthly rows as a stream: there may be more than memory holds."""
    schema = months_schema()
    batches = (batch for table in months_tables(results) for batch in table.cast(schema).to_batches())
    return pa.RecordBatchReader.from_batches(schema, batches)


def months_frame(results: StudyResults) -> pd.DataFrame:
    """Return all monthly rows with the names of their runs."""
    table = months_reader(results).read_all().unify_dictionaries()
    names = results.table.select([KEY_COLUMN, *NAMES])
    return table.join(names, KEY_COLUMN, join_type="inner").drop_columns([KEY_COLUMN]).to_pandas()

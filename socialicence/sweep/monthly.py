"""Monthly rows of a sweep: the files that count, and whose months each row is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
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


def months_schema() -> pa.Schema:
    """Return the columns of stored months: a key for the run's names."""
    fields = [pa.field(KEY_COLUMN, pa.dictionary(pa.int32(), pa.string()))]
    return pa.schema(fields + [one for one in MONTHS_SCHEMA if one.name not in ("run_id", "scenario", "run")])


def months_dataset(results: StudyResults) -> ds.Dataset:
    """Return all monthly rows that count, by key, as a dataset: there may be more than memory holds."""
    schema = months_schema()
    whole, parts = [], []
    for path, keys in months_files(results).items():
        table = pq.read_table(path, columns=[KEY_COLUMN])
        there = set(table[KEY_COLUMN].unify_dictionaries().chunk(0).dictionary.to_pylist())
        if there <= keys:
            whole.append(str(path))
        else:
            rows = pq.read_table(path).cast(schema)
            parts.append(ds.dataset(rows.filter(pc.is_in(rows[KEY_COLUMN].cast(pa.string()), pa.array(sorted(keys))))))
    if whole or not parts:
        parts.append(ds.dataset(whole, schema=schema, format="parquet") if whole else ds.dataset(schema.empty_table()))
    return parts[0] if len(parts) == 1 else ds.dataset(parts)


def months_frame(results: StudyResults) -> pd.DataFrame:
    """Return all monthly rows with the names of their runs."""
    table = months_dataset(results).to_table().unify_dictionaries().combine_chunks()
    if not table.num_rows:
        return table.to_pandas()
    keys = table[KEY_COLUMN].chunk(0)
    rows = pc.index_in(keys.dictionary, value_set=results.table[KEY_COLUMN].combine_chunks())
    names = results.table.select(list(NAMES)).take(rows)
    columns = {}
    for name in NAMES:
        values = names[name].combine_chunks()
        if pa.types.is_string(values.type):
            short = values.dictionary_encode()
            columns[name] = pa.DictionaryArray.from_arrays(short.indices.take(keys.indices), short.dictionary)
        else:
            columns[name] = values.take(keys.indices)
    rest = {name: table[name] for name in table.column_names if name != KEY_COLUMN}
    return pa.table({**columns, **rest}).to_pandas()

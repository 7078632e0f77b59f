"""What has been run of a study: frames for pandas, a dataset for xarray, counts; shards merged by reading."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from socialicence.errors import InputError
from socialicence.results.months import MONTHS_SCHEMA
from socialicence.state.tables import Array
from socialicence.sweep.batch import DONE, FAILED
from socialicence.sweep.layout import MANIFEST, read_all, read_design
from socialicence.sweep.plan import Plan
from socialicence.sweep.reading import from_dict
from socialicence.sweep.rows import KEY_COLUMN, MONTHS_PART, aligned, outcome_types
from socialicence.sweep.store import MONTHS, Found, best_rows
from socialicence.sweep.study import Study

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class StudyResults:
    """What has been run of a study so far.

    Parameters
    ----------
    folder : Path
        Where it was run.
    study : Study
    manifest : dict
        As in `manifest.json`.

    Attributes
    ----------
    runs : pandas.DataFrame
        One row for each run that ended: `scenario`, `point`, `option`, `draw`, `replicate`, `seed`, `status`, `error`,
        every lever and every parameter that is varied (underscores for dots), every outcome.
    design : pandas.DataFrame
        One row for each point: `point`, `option`, `draw`, factors and drawn assumptions by their own names.
    months : pandas.DataFrame
        Tidy monthly measures of the runs, where they are kept.
    planned, done, failed : int
        Runs the study asks for, and how many ended how.
    """

    def __init__(self, folder: Path, study: Study, manifest: dict[str, Any]) -> None:
        self.folder = folder
        self.study = study
        self.manifest = manifest

    def __repr__(self) -> str:
        return f"<StudyResults {self.study.name}: {self.done:,} of {self.planned:,} runs done, {self.failed:,} failed>"

    @cached_property
    def plan(self) -> Plan:
        """All runs that the study asks for."""
        return Plan(self.study, read_design(self.folder, self.study))

    @cached_property
    def stored(self) -> Found:
        """All rows that were stored, whatever form the study had."""
        return read_all(self.folder)

    @cached_property
    def _ended(self) -> tuple[Array, Array]:
        """Rows of the plan that ended, and the stored row of each."""
        table = self.stored.table
        best = best_rows(table)
        keys = table[KEY_COLUMN].combine_chunks().take(pa.array(best))
        found = pc.index_in(pa.array(self.plan.keys.astype("U32")), value_set=keys)
        known = np.asarray(pc.is_valid(found))
        return np.flatnonzero(known), best[np.asarray(found.drop_null())]

    def stored_rows(self) -> Array:
        """Return the row of `stored` that counts for each run that ended."""
        return self._ended[1]

    @cached_property
    def table(self) -> pa.Table:
        """The rows of `runs` as an Arrow table."""
        rows, chosen = self._ended
        return aligned(self.plan, self.stored.table, chosen, rows)

    @property
    def runs(self) -> pd.DataFrame:
        """One row for each run that ended."""
        return self.table.to_pandas()

    @cached_property
    def design(self) -> pd.DataFrame:
        """One row for each point of the design."""
        import pandas as pd

        points = self.plan.points
        numbers = {"point": np.arange(points.count), "option": points.option, "draw": points.draw}
        assumed = {name: column[points.draw] for name, column in points.assumptions.items()}
        return pd.DataFrame({**numbers, **points.factors, **assumed})

    @cached_property
    def months(self) -> pd.DataFrame:
        """Tidy monthly measures of the runs, where they are kept."""
        return months_frame(self)

    @property
    def planned(self) -> int:
        """Runs that the study asks for."""
        return len(self.plan)

    @property
    def done(self) -> int:
        """Runs that are done."""
        return self._count(DONE)

    @property
    def failed(self) -> int:
        """Runs that ended in an error."""
        return self._count(FAILED)

    def _count(self, status: str) -> int:
        chosen = self.stored.table["status"].take(pa.array(self._ended[1]))
        return int(pc.sum(pc.equal(chosen, status)).as_py() or 0)

    def problem(self) -> dict[str, Any]:
        """Return the study's factors as SALib names a problem."""
        return self.study.problem()

    def to_xarray(self) -> xr.Dataset:
        """Return the outcomes by scenario, point and replicate; NaN where a run is missing or failed.

        Factors are coordinates along `point`.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        try:
            import xarray as xr
        except ImportError:
            raise InputError(
                'to_xarray needs xarray, which is not installed: pip install "socialicence[sweep]"'
            ) from None
        study = self.study
        scenarios = [one.name for one in study.scenarios]
        shape = len(scenarios), self.plan.points.count, study.replicates
        rows, _ = self._ended
        place = self.plan.scenario[rows], self.plan.point[rows], self.plan.replicate[rows]
        dimensions = ("scenario", "point", "replicate")
        variables = {}
        for name in ("status", *outcome_types()):
            words = pa.types.is_string(self.table[name].type)
            cube = np.full(shape, None if words else np.nan, dtype=object if words else float)
            cube[place] = self.table[name].to_numpy()
            variables[name] = (dimensions, cube)
        design = self.design.set_index("point")
        coordinates = {name: ("point", design[name].to_numpy()) for name in design.columns}
        axes = {"scenario": scenarios, "point": np.arange(shape[1]), "replicate": np.arange(shape[2])}
        attributes = {"title": study.label, "question": study.question}
        return xr.Dataset(variables, coords={**axes, **coordinates}, attrs=attributes)


def open_results(folder: Path) -> StudyResults:
    """Return what has been run of the study in a folder (see `Study.open`)."""
    manifest = read_manifest(folder)
    return StudyResults(folder, from_dict(manifest["study"]), manifest)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the study in a folder.

    Raises
    ------
    InputError
        If there is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"{folder}: no study was run there; `socialicence sweep STUDY --out {folder}` runs one"
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not isinstance(found, dict) or "study" not in found:
        raise InputError(f"{path}: is not the manifest of a study")
    return found


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

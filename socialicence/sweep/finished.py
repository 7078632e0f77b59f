"""What has been run of a study: frames for pandas, a dataset for xarray, counts; shards merged by reading."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialicence.errors import InputError
from socialicence.state.tables import Array
from socialicence.sweep.batch import DONE, FAILED
from socialicence.sweep.layout import MANIFEST, read_all, read_design
from socialicence.sweep.plan import Plan
from socialicence.sweep.reading import from_dict
from socialicence.sweep.rows import KEY_COLUMN, aligned, outcome_types
from socialicence.sweep.store import Found, best_rows
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
        from socialicence.sweep.monthly import months_frame

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

"""Where a sweep keeps what: its design, its manifest, and the folders of its shards."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from socialicence.results.writing import whole
from socialicence.sweep.designs import Points
from socialicence.sweep.special import TEXTS
from socialicence.sweep.store import RUNS, Found, read_parts
from socialicence.sweep.study import CROSSED, Study

DESIGN = "design.parquet"
MANIFEST = "manifest.json"
_NUMBERS = ("point", "option", "draw")
_SHARD = re.compile(r"shard-(\d+)-of-(\d+)")


def shard_folder(folder: Path, shard: tuple[int, int] | None) -> Path:
    """Return where a shard keeps its rows; without shards, the folder itself."""
    return folder if shard is None else folder / f"shard-{shard[0]}-of-{shard[1]}"


def shard_of(folder: Path) -> tuple[int, int] | None:
    """Return which shard a folder is; None if it is none."""
    found = _SHARD.fullmatch(folder.name)
    return (int(found[1]), int(found[2])) if found else None


def shard_folders(folder: Path) -> list[Path]:
    """Return the folders of shards, in order."""
    found = [(shard_of(path), path) for path in folder.glob("shard-*-of-*") if path.is_dir()]
    return [path for _, path in sorted((shard[::-1], path) for shard, path in found if shard is not None)]


def read_all(folder: Path, columns: Sequence[str] | None = None) -> Found:
    """Return all rows that were stored, of all shards."""
    for _ in range(20):
        parts = [
            part for place in [folder, *shard_folders(folder)] for part in sorted((place / RUNS).glob("part-*.parquet"))
        ]
        try:
            return read_parts(parts, columns)
        except FileNotFoundError:  # a sweep at work has just put parts together: look again
            time.sleep(0.05)
    raise RuntimeError(f"{folder}: its parts keep changing; try again")


def write_design(folder: Path, study: Study, points: Points) -> None:
    """Write the points of a study, a row each, factors and drawn assumptions by their own names."""
    numbers = np.arange(points.count), points.option, points.draw
    columns = {name: pa.array(one, pa.int64()) for name, one in zip(_NUMBERS, numbers, strict=True)}
    for name, column in points.factors.items():
        columns[name] = pa.array(column, pa.string() if name in TEXTS else pa.float64())
    columns |= {name: pa.array(column[points.draw]) for name, column in points.assumptions.items()}
    table = pa.table(columns).replace_schema_metadata({"design_hash": study.design_hash()})
    with whole(folder / DESIGN) as place, place.open("wb") as file:
        pq.write_table(table, file, compression="zstd")


def read_design(folder: Path, study: Study) -> Points | None:
    """Return the points that were written for this very design; None if there are none.

    A design once drawn is kept: another version of a sampling library would draw another.
    """
    path = folder / DESIGN
    try:
        with path.open("rb") as file:
            table = pq.read_table(file)
    except (OSError, pa.ArrowException):
        return None
    metadata: dict[bytes, bytes] = table.schema.metadata or {}
    if metadata.get(b"design_hash", b"").decode() != study.design_hash():
        return None
    draw = table["draw"].to_numpy()
    names = [factor.name for factor in study.factors]
    factors = {name: _column(table[name], words=name in TEXTS) for name in names}
    first = np.unique(draw, return_index=True)[1] if study.design in CROSSED else slice(None)
    assumed = {one.name: table[one.name].to_numpy()[first] for one in study.assumptions}
    return Points(table["option"].to_numpy(), draw, factors, assumed)


def _column(column: Any, *, words: bool) -> Any:
    return np.array(column.to_pylist(), dtype=object) if words else column.to_numpy()

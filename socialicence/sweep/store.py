"""The store of a sweep: parquet parts that appear whole or not at all, and the best row of each run among them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from socialicence.results.writing import whole
from socialicence.state.tables import Array
from socialicence.sweep.batch import DONE
from socialicence.sweep.rows import KEY_COLUMN, MONTHS_PART

RUNS, MONTHS = "runs", "months"
MOST_PARTS = 64
"""Small parts that may stand side by side before they are put together."""
_LARGE = 5_000
"""Rows from which a part is left alone until the end."""
_COMPRESSION = {"compression": "zstd", "compression_level": 1, "write_statistics": False}


def part_number(path: Path) -> int:
    """Return the number of a part."""
    return int(path.stem.removeprefix("part-"))


class Store:
    """The parts of one shard (or of a whole sweep), written by one process at a time.

    Parameters
    ----------
    folder : Path
        Holds `runs/` and, where they are kept, `months/`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._next = 1 + max(map(part_number, [*self.parts(RUNS), *self.parts(MONTHS)]), default=0)

    def parts(self, kind: str = RUNS) -> list[Path]:
        """Return the parts there are, the oldest first."""
        return sorted((self.folder / kind).glob("part-*.parquet"))

    def next_number(self) -> int:
        """Return the number of the part that is written next."""
        return self._next

    def add(self, runs: pa.Table, monthly: pa.Table | None = None) -> None:
        """Write rows that ended as a part of their own; months first, so that a run's row says they are there."""
        number, self._next = self._next, self._next + 1
        if monthly is not None:
            _write(self.folder / MONTHS / f"part-{number:08d}.parquet", [monthly])
        _write(self.folder / RUNS / f"part-{number:08d}.parquet", [runs])
        if number % MOST_PARTS == 0:
            self.compact()

    def clean(self) -> list[Path]:
        """Remove what a crash left half-done, set aside parts that cannot be read, and return these."""
        broken = []
        for kind in (RUNS, MONTHS):
            for left in (self.folder / kind).glob(".part-*"):
                left.unlink()
            broken += [_set_aside(path) for path in self.parts(kind) if not readable(path)]
        used = set(_months_parts(self.parts()))
        for path in self.parts(MONTHS):
            if part_number(path) not in used:  # its runs were never written
                path.unlink()
        return broken

    def compact(self, *, everything: bool = False) -> None:
        """Put small parts together: the whole takes the place of the first, then the others go.

        After a crash in between some rows stand twice; readers take one.
        """
        parts = self.parts()
        small = parts if everything else [path for path in parts if pq.read_metadata(path).num_rows < _LARGE]
        if len(small) < 2:
            return
        _write(small[0], (table for table in _best_tables(small)))
        for path in small[1:]:
            path.unlink()


def readable(path: Path) -> bool:
    """Whether a part is whole."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def _set_aside(path: Path) -> Path:
    aside = path.with_suffix(".corrupt")
    os.replace(path, aside)
    return aside


def _months_parts(parts: Sequence[Path]) -> Iterable[int]:
    for path in parts:
        column = pq.read_table(path, columns=[MONTHS_PART], use_threads=False)[MONTHS_PART]
        yield from column.drop_null().unique().to_pylist()


def _write(path: Path, tables: Iterable[pa.Table]) -> None:
    """Write a file that is there whole or not at all, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as place, place.open("wb") as file:
        _fill(file, tables)
        file.flush()
        os.fsync(file.fileno())


def _fill(file: BinaryIO, tables: Iterable[pa.Table]) -> None:
    writer = None
    try:
        for table in tables:
            writer = writer or pq.ParquetWriter(file, table.schema, **_COMPRESSION)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def _best_tables(parts: Sequence[Path]) -> Iterable[pa.Table]:
    """The rows of some parts without those that another row of the same run replaces, a bounded number at a time."""
    found = read_parts(parts, [KEY_COLUMN, "status", MONTHS_PART])
    best = np.zeros(found.table.num_rows, dtype=bool)
    best[best_rows(found.table)] = True
    schema = pa.unify_schemas([pq.read_schema(path) for path in parts], promote_options="permissive")
    start, waiting, count = 0, [], 0
    for path in parts:
        table = pq.read_table(path, use_threads=False)
        kept = table.filter(pa.array(best[start : start + table.num_rows]))
        start += table.num_rows
        columns = [kept[f.name] if f.name in kept.column_names else pa.nulls(kept.num_rows, f.type) for f in schema]
        waiting.append(pa.table(columns, schema=schema) if kept.num_rows else schema.empty_table())
        count += kept.num_rows
        if count >= _LARGE:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, count = [], 0
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


@dataclass(frozen=True)
class Found:
    """Rows read from parts.

    Attributes
    ----------
    table : pyarrow.Table
    part : ndarray of int
        Which of `read` each row is from.
    read, broken : list of Path
        Parts that were read, and parts that could not be.
    """

    table: pa.Table
    part: Array
    read: list[Path]
    broken: list[Path]


def read_parts(parts: Sequence[Path], columns: Sequence[str] | None = None) -> Found:
    """Return the rows of some parts, in their order; a part that cannot be read is named, and left out.

    Raises
    ------
    FileNotFoundError
        If a part has been put together with others since it was listed.
    """
    tables, read, broken = [], [], []
    for path in parts:
        try:
            with path.open("rb") as file:
                tables.append(pq.read_table(file, columns=columns, use_threads=False))
            read.append(path)
        except FileNotFoundError:
            raise
        except (OSError, pa.ArrowException):
            broken.append(path)
    table = pa.concat_tables(tables or [_nothing()], promote_options="permissive")
    part = np.repeat(np.arange(len(read)), [one.num_rows for one in tables])
    return Found(table, part, read, broken)


def _nothing() -> pa.Table:
    """No rows, with the columns that tell which count."""
    schema = {KEY_COLUMN: pa.string(), "status": pa.string(), MONTHS_PART: pa.int32()}
    return pa.schema(schema).empty_table()


def best_rows(table: pa.Table) -> Array:
    """Return the row that counts for each run: done before failed, with months before without, then the latest."""
    rank = np.asarray(pc.equal(table["status"], DONE)).astype(np.int64) * 2
    if MONTHS_PART in table.column_names:
        rank += np.asarray(pc.is_valid(table[MONTHS_PART])).astype(np.int64)
    codes = np.asarray(table[KEY_COLUMN].combine_chunks().dictionary_encode().indices)
    order = np.lexsort((np.arange(len(codes)), rank, codes))
    last = np.ones(len(order), dtype=bool)
    last[:-1] = codes[order][1:] != codes[order][:-1]
    return np.sort(order[last])

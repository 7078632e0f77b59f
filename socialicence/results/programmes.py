"""`programmes.parquet`: each national programme, its dates, what became of it and why, and what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from socialicence.categories import EventKind, OrganisationType, Outcome, ProgrammeState
from socialicence.results.columns import CODED, category, coded, numbers, repeated
from socialicence.state.tables import NOT_YET, Array

if TYPE_CHECKING:
    from socialicence.results.record import RunRecord

DATES = ("announced", "first_use", "deadline", "widened", "contested", "altered", "paused", "resumed", "stopped")
"""Months of a programme; null for what has not happened."""
KEPT = (
    "owner", "context", "recipient", "supplier", "state", "at_start", "scheduled", *DATES, "spent", "prepared",
    "honoured", "stance", "contests", "size", "opposition", "fast", "why",
)  # fmt: skip
PROGRAMMES_SCHEMA = pa.schema(
    {
        "scenario": CODED,
        "run": pa.int32(),
        "programme": pa.int32(),
        "owner": CODED,
        "purpose": CODED,
        "recipient": CODED,
        "supplier": CODED,
        "state": CODED,
        "ran_at_start": pa.bool_(),
        "scheduled": pa.bool_(),
        **{f"{name}_month": pa.float32() for name in DATES},
        "prepared_thousand_pounds": pa.float32(),
        "prepared": pa.float32(),
        "honoured": pa.bool_(),
        "stance": CODED,
        "times_contested": pa.int32(),
        "size": pa.float32(),
        "opposition": pa.float32(),
        "channel": CODED,
        "ended_by": CODED,
        "shares": pa.int32(),
        "accesses": pa.int32(),
        "accesses_kept": pa.int32(),
    }
)
STANCES = ("oppose", "neutral", "back")
CHANNELS = ("regulator or court", "review")


def programmes_table(records: Sequence[RunRecord]) -> pa.Table:
    """Return one row for each programme of each run that was done."""
    tables = [pa.Table.from_arrays(_columns(one), schema=PROGRAMMES_SCHEMA) for one in records if one.programmes]
    return pa.concat_tables(tables).unify_dictionaries() if tables else PROGRAMMES_SCHEMA.empty_table()


def _columns(record: RunRecord) -> list[pa.Array]:
    table = record.programmes
    count = len(table["owner"])
    contested = table["contests"] > 0
    rows = np.arange(count)
    # Before month 0 lie the dates of programmes that ran at the start: those are real, and negative.
    happened = {name: np.where(_has(table, name), table[name], np.nan) for name in DATES}
    return [
        repeated(record.scenario, count),
        pa.array(np.full(count, record.run, dtype=np.int32)),
        pa.array(rows.astype(np.int32)),
        coded(table["owner"], record.departments),
        coded(table["context"], record.contexts),
        category(table["recipient"], OrganisationType),
        category(table["supplier"], OrganisationType),
        category(table["state"], ProgrammeState),
        pa.array(table["at_start"] == 1),
        pa.array(table["scheduled"] == 1),
        *(numbers(happened[name].astype(np.float32), pa.float32()) for name in DATES),
        numbers(table["spent"], pa.float32()),
        numbers(table["prepared"], pa.float32()),
        pa.array(table["honoured"] == 1),
        coded(table["stance"] + 1, STANCES),
        pa.array(table["contests"].astype(np.int32)),
        numbers(np.where(contested, table["size"], np.nan).astype(np.float32), pa.float32()),
        numbers(np.where(contested, table["opposition"], np.nan).astype(np.float32), pa.float32()),
        coded(np.where(contested, table["fast"], -1), CHANNELS),
        coded(np.where(table["stopped"] >= 0, table["why"], -1), [kind.label for kind in EventKind]),
        *(pa.array(counted.astype(np.int32)) for counted in _shares(record, rows)),
    ]


def _has(table: Mapping[str, Array], date: str) -> Array:
    """Whether a date has come or is set: announcements and first use of old programmes lie before month 0."""
    always = np.ones(len(table["owner"]), dtype=bool)
    return always if date in ("announced", "first_use") else table[date] != NOT_YET


def _shares(record: RunRecord, rows: Array) -> tuple[Array, Array, Array]:
    """Shares, accesses and accesses not ended by a stop, of each programme."""
    of, accessed = record.projects["programme"], record.projects["accessed"] >= 0.0
    kept = accessed & (record.projects["outcome"] != Outcome.STOPPED)
    own = of[None, :] == rows[:, None]
    return own.sum(axis=1), (own & accessed).sum(axis=1), (own & kept).sum(axis=1)

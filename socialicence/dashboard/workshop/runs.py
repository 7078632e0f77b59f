"""What the workshop's file keeps of the runs of each set of choices: whole numbers, small enough to embed as text."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from socialicence.categories import FUTURE_NAMES, RequesterKind
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import shown_in
from socialicence.results import RunRecord
from socialicence.state.tables import Array

SCALE = {one.name: 100 if one.unit == "percent" else 10_000 for one in shown_in(Place.ROUNDS)}
"""Whole numbers to the unit of each outcome that is kept of every run: of all that a round may ask about."""
COURSES = {"licence_affected": 10_000, "objecting_percent": 100}
"""Measures whose course over the months is kept, as 10th percentile, mean and 90th percentile over runs."""
NEAREST = tuple(FUTURE_NAMES)
PERSONAS = tuple(kind.label for kind in RequesterKind)
UNKNOWN = 65_535
"""Stands for what is not known."""
Row = dict[str, Any]


def row_of(records: Sequence[RunRecord]) -> Row:
    """Return what is kept of the runs of one set of choices.

    Returns
    -------
    dict
        `runs`: a list for each outcome of `SCALE`; `nearest`: place in `NEAREST`; `evidence`: a list for each persona,
        1 where there was usable evidence within two years, 0 where not; `held`: for each persona what most often
        held it up, why, and in how many runs; `courses`: for each measure three lists over the months.

    Raises
    ------
    RuntimeError
        If a run failed: the file would show fewer runs than it says.
    """
    for record in records:
        if record.error is not None:
            raise RuntimeError(f"run {record.run_id} failed: {record.error}")
    return {
        "runs": {name: [whole(one.outcomes.get(name), scale) for one in records] for name, scale in SCALE.items()},
        "nearest": [NEAREST.index(str(one.outcomes["nearest"])) for one in records],
        "evidence": [[_evidence(one, persona) for one in records] for persona in PERSONAS],
        "held": [_held(records, persona) for persona in PERSONAS],
        "courses": {name: _course(records, name, scale) for name, scale in COURSES.items()},
    }


def whole(value: Any, scale: int) -> int:
    """Return a value as a whole number that two bytes hold."""
    if value is None or np.isnan(value):
        return UNKNOWN
    return int(np.clip(round(float(value) * scale), 0, UNKNOWN - 1))


def _evidence(record: RunRecord, persona: str) -> int:
    said = record.personas[persona]["usable_evidence_within_24m"]
    return UNKNOWN if said is None else int(said)


def _held(records: Sequence[RunRecord], persona: str) -> list[Any]:
    """Where and why this persona was most often held up, with the number of runs; the first by name of several."""
    found: list[Any] = []
    for key in ("held_up_at", "held_up_why"):
        said = Counter(str(one.personas[persona][key]) for one in records if one.personas[persona].get(key))
        most = max(said.values(), default=0)
        found += [min((word for word, count in said.items() if count == most), default=""), most]
    return found


def _course(records: Sequence[RunRecord], measure: str, scale: int) -> list[list[int]]:
    values = np.stack([_series(record, measure) for record in records]).astype(float)
    low, high = np.percentile(values, (10, 90), axis=0)
    return [[whole(value, scale) for value in line] for line in (low, values.mean(axis=0), high)]


def _series(record: RunRecord, measure: str) -> Array:
    """A measure of everyone, month by month."""
    assert record.monthly is not None
    row = next(
        row for row, one in enumerate(record.series) if one.measure == measure and one.group_kind == "all"
    )  # fmt: skip
    return record.monthly[row]


def packed(rows: Sequence[Row]) -> dict[str, Any]:
    """Return all rows as one JSON table.

    Returns
    -------
    dict
        `numbers` is base64 of little-endian two-byte numbers. A row is a block of `size` of them: `columns` x runs,
        then the place of the nearest future x runs, then evidence of each persona x runs, then for each of `courses`
        the 10th percentile, mean and 90th percentile x months. `held` has for each row and persona: place in `words`
        of where it was held up, in how many runs, place of why, in how many runs.
    """
    blocks = np.array([_block(row) for row in rows], dtype="<u2")
    words = sorted({str(one[part]) for row in rows for one in row["held"] for part in (0, 2)})
    place = {word: number for number, word in enumerate(words)}
    first = rows[0]
    return {
        "rows": len(rows),
        "size": int(blocks.shape[1]),
        "runs": len(first["nearest"]),
        "months": len(next(iter(first["courses"].values()))[0]),
        "columns": list(SCALE),
        "scale": {**SCALE, **COURSES},
        "courses": list(COURSES),
        "nearest": list(NEAREST),
        "personas": list(PERSONAS),
        "unknown": UNKNOWN,
        "words": words,
        "held": [[[place[at], count, place[why], also] for at, count, why, also in row["held"]] for row in rows],
        "numbers": base64.b64encode(blocks.tobytes()).decode("ascii"),
    }


def _block(row: Row) -> list[int]:
    numbers: list[int] = []
    for name in SCALE:
        numbers += row["runs"][name]
    numbers += row["nearest"]
    for persona in row["evidence"]:
        numbers += persona
    for name in COURSES:
        for line in row["courses"][name]:
            numbers += line
    return numbers

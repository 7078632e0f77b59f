"""The runs of all sets of choices of a workshop, and what its file keeps of them: whole numbers, embedded as text."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from socialicence.categories import FUTURE_NAMES, RequesterKind
from socialicence.dashboard.workshop.settings import identity
from socialicence.errors import InputError, Stopped
from socialicence.figures.personas import EVIDENCE, most_often
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import shown_in
from socialicence.results import RunRecord
from socialicence.scenarios import Scenario
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
AT_ONCE = 4
"""Sets of choices that are run together: enough for a few processors, few enough to lose little when stopped."""
KEPT = "workshop-settings.jsonl"
"""File beside the workshop's with what has been run so far, a line a set of choices."""
Report = Callable[[int, int], None]


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
    said = record.personas[persona][EVIDENCE]
    return UNKNOWN if said is None else int(said)


def _held(records: Sequence[RunRecord], persona: str) -> list[Any]:
    """Where and why this persona was most often held up, with the number of runs; the first by name of several."""
    told = [one.personas[persona] for one in records]
    return [
        part
        for key in ("held_up_at", "held_up_why")
        for part in most_often(filter(None, (one.get(key) for one in told)), "")
    ]


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


class Kept:
    """Rows that have been run, on disk, by what they were run from.

    Parameters
    ----------
    path : Path
        Added to line by line; a line that was cut off is run again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: dict[str, Row] = {}
        for line in self._lines():
            try:
                one = json.loads(line)
                self.rows[one["key"]] = one["row"]
            except (ValueError, KeyError, TypeError):
                continue

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read: {error.strerror}") from None

    def add(self, key: str, row: Row) -> None:
        """Keep a row, also on disk."""
        self.rows[key] = row
        try:
            with self.path.open("a", encoding="utf-8") as file:
                # A line of its own even after one that was cut off.
                file.write("\n" + json.dumps({"key": key, "row": row}, separators=(",", ":")) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written to: {error.strerror}; choose another --out") from None


def simulate(
    scenarios: Sequence[Scenario], folder: Path, *, citizens: int, runs: int, seed: int, report: Report | None = None
) -> list[Row]:
    """Return a row for each scenario, run `r` of each on the seed `seed + r`.

    Parameters
    ----------
    scenarios : sequence of Scenario
    folder : Path
        Where rows are kept as they are done.
    citizens, runs, seed : int
    report : callable, optional
        Called with the work done and in all.

    Raises
    ------
    Stopped
        If the user stopped it; what is done is kept.
    """
    from socialicence.ensemble import compare

    kept = Kept(folder / KEPT)
    keys = [key_of(one, citizens, runs, seed) for one in scenarios]
    waiting = [place for place, key in enumerate(keys) if key not in kept.rows]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for first in range(0, len(waiting), AT_ONCE):
            batch = [scenarios[place] for place in waiting[first : first + AT_ONCE]]
            done = len(scenarios) - len(waiting) + first
            progress = None if report is None else _inner(report, done, len(batch), len(scenarios))
            results = compare(batch, citizens=citizens, runs=runs, seed=seed, progress=progress)
            for place in waiting[first : first + AT_ONCE]:
                own = [one for one in results.records if one.scenario == scenarios[place].name]
                kept.add(keys[place], row_of(own))
    except KeyboardInterrupt:
        count = sum(key in kept.rows for key in keys)
        raise Stopped(
            f"stopped: {count} of {len(keys)} sets of choices are kept in {folder}; the same command goes on from there"
        ) from None
    return [kept.rows[key] for key in keys]


def _inner(report: Report, done: int, batch: int, total: int) -> Report:
    """Progress within a batch as a share of the whole, in hundredths of a set of choices."""

    def inner(months: int, all_months: int) -> None:
        report(100 * done + 100 * batch * months // max(all_months, 1), 100 * total)

    return inner


def key_of(scenario: Scenario, citizens: int, runs: int, seed: int) -> str:
    """Return what names a row: all that its numbers depend on."""
    from socialicence.parameters import defaults
    from socialicence.world import MODEL_VERSION

    parts: list[Any] = [identity(scenario), MODEL_VERSION, sorted(defaults().items()), citizens, runs, seed]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]

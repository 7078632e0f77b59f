"""What is kept of runs, and that it comes back out of the packed table as it went in."""

from __future__ import annotations

import base64
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from socialicence.dashboard.workshop.runs import COURSES, NEAREST, PERSONAS, SCALE, UNKNOWN, packed, row_of, whole
from socialicence.results.monthly import Series
from socialicence.results.record import RunRecord
from tests.dashboard.workshop.made_up import MONTHS, RUNS, made_up_row


def record(run: int, value: float) -> RunRecord:
    outcomes = dict.fromkeys(SCALE, value) | {"nearest": "silos" if run else "none", "objecting_percent": 5.0 + run}
    story = {
        "usable_evidence_within_24m": bool(run),
        "held_up_at": "scoping",
        "held_up_why": None if run else "vacancy",
    }
    series = (
        Series("licence_affected", "segment", "x", "share"),
        Series("licence_affected", "all", "all", "share"),
        Series("objecting_percent", "all", "all", "percent"),
    )
    monthly = np.array([[0.1, 0.1], [value, value / 2], [5.0, 6.0]], dtype=np.float32)
    personas = dict.fromkeys(PERSONAS, story)
    return RunRecord("x", run, run, outcomes=outcomes, personas=personas, series=series, monthly=monthly)


def test_a_row_worked_out_by_hand():
    row = row_of([record(0, 0.5), record(1, 0.7)])
    assert row["runs"]["licence_affected"] == [5000, 7000]
    assert row["runs"]["objecting_percent"] == [500, 600]
    assert row["nearest"] == [NEAREST.index("none"), NEAREST.index("silos")]
    assert row["evidence"] == [[0, 1]] * 3
    assert row["held"][0] == ["scoping", 2, "vacancy", 1]
    low, mean, high = row["courses"]["licence_affected"]
    assert (low, mean, high) == ([5200, 2600], [6000, 3000], [6800, 3400])


def test_what_is_not_known_stays_so():
    one = record(0, float("nan"))
    story = {"usable_evidence_within_24m": None}
    one = replace(one, personas=dict.fromkeys(PERSONAS, story), outcomes={**one.outcomes, "external_access": None})
    row = row_of([one])
    assert row["runs"]["external_access"] == [UNKNOWN]
    assert row["runs"]["licence_affected"] == [UNKNOWN]
    assert row["evidence"] == [[UNKNOWN]] * 3
    assert row["held"][0] == ["", 0, "", 0]


def test_a_failed_run_is_a_fault():
    with pytest.raises(RuntimeError, match="run x-0 failed: boom"):
        row_of([replace(record(0, 0.5), error="boom")])


@pytest.mark.parametrize(
    ("value", "number"), [(0.12344, 1234), (0.0, 0), (-0.1, 0), (9.0, UNKNOWN - 1), (None, UNKNOWN)]
)
def test_whole_numbers_fit_in_two_bytes(value, number):
    assert whole(value, 10_000) == number


def test_the_packed_table_holds_every_number():
    rows = [made_up_row(place) for place in range(4)]
    table = packed(rows)
    numbers = np.frombuffer(base64.b64decode(table["numbers"]), dtype="<u2").reshape(4, table["size"])
    assert (table["rows"], table["runs"], table["months"]) == (4, RUNS, MONTHS)
    for row, block in zip(rows, numbers, strict=True):
        parts = iter(block.tolist())
        assert [next(parts) for _ in range(len(SCALE) * RUNS)] == [*chain.from_iterable(row["runs"].values())]
        assert [next(parts) for _ in range(RUNS)] == row["nearest"]
        assert [next(parts) for _ in range(len(PERSONAS) * RUNS)] == [*chain.from_iterable(row["evidence"])]
        assert list(parts) == [number for name in COURSES for line in row["courses"][name] for number in line]
    words = table["words"]
    assert [[words[at], count, words[why], also] for at, count, why, also in table["held"][1]] == rows[1]["held"]

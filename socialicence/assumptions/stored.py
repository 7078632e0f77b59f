"""What was computed about the assumptions, kept as data with all that says where it comes from."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from socialicence.outcomes.futures import committed_fingerprint
from socialicence.parameters import parameters
from socialicence.results.provenance import DATA, kept
from socialicence.results.writing import as_json, rows_writer, text_writer, write_all
from socialicence.scenarios import STANDARD, load

TABLE, MADE = "assumptions_impact.csv", "assumptions_impact.json"
COLUMNS = ("name", "impact", "impact_low", "impact_high", "changes")
COMMAND = "python -m socialicence.assumptions --write"
_BETWEEN = "; "


class Impact(NamedTuple):
    """Share of the variance that an assumption accounts for, with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


class Change(NamedTuple):
    """A scenario whose most frequent nearest future is another at one end of an assumption's range.

    Attributes
    ----------
    scenario, end : str
        `end` is `low` or `high`.
    before, after : str
        Most frequent nearest future at the default and at that end.
    """

    scenario: str
    end: str
    before: str
    after: str


@dataclass(frozen=True)
class Computed:
    """What was computed.

    Attributes
    ----------
    impacts : mapping of str to Impact
        By name of the assumption.
    changes : mapping of str to tuple of Change
        Changes of the nearest future that each makes alone.
    provenance : mapping
        Version, seeds, draws, runs, citizens, share explained, and what identifies the table they belong to.
    """

    impacts: Mapping[str, Impact]
    changes: Mapping[str, tuple[Change, ...]]
    provenance: Mapping[str, Any]


@cache
def computed(folder: Path = DATA) -> Computed:
    """Return what was computed and committed with the package."""
    impacts: dict[str, Impact] = {}
    changes: dict[str, tuple[Change, ...]] = {}
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            impacts[row["name"]] = Impact(*(float(row[key]) for key in COLUMNS[1:4]))
            parts = [part for part in row["changes"].split(_BETWEEN) if part]
            changes[row["name"]] = tuple(Change(*part.split()) for part in parts)
    return Computed(impacts, changes, kept(folder / MADE))


def identity() -> dict[str, Any]:
    """Return what a computation belongs to: the model version, and a hash of all numbers that it started from.

    In the hash: default, range and whether it is uncertain of every lever and parameter, the choices of the standard
    scenarios, and the targets of the futures with their scaling.
    """
    from socialicence.world import MODEL_VERSION

    numbers = {name: (one.kind, one.default, one.low, one.high, one.is_uncertain) for name, one in parameters().items()}
    choices = {name: dict(load(name).values) for name in STANDARD}
    text = json.dumps([numbers, choices, committed_fingerprint()[1]], sort_keys=True)
    return {"model_version": MODEL_VERSION, "table": hashlib.sha256(text.encode()).hexdigest()}


def is_current() -> bool:
    """Whether what is committed belongs to the present model version and numbers."""
    made = computed().provenance
    return all(made.get(key) == value for key, value in identity().items())


def write(found: Computed, folder: Path = DATA) -> list[Path]:
    """Write what was computed, both files or none; return their paths."""
    changes = {name: _BETWEEN.join(map(" ".join, found.changes.get(name, ()))) for name in found.impacts}
    rows = [(name, *(f"{value:.5f}" for value in one), changes[name]) for name, one in found.impacts.items()]
    return write_all(folder, {TABLE: rows_writer(COLUMNS, rows), MADE: text_writer(as_json(found.provenance))})

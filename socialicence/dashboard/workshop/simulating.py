"""Running all sets of choices of a workshop on the same seeds, and going on from where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from socialicence.dashboard.workshop.runs import Row, row_of
from socialicence.dashboard.workshop.settings import identity
from socialicence.errors import InputError, Stopped
from socialicence.scenarios import Scenario

AT_ONCE = 4
"""Sets of choices that are run together: enough for a few processors, few enough to lose little when stopped."""
KEPT = "workshop-settings.jsonl"
"""File beside the workshop's with what has been run so far, a line a set of choices."""
Report = Callable[[int, int], None]


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

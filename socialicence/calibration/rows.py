"""Rows of text as CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from socialicence.results.writing import Writer


def rows_writer(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Writer:
    """Return what writes a CSV file of a head and rows."""

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)

    return write

"""Parameters that stay although they move nothing, each with a sentence that says why: `data/dead_kept.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

from socialicence.errors import InputError, unknown
from socialicence.parameters import parameters

FILE = Path(__file__).parents[2] / "data" / "dead_kept.csv"


def kept(file: Path = FILE) -> dict[str, str]:
    """Return why each of them stays, by name.

    Raises
    ------
    InputError
        If there is no such parameter, or nothing is said of why it stays.
    """
    with file.open(encoding="utf-8", newline="") as rows:
        found = {row["name"]: (row["why"] or "").strip() for row in csv.DictReader(rows)}
    for name, why in found.items():
        if name not in parameters():
            raise unknown("parameter", name, parameters(), file.name)
        if not why:
            raise InputError(f"{file.name}: {name}: a sentence is needed that says why it stays")
    return found

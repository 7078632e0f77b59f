"""The rows of a workshop as text to embed: one array of two-byte numbers, and what says where each stands in it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from socialicence.dashboard.workshop.runs import COURSES, NEAREST, PERSONAS, SCALE, UNKNOWN, Row


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

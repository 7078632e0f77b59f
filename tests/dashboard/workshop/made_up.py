"""Rows that no model made: random but the same each time, so that every number on the page can be worked out again."""

from __future__ import annotations

import numpy as np

from socialicence.dashboard.workshop.runs import COURSES, NEAREST, PERSONAS, SCALE

RUNS, MONTHS = 5, 61
LARGEST = {
    "cross_department": 15_000,
    "external_access": 7_000,
    "objecting_percent": 900,
}


def made_up_row(place: int, runs: int = RUNS) -> dict:
    random = np.random.default_rng([7, place])
    courses = {}
    for name in COURSES:
        values = np.sort(random.integers(100, LARGEST.get(name, 9_000), (3, MONTHS)), axis=0)
        courses[name] = values.tolist()
    return {
        "runs": {name: random.integers(50, LARGEST.get(name, 9_900), runs).tolist() for name in SCALE},
        "nearest": random.integers(0, len(NEAREST), runs).tolist(),
        "evidence": random.integers(0, 2, (len(PERSONAS), runs)).tolist(),
        "held": [["scoping", 3, "unclear process", 2], ["ethics", 2, "vacancy", 1], ["", 0, "", 0]],
        "courses": courses,
    }


def made_up_rows(settings) -> list[dict]:
    return [made_up_row(place) for place in range(len(settings.scenarios))]

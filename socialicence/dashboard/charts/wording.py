"""Sentences that several charts use: counts of runs in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.categories import FUTURE_NAMES

if TYPE_CHECKING:
    from socialicence.dashboard.course import Course

MOST_UNMARKED = 4
"""Words of a name that reads within a sentence without marks round it."""


def nearest_counts(course: Course) -> dict[str, int]:
    """Return how many runs end nearest each future, or none of the four."""
    found = [str(record.outcomes["nearest"]) for record in course.done]
    return {future: found.count(future) for future in FUTURE_NAMES}


def most_often(course: Course) -> tuple[str, int]:
    """Return where most runs end, and how many; of several, a future before none of the four."""
    counts = nearest_counts(course)
    most = max(counts, key=lambda future: counts[future])
    return most, counts[most]


def ends(course: Course, opening: str = "") -> str:
    """Return where most runs of a course end: `20 of 30 runs end nearest Silos`."""
    future, count = most_often(course)
    where = "near none of the four futures" if future == "none" else f"nearest {FUTURE_NAMES[future]}"
    return f"{opening}{count} of {course.number_of_runs} {'runs end' if count != 1 else 'run ends'} {where}"


def mean_outcome(course: Course, outcome: str) -> float:
    """Return the mean of an outcome over runs, what is not known left out."""
    known = [record.outcomes[outcome] for record in course.done if record.outcomes[outcome] is not None]
    return float(np.mean(known)) if known else float("nan")


def share(value: float) -> str:
    """Return a share in percent, to a tenth where that is what the finding turns on."""
    return "not known" if np.isnan(value) else f"{100 * value:.1f}%"


def against(difference: float, other: str) -> str:
    """Return how a share stands against another's: `1.2 points higher than if nothing changes`."""
    amount = abs(100 * difference)
    if amount < 0.05:
        return f"the same as {inside(other)}"
    return f"{amount:.1f} points {'higher' if difference > 0 else 'lower'} than {inside(other)}"


def inside(text: str) -> str:
    """Return a label within a sentence: small where it opens with plain words, in quotation marks where it is long."""
    words = text.split()
    if words[:1] and words[0] in ("If", "This", "Choices"):
        return text[:1].lower() + text[1:]
    return f"“{text}”" if len(words) > MOST_UNMARKED else text

"""Four theme scores, after the four themes of OSR's report: licence and engagement, people, processes, technical.

Each is a plain mean, 0 to 1, of what belongs to its theme, over the last two years of a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.state.observations import ALL, Mood

if TYPE_CHECKING:
    from socialicence.outcomes.finished import FinishedRun

USUAL_CLEARANCE = 0.6
"""Desks a month at status quo, where a score of clearance is one half."""


def licence(run: FinishedRun) -> float:
    """Licence among those affected, fairness and understanding."""
    mood = run.world.observations.mood
    fairness, understanding = (mood[run.months, one, ALL].mean() for one in (Mood.FAIRNESS, Mood.UNDERSTANDING))
    affected = np.float32(run.signature["licence_affected"])  # as it was observed: the mean is of that precision
    return _mean(affected, (fairness + 1.0) / 2.0, understanding)


def people(run: FinishedRun) -> float:
    """Leadership, literacy, skill, knowledge, motivation and calm."""
    departments, system = _seen(run)
    return _mean(
        departments["leadership"].mean(),
        departments["data_literacy"].mean(),
        system["skill"].mean(),
        system["knowledge"].mean(),
        system["motivation"].mean(),
        1.0 - departments["nervousness"].mean(),
    )


def processes(run: FinishedRun) -> float:
    """Process clarity, transparency and clearance."""
    departments, _ = _seen(run)
    clearance = departments["expected_clearance"].mean()
    return _mean(
        departments["process_clarity"].mean(),
        departments["transparency"].mean(),
        clearance / (clearance + USUAL_CLEARANCE),
    )


def technical(run: FinishedRun) -> float:
    """Technical readiness; security and shared standards as they are at the end."""
    departments, _ = _seen(run)
    now = run.world.now[0]
    return _mean(departments["technical_readiness"].mean(), now["security"], now["recommendation_data_standards"])


THEMES = (licence, people, processes, technical)


def _seen(run: FinishedRun) -> tuple[Any, Any]:
    """What was seen of departments and of the system in the last two years."""
    seen = run.world.observations
    return seen.departments[run.months], seen.system[run.months]


def _mean(*values: Any) -> float:
    return float(np.mean(values))

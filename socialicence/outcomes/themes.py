"""Four theme scores, after the four themes of OSR's report: licence and engagement, people, processes, technical."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.outcomes.futures import LAST_MONTHS

USUAL_CLEARANCE = 0.6
"""Desks a month at status quo, where a score of clearance is one half."""


def themes_of(world: Any) -> dict[str, float]:
    """Return the four scores, 0 to 1, as means over the last two years of a run.

    Each is a plain mean of what belongs to its theme: licence among those affected, fairness and understanding;
    leadership, literacy, skill, knowledge, motivation and calm; process clarity, transparency and clearance;
    technical readiness, security and shared standards.
    """
    last = slice(max(world.month - LAST_MONTHS + 1, 1), world.month + 1)
    seen = world.observations
    departments, system = seen.departments[last], seen.system[last]
    fairness, understanding = seen.mood[last, 0, 0].mean(), seen.mood[last, 1, 0].mean()
    clearance = departments["expected_clearance"].mean()
    now = world.now[0]
    parts = {
        "theme_licence": (np.nanmean(seen.licence[last, :, 0, 1]), (fairness + 1.0) / 2.0, understanding),
        "theme_people": (
            departments["leadership"].mean(),
            departments["data_literacy"].mean(),
            system["skill"].mean(),
            system["knowledge"].mean(),
            system["motivation"].mean(),
            1.0 - departments["nervousness"].mean(),
        ),
        "theme_processes": (
            departments["process_clarity"].mean(),
            departments["transparency"].mean(),
            clearance / (clearance + USUAL_CLEARANCE),
        ),
        "theme_technical": (
            departments["technical_readiness"].mean(),
            now["security"],
            now["recommendation_data_standards"],
        ),
    }
    return {name: float(np.mean(values)) for name, values in parts.items()}

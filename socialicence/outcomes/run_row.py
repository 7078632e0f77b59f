"""The outcome columns of one run: one number each, as in `runs.parquet`."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Outcome
from socialicence.outcomes.blocks import block_outcomes
from socialicence.outcomes.futures import LAST_MONTHS, distances, nearest, signature_of
from socialicence.outcomes.pathway_times import pathway_outcomes
from socialicence.outcomes.themes import themes_of

WITH_LICENCE = 0.5
"""A share has licence when at least half of those affected support it."""


def _licence_errors(world: Any) -> dict[str, float | None]:
    """Share of accesses without licence among those affected, and of projects lost though they had it."""
    projects = world.projects[: world.project_count]
    shared = projects["accessed"] >= 0
    lost = np.isin(projects["outcome"], (Outcome.ABANDONED, Outcome.REFUSED))
    without = projects["licence_affected"][shared] < WITH_LICENCE
    had_it = projects["licence_at_start"][lost] >= WITH_LICENCE
    return {
        "shared_without_licence": float(without.mean()) if shared.any() else None,
        "unshared_with_licence": float(had_it.mean()) if lost.any() else None,
    }


def calibration_error(world: Any) -> float:
    """Mean distance between trust in a type of public body and what it deserves: well-placed trust is the aim."""
    deserved = world.type_trustworthiness
    public = np.unique(world.departments["kind"])
    trust = world.observations.trust[world.month, :, 0]
    return float(np.abs(trust - deserved)[public].mean())


def outcomes_of(world: Any) -> dict[str, float | int | str | None]:
    """Return every outcome of a run by column name."""
    signature = signature_of(world)
    away = distances(signature)
    seen = world.observations
    years = slice(max(world.month - LAST_MONTHS + 1, 1), world.month + 1)
    everyone = float(np.nanmean(seen.licence[years, :, 0, 0]))
    affected = float(np.nanmean(seen.licence[years, :, 0, 1]))
    system = seen.system[world.month]
    row: dict[str, float | int | str | None] = {
        "licence_affected": affected,
        "licence_everyone": everyone,
        "licence_gap": affected - everyone,
        "cross_department": signature["cross_department"],
        "external_access": signature["external_access"],
        "dispersion": signature["dispersion"],
        **themes_of(world),
        **{f"distance_{future.name.lower()}": distance for future, distance in away.items()},
        "nearest": nearest(away),
        **pathway_outcomes(world),
        **block_outcomes(world),
        "objecting_percent": 100.0 * float(seen.mood[world.month, 5, 0]),
        **_licence_errors(world),
        "calibration_error": calibration_error(world),
        "incidents": int(system["incidents"].sum()),
        "value_realised": float(system["value_realised"]),
        "value_visible": float(system["value_visible"]),
    }
    return row

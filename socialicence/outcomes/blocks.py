"""Blocked desks: how soon they open, and how often because somebody new came."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Outcome, Unblocker
from socialicence.outcomes.pathway_times import kaplan_meier

SOON = 6.0
"""Months within which a block counts as opened soon."""


def block_outcomes(world: Any) -> dict[str, float | None]:
    """Return the share of blocks opened within six months, and the share of openings by a newcomer.

    Kaplan-Meier: a block whose project ends, or that stands at the end of the run, is censored there. None where
    there was no block, or none that opened.
    """
    visits = world.visits[: world.visit_count]
    visits = visits[visits["blocked_at"] >= 0]
    projects = world.projects[visits["project"]]
    opened = visits["opened_at"] >= 0
    lost = np.isin(projects["outcome"], (Outcome.ABANDONED, Outcome.REFUSED))
    end = np.where(opened, visits["opened_at"], np.where(lost, projects["finished"], world.month))
    soon = None
    if len(visits):
        times, still = kaplan_meier(np.maximum(end - visits["blocked_at"], 0.0), opened)
        within = np.flatnonzero(times <= SOON)
        soon = float(1.0 - still[within[-1]]) if within.size else 0.0
    by_newcomer = visits["unblocked_by"][opened] == Unblocker.NEWCOMER
    return {
        "blocks_opened_within_6m": soon,
        "blocks_opened_by_newcomer": float(by_newcomer.mean()) if opened.any() else None,
    }

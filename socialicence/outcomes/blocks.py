"""Blocked desks: how soon they open, and how often because somebody new came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.categories import Unblocker
from socialicence.outcomes.pathway_times import kaplan_meier

if TYPE_CHECKING:
    from socialicence.outcomes.finished import FinishedRun

SOON = 6.0
"""Months within which a block counts as opened soon."""


def opened_soon(run: FinishedRun) -> float | None:
    """Return the share of blocks opened within six months; None where there was no block.

    Kaplan-Meier: a block whose project ends, or that stands at the end of the run, is censored there.
    """
    blocks = run.blocks
    if not len(blocks):
        return None
    project, opened = blocks["project"], blocks["opened_at"] >= 0
    closed = np.where(run.lost[project], run.projects["finished"][project], run.world.month)
    end = np.where(opened, blocks["opened_at"], closed)
    times, still = kaplan_meier(np.maximum(end - blocks["blocked_at"], 0.0), opened)
    within = np.flatnonzero(times <= SOON)
    return float(1.0 - still[within[-1]]) if within.size else 0.0


def opened_by_newcomer(run: FinishedRun) -> float | None:
    """Return the share of openings by a newcomer; None where no block opened."""
    opened = run.blocks[run.blocks["opened_at"] >= 0]
    return float((opened["unblocked_by"] == Unblocker.NEWCOMER).mean()) if len(opened) else None

"""Licence and what became of it: shares without it, projects lost though they had it, and misplaced trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.state.observations import ALL

if TYPE_CHECKING:
    from socialicence.outcomes.finished import FinishedRun

WITH_LICENCE = 0.5
"""A share has licence when at least half of those affected support it."""


def shared_without(run: FinishedRun) -> float | None:
    """Return the share of accesses without licence among those affected; None where there was no access."""
    shared = run.projects[run.projects["accessed"] >= 0]
    return float((shared["licence_affected"] < WITH_LICENCE).mean()) if len(shared) else None


def unshared_with(run: FinishedRun) -> float | None:
    """Return the share of projects given up or refused that had licence at their start; None where there was none."""
    lost = run.projects[run.lost]
    return float((lost["licence_at_start"] >= WITH_LICENCE).mean()) if len(lost) else None


def calibration_error(run: FinishedRun) -> float:
    """Return the mean distance between trust in a type of public body and what it deserves.

    Well-placed trust is the aim.
    """
    deserved = run.world.type_trustworthiness
    public = np.unique(run.world.departments["kind"])
    trust = run.world.observations.trust[run.world.month, :, ALL]
    return float(np.abs(trust - deserved)[public].mean())

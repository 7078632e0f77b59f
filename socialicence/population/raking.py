"""Raking: a joint distribution over cells that meets every published marginal (iterative proportional fitting)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from socialicence.errors import InputError
from socialicence.state.tables import Array


class Target(NamedTuple):
    """One published marginal.

    Attributes
    ----------
    name : str
    group : ndarray of int
        Group of each cell, from 1; cells in group 0 are not concerned.
    share : ndarray of float
        Share of all adults in each group.
    """

    name: str
    group: Array
    share: Array


def rake(cells: Array, targets: Sequence[Target], tolerance: float = 1e-9, sweeps: int = 1000) -> Array:
    """Scale `cells` until each target is met [1]_.

    Parameters
    ----------
    cells : ndarray
        Share of adults in each cell before raking, one-dimensional.
    targets : sequence of Target
    tolerance : float
        Largest difference allowed between a target and what is found.
    sweeps : int
        Most passes over all targets.

    Returns
    -------
    ndarray
        Raked shares.

    Raises
    ------
    InputError
        If the targets contradict one another, so that no distribution meets them all.

    References
    ----------
    .. [1] Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table.
    """
    cells = cells.astype(float)
    worst, where = np.inf, ""
    for _ in range(sweeps):
        worst = 0.0
        for target in targets:
            found = np.bincount(target.group, weights=cells, minlength=len(target.share) + 1)
            off = float(np.abs(found[1:] - target.share).max())
            if off > worst:
                worst, where = off, target.name
            factor = np.ones_like(found)
            np.divide(target.share, found[1:], out=factor[1:], where=found[1:] > 0)
            cells *= factor[target.group]
        if worst < tolerance:
            return cells
    raise InputError(f"marginals contradict one another: {where} stays {100 * worst:.2g} points off")

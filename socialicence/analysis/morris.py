"""Morris screening: which factors move an outcome at all (elementary effects, by SALib)."""

from __future__ import annotations

import math

import numpy as np

from socialicence.analysis.index import Index
from socialicence.analysis.sample import Sample, check_usable
from socialicence.errors import InputError
from socialicence.state.tables import Array

LEVELS = 4
"""Levels of the grid that trajectories walk on, as `socialicence.sweep` draws them."""
RESAMPLES = 500


def morris(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return `mu_star`, `mu` and `sigma` of each factor.

    Parameters
    ----------
    sample : Sample
        A Morris design in SALib's order, with its problem.
    outcome : str
    seed : int
        Of the bootstrap over trajectories.

    Returns
    -------
    list of Index
        In units of the outcome for a step over the factor's whole range: mean size of an effect with its 95 %
        interval, mean effect with its direction, and how unlike one another effects are (curves or interactions).
        With replicates also `luck`: the `mu_star` of a factor that does nothing.

    Raises
    ------
    InputError
        If runs are missing or points are not whole trajectories.

    References
    ----------
    Morris (1991), doi:10.1080/00401706.1991.10484804; Campolongo et al. (2007), doi:10.1016/j.envsoft.2006.10.004.
    """
    from SALib.analyze import morris as salib

    check_usable(sample, outcome, "Morris", every=True)
    names = list(sample.problem["names"])
    if sample.points % (len(names) + 1):
        raise InputError(
            f"{sample.points:,} points are not trajectories of {len(names)} factors; "
            'Morris needs a study with design = "morris"'
        )
    inputs = sample.factors[names].to_numpy(dtype=float)
    found = salib.analyze(
        dict(sample.problem), inputs, sample.means(outcome), num_resamples=RESAMPLES, num_levels=LEVELS, seed=seed
    )
    indices = []
    for place, name in enumerate(names):
        size, half = float(found["mu_star"][place]), float(found["mu_star_conf"][place])
        ends = (max(size - half, 0.0), size + half) if math.isfinite(half) else (math.nan, math.nan)
        indices.append(Index(name, "mu_star", size, *ends))
        indices.append(Index(name, "mu", float(found["mu"][place])))
        indices.append(Index(name, "sigma", float(found["sigma"][place])))
    if sample.replicates > 1:
        floor = luck(inputs, sample.of(outcome))
        indices += [Index(name, "luck", float(one)) for name, one in zip(names, floor, strict=True)]
    return indices


def luck(inputs: Array, values: Array) -> Array:
    """Return the mean size of an effect that seeds alone would make of each factor.

    The spread between replicates of the very steps that effects are taken from, so that common random numbers count.

    Parameters
    ----------
    inputs : ndarray, shape (points, factors)
    values : ndarray, shape (points, replicates)
    """
    step = LEVELS / (2.0 * (LEVELS - 1))
    floor = np.zeros(inputs.shape[1])
    changed = inputs[1:] != inputs[:-1]
    inside = np.arange(1, len(inputs)) % (inputs.shape[1] + 1) != 0
    effects = (values[1:] - values[:-1]) / step
    spread = effects.var(axis=1, ddof=1) / values.shape[1]
    for factor in range(inputs.shape[1]):
        own = changed[:, factor] & inside
        floor[factor] = math.sqrt(2.0 / math.pi * float(spread[own].mean())) if own.any() else math.nan
    return floor

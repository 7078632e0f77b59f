"""Sobol indices: the share of an outcome's variance that each factor accounts for (by SALib)."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from socialicence.analysis.index import Index
from socialicence.analysis.sample import Sample, known, need_every_run
from socialicence.errors import InputError

RESAMPLES = 500


def block_of(sample: Sample, samples: int | None) -> int:
    """Return how many points belong to one base sample: factors + 2, or 2 x (factors + 1) with second order.

    Raises
    ------
    InputError
        If points do not make up whole blocks.
    """
    factors = len(sample.problem["names"])
    choices = (2 * factors + 2, factors + 2)
    for block in choices:
        if sample.points % block == 0 and samples in (None, sample.points // block):
            return block
    raise InputError(
        f"{sample.points:,} points are not a Sobol design of {factors} factors; "
        'Sobol indices need a study with design = "sobol"'
    )


def sobol(sample: Sample, outcome: str, seed: int = 1, samples: int | None = None) -> list[Index]:
    """Return `first`, `total` and, where the design allows, `second` order indices.

    Parameters
    ----------
    sample : Sample
        A Saltelli design in SALib's order, with its problem.
    outcome : str
    seed : int
        Of the bootstrap.
    samples : int, optional
        Base samples; tells the two forms of the design apart where both are possible.

    Returns
    -------
    list of Index
        Shares of the variance between points, with 95 % intervals. An index may come out a little below 0 or above
        1: that is error of estimation, and it is left as it is.

    Raises
    ------
    InputError
        If runs are missing or the design is another.

    References
    ----------
    Sobol (2001), doi:10.1016/S0378-4754(00)00270-6; Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018.
    """
    from SALib.analyze import sobol as salib

    need_every_run(sample, "Sobol")
    known(sample, outcome, "Sobol", every=True)
    block = block_of(sample, samples)
    names = list(sample.problem["names"])
    second = block == 2 * len(names) + 2
    values = sample.means(outcome)
    if np.ptp(values) == 0.0:
        raise InputError(f"{sample.scenario}: {outcome} is the same at every point; there is nothing to explain")
    found = salib.analyze(
        dict(sample.problem), values, calc_second_order=second, num_resamples=RESAMPLES, seed=seed
    )
    indices = []
    for key, index in (("ST", "total"), ("S1", "first")):
        for name, value, half in zip(names, found[key], found[f"{key}_conf"], strict=True):
            indices.append(Index(name, index, float(value), float(value - half), float(value + half)))
    if second:
        for (a, first), (b, other) in combinations(enumerate(names), 2):
            value, half = float(found["S2"][a, b]), float(found["S2_conf"][a, b])
            indices.append(Index(f"{first} + {other}", "second", value, value - half, value + half))
    return indices


def parts(sample: Sample, samples: int | None = None) -> list[Sample]:
    """Return the sample at 1/8, 1/4, 1/2 and all of its base samples."""
    block = block_of(sample, samples)
    whole = sample.points // block
    return [sample.first(block * count) for count in sorted({max(whole // part, 2) for part in (8, 4, 2, 1)})]

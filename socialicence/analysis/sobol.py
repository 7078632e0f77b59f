"""Sobol indices: the share of an outcome's variance that each factor accounts for (by SALib)."""

from __future__ import annotations

import numpy as np

from socialicence.analysis.index import Index
from socialicence.analysis.sample import Sample, check_usable
from socialicence.errors import InputError

RESAMPLES = 500


def sobol(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return `total` and `first` order indices.

    Parameters
    ----------
    sample : Sample
        A Saltelli design without second order (factors + 2 points a base sample) in SALib's order, with its problem.
    outcome : str
    seed : int
        Of the bootstrap.

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

    check_usable(sample, outcome, "Sobol", every=True)
    names = list(sample.problem["names"])
    if sample.points % (len(names) + 2):
        raise InputError(
            f"{sample.points:,} points are not a Sobol design of {len(names)} factors; "
            'Sobol indices need a study with design = "sobol"'
        )
    values = sample.means(outcome)
    if np.ptp(values) == 0.0:
        raise InputError(f"{sample.scenario}: {outcome} is the same at every point; there is nothing to explain")
    problem = dict(sample.problem)
    found = salib.analyze(problem, values, calc_second_order=False, num_resamples=RESAMPLES, seed=seed)
    return [
        Index(name, index, float(value), float(value - half), float(value + half))
        for key, index in (("ST", "total"), ("S1", "first"))
        for name, value, half in zip(names, found[key], found[f"{key}_conf"], strict=True)
    ]

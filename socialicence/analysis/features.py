"""Feature scoring: how much a forest of trees leans on each factor, curves and interactions included."""

from __future__ import annotations

import numpy as np

from socialicence.analysis.index import ALL, Index
from socialicence.analysis.sample import Sample, check_usable, is_text, varying
from socialicence.analysis.workbench import tree_scores
from socialicence.errors import InputError

RESAMPLES = 20
LEAST_POINTS = 30


def features(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return the `score` of each factor and the share `explained` by all.

    Parameters
    ----------
    sample : Sample
        Any design; best `lhs`.
    outcome : str
    seed : int
        Of the trees and the resampling.

    Returns
    -------
    list of Index
        Scores add up to one. Intervals are the range over 20 resamples of the points with other trees. `explained`
        is the share of variance foretold for points that a tree has not seen: if it is low, scores mean little.

    Raises
    ------
    InputError
        If there are too few points.
    """
    check_usable(sample, outcome, "feature scoring")
    means = sample.means(outcome)
    usable = np.isfinite(means)
    factors = sample.factors.loc[usable, varying(sample.factors)].copy()
    means = means[usable]
    if len(means) < LEAST_POINTS or factors.empty:
        raise InputError(
            f"feature scoring needs at least {LEAST_POINTS} points with a factor that varies; there are {len(means)}"
        )
    for name in factors:
        if is_text(factors[name]):
            factors[name] = factors[name].astype(str).astype("category").cat.codes.astype(float)
    scores, explained = tree_scores(factors, means, seed)
    draws = np.random.default_rng(seed)
    found: dict[str, list[float]] = {name: [] for name in scores}
    for number in range(RESAMPLES):
        rows = draws.integers(len(means), size=len(means))
        again, _ = tree_scores(factors.iloc[rows], means[rows], seed + 1 + number)
        for name, score in again.items():
            found[name].append(score)
    indices = [Index(name, "score", score, min(found[name]), max(found[name])) for name, score in scores.items()]
    return [*indices, Index(ALL, "explained", explained)]

"""Regression: the straight-line part of what each factor does to an outcome."""

from __future__ import annotations

import numpy as np

from socialicence.analysis.index import ALL, Index
from socialicence.analysis.sample import Sample, check_usable, coded
from socialicence.errors import InputError
from socialicence.state.tables import Array

CONFIDENCE = 0.95


def regression(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return `effect`, `standardised` for each factor and `explained` for all.

    Least squares on the means of points, with intervals that allow for unequal variance (HC3).

    Parameters
    ----------
    sample : Sample
    outcome : str
    seed : int
        Not used: nothing is drawn.

    Returns
    -------
    list of Index
        `effect`: change of the outcome from the lowest to the highest value of the factor; `standardised`: in
        standard deviations of both; `explained`: share of the variance between points that straight lines account
        for (adjusted). What is not explained is curves, interactions and luck.

    Raises
    ------
    InputError
        If there are too few points, or factors move together so that they cannot be told apart.

    References
    ----------
    MacKinnon and White (1985), doi:10.1016/0304-4076(85)90158-7.
    """
    check_usable(sample, outcome, "regression")
    factors = coded(sample)
    means = sample.means(outcome)
    usable = np.isfinite(means)
    inputs, means = factors.to_numpy()[usable], means[usable]
    points, count = inputs.shape
    if points < count + 3:
        raise InputError(f"regression on {count} factors needs at least {count + 3} points; there are {points}")
    design = np.column_stack([np.ones(points), inputs - inputs.mean(axis=0)])
    scale = np.where(design.std(axis=0) > 0, design.std(axis=0), 1.0)
    if np.linalg.matrix_rank(design / scale) < count + 1:
        raise InputError("some factors of the study move together; regression cannot tell them apart")
    slopes, errors, explained = _fit(design, means)
    half = _quantile(points - count - 1) * errors
    spans, spreads = np.ptp(inputs, axis=0), inputs.std(axis=0) / means.std()
    indices = []
    for index, scales in (("effect", spans), ("standardised", spreads)):
        for name, slope, width, by in zip(factors.columns, slopes, half, scales, strict=True):
            indices.append(Index(str(name), index, slope * by, (slope - width) * by, (slope + width) * by))
    return [*indices, Index(ALL, "explained", explained)]


def _quantile(freedom: int) -> float:
    """Student's t at the ends of the interval."""
    from scipy.stats import t

    return float(t.ppf(0.5 + CONFIDENCE / 2, freedom))


def _fit(design: Array, values: Array) -> tuple[Array, Array, float]:
    """Slopes, their standard errors (HC3) and the adjusted share explained."""
    inverse = np.linalg.pinv(design.T @ design)
    found = inverse @ design.T @ values
    residuals = values - design @ found
    leverage = np.minimum(np.einsum("ij,jk,ik->i", design, inverse, design), 1.0 - 1e-9)
    weight = (residuals / (1.0 - leverage)) ** 2
    covariance = inverse @ (design.T * weight) @ design @ inverse
    points, columns = design.shape
    share = float((residuals @ residuals) / ((values - values.mean()) @ (values - values.mean())))
    adjusted = 1.0 - share * (points - 1) / (points - columns)
    return found[1:], np.sqrt(np.diag(covariance))[1:], adjusted

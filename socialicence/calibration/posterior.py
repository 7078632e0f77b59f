"""What a fit found: weighted draws of the parameters, how much each was informed, and how well the search went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from socialicence.calibration.announcement import Prior
from socialicence.state.tables import Array

SHARES = (0.05, 0.5, 0.95)
"""Median, and the ends of the 90 % interval."""
INFORMED, BARELY = 0.6, 0.9
"""Width of the posterior's 90 % interval against the prior's: below the first the data inform, above the second not."""


@dataclass(frozen=True)
class Posterior:
    """The last generation of a fit.

    Attributes
    ----------
    priors : tuple of Prior
        What was drawn, in the order of the columns of `values`.
    values : ndarray, shape (particles, parameters)
    weight : ndarray, shape (particles,)
        Sums to one.
    seen : ndarray, shape (particles, targets)
        What each particle's simulation said of the targets.
    temperatures : tuple of float
        Of each generation.
    simulations : tuple of int
        That each generation took.
    """

    priors: tuple[Prior, ...]
    values: Array
    weight: Array
    seen: Array
    temperatures: tuple[float, ...]
    simulations: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters by name."""
        return tuple(one.name for one in self.priors)

    @property
    def effective(self) -> float:
        """How many equally weighted draws the particles are worth (Kish)."""
        return float(1.0 / np.sum(self.weight**2))

    def interval(self, name: str) -> tuple[float, float, float]:
        """Return the 5 %, 50 % and 95 % quantiles of a parameter."""
        low, middle, high = quantiles(self.values[:, self.names.index(name)], self.weight, np.array(SHARES))
        return float(low), float(middle), float(high)

    def width(self, name: str) -> float:
        """Return the width of the 90 % interval against the prior's, on the prior's scale: 1 is nothing learnt."""
        column = self.names.index(name)
        prior = self.priors[column]
        low, _, high = self.interval(name)
        first, _, last = prior.quantile(np.array(SHARES))
        if prior.log:
            low, high, first, last = np.log([low, high, first, last])
        return float((high - low) / (last - first))

    def informed(self, name: str) -> str:
        """Say in a word whether the data inform a parameter."""
        width = self.width(name)
        return "informed" if width < INFORMED else "a little" if width < BARELY else "posterior equals prior"

    def correlations(self) -> Array:
        """Return the correlations of the parameters, fitted ones in logarithms where their prior is."""
        scaled = np.column_stack(
            [np.log(column) if one.log else column for one, column in zip(self.priors, self.values.T, strict=True)]
        )
        covariance = np.cov(scaled, rowvar=False, aweights=self.weight)
        spread = np.sqrt(np.diag(covariance))
        return np.asarray(covariance / np.outer(spread, spread))

    def predictive(self) -> Array:
        """Return the 5 %, 50 % and 95 % quantiles of what the particles say of each target: 3 rows."""
        columns = [quantiles(column, self.weight, np.array(SHARES)) for column in self.seen.T]
        return np.column_stack(columns)

    def drawn(self, count: int, seed: int) -> Array:
        """Return rows of `values` drawn by weight (systematic resampling)."""
        random = np.random.default_rng([seed, count])
        places = (random.uniform() + np.arange(count)) / count
        rows = np.searchsorted(np.cumsum(self.weight), places).clip(max=self.weight.size - 1)
        return np.asarray(self.values[rows])


def quantiles(values: Array, weight: Array, shares: Array) -> Array:
    """Return weighted quantiles: where the summed weight, each draw's own counted half, reaches each share."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order]) - 0.5 * weight[order]
    return np.interp(shares * weight.sum(), reached, values[order])

"""Digital exclusion by single year of age: published for age groups, and rising smoothly with age between them."""

from __future__ import annotations

import numpy as np

from socialicence.data import tables as data
from socialicence.state.tables import Array


def _logit(share: Array) -> Array:
    return np.log(share / (1.0 - share))


def excluded_by_age(people: Array) -> Array:
    """Return the share of each single year of age who do not use the internet.

    Logits run straight between the mean ages of the published groups, and on with the last slope; within each group
    they are then shifted until the group as a whole has its published share.

    Parameters
    ----------
    people : ndarray, shape (101,)
        People by single year of age.
    """
    ages = np.arange(people.size)
    groups = [(low, high, share) for low, high, share in data.exclusion_by_age() if people[low : high + 1].sum() > 0.0]
    middles = np.array([np.average(ages[low : high + 1], weights=people[low : high + 1]) for low, high, _ in groups])
    known = _logit(np.array([share for _, _, share in groups]))
    shape = np.interp(ages, middles, known)
    if len(groups) > 1:
        slope = (known[-1] - known[-2]) / (middles[-1] - middles[-2])
        shape += slope * np.maximum(ages - middles[-1], 0.0)
    shares = 1.0 / (1.0 + np.exp(-shape))
    for low, high, share in groups:
        here, weight = shape[low : high + 1].copy(), people[low : high + 1]
        for _ in range(60):
            found = 1.0 / (1.0 + np.exp(-here))
            slope_of_mean = np.average(found * (1.0 - found), weights=weight)
            here += (share - np.average(found, weights=weight)) / slope_of_mean
        shares[low : high + 1] = 1.0 / (1.0 + np.exp(-here))
    return shares

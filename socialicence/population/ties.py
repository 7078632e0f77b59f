"""Measures of a drawn network: how alike neighbours are, and how closely knit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialicence.categories import AgeBand
from socialicence.population.frame import band_of_age
from socialicence.state.tables import Array, Citizens, Network


class Ties(NamedTuple):
    """Measures of a network.

    Attributes
    ----------
    mean, deviation : float
        Ties of a citizen.
    within_ten_years, same_ten_years, same_region, same_grade : float
        Share of ties between citizens so alike.
    clustering : float
        Share of pairs of a citizen's acquaintances who know each other.
    alone : float
        Share of citizens without any tie.
    same_band : tuple of float
        Share of ties that stay within the age band, for each age band.
    """

    mean: float
    deviation: float
    within_ten_years: float
    same_ten_years: float
    same_region: float
    same_grade: float
    clustering: float
    alone: float
    same_band: tuple[float, ...]


def _some(network: Network, most: int) -> Array:
    """Evenly spaced citizens, so that very large networks are measured on a part."""
    citizens = len(network.first) - 1
    return np.unique(np.linspace(0, citizens - 1, min(citizens, most)).astype(np.int64))


def clustering(network: Network, most: int = 1000) -> float:
    """Mean share of pairs of acquaintances who know each other, among citizens with two ties or more."""

    def known(i: int) -> set[int]:
        return set(network.neighbour[network.first[i] : network.first[i + 1]].tolist())

    shares = []
    for i in _some(network, most).tolist():
        friends = known(i)
        if len(friends) > 1:
            closed = sum(len(known(j) & friends) for j in friends)
            shares.append(closed / (len(friends) * (len(friends) - 1)))
    return float(np.mean(shares)) if shares else 0.0


def measure(citizens: Citizens, network: Network, most: int = 200_000) -> Ties:
    """Measure a network, on at most `most` citizens."""
    number = np.diff(network.first)
    chosen = _some(network, most)
    lengths = number[chosen].astype(np.int64)
    one = np.repeat(chosen, lengths)
    starts = np.repeat(network.first[chosen] - (np.cumsum(lengths) - lengths), lengths)
    other = network.neighbour[starts + np.arange(len(one))]
    age_one, age_other = citizens.age[one].astype(int), citizens.age[other].astype(int)
    band_one, band_other = band_of_age(age_one), band_of_age(age_other)
    same_band = [float((band_other[band_one == band] == band).mean()) for band in AgeBand if (band_one == band).any()]
    return Ties(
        float(number.mean()),
        float(number.std()),
        float((abs(age_one - age_other) <= 10).mean()),
        float((age_one // 10 == age_other // 10).mean()),
        float((citizens.region[one] == citizens.region[other]).mean()),
        float((citizens.social_grade[one] == citizens.social_grade[other]).mean()),
        clustering(network),
        float((number == 0).mean()),
        tuple(same_band),
    )

"""The network of ties: a small world in which most ties are to neighbours on the ring, some to anyone.

Every tie is a keyed draw of the citizen who makes it, so any citizen's ties can be recomputed anywhere: there is no
list of edges, only a count and a fill of compressed sparse rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from socialicence.compiled import kernel, rule
from socialicence.errors import InputError
from socialicence.state.draws import Purpose, lasting_key, uniform
from socialicence.state.tables import Array, Network

MOST_MADE = 48
"""Most ties one citizen makes (others make ties to them as well): POLYMOD diaries stop near 30 contacts."""
_STEPS = 4096


class Mixing(NamedTuple):
    """How ties are made.

    Attributes
    ----------
    region_first : ndarray of int64
        First citizen of each region, and the number of citizens.
    made : ndarray of uint8
        Quantiles of the number of ties a citizen makes: half of all ties.
    rewiring, within_region : float
        Share of ties that go beyond the community, and of these the share that stay in the region.
    spacing : float
        Widest gap between one tie and the next on the ring.
    """

    region_first: Array
    made: Array
    rewiring: float
    within_region: float
    spacing: float


@lru_cache(maxsize=64)
def ties_made(mean: float, deviation: float) -> Array:
    """Quantiles of the number of ties a citizen makes: negative binomial, for `mean` and `deviation` of all ties."""
    half = aim = mean / 2.0
    # Ties received spread little, by about half their mean; the number made carries the rest.
    variance = max(deviation**2 - 0.5 * half, 1.05 * half)
    middles = (np.arange(_STEPS) + 0.5) / _STEPS
    for _ in range(4):  # nobody makes more than the most: the rest make a little more
        size = aim**2 / max(variance - aim, 0.05 * aim)
        chances = np.empty(MOST_MADE + 1)
        chances[0] = (size / (size + aim)) ** size
        for k in range(MOST_MADE):
            chances[k + 1] = chances[k] * (size + k) / (k + 1) * aim / (size + aim)
        made = np.searchsorted(np.cumsum(chances) / chances.sum(), middles).astype(np.uint8)
        aim *= half / float(made.mean())
    return made


def mixing(values: Mapping[str, float], region_first: Array) -> Mixing:
    """Gather how ties are made from parameter values."""
    return Mixing(
        region_first,
        ties_made(float(values["mean_ties"]), float(values["ties_deviation"])),
        float(values["tie_rewiring"]),
        float(values["rewired_within_region"]),
        float(values["tie_spacing"]),
    )


@rule
def _made(key: np.uint64, i: int, how: Mixing) -> int:
    """How many ties citizen `i` makes."""
    return int(how.made[int(uniform(key, i) * _STEPS)])


@rule
def _tie(key: np.uint64, i: int, m: int, how: Mixing) -> tuple[int, bool]:
    """Gap on the ring from the tie before to tie `m` of citizen `i`, and whether the tie goes elsewhere instead."""
    scaled = uniform(key, i * MOST_MADE + m) * how.spacing
    gap = int(scaled)
    return gap + 1, scaled - gap < how.rewiring


@rule
def _far(key: np.uint64, i: int, m: int, first: int, last: int, how: Mixing) -> int:
    """Whom tie `m` of citizen `i` goes to when it goes beyond the community."""
    u = uniform(key, i * MOST_MADE + m)
    if u < how.within_region:
        return first + int(u / how.within_region * (last - first))
    return int((u - how.within_region) / (1.0 - how.within_region) * how.region_first[-1])


@rule
def _makes_near_tie(keys: tuple[np.uint64, np.uint64, np.uint64], i: int, distance: int, how: Mixing) -> bool:
    """Whether citizen `i` makes a tie at `distance` ahead on the ring."""
    reach = 0
    for m in range(_made(keys[0], i, how)):
        gap, far = _tie(keys[1], i, m, how)
        reach += gap
        if reach >= distance:
            return reach == distance and not far
    return False


@rule
def _repeats(
    keys: tuple[np.uint64, np.uint64, np.uint64], i: int, m: int, other: int, first: int, last: int, how: Mixing
) -> bool:
    """Whether far tie `m` of citizen `i` to `other` is a tie that exists already."""
    if other == i:
        return True
    if first <= other < last:
        size = last - first
        ahead = (other - i) % size
        half = (size - 1) // 2
        if ahead <= half and _makes_near_tie(keys, i, ahead, how):
            return True
        if size - ahead <= half and _makes_near_tie(keys, other, size - ahead, how):
            return True
    for earlier in range(m):
        if _tie(keys[1], i, earlier, how)[1] and _far(keys[2], i, earlier, first, last, how) == other:
            return True
    if other > i:
        return False
    region = np.searchsorted(how.region_first, other, side="right") - 1
    start, stop = how.region_first[region], how.region_first[region + 1]
    for theirs in range(_made(keys[0], other, how)):
        if _tie(keys[1], other, theirs, how)[1] and _far(keys[2], other, theirs, start, stop, how) == i:
            return True
    return False


@kernel
def walk_ties(seed: int, how: Mixing, cursor: Array, neighbour: Array, filling: bool) -> None:
    """Walk over all ties; count them, or fill them in where the cursors of both citizens point."""
    keys = (
        lasting_key(seed, Purpose.DEGREE),
        lasting_key(seed, Purpose.NEIGHBOUR),
        lasting_key(seed, Purpose.OTHER_END),
    )
    for region in range(len(how.region_first) - 1):
        first, last = how.region_first[region], how.region_first[region + 1]
        size = last - first
        half = (size - 1) // 2
        for i in range(first, last):
            reach = 0
            for m in range(_made(keys[0], i, how)):
                gap, far = _tie(keys[1], i, m, how)
                reach += gap
                if far:
                    other = _far(keys[2], i, m, first, last, how)
                    if _repeats(keys, i, m, other, first, last, how):
                        continue
                elif reach > half:
                    continue
                else:
                    other = i + reach
                    if other >= last:
                        other -= size
                if filling:
                    neighbour[cursor[i + 1]] = other
                    neighbour[cursor[other + 1]] = i
                    cursor[i + 1] += 1
                    cursor[other + 1] += 1
                else:
                    cursor[i + 2] += 1
                    cursor[other + 2] += 1


@kernel
def add_up(cursor: Array) -> int:
    """Turn counts into where rows begin, in place; return the number of entries."""
    for i in range(1, len(cursor)):
        cursor[i] += cursor[i - 1]
    return int(cursor[-1])


def draw_network(seed: int, how: Mixing) -> Network:
    """Draw the ties between citizens, who stand in the order of their communities.

    Parameters
    ----------
    seed : int
    how : Mixing

    Returns
    -------
    Network
        Symmetric, without self-ties or repeated ties.

    Raises
    ------
    InputError
        If there would be more ties than 32-bit rows can hold.
    """
    citizens = int(how.region_first[-1])
    if citizens * 2.0 * float(how.made.mean()) > 2.0e9:
        raise InputError(f"mean_ties is too many for {citizens} citizens; allowed is {1.9e9 / citizens:.0f}")
    # Counts are kept two places on, so that the fill can use the same array as cursors and leave it as row starts.
    cursor = np.zeros(citizens + 2, dtype=np.int32)
    walk_ties(seed, how, cursor, np.zeros(0, dtype=np.int32), False)
    neighbour = np.empty(add_up(cursor), dtype=np.int32)
    walk_ties(seed, how, cursor, neighbour, True)
    return Network(cursor[:-1], neighbour)

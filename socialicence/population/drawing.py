"""Draws who the citizens are, community by community: compiled, in blocks that can be drawn in any order.

A community is a stratified sample of its region. Citizens stand in it as on a ring: up one side with age, down the
other, higher social grades mostly on one side. Neighbours on the ring are therefore alike, and near in memory.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from socialicence.categories import Region
from socialicence.compiled import kernel
from socialicence.population.frame import AGE_STEPS, SHAPE, Frame
from socialicence.state.draws import Purpose, lasting_key, normal, uniform
from socialicence.state.tables import Array, Citizens

COMMUNITY = 1024
"""About how many citizens a community has, where a region has as many."""
_GOLDEN_SECTION = 0.6180339887498949
_RANKS = 256
_GRADES, _SEGMENTS, _EXCLUDED, _ETHNIC, _SEXES = SHAPE[2], SHAPE[3], SHAPE[4], SHAPE[5], SHAPE[6]


class Communities(NamedTuple):
    """Where regions and communities begin.

    Attributes
    ----------
    region_first : ndarray of int64, shape (11,)
        First citizen of each region, and the number of citizens.
    first : ndarray of int64
        First citizen of each community, and the number of citizens.
    region : ndarray of int64
        Region of each community.
    """

    region_first: Array
    first: Array
    region: Array


def communities(citizens: int, public: Frame) -> Communities:
    """Divide citizens among regions by their shares, and regions into communities."""
    shares = public.marginals[1, : len(Region)]
    edges = np.floor(np.concatenate([[0.0], np.cumsum(shares)]) * citizens + 0.5).astype(np.int64)
    edges[-1] = citizens
    first, region = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for code, (start, stop) in enumerate(pairwise(edges)):
        size = stop - start
        number = max(1, size // COMMUNITY) if size else 0
        first.append(start + size * np.arange(number) // max(number, 1))
        region.append(np.full(number, code, np.int64))
    return Communities(edges, np.concatenate([*first, edges[-1:]]), np.concatenate(region))


@kernel
def draw_demographics(
    start: int,
    stop: int,
    seed: int,
    places: Communities,
    cumulative: Array,
    ages: Array,
    age_mixing: float,
    grade_mixing: float,
    citizens: Citizens,
) -> None:
    """Draw who lives in the communities `start` to `stop`, in their order on the ring."""
    cell_key, age_key = lasting_key(seed, Purpose.CELL), lasting_key(seed, Purpose.AGE)
    place_key, side_key = lasting_key(seed, Purpose.PLACE), lasting_key(seed, Purpose.SIDE)
    phase = uniform(cell_key, 0)
    longest = 2 * COMMUNITY
    cell_of, age_of = np.zeros(longest, np.int64), np.zeros(longest, np.int64)
    rank_of, before = np.zeros(longest, np.int64), np.zeros(_RANKS + 1, np.int64)
    for community in range(start, stop):
        first, size = places.first[community], places.first[community + 1] - places.first[community]
        region = places.region[community]
        line = cumulative[region]
        # Golden-section offsets make the communities of a region sample it evenly together.
        offset = (phase + community * _GOLDEN_SECTION) % 1.0
        cell = 0
        before[:] = 0
        for j in range(size):
            while line[cell] <= (j + offset) / size:
                cell += 1
            band, rest = divmod(cell, _GRADES * _SEGMENTS * _EXCLUDED * _ETHNIC * _SEXES)
            grade = rest // (_SEGMENTS * _EXCLUDED * _ETHNIC * _SEXES)
            row = first + j
            excluded = rest // (_ETHNIC * _SEXES) % _EXCLUDED
            age = np.int64(ages[band, cell % _SEXES, excluded, int(uniform(age_key, row) * AGE_STEPS)])
            height = int(age + age_mixing * normal(place_key, row))
            height = min(max(height, 0), _RANKS // 2 - 1)
            up = grade_mixing if grade == 0 else 1.0 - grade_mixing if grade == 3 else 0.5
            if grade == 1 or grade == 2:
                up += (1.5 - grade) * (grade_mixing - 0.5)
            rank = height if uniform(side_key, row) < up else _RANKS - 1 - height
            cell_of[j], age_of[j], rank_of[j] = cell, age, rank
            before[rank + 1] += 1
        for rank in range(_RANKS):
            before[rank + 1] += before[rank]
        for j in range(size):
            row = first + before[rank_of[j]]
            before[rank_of[j]] += 1
            rest, sex = divmod(cell_of[j], _SEXES)
            rest, ethnic = divmod(rest, _ETHNIC)
            rest, excluded = divmod(rest, _EXCLUDED)
            rest, segment = divmod(rest, _SEGMENTS)
            citizens.age[row] = age_of[j]
            citizens.sex[row] = sex
            citizens.region[row] = region
            citizens.ethnic_group[row] = ethnic
            citizens.social_grade[row] = rest % _GRADES
            citizens.segment[row] = segment
            citizens.digitally_excluded[row] = excluded

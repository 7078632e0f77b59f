"""The frame from which the public is drawn: shares of adults in joint cells, raked to the published marginals."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from socialicence.categories import AgeBand, EthnicGroup, Region, Segment, Sex, SocialGrade
from socialicence.data import tables as data
from socialicence.errors import InputError
from socialicence.population.exclusion import excluded_by_age
from socialicence.population.raking import Target, rake
from socialicence.state.tables import Array

SHAPE = (len(Region), len(AgeBand), len(SocialGrade), len(Segment), 2, len(EthnicGroup), len(Sex))
"""Cells by region, age band, social grade, segment, digital exclusion, ethnic group and sex, in that order."""
REGION, AGE, GRADE, SEGMENT, EXCLUDED, ETHNIC, SEX = range(7)
OLDEST = 100
AGE_STEPS = 1024
BAND_STARTS = (18, 25, 35, 45, 55, 65, 75, OLDEST + 1)
LISTS = {"uk": "2022-04-01", "england": "2021-05-01"}
"""Date of the GP lists used: England alone serves the 2021 opt-outs, whose denominators they are."""


class Frame(NamedTuple):
    """What the drawing of a public needs to know.

    Attributes
    ----------
    cells : ndarray, shape `SHAPE`
        Share of adults in each joint cell.
    people : ndarray, shape (101, 2)
        People on the lists by single year of age and sex, none below the youngest.
    ages : ndarray of uint8, shape (7, 2, 2, AGE_STEPS)
        Quantiles of single year of age within age band and sex, of those online and of the digitally excluded.
    cumulative : ndarray, shape (10, cells of a region)
        Cumulative share of the cells within each region.
    marginals : ndarray, shape (6, 18)
        Shares by ten years of age and sex, region, ethnic group, social grade, digital exclusion and segment: a row
        each, filled up with zeros. Weights are raked to them.
    """

    cells: Array
    people: Array
    ages: Array
    cumulative: Array
    marginals: Array


def band_of_age(age: Array) -> Array:
    """Age band of single years of age."""
    return np.searchsorted(BAND_STARTS, age, side="right") - 1


@cache
def single_years(date: str) -> Array:
    """People by single year of age and sex: ten-year counts, smoothed so that each ten years keep their total."""
    counts = data.list_sizes(date)
    people = np.zeros((OLDEST + 1, len(Sex)))
    people[10:90] = np.repeat(counts[:-1] / 10.0, 10, axis=0)
    # No single years were seen above 89: each year of age is taken to hold 0.8 of the one before.
    tail = 0.8 ** np.arange(OLDEST + 1 - 90)
    people[90:] = counts[-1] * (tail / tail.sum())[:, None]
    for _ in range(30):
        padded = np.pad(people[10:90], ((2, 2), (0, 0)), mode="edge")
        padded[-2:] = people[90:92]
        smooth = np.mean([padded[k : k + 80] for k in range(5)], axis=0)
        totals = smooth.reshape(8, 10, 2).sum(axis=1)
        people[10:90] = smooth * np.repeat(counts[:-1] / totals, 10, axis=0)
    return people


def _target(name: str, mask: Array, share: float, whole: float) -> Target:
    """Target for one group of cells out of a whole: 1 where `mask` is 1, 2 where it is 2, else not concerned."""
    return Target(name, mask, np.array([share * whole, (1.0 - share) * whole]))


def _tilted(share: float, inside: float, average: float) -> float:
    """Share in a segment with the odds ratio that was published, against our own average `share`."""
    odds = share / (1.0 - share) * (inside / (1.0 - inside)) / (average / (1.0 - average))
    return odds / (1.0 + odds)


def _members(group: str, code: tuple[Array, ...]) -> Array:
    """Cells that belong to a group named in the table of profiles."""
    if group == "not White":
        return code[ETHNIC] != EthnicGroup.WHITE
    if group == "65+":
        return code[AGE] >= AgeBand.AGE_65_74
    for kind, axis in ((SocialGrade, GRADE), (AgeBand, AGE)):
        if group in [c.label for c in kind]:
            return code[axis] == data.category(kind, group, "segment_profiles")
    raise InputError(f"segment_profiles.csv: group {group!r} is not known")


def profile_targets(cells: Array, code: tuple[Array, ...]) -> list[Target]:
    """Targets for who belongs to each segment, as odds ratios against the average of the public in `cells`."""
    targets = []
    sizes = data.segment_column("size_percent")
    for row in data.rows("segment_profiles", ("segment", "group", "percent_in_segment", "percent_average")):
        segment = data.category(Segment, row["segment"], "segment_profiles")
        member = _members(row["group"], code)
        average = float(cells[member].sum())
        inside, published = (
            data.number(row, column, "segment_profiles", 0.1, 99.9) / 100.0
            for column in ("percent_in_segment", "percent_average")
        )
        share = _tilted(average, inside, published)
        group = np.where(code[SEGMENT] == segment, np.where(member, 1, 2), 0)
        targets.append(_target(f"{row['group']} among {segment.label}", group, share, float(sizes[segment])))
    return targets


def _split(code: Array, member: Array) -> Array:
    """Groups for a target of one group's make-up: the code from 1 where `member`, else 0."""
    return np.where(member, code + 1, 0)


def base_targets(people: Array, regions: Array, code: tuple[Array, ...]) -> list[Target]:
    """Targets for age by sex, region, ethnic group, social grade, digital exclusion and segment."""
    band = band_of_age(np.arange(18, OLDEST + 1))
    counts = np.stack([np.bincount(band, people[18:, sex], minlength=len(AgeBand)) for sex in Sex], axis=1)
    age_sex = counts / counts.sum()
    grades, excluded_low = data.grade_shares(), data.exclusion_share("DE")
    excluded = excluded_by_age(people.sum(axis=1))[18:]
    out = 1 - code[EXCLUDED]  # 0 for the excluded, so that they come first
    targets = [
        Target("age by sex", code[AGE] * 2 + code[SEX] + 1, age_sex.ravel()),
        Target("region", code[REGION] + 1, regions),
        Target("ethnic group", code[ETHNIC] + 1, data.ethnic_shares()),
        Target("social grade", code[GRADE] + 1, grades),
        Target("segment", code[SEGMENT] + 1, data.segment_column("size_percent")),
        _target(
            "digital exclusion of DE", _split(out, code[GRADE] == SocialGrade.DE), excluded_low, grades[SocialGrade.DE]
        ),
    ]
    for one in AgeBand:
        share = float(np.average(excluded[band == one], weights=people[18:].sum(axis=1)[band == one]))
        group = _split(out, code[AGE] == one)
        targets.append(_target(f"digital exclusion at {one.label}", group, share, float(age_sex[one].sum())))
    london = code[REGION] == Region.LONDON
    targets.append(
        Target("ethnic group in London", _split(code[ETHNIC], london), data.ethnic_shares("London") * regions[0])
    )
    for region in (Region.LONDON, Region.WALES):
        if regions[region] > 0:
            lower = (code[GRADE] != SocialGrade.AB).astype(np.int64)
            group = _split(lower, code[REGION] == region)
            share = data.highest_grade_share(region.label)
            targets.append(_target(f"AB in {region.label}", group, share, regions[region]))
    return targets


def _age_quantiles(people: Array) -> Array:
    """Quantiles of single year of age within each age band and sex, online and digitally excluded."""
    table = np.zeros((len(AgeBand), len(Sex), 2, AGE_STEPS), dtype=np.uint8)
    middles = (np.arange(AGE_STEPS) + 0.5) / AGE_STEPS
    excluded = excluded_by_age(people.sum(axis=1))
    for band in AgeBand:
        first, last = BAND_STARTS[band], BAND_STARTS[band + 1]
        for sex in Sex:
            for offline, share in enumerate((1.0 - excluded, excluded)):
                cumulative = np.cumsum(people[first:last, sex] * share[first:last])
                if cumulative[-1] > 0.0:  # a survey may have nobody of an age band and sex: nobody is drawn either
                    table[band, sex, offline] = first + np.searchsorted(cumulative / cumulative[-1], middles)
    return table


def cumulative_cells(cells: Array) -> Array:
    """Cumulative share of the cells within each region."""
    cells = cells.reshape(SHAPE[0], -1)
    total = cells.sum(axis=1, keepdims=True)
    cumulative = np.cumsum(np.divide(cells, total, out=np.zeros_like(cells), where=total > 0), axis=1)
    cumulative[:, -1] = 2.0  # so that a walk always ends, whatever the rounding
    return cumulative


def _marginals(cells: Array, people: Array) -> Array:
    """Shares to which weights are raked."""
    tens = np.minimum(np.arange(len(people)) // 10 - 1, data.TENS - 1)
    shares = np.zeros((6, 2 * data.TENS))
    for sex in Sex:
        shares[0, sex::2] = np.bincount(tens[10:], people[10:, sex], minlength=data.TENS) / people.sum()
    for row, axis in enumerate((REGION, ETHNIC, GRADE, EXCLUDED, SEGMENT), start=1):
        one = cells.sum(axis=tuple(a for a in range(cells.ndim) if a != axis))
        shares[row, : len(one)] = one
    return shares


@cache
def frame(nations: str = "uk", youngest: int = 18) -> Frame:
    """Rake the joint cells for the UK or England, once in a process.

    Raises
    ------
    InputError
        If `nations` is neither "uk" nor "england", or `youngest` is not 18 to 24.
    """
    if nations not in LISTS:
        raise InputError(f"nations = {nations!r} is not known; allowed is uk or england")
    if not 18 <= youngest <= 24:
        raise InputError(f"youngest = {youngest} is out of range; allowed is 18 to 24 years")
    people = single_years(LISTS[nations]).copy()
    people[:youngest] = 0.0
    code = tuple(axis.ravel() for axis in np.indices(SHAPE))
    regions = data.region_shares(nations)
    targets = base_targets(people, regions, code)
    cells = rake(np.full(code[0].size, 1.0 / code[0].size), targets)
    cells = rake(cells, [*targets, *profile_targets(cells, code)])
    return frame_of(cells.reshape(SHAPE), people)


def frame_of(cells: Array, people: Array) -> Frame:
    """Return the frame of joint cells (shape `SHAPE`) and people by single year of age and sex."""
    return Frame(cells, people, _age_quantiles(people), cumulative_cells(cells), _marginals(cells, people))

"""The state of the public by group, from sums over cells of region, segment and age band."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialicence.categories import AgeBand, Region, Segment
from socialicence.compiled import kernel, part, rule
from socialicence.state import State
from socialicence.state.eights import eight, eight_from, put_eight, where_above, widened
from socialicence.state.observations import (
    AFFECTED,
    ALL,
    EVERYONE,
    FIRST_AGE_BAND,
    FIRST_REGION,
    FIRST_SEGMENT,
    GROUPS,
    Mood,
    Spread,
)
from socialicence.state.tables import ORGANISATION_TYPES, Array

REGIONS, SEGMENTS, AGE_BANDS, MOODS = len(Region), len(Segment), len(AgeBand), len(Mood)
CELLS = REGIONS * SEGMENTS * AGE_BANDS
MOOD_SUMS = ORGANISATION_TYPES
STATE_SUMS = ORGANISATION_TYPES + MOODS + 3
OBJECTING_SUM, WEIGHT_SUM, ENGLAND_SUM = STATE_SUMS - 3, STATE_SUMS - 2, STATE_SUMS - 1
SQUARES, MAJORITIES, BASELINES, TYPE_SUMS = 0, 1, 2, 3


class PublicSums(NamedTuple):
    """Weighted sums over citizens, by cell (or group) where the first axis is one.

    Attributes
    ----------
    licence : ndarray, shape (cells, 3 x contexts)
        A column for each context: support of everyone, support of those affected, opposition of those affected.
    state : ndarray, shape (cells, STATE_SUMS)
        Trust by type of organisation, moods (objecting in England), objecting, weight, weight in England.
    types : ndarray, shape (organisation types, TYPE_SUMS)
        Squares of trust, majorities and baseline trust, over everyone.
    """

    licence: Array
    state: Array
    types: Array


@kernel
def new_sums(rows: int, contexts: int) -> PublicSums:
    """Sums of nobody, for so many cells or groups and reference contexts."""
    return PublicSums(
        np.zeros((rows, 3 * contexts)), np.zeros((rows, STATE_SUMS)), np.zeros((ORGANISATION_TYPES, TYPE_SUMS))
    )


@rule
def age_band_of(age: int) -> int:
    """Age band of a single year of age."""
    if age < 25:
        return 0
    return min((age - 15) // 10, AGE_BANDS - 1)


@rule
def cell_of(region: int, segment: int, age: int) -> int:
    """Cell of region, segment and age band."""
    return (region * SEGMENTS + segment) * AGE_BANDS + age_band_of(age)


@part
def add_sums(total: PublicSums, more: PublicSums) -> None:
    """Add the sums of some citizens to those of others."""
    for into, other in ((total.licence, more.licence), (total.state, more.state), (total.types, more.types)):
        for row in range(into.shape[0]):
            for column in range(into.shape[1]):
                into[row, column] += other[row, column]


@kernel
def state_by_cell(state: State, sums: PublicSums, start: int, stop: int) -> None:
    """Add weighted trust and moods to `sums.state`, and what is known of types only to `sums.types`."""
    citizens = state.citizens
    age, region, segment, weights = citizens.age, citizens.region, citizens.segment, citizens.weight
    trusts, baselines = citizens.trust, citizens.baseline_trust
    half = eight(np.float32(0.5))
    squares = majorities = base = eight(0.0)
    for i in range(np.uint64(start), np.uint64(stop)):
        cell = cell_of(region[i], segment[i], age[i])
        row, weight = sums.state[cell], weights[i]
        each = eight(weight)
        trust = eight_from(trusts, ORGANISATION_TYPES * i)
        weighted = each * trust
        put_eight(sums.state, STATE_SUMS * cell, eight_from(sums.state, STATE_SUMS * cell) + widened(weighted))
        squares = squares + widened(weighted * trust)
        majorities = majorities + where_above(trust, half, widened(each))
        base = base + widened(each * eight_from(baselines, ORGANISATION_TYPES * i))
        row[MOOD_SUMS + Mood.FAIRNESS] += weight * citizens.fairness[i]
        row[MOOD_SUMS + Mood.UNDERSTANDING] += weight * citizens.understanding[i]
        row[MOOD_SUMS + Mood.PERCEIVED_BENEFIT] += weight * citizens.perceived_benefit[i]
        row[MOOD_SUMS + Mood.CONCERN] += weight * citizens.concern[i]
        row[MOOD_SUMS + Mood.SALIENCE] += weight * citizens.salience[i]
        row[OBJECTING_SUM] += weight * citizens.objecting[i]
        row[WEIGHT_SUM] += weight
        if region[i] < Region.SCOTLAND:
            row[ENGLAND_SUM] += weight
            row[MOOD_SUMS + Mood.OBJECTING] += weight * citizens.objecting[i]
    found = np.empty(ORGANISATION_TYPES)
    for measure, more in ((SQUARES, squares), (MAJORITIES, majorities), (BASELINES, base)):
        put_eight(found, 0, more)
        for k in range(ORGANISATION_TYPES):
            sums.types[k, measure] += found[k]


@kernel
def totals_by_group(sums: Array, totals: Array) -> None:
    """Add up cells into groups: all, regions, segments, age bands.

    Parameters
    ----------
    sums : ndarray, shape (CELLS, measures)
    totals : ndarray, shape (GROUPS, measures)
        Overwritten.
    """
    totals[:] = 0.0
    for cell in range(CELLS):
        region = FIRST_REGION + cell // (AGE_BANDS * SEGMENTS)
        segment = FIRST_SEGMENT + cell // AGE_BANDS % SEGMENTS
        band = FIRST_AGE_BAND + cell % AGE_BANDS
        # Three loops rather than one: only each alone becomes vector code.
        for group in (region, segment, band):
            for measure in range(sums.shape[1]):
                totals[group, measure] += sums[cell, measure]
    for region in range(FIRST_REGION, FIRST_SEGMENT):
        for measure in range(sums.shape[1]):
            totals[0, measure] += totals[region, measure]


@kernel
def means_by_group(state: State, totals: PublicSums, month: int) -> None:
    """Turn totals by group into what is observed of the public in a month; an empty group has no mean."""
    seen, affected_totals = state.observations, state.affected_totals
    contexts = affected_totals.shape[1]
    for group in range(GROUPS):
        weight = totals.state[group, WEIGHT_SUM]
        england = totals.state[group, ENGLAND_SUM]
        for c in range(contexts):
            everyone, affected = totals.licence[group, c], totals.licence[group, contexts + c]
            seen.licence[month, c, group, EVERYONE] = mean_of(everyone, weight)
            seen.licence[month, c, group, AFFECTED] = mean_of(affected, affected_totals[group, c])
        for k in range(ORGANISATION_TYPES):
            seen.trust[month, k, group] = mean_of(totals.state[group, k], weight)
        for mood in range(MOODS):
            base = england if mood == Mood.OBJECTING else weight
            seen.mood[month, mood, group] = mean_of(totals.state[group, MOOD_SUMS + mood], base)
    for c in range(contexts):
        opposed = totals.licence[ALL, 2 * contexts + c]
        seen.opposition[month, c] = mean_of(opposed, affected_totals[ALL, c])
        seen.standing[month, c] = state.standing[c]
    weight = totals.state[ALL, WEIGHT_SUM]
    for k in range(ORGANISATION_TYPES):
        mean = totals.state[ALL, k] / weight
        seen.spread[month, k, Spread.DEVIATION] = np.sqrt(max(totals.types[k, SQUARES] / weight - mean * mean, 0.0))
        seen.spread[month, k, Spread.MAJORITY] = totals.types[k, MAJORITIES] / weight
        seen.baseline[month, k] = totals.types[k, BASELINES] / weight


@rule
def mean_of(total: float, weight: float) -> float:
    """Weighted mean; none (NaN) of nobody."""
    return total / weight if weight > 0.0 else np.nan


@part
def note_coverage(state: State, totals: PublicSums) -> None:
    """Note the share of adults whose health data can be used, and how like the rest those are by segment."""
    of_all = totals.state
    objecting = of_all[ALL, OBJECTING_SUM] / of_all[ALL, WEIGHT_SUM]
    farthest = 0.0
    for segment in range(FIRST_SEGMENT, FIRST_AGE_BAND):
        people = of_all[segment, WEIGHT_SUM]
        share = of_all[segment, OBJECTING_SUM] / people if people > 0.0 else 0.0
        farthest = max(farthest, abs(share - objecting))
    state.system[0].coverage = 1.0 - objecting
    state.system[0].representativeness = 1.0 - farthest

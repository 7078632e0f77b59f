"""The state of the public by group, from sums over cells of region, segment and age band."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import kernel, rule
from socialicence.observed import FIRST_AGE_BAND, FIRST_REGION, FIRST_SEGMENT, GROUPS
from socialicence.tables import ORGANISATION_TYPES, Array, Citizens

REGIONS, SEGMENTS, AGE_BANDS = 10, 6, 7
CELLS = REGIONS * SEGMENTS * AGE_BANDS
MOOD_SUMS = ORGANISATION_TYPES
MOODS = 6
STATE_SUMS = ORGANISATION_TYPES + MOODS + 3
OBJECTING_SUM, WEIGHT_SUM, ENGLAND_SUM = STATE_SUMS - 3, STATE_SUMS - 2, STATE_SUMS - 1
FIRST_NATION = 7


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


@kernel
def state_by_cell(citizens: Citizens, sums: Array, of_types: Array, start: int, stop: int) -> None:
    """Add weighted trust and moods to `sums` (cell, measure), and what is known of types only to `of_types`.

    Parameters
    ----------
    of_types : ndarray, shape (organisation types, 3)
        Squares of trust, majorities, baseline trust.
    """
    age, region, segment, weights = citizens.age, citizens.region, citizens.segment, citizens.weight
    trusts, baselines = citizens.trust, citizens.baseline_trust
    fairness, understanding = citizens.fairness, citizens.understanding
    benefit, concern, salience = citizens.perceived_benefit, citizens.concern, citizens.salience
    objecting = citizens.objecting
    for i in range(np.uint64(start), np.uint64(stop)):
        row = sums[cell_of(region[i], segment[i], age[i])]
        weight = float(weights[i])
        for k in range(ORGANISATION_TYPES):
            trust = float(trusts[i, k])
            row[k] += weight * trust
            of_types[k, 0] += weight * trust * trust
            of_types[k, 1] += weight if trust > 0.5 else 0.0
            of_types[k, 2] += weight * baselines[i, k]
        row[MOOD_SUMS] += weight * fairness[i]
        row[MOOD_SUMS + 1] += weight * understanding[i]
        row[MOOD_SUMS + 2] += weight * benefit[i]
        row[MOOD_SUMS + 3] += weight * concern[i]
        row[MOOD_SUMS + 4] += weight * salience[i]
        row[OBJECTING_SUM] += weight * objecting[i]
        row[WEIGHT_SUM] += weight
        if region[i] < FIRST_NATION:
            row[ENGLAND_SUM] += weight
            row[MOOD_SUMS + 5] += weight * objecting[i]


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
        for measure in range(sums.shape[1]):
            value = sums[cell, measure]
            totals[region, measure] += value
            totals[segment, measure] += value
            totals[band, measure] += value
    for region in range(FIRST_REGION, FIRST_SEGMENT):
        for measure in range(sums.shape[1]):
            totals[0, measure] += totals[region, measure]


@kernel
def means_by_group(
    licence_totals: Array,
    affected_totals: Array,
    state_totals: Array,
    type_sums: Array,
    licence: Array,
    trust: Array,
    mood: Array,
    spread: Array,
    baseline: Array,
) -> None:
    """Turn totals by group into the observed means (see `observed.Observations`); an empty group has none."""
    contexts = licence.shape[0]
    for group in range(GROUPS):
        weight = state_totals[group, WEIGHT_SUM]
        england = state_totals[group, ENGLAND_SUM]
        for c in range(contexts):
            affected = affected_totals[group, c]
            licence[c, group, 0] = licence_totals[group, c] / weight if weight > 0.0 else np.nan
            licence[c, group, 1] = licence_totals[group, contexts + c] / affected if affected > 0.0 else np.nan
        for k in range(ORGANISATION_TYPES):
            trust[k, group] = state_totals[group, k] / weight if weight > 0.0 else np.nan
        for measure in range(MOODS):
            base = weight if measure < MOODS - 1 else england
            mood[measure, group] = state_totals[group, MOOD_SUMS + measure] / base if base > 0.0 else np.nan
    weight = state_totals[0, WEIGHT_SUM]
    for k in range(ORGANISATION_TYPES):
        mean = state_totals[0, k] / weight
        spread[k, 0] = np.sqrt(max(type_sums[k, 0] / weight - mean * mean, 0.0))
        spread[k, 1] = type_sums[k, 1] / weight
        baseline[k] = type_sums[k, 2] / weight


@kernel
def note_coverage(state_totals: Array, system_row: Array) -> None:
    """Note the share of adults whose health data can be used, and how like the rest those are by segment."""
    objecting = state_totals[0, OBJECTING_SUM] / state_totals[0, WEIGHT_SUM]
    farthest = 0.0
    for segment in range(FIRST_SEGMENT, FIRST_AGE_BAND):
        people = state_totals[segment, WEIGHT_SUM]
        share = state_totals[segment, OBJECTING_SUM] / people if people > 0.0 else 0.0
        farthest = max(farthest, abs(share - objecting))
    system_row[0].coverage = 1.0 - objecting
    system_row[0].representativeness = 1.0 - farthest

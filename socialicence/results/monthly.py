"""Monthly observations as tidy series: a measure of a group, one number for each month."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from socialicence.categories import (
    AgeBand,
    Category,
    OrganisationType,
    ProgrammeState,
    Region,
    RequesterKind,
    Segment,
    Shock,
    Stage,
    Unblocker,
    Why,
)
from socialicence.outcomes.levels import Factor, factors_of_licence, level_of_licence
from socialicence.results.measures import DEPARTMENT_MEASURES, MONTHLY, SYSTEM_MEASURES
from socialicence.state.institutions import Institutions
from socialicence.state.observations import (
    ALL,
    FIRST_AGE_BAND,
    FIRST_REGION,
    FIRST_SEGMENT,
    MOODS,
    SYSTEM,
    Observations,
    Spread,
)
from socialicence.state.tables import Array

_UK = tuple(region.label for region in Region)


def public_groups(regions: tuple[str, ...] = ()) -> tuple[tuple[str, str, int], ...]:
    """Return the groups in which the public is observed: kind, label, index.

    Parameters
    ----------
    regions : tuple of str
        Names of a survey's own regions in the order of their codes; the UK's if there are none.
    """
    return (
        ("all", "all", 0),
        *(("region", label, FIRST_REGION + code) for code, label in enumerate(regions or _UK)),
        *(("segment", segment.label, FIRST_SEGMENT + segment) for segment in Segment),
        *(("age_band", band.label, FIRST_AGE_BAND + band) for band in AgeBand),
    )


GROUPED_BY: dict[str, tuple[str, type[Category]]] = {
    "started": ("requester", RequesterKind),
    "in_flight": ("requester", RequesterKind),
    "accessed": ("requester", RequesterKind),
    "completed": ("requester", RequesterKind),
    "gave_up": ("requester", RequesterKind),
    "waiting_at": ("stage", Stage),
    "waiting_for": ("why", Why),
    "unblocked_by": ("unblocked_by", Unblocker),
    "incidents": ("shock", Shock),
    "programmes": ("state", ProgrammeState),
    "stopped": ("requester", RequesterKind),
}
"""Columns of `tables.SYSTEM` with several numbers: what they are counted by."""


class Series(NamedTuple):
    """What one series is: a measure of one group."""

    measure: str
    group_kind: str
    group: str
    unit: str


def monthly(
    observations: Observations, institutions: Institutions, boundary: float, regions: tuple[str, ...] = ()
) -> tuple[tuple[Series, ...], Array]:
    """Return every series of a run, and their values by series and month (float32).

    Parameters
    ----------
    boundary : float
        Where a factor of licence counts as met.
    regions : tuple of str
        See `public_groups`.
    """
    labels: list[tuple[str, str, str]] = []
    values: list[Array] = []
    for measure, groups, block in _blocks(observations, institutions, boundary, public_groups(regions)):
        labels.extend((measure, kind, group) for kind, group in groups)
        values.append(block.astype(np.float32, copy=False))
    return _series(tuple(labels)), np.concatenate(values)


@cache
def _series(labels: tuple[tuple[str, str, str], ...]) -> tuple[Series, ...]:
    """One shared tuple for all runs that observe the same things."""
    return tuple(Series(*label, MONTHLY[label[0]].unit) for label in labels)


_Public = tuple[tuple[str, str, int], ...]
_Groups = list[tuple[str, str]]
_Block = tuple[str, _Groups, Array]


def _blocks(
    observations: Observations, institutions: Institutions, boundary: float, groups: _Public
) -> Iterator[_Block]:
    """Blocks of series: measure, (kind, group) of each row, values by row and month."""
    yield from _licence(observations.licence, institutions.context_names, groups)
    yield from _factors(observations, institutions, boundary)
    yield from _trust(observations.trust, observations.spread)
    organisations = [("organisation", organisation.label) for organisation in OrganisationType]
    yield "baseline_trust", organisations, observations.baseline.T
    public = [(kind, label) for kind, label, _ in groups]
    index = [index for _, _, index in groups]
    for row, mood in enumerate(MOODS):
        values = observations.mood[:, row, :].T[index]
        yield ("objecting_percent", public, 100 * values) if mood == "objecting" else (mood, public, values)
    yield from _system(observations.system)
    yield "standing", [("context", name) for name in institutions.context_names], observations.standing.T
    departments = [("department", name) for name in institutions.department_names]
    for column in DEPARTMENT_MEASURES:
        yield column, departments, observations.departments[column].T


def _licence(licence: Array, contexts: tuple[str, ...], public: _Public) -> Iterator[_Block]:
    """By context for everybody, and by group as the mean over contexts."""
    used = licence[:, : len(contexts)]
    by_context = used[:, :, 0, :].transpose(1, 0, 2)
    seen = ~np.isnan(used)
    # A group may be empty in some contexts, or in all: then NaN is right. (`nanmean` would warn, from a thread.)
    sums = np.where(seen, used, 0.0).sum(axis=1, dtype=np.float64)
    counts = seen.sum(axis=1)
    means: Array = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    by_group = means.transpose(1, 0, 2)[[index for _, _, index in public]]
    groups = [(kind, label) for kind, label, _ in public] + [("context", name) for name in contexts]
    values = np.concatenate([by_group, by_context])
    yield "licence_everyone", groups, values[:, :, 0]
    yield "licence_affected", groups, values[:, :, 1]
    yield "licence_gap", groups, values[:, :, 1] - values[:, :, 0]


def _factors(observations: Observations, institutions: Institutions, boundary: float) -> Iterator[_Block]:
    """The four factors of licence and its level, by context."""
    factors = factors_of_licence(observations, institutions.contexts)
    names = institutions.context_names
    yield (
        "licence_factor",
        [("context_factor", f"{name}; {factor.label}") for name in names for factor in Factor],
        factors.transpose(1, 2, 0).reshape(-1, len(factors)),
    )
    yield "licence_level", [("context", name) for name in names], level_of_licence(factors, boundary).T


def _trust(trust: Array, spread: Array) -> Iterator[_Block]:
    organisations = [("organisation", organisation.label) for organisation in OrganisationType]
    yield "trust", organisations, trust[:, :, ALL].T
    pairs = [(o, s) for o in OrganisationType for s in Segment]
    yield (
        "trust",
        [("organisation_segment", f"{o.label}; {s.label}") for o, s in pairs],
        np.stack([trust[:, o, FIRST_SEGMENT + s] for o, s in pairs]),
    )
    yield "trust_spread", organisations, spread[:, :, Spread.DEVIATION].T
    yield "trust_above_half", organisations, spread[:, :, Spread.MAJORITY].T


def _system(system: Array) -> Iterator[_Block]:
    """Counts and levels of the whole system; what is counted by something is given in total too."""
    for column in SYSTEM:
        measure = SYSTEM_MEASURES.get(column.name, column.name)
        values = system[column.name]
        if column.width == 1:
            yield measure, [("all", "all")], values[np.newaxis]
            continue
        kind, members = GROUPED_BY[column.name]
        groups = [(kind, member.label) for member in list(members)[: column.width]]
        yield measure, groups, values.T
        if column.name not in ("waiting_at", "waiting_for"):  # one desk once, in each of the two
            yield measure, [("all", "all")], values.sum(axis=1)[np.newaxis]
    yield "desks_waiting", [("all", "all")], system["waiting_at"].sum(axis=1)[np.newaxis]

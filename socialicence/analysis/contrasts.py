"""Contrasts: what a choice changes against the first level of its factor, run by run on the same seeds."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.analysis.index import Index, mean_interval, wilson
from socialicence.analysis.sample import Sample, check_usable, varying
from socialicence.errors import InputError
from socialicence.state.tables import Array

MOST_LEVELS = 60


def contrasts(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return means and paired differences by level, for every factor over all others and for the first in detail.

    Parameters
    ----------
    sample : Sample
        A grid, or a list that crosses its factors. The first factor of the study is the choice, the others are the
        conditions it is made under.
    outcome : str
    seed : int
        Not used: nothing is drawn.

    Returns
    -------
    list of Index
        `mean at LEVEL`, and `LEVEL against FIRST`: the mean over replicates of the difference between runs that
        share a seed (and a draw of the assumptions), with its 95 % interval. `LEVEL above FIRST`: in what share of
        replicates (draws) the difference is above 0. Factor `a | b = 1, c = 2` is the choice
        `a` where the conditions are so. Intervals are each by itself: of twenty, one misses.

    Raises
    ------
    InputError
        If points are not levels that cross.
    """
    check_usable(sample, outcome, "contrasts")
    names = varying(sample.factors)
    if not names:
        raise InputError("no factor of the study varies; there is nothing to compare")
    places = _places(sample, names)
    indices: list[Index] = []
    for name in names:
        indices += _over_all(sample, outcome, name, names, places)
    if len(names) > 1:
        indices += _in_detail(sample, outcome, names, places)
    return indices


def _places(sample: Sample, names: list[str]) -> dict[tuple[Any, ...], int]:
    """Row of the point at each combination of levels."""
    for name in names:
        if sample.factors[name].nunique() > MOST_LEVELS:
            raise InputError(
                f"{name} takes {sample.factors[name].nunique():,} values; contrasts compare levels and need "
                'design = "grid" or "list"'
            )
    keys = [tuple(row) for row in sample.factors[names].itertuples(index=False)]
    places = {key: place for place, key in enumerate(keys)}
    if len(places) < len(keys):
        raise InputError("several points of the study have the same levels; contrasts need each once")
    return places


def _levels(sample: Sample, name: str) -> list[Any]:
    """Levels in the order of the study: its first point comes first."""
    return list(dict.fromkeys(sample.factors[name]))


def _over_all(
    sample: Sample, outcome: str, name: str, names: list[str], places: dict[tuple[Any, ...], int]
) -> list[Index]:
    """Each level of one factor, averaged over all conditions that both levels were run under."""
    values = sample.of(outcome)
    first, *rest = _levels(sample, name)
    at = names.index(name)
    rows = {level: [place for key, place in places.items() if key[at] == level] for level in (first, *rest)}
    indices = [
        Index(name, f"mean at {shown(level)}", *mean_interval(_columns_mean(values[own])))
        for level, own in rows.items()
    ]
    for level in rest:
        pairs = [
            (place, other)
            for key, place in places.items()
            if key[at] == level and (other := places.get((*key[:at], first, *key[at + 1 :]))) is not None
        ]
        if pairs:
            these, those = (np.array(side) for side in zip(*pairs, strict=True))
            gains = _columns_mean(values[these] - values[those])
            indices += _pair(name, level, first, gains)
    return indices


def _in_detail(sample: Sample, outcome: str, names: list[str], places: dict[tuple[Any, ...], int]) -> list[Index]:
    """The first factor at each combination of the others."""
    values = sample.of(outcome)
    choice, *others = names
    first = _levels(sample, choice)[0]
    indices = []
    for key, place in places.items():
        other = places.get((first, *key[1:]))
        if key[0] == first or other is None:
            continue
        where = ", ".join(f"{name} = {shown(level)}" for name, level in zip(others, key[1:], strict=True))
        indices += _pair(f"{choice} | {where}", key[0], first, values[place] - values[other])
    return indices


def _pair(factor: str, level: Any, first: Any, gains: Array) -> list[Index]:
    """The mean difference, and how often it is above nought."""
    known_gains = gains[np.isfinite(gains)]
    above, of = int((known_gains > 0).sum()), len(known_gains)
    share = above / of if of else float("nan")
    return [
        Index(factor, f"{shown(level)} against {shown(first)}", *mean_interval(gains)),
        Index(factor, f"{shown(level)} above {shown(first)}", share, *wilson(above, of)),
    ]


def _columns_mean(values: Array) -> Array:
    """Mean over points of each replicate in which all are known."""
    return np.asarray(values.mean(axis=0))


def shown(level: Any) -> str:
    """Return a level as text."""
    return level if isinstance(level, str) else f"{level:g}"

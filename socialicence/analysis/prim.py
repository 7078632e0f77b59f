"""PRIM, scenario discovery: a box of a few factors in which most runs have what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.analysis.index import ALL, UNKNOWN, Index, wilson
from socialicence.analysis.sample import Sample, is_text, need_most_runs, varying
from socialicence.analysis.workbench import Limits, prim_boxes
from socialicence.errors import InputError
from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

LEAST_MASS = 0.05
"""Share of runs below which a box is not made smaller."""
LEAST_WANTED = 10
WORTH = 0.05
"""Chance beyond which a restriction is no better than luck and is left out."""


def prim(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return the limits of the best box, its `coverage`, `density` and `mass`, and its density on points held out.

    Parameters
    ----------
    sample : Sample
        The outcome is 1 where a run has what is looked for, else 0. A case is one run.
    outcome : str
    seed : int
        Parts the runs in halves for the check.

    Returns
    -------
    list of Index
        For each factor that narrows the box a row `limit` (or `level` for a name that is left) whose ends are the
        box, with `luck` the chance that no restriction would do as well (one-sided binomial, as Bryant and Lempert
        2010, doi:10.1016/j.techfore.2009.08.002). Of the boxes on the path the one with the highest harmonic mean of
        coverage and density is taken, and restrictions that are no better than luck are dropped.

    Raises
    ------
    InputError
        If hardly any run, or every run, has what is looked for.
    """
    need_most_runs(sample, "PRIM")
    cases, wanted = _cases(sample, outcome)
    found = int(wanted.sum())
    if found < LEAST_WANTED or found == len(wanted):
        raise InputError(
            f"{sample.scenario}: {outcome} holds in {found:,} of {len(wanted):,} runs; PRIM needs at least "
            f"{LEAST_WANTED} and not all: give another --where"
        )
    limits = best_box(cases, wanted)
    inside = inside_of(cases, limits)
    indices = [*_limits_of(cases, wanted, limits)]
    hit, held = int((wanted & inside).sum()), int(inside.sum())
    indices.append(Index(ALL, "coverage", hit / found, *wilson(hit, found)))
    indices.append(Index(ALL, "density", hit / held, *wilson(hit, held)))
    indices.append(Index(ALL, "mass", held / len(wanted)))
    indices.append(Index(ALL, "density everywhere", found / len(wanted)))
    indices.append(_held_out(sample.of(outcome), cases, wanted, seed))
    return indices


def best_box(cases: pd.DataFrame, wanted: Array) -> Limits:
    """Return the limits of the box with the best balance of coverage and density."""
    best: Limits = {}
    best_score = -1.0
    for limits in prim_boxes(cases, wanted, LEAST_MASS):
        inside = inside_of(cases, limits)
        hit = int((wanted & inside).sum())
        score = 2 * hit / (int(inside.sum()) + int(wanted.sum()))  # harmonic mean of coverage and density
        if score > best_score + 1e-12:
            best, best_score = limits, score
    return _worth_having(cases, wanted, best)


def _worth_having(cases: pd.DataFrame, wanted: Array, limits: Limits) -> Limits:
    """The box without restrictions that luck might have drawn, dropped one by one."""
    while limits:
        luck = {name: luck_of(cases, wanted, limits, name) for name in limits}
        worst = max(luck, key=lambda name: luck[name])
        if luck[worst] <= WORTH:
            break
        limits = {name: ends for name, ends in limits.items() if name != worst}
    return limits


def luck_of(cases: pd.DataFrame, wanted: Array, limits: Limits, name: str) -> float:
    """Return the chance that as many are found in the box if one of its restrictions did nothing."""
    from scipy.stats import binom

    without = inside_of(cases, {other: ends for other, ends in limits.items() if other != name})
    inside = inside_of(cases, limits)
    usual = float(wanted[without].mean())
    return float(binom.sf(int((wanted & inside).sum()) - 1, int(inside.sum()), usual))


def inside_of(cases: pd.DataFrame, limits: Limits) -> Array:
    """Return which cases lie in a box."""
    rows = np.ones(len(cases), dtype=bool)
    for name, ends in limits.items():
        column = cases[name]
        if isinstance(ends[0], str):
            rows &= column.isin(ends).to_numpy()
        else:
            rows &= column.between(*ends).to_numpy()
    return rows


def _cases(sample: Sample, outcome: str) -> tuple[pd.DataFrame, Array]:
    """A row a run: its factors, and whether it has what is looked for."""
    values = sample.of(outcome)
    rows, columns = np.nonzero(np.isfinite(values))
    cases = sample.factors[varying(sample.factors)].iloc[rows].reset_index(drop=True)
    for name in cases:
        cases[name] = cases[name].astype(object if is_text(cases[name]) else float)
    return cases, values[rows, columns] > 0.5


def _limits_of(cases: pd.DataFrame, wanted: Array, limits: Limits) -> list[Index]:
    rows = []
    for name, ends in limits.items():
        luck = luck_of(cases, wanted, limits, name)
        if isinstance(ends[0], str):
            rows += [Index(f"{name} = {level}", "level", 1.0) for level in ends]
        else:
            rows.append(Index(name, "limit", float(np.mean([float(end) for end in ends])), *map(float, ends)))
        rows.append(Index(name, "luck", luck))
    return rows


def _held_out(values: Array, cases: pd.DataFrame, wanted: Array, seed: int) -> Index:
    """Density in one half of the points of the box found in the other."""
    points = np.nonzero(np.isfinite(values))[0]
    half = (np.random.default_rng(seed).random(len(values)) < 0.5)[points]
    nothing = Index(ALL, "density held out", UNKNOWN)
    if not wanted[half].any() or half.all():
        return nothing
    inside = inside_of(cases, best_box(cases[half].reset_index(drop=True), wanted[half])) & ~half
    hit, held = int((wanted & inside).sum()), int(inside.sum())
    return Index(ALL, "density held out", hit / held, *wilson(hit, held)) if held else nothing

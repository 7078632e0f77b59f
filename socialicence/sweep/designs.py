"""Designs: from a study to its points, a column for each factor; what is drawn depends on the study's seed alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialicence.errors import InputError
from socialicence.state.tables import Array
from socialicence.sweep.factors import Factor
from socialicence.sweep.special import TEXTS
from socialicence.sweep.study import CROSSED, MORRIS_LEVELS, Study

MOST_POINTS = 10_000_000


@dataclass(frozen=True)
class Points:
    """The points of a design, in the order in which its sampling method gave them.

    Attributes
    ----------
    option : ndarray of int
        Row of the grid or list; the number of the point itself where every point is its own.
    draw : ndarray of int
        Draw of the assumptions: points with the same number share it.
    factors : mapping of str to ndarray
        By the factor's own name: numbers (NaN leaves it as the scenario has it), or words (empty leaves it).
    assumptions : mapping of str to ndarray
        Values of the assumptions that are drawn, by draw.
    """

    option: Array
    draw: Array
    factors: Mapping[str, Array]
    assumptions: Mapping[str, Array]

    @property
    def count(self) -> int:
        """How many points there are."""
        return len(self.option)


def points_of(study: Study) -> Points:
    """Return the points of a study's design.

    Raises
    ------
    InputError
        If there are too many, or a library that the design needs is not installed.
    """
    _check_size(study)
    if study.design in CROSSED:
        return _crossed(study)
    shares = _SAMPLERS[study.design](study, len(study.sampled))
    columns = {factor.name: factor.at(shares[:, k]) for k, factor in enumerate(study.sampled)}
    numbers = np.arange(len(shares))
    assumed = {factor.name: columns.pop(factor.name) for factor in study.assumptions}
    return Points(numbers, numbers, columns, assumed)


def count_points(study: Study) -> int:
    """Return how many points the design has, without drawing them."""
    factors = len(study.sampled)
    if study.design == "grid":
        return int(np.prod([len(one.levels) or study.samples for one in study.factors], dtype=float)) * study.draws
    if study.design == "list":
        return len(study.rows) * study.draws
    return study.samples * {"lhs": 1, "sobol": factors + 2, "morris": factors + 1}[study.design]


def _check_size(study: Study) -> None:
    count = count_points(study)
    if count > MOST_POINTS:
        raise InputError(f"{study.name}: the design has {count:,} points; {MOST_POINTS:,} at most are allowed")


def _crossed(study: Study) -> Points:
    """Every option in every draw of the assumptions, draw by draw."""
    listed = study.design == "list"
    options = {one.name: _listed(one, study.rows) for one in study.factors} if listed else _grid(study)
    count = len(next(iter(options.values()))) if options else 1
    draws = study.draws
    shares = latin_hypercube(draws, len(study.assumptions), study.seed)
    return Points(
        option=np.tile(np.arange(count), draws),
        draw=np.repeat(np.arange(draws), count),
        factors={name: np.tile(column, draws) for name, column in options.items()},
        assumptions={factor.name: factor.at(shares[:, k]) for k, factor in enumerate(study.assumptions)},
    )


def _grid(study: Study) -> dict[str, Array]:
    """Every level with every other; the last factor changes fastest."""
    levels = [factor.steps(study.samples) for factor in study.factors]
    rows = list(itertools.product(*(range(len(one)) for one in levels)))
    index = np.array(rows, dtype=int).reshape(-1, len(levels))
    return {factor.name: levels[k][index[:, k]] for k, factor in enumerate(study.factors)}


def _listed(factor: Factor, rows: Sequence[Mapping[str, float | str]]) -> Array:
    """One column of a list: empty cells are NaN, or empty text."""
    words = factor.name in TEXTS
    return np.array([row.get(factor.name, "" if words else np.nan) for row in rows], dtype=object if words else float)


def latin_hypercube(samples: int, factors: int, seed: int) -> Array:
    """Return a Latin hypercube in the unit cube, shape (samples, factors): one point in each slice of each factor.

    Each factor is drawn from a stream of its own, so that one more factor leaves the others as they were.
    """
    shares = np.empty((samples, factors))
    for k in range(factors):
        random = np.random.default_rng([seed, k])
        shares[:, k] = (random.permutation(samples) + random.random(samples)) / samples
    return shares


def _lhs(study: Study, factors: int) -> Array:
    return latin_hypercube(study.samples, factors, study.seed)


def _sobol(study: Study, factors: int) -> Array:
    """Saltelli's design for first and total indices: `samples` times (factors + 2) points, scrambled."""
    with_salib("sobol")
    from SALib.sample import sobol

    return np.asarray(sobol.sample(_unit(factors), study.samples, calc_second_order=False, seed=study.seed))


def _morris(study: Study, factors: int) -> Array:
    """Trajectories in which one factor moves at a time: `samples` times (factors + 1) points."""
    with_salib("morris")
    from SALib.sample import morris

    shares = morris.sample(_unit(factors), study.samples, num_levels=MORRIS_LEVELS, seed=study.seed)
    return np.asarray(shares, dtype=float)


_SAMPLERS: Mapping[str, Callable[[Study, int], Array]] = {"lhs": _lhs, "sobol": _sobol, "morris": _morris}


def _unit(factors: int) -> dict[str, object]:
    """The unit cube as SALib names a problem: what lies at each share of a factor is for the factor to say."""
    return {"num_vars": factors, "names": [f"x{k}" for k in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def with_salib(what: str) -> None:
    """Make sure that SALib is there.

    Raises
    ------
    InputError
        Saying how to get it.
    """
    from importlib.util import find_spec

    if find_spec("SALib") is None:
        raise InputError(f'{what} needs SALib, which is not installed: pip install "socialicence[sweep]"')

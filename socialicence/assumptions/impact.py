"""Impact of each assumption: its share of the spread, and whether it can change the nearest future alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import comb
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from socialicence.assumptions.stored import Change, Impact
from socialicence.checks.bounds import latin_hypercube
from socialicence.machine import processors
from socialicence.outcomes.futures import DIMENSIONS, distances, nearest, signature_of
from socialicence.parameters import Parameter, parameters
from socialicence.publics import PublicStore
from socialicence.scenarios import STANDARD, load
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from socialicence.world import World

Report = Callable[[float], None]
AT_ONCE = 200
"""Runs between two reports of progress."""


class End(NamedTuple):
    """Where a run ends: its signature, and the future that it is nearest to."""

    signature: tuple[float, ...]
    nearest: str


class Task(NamedTuple):
    """One run: a standard scenario, what is set otherwise, and its seed."""

    scenario: str
    changes: Mapping[str, float]
    seed: int


def uncertain() -> dict[str, Parameter]:
    """Return the parameters that no data settle and that have a range, by name."""
    return {name: one for name, one in parameters().items() if one.is_uncertain and one.low < one.high}


def end_of(world: World) -> End:
    """Return where a run ends."""
    signature = signature_of(world)
    return End(tuple(signature[name] for name in DIMENSIONS), nearest(distances(signature)))


def nearest_to(signature: Iterable[float]) -> str:
    """Return the future that a signature is nearest to; `none` if it is near none."""
    return nearest(distances(dict(zip(DIMENSIONS, map(float, signature), strict=True))))


def ends_of(tasks: Sequence[Task], citizens: int, report: Report | None = None) -> list[End]:
    """Do some runs, side by side, and return where each ends, in order.

    Tasks of one seed that follow one another share their public, where what is set does not change it.
    """
    from socialicence.world import new_world

    publics = PublicStore()

    def end(task: Task) -> End:
        world = new_world(load(task.scenario), citizens=citizens, seed=task.seed, changes=task.changes, publics=publics)
        return end_of(world.run())

    found: list[End] = []
    with ThreadPoolExecutor(processors()) as pool:
        for start in range(0, len(tasks), AT_ONCE):
            found += pool.map(end, tasks[start : start + AT_ONCE])
            if report is not None:
                report(len(found) / len(tasks))
    return found


def most_frequent(ends: Iterable[str]) -> str:
    """Return the nearest future of most runs; of equals, the first in the order of names."""
    counts = Counter(ends)
    return min(counts, key=lambda name: (-counts[name], name))


NORMAL = 1.96
"""Ends of a 95 % interval, in standard errors."""


def impacts(draws: int, citizens: int, seed: int, report: Report | None = None) -> tuple[dict[str, Impact], float]:
    """Return the impact of every assumption, and the share of the variance that all account for.

    Parameters
    ----------
    draws : int
        Draws of all assumptions at once, a Latin hypercube over their ranges. Each is run in every standard scenario,
        on a seed of its own.
    citizens, seed : int

    Returns
    -------
    dict of str to Impact, float

    Notes
    -----
    Ranks of an outcome are regressed on the ranks of all assumptions. The square of a standardised coefficient, less
    its squared standard error, is the share of the variance of ranks that goes with one assumption (draws of a
    hypercube hardly go together). Impact is its mean over the four measures that decide the nearest future and over
    the standard scenarios. The interval takes these to err together, so it is wide rather than narrow.

    References
    ----------
    Iman and Conover (1979), The use of the rank transform in regression, Technometrics 21.
    """
    table = uncertain()
    settings = latin_hypercube(table, draws, seed)
    tasks = [Task(name, one, seed + row) for row, one in enumerate(settings) for name in STANDARD]
    ends = ends_of(tasks, citizens, report)
    inputs = np.array([[one[name] for name in table] for one in settings])
    # A row for each draw, a column for each scenario and measure.
    outcomes = np.array([end.signature for end in ends]).reshape(draws, -1)
    return mean_impacts(list(table), inputs, list(outcomes.T))


def mean_impacts(names: Sequence[str], inputs: Array, columns: Sequence[Array]) -> tuple[dict[str, Impact], float]:
    """Return the mean impact of each input over several outcomes, and the mean share explained.

    Parameters
    ----------
    names : sequence of str
    inputs : ndarray, shape (draws, names)
    columns : sequence of ndarray, shape (draws,)
        Outcomes. One that is the same in all draws is left out.
    """
    fits = [rank_shares(inputs, column) for column in columns if np.ptp(column) > 0]
    shares = np.mean([share for share, _, _ in fits], axis=0)
    errors = np.mean([error for _, error, _ in fits], axis=0)
    found: Mapping[str, Impact] = {
        name: Impact(max(float(share), 0.0), max(float(share - NORMAL * error), 0.0), float(share + NORMAL * error))
        for name, share, error in zip(names, shares, errors, strict=True)
    }
    return dict(found), float(np.mean([explained for _, _, explained in fits]))


def rank_shares(inputs: Array, outcome: Array) -> tuple[Array, Array, float]:
    """Return the share of the variance of ranks that goes with each input, its standard error, and the whole.

    Parameters
    ----------
    inputs : ndarray, shape (draws, inputs)
    outcome : ndarray, shape (draws,)

    Returns
    -------
    shares, errors : ndarray, shape (inputs,)
    explained : float
        Adjusted share of the variance that all inputs account for.
    """
    design = np.column_stack([standardised(column) for column in inputs.T])
    values = standardised(outcome)
    draws, count = design.shape
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ values
    residuals = values - design @ slopes
    variance = float(residuals @ residuals) / (draws - count - 1)
    squared = np.diag(inverse) * variance
    errors = np.sqrt(4.0 * slopes**2 * squared + 2.0 * squared**2)
    explained = 1.0 - variance * (draws - 1) / float(values @ values)
    return slopes**2 - squared, errors, explained


def standardised(values: Array) -> Array:
    """Return ranks, of equals their mean, with mean nought and variance one."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    return np.asarray((ranks - ranks.mean()) / ranks.std())


SCREENING = 2
"""Paired seeds from which the mean shift of an assumption's end is taken."""
CLOSE = 0.25
"""Share of runs by which the usual nearest future has to lead after the shift, or the end is run in full."""
LEVEL = 0.05
ENDS = ("low", "high")
_Key = tuple[str, str, str]
"""Scenario, assumption, end."""


def changes_alone(runs: int, citizens: int, seed: int, report: Report | None = None) -> dict[str, list[Change]]:
    """Return, for every assumption, the changes of the nearest future that it makes alone.

    Parameters
    ----------
    runs : int
        Seeds of each scenario at the defaults, and of each end that is run in full.
    citizens, seed : int

    Notes
    -----
    Each end of each range is run on a few paired seeds in every standard scenario. Its mean shift of the four
    measures, added to each run at the defaults, foretells where the runs would end. Where the usual nearest future
    would not lead by a quarter of the runs, the end is run on all seeds, and counts as a change if the most frequent
    nearest future is another and more runs went over to it than came back (exact sign test, 5 %).
    """
    told = (lambda share: None) if report is None else report
    usual = _usual(runs, citizens, seed)
    table = uncertain()
    keys: list[_Key] = [(scenario, name, end) for scenario in STANDARD for name in table for end in ENDS]
    few = _ends(keys, SCREENING, citizens, seed, lambda share: told(0.75 * share))
    close = [key for key in keys if is_close(usual[key[0]], few[key])]
    full = _ends(close, runs, citizens, seed, lambda share: told(0.75 + 0.25 * share))
    found: dict[str, list[Change]] = {name: [] for name in table}
    for scenario, name, end in close:
        before = [one.nearest for one in usual[scenario]]
        change = changed(before, [one.nearest for one in full[scenario, name, end]])
        if change is not None:
            found[name].append(Change(scenario, end, *change))
    return found


def is_close(usual: Sequence[End], few: Sequence[End]) -> bool:
    """Whether a shift, as seen in the first few runs, would bring another future close to being the most frequent."""
    places: Array = np.array([end.signature for end in usual])
    shift = np.array([end.signature for end in few]).mean(axis=0) - places[: len(few)].mean(axis=0)
    counts = Counter(nearest_to(place) for place in places + shift)
    leader = most_frequent(end.nearest for end in usual)
    own = counts.pop(leader, 0)
    return own - max(counts.values(), default=0) < CLOSE * len(usual)


def changed(before: Sequence[str], after: Sequence[str]) -> tuple[str, str] | None:
    """Return the most frequent nearest future before and after, if it is clearly another; None if it is not.

    Parameters
    ----------
    before, after : sequence of str
        Nearest future of the same seeds.
    """
    first, second = most_frequent(before), most_frequent(after)
    if first == second:
        return None
    there = sum(b != second and a == second for b, a in zip(before, after, strict=True))
    back = sum(b == second and a != second for b, a in zip(before, after, strict=True))
    return (first, second) if sign_test(there, back) < LEVEL else None


def sign_test(there: int, back: int) -> float:
    """Return the chance that so many or more of the changed pairs go there, if either way were as likely."""
    pairs = there + back
    return sum(comb(pairs, count) for count in range(there, pairs + 1)) / 2**pairs


def _usual(runs: int, citizens: int, seed: int) -> dict[str, list[End]]:
    tasks = [Task(scenario, {}, seed + run) for scenario in STANDARD for run in range(runs)]
    ends = ends_of(tasks, citizens)
    return {scenario: ends[place * runs : (place + 1) * runs] for place, scenario in enumerate(STANDARD)}


def _ends(keys: Sequence[_Key], runs: int, citizens: int, seed: int, report: Report) -> Mapping[_Key, list[End]]:
    """Some runs at each end."""
    table = uncertain()
    tasks = [
        Task(scenario, {name: getattr(table[name], end)}, seed + run)
        for scenario, name, end in keys
        for run in range(runs)
    ]
    ends = ends_of(tasks, citizens, report)
    return {key: ends[place * runs : (place + 1) * runs] for place, key in enumerate(keys)}

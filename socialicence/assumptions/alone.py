"""Which assumptions can change the nearest future by themselves, between the ends of their ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import comb

import numpy as np

from socialicence.assumptions.seen import End, Report, Task, ends_of, most_frequent, nearest_to, uncertain
from socialicence.assumptions.stored import Change
from socialicence.scenarios import STANDARD
from socialicence.state.tables import Array

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

"""Finding which parameters do something: few seeds to choose what to test, fresh ones to test it, more for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from socialicence.assumptions.dead.effects import (
    Array,
    Effects,
    are_below,
    effects_of,
    is_above,
    promise,
    spread_of,
    upper_bounds,
)
from socialicence.assumptions.dead.runs import Report, Runner, Seen, Task
from socialicence.assumptions.dead.verdicts import Finding, Verdict
from socialicence.parameters import Parameter
from socialicence.scenarios import Scenario

TESTED = 4
"""Ends of a range in a setting, of one parameter, that are tested on fresh seeds."""


class Size(NamedTuple):
    """How much is run.

    Attributes
    ----------
    screening : int
        Seeds on which both ends of each range are run in every setting.
    runs : int
        Fresh seeds of what is tested, and of all that is left over.
    spread : int
        Seeds at the defaults, from which the spread between runs is taken.
    seed : int
        The first.
    """

    screening: int = 4
    runs: int = 12
    spread: int = 40
    seed: int = 20261125


class Key(NamedTuple):
    """One end of a parameter's range in one setting, by its place."""

    setting: int
    name: str
    end: str


class Candidate(NamedTuple):
    """What is tested of a parameter: an outcome, by its place, at one key."""

    key: Key
    outcome: int


class Bench:
    """Runs of a set of settings, each done once.

    Parameters
    ----------
    settings : sequence of Scenario
    table : mapping of str to Parameter
        What is tried.
    size : Size
    run : callable
        Does the runs.
    """

    def __init__(
        self, settings: Sequence[Scenario], table: Mapping[str, Parameter], size: Size, run: Runner, report: Report
    ) -> None:
        self.settings, self.table, self.size, self._run = settings, table, size, run
        self._seen: dict[Key, dict[int, Seen]] = {}
        base = [Key(place, "", "") for place in range(len(settings))]
        self.do(base, range(max(size.spread, size.screening + size.runs)), report)
        self.spread = [spread_of(self._outcomes(key, self._seeds(key))) for key in base]

    @property
    def screening(self) -> range:
        """Places of the seeds that what to test is chosen on."""
        return range(self.size.screening)

    @property
    def fresh(self) -> range:
        """Places of the seeds that it is tested on."""
        return range(self.size.screening, self.size.screening + self.size.runs)

    def keys(self, name: str) -> list[Key]:
        """Return the ends of a range, in every setting, that are not what the setting has already."""
        parameter, found = self.table[name], []
        for place, setting in enumerate(self.settings):
            usual = setting.values.get(name, parameter.default)
            found += [Key(place, name, end) for end in ("low", "high") if getattr(parameter, end) != usual]
        return found

    def do(self, keys: Iterable[Key], seeds: Sequence[int], report: Report) -> None:
        """Do those runs of some keys that have not been done; a seed's together, as they share its public."""
        once = list(dict.fromkeys(keys))
        wanted = [(seed, key) for seed in seeds for key in once if seed not in self._seen.get(key, {})]
        tasks = [Task(self.settings[key.setting], self._changes(key), self.size.seed + seed) for seed, key in wanted]
        for (seed, key), seen in zip(wanted, self._run(tasks, report), strict=True):
            self._seen.setdefault(key, {})[seed] = seen

    def effects(self, key: Key, seeds: Sequence[int]) -> Effects:
        """Return the effects at a key on some seeds."""
        base = Key(key.setting, "", "")
        return effects_of(self._outcomes(base, seeds), self._outcomes(key, seeds), self.spread[key.setting])

    def all_effects(self, key: Key) -> Effects:
        """Return the effects at a key on all seeds that it was run on."""
        return self.effects(key, self._seeds(key))

    def changes_bits(self, key: Key) -> bool:
        """Whether any run at a key differs in anything from that at the defaults."""
        base = self._seen[Key(key.setting, "", "")]
        return any(one.bits != base[seed].bits for seed, one in self._seen[key].items())

    def _changes(self, key: Key) -> Mapping[str, float]:
        return {key.name: getattr(self.table[key.name], key.end)} if key.name else {}

    def _seeds(self, key: Key) -> list[int]:
        return sorted(self._seen[key])

    def _outcomes(self, key: Key, seeds: Sequence[int]) -> Array:
        return np.array([self._seen[key][seed].outcomes for seed in seeds], dtype=float)


def find(
    table: Mapping[str, Parameter],
    settings: Sequence[Scenario],
    outcomes: Sequence[str],
    run: Runner,
    size: Size,
    report: Report,
) -> list[Finding]:
    """Return what is found of every parameter, in the order of the table.

    Parameters
    ----------
    table : mapping of str to Parameter
    settings : sequence of Scenario
    outcomes : sequence of str
        Names of what a run comes to, as `run` gives it.
    run : callable
    size : Size
    report : callable
        Told of the share of each of four steps.

    Notes
    -----
    An effect is the mean difference of an outcome between an end of the range and the default, on the same seeds, in
    standard deviations between runs of that setting at the defaults. An outcome that does not differ between those runs
    has no such effect and does not count there, nor does one that is known in fewer than half of the pairs.

    First both ends are run on few seeds in every setting. The four ends and settings with the most promising effect
    (each with its most promising outcome) are then tested on fresh seeds: the parameter *moves something* if one of
    these effects exceeds 0.1 by its lower bound, one-sided, at 5 % shared out between the four. As what is tested is
    chosen on other seeds, the number of outcomes, ends and settings looked at needs no further correction. What is left
    is run on the fresh seeds in all settings in which it changed a bit (in all, if in none): it *moves nothing worth
    noting* if every effect on all seeds is below 0.1 by its upper bound at 5 %, *changes nothing* if no run differs in
    any bit; else it is *not settled*, and more runs may settle it.
    """
    able = {name: one for name, one in table.items() if one.low < one.high}
    bench = Bench(settings, able, size, run, report)
    keys = {name: bench.keys(name) for name in able}
    bench.do((key for own in keys.values() for key in own), bench.screening, report)
    chosen = {name: candidates(bench, own) for name, own in keys.items()}
    bench.do((one.key for own in chosen.values() for one in own), bench.fresh, report)
    found = {name: confirmed(bench, name, own, outcomes) for name, own in chosen.items()}
    left = {name: _alive(bench, keys[name]) for name, one in found.items() if one is None}
    bench.do((key for own in left.values() for key in own), bench.fresh, report)
    rest = {name: one or settled(bench, name, keys[name], chosen[name], outcomes) for name, one in found.items()}
    return [rest.get(name) or Finding(name, Verdict.NO_RANGE) for name in table]


def candidates(bench: Bench, keys: Sequence[Key]) -> list[Candidate]:
    """Return what is tested of a parameter: where it promises most, each with the outcome that does."""
    scored: list[tuple[float, Candidate]] = []
    for end in ("low", "high"):
        own = [key for key in keys if key.end == end and bench.changes_bits(key)]
        found = promise([bench.effects(key, bench.screening) for key in own]) if own else []
        for key, bounds in zip(own, found, strict=True):
            best = int(np.argmax(bounds))
            if np.isfinite(bounds[best]):
                scored.append((float(bounds[best]), Candidate(key, best)))
    scored.sort(key=lambda pair: -pair[0])
    return [one for _, one in scored[:TESTED]]


def confirmed(bench: Bench, name: str, chosen: Sequence[Candidate], outcomes: Sequence[str]) -> Finding | None:
    """Return the largest effect among those tested that surely is one; None if none is."""
    found = []
    for key, outcome in chosen:
        mean, error, pairs = (float(column[outcome]) for column in bench.effects(key, bench.fresh))
        if np.isfinite(mean) and is_above(mean, error, int(pairs), len(chosen)):
            found.append(_finding(bench, name, Verdict.MOVES, key, outcome, mean, error, outcomes))
    return max(found, key=lambda one: abs(one.effect), default=None)


def settled(
    bench: Bench, name: str, keys: Sequence[Key], chosen: Sequence[Candidate], outcomes: Sequence[str]
) -> Finding:
    """Return what is found of a parameter no effect of which was confirmed.

    Where it is not settled the effect told is the largest of those tested, on the seeds that they were tested on: the
    largest of all would be luck.
    """
    if not any(bench.changes_bits(key) for key in keys):
        return Finding(name, Verdict.NOTHING, at_most=0.0)
    effects = {key: bench.all_effects(key) for key in keys}
    most = max((float(b) for one in effects.values() for b in upper_bounds(one) if np.isfinite(b)), default=0.0)
    if all(are_below(one) for one in effects.values()):
        verdict = Verdict.LITTLE
        told = [Candidate(key, int(np.argmax(np.nan_to_num(np.abs(one.mean))))) for key, one in effects.items()]
    else:
        verdict, told = Verdict.UNSETTLED, list(chosen)
        effects |= {one.key: bench.effects(one.key, bench.fresh) for one in chosen}
    sizes = [float(np.nan_to_num(np.abs(effects[key].mean[outcome]))) for key, outcome in told]
    if not any(sizes):
        return Finding(name, verdict, at_most=most)
    key, outcome = told[int(np.argmax(sizes))]
    mean, error = (float(column[outcome]) for column in effects[key][:2])
    return _finding(bench, name, verdict, key, outcome, mean, error, outcomes, most)


def _alive(bench: Bench, keys: Sequence[Key]) -> Sequence[Key]:
    """Keys at which a parameter changed a bit on the seeds of the screening; all, if at none."""
    return [key for key in keys if bench.changes_bits(key)] or keys


def _finding(
    bench: Bench,
    name: str,
    verdict: Verdict,
    key: Key,
    outcome: int,
    mean: float,
    error: float,
    outcomes: Sequence[str],
    at_most: float | None = None,
) -> Finding:
    return Finding(name, verdict, mean, error, outcomes[outcome], bench.settings[key.setting].name, key.end, at_most)

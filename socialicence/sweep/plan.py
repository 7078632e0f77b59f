"""The plan: which runs a study asks for, with which values and seeds, and the key by which each is known for good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from socialicence.parameters import Parameter, parameters
from socialicence.results.runs import all_parameters
from socialicence.scenarios import Scenario
from socialicence.state.tables import Array
from socialicence.sweep.batch import Batch, Job
from socialicence.sweep.designs import Points, points_of
from socialicence.sweep.special import (
    NOTHING,
    SHOCKS,
    VALUES,
    WITHOUT,
    identity_of,
    is_empty,
    parts_of,
    shocked,
    values_of,
)
from socialicence.sweep.study import Study, digest
from socialicence.world import MODEL_VERSION

DRAW_STEP = 100_000
"""Seeds of one draw of the assumptions: more than there can be replicates."""
_CHUNK = 4096
_WORDS = ("name", "title", "description", "meaning", "start_date", "months", "values")
"""What a scenario says that decides nothing, or that is hashed by itself."""
KEY = "S32"
"""Type of a key: 128 bits in hexadecimal."""


@dataclass(frozen=True)
class Setting:
    """What a point chooses beside the values of parameters.

    Attributes
    ----------
    scenario : Scenario
        With all events of the run.
    without : tuple of str
        Stages left out.
    """

    scenario: Scenario
    without: tuple[str, ...]


class Plan:
    """All runs of a study, in the order in which they are done: by draw, replicate, point, scenario.

    Parameters
    ----------
    study : Study
    points : Points, optional
        The points of its design, where they are known from an earlier sweep.

    Attributes
    ----------
    point, scenario, replicate, seed, public_seed : ndarray of int
        One number for each run; `scenario` counts in the study's scenarios.
    """

    def __init__(self, study: Study, points: Points | None = None) -> None:
        self.study = study
        self.points = points_of(study) if points is None else points
        counts = self.points.count, study.replicates, len(study.scenarios)
        draws = self.points.draw if study.design in ("grid", "list") else np.zeros(counts[0], dtype=np.int64)
        # Runs that share a public follow one another: a worker then draws it once.
        point, replicate, scenario = (axis.ravel() for axis in np.indices(counts))
        order = np.lexsort((scenario, point, replicate, draws[point]))
        self.point, self.replicate, self.scenario = point[order], replicate[order], scenario[order]
        self.seed, self.public_seed = self._seeds()

    def __len__(self) -> int:
        return len(self.point)

    @property
    def run(self) -> Array:
        """Number of each run within its scenario."""
        return self.point * self.study.replicates + self.replicate

    @property
    def run_ids(self) -> list[str]:
        """Name of each run: scenario, point, replicate."""
        names = [one.name for one in self.study.scenarios]
        rows = zip(self.scenario.tolist(), self.point.tolist(), self.replicate.tolist(), strict=True)
        return [f"{names[scenario]}-{point}-{replicate}" for scenario, point, replicate in rows]

    def _seeds(self) -> tuple[Array, Array]:
        """Seeds of the run and of its public: shared, or the run's own."""
        study = self.study
        shared = study.seed + self.replicate.astype(np.int64)
        if study.vary_assumptions and study.design in ("grid", "list", "lhs"):
            shared = shared + DRAW_STEP * self.points.draw[self.point].astype(np.int64)
        own = None
        if not study.common_random_numbers or study.population == "per_run":
            own = _own_seeds(study.seed, self.scenario, self.point, self.replicate)
        run = shared if study.common_random_numbers or own is None else own
        public = shared if study.population == "same" or own is None else own
        return run, public

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every parameter, in the order of the columns of `values`."""
        return (*parameters(), *self.own_names)

    @cached_property
    def known(self) -> dict[str, Parameter]:
        """Every lever and parameter of the model and of its scenarios, by name, in the order of `names`."""
        return all_parameters(self.study.scenarios)

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Levers that the study's scenarios add to the model."""
        return tuple(name for name in self.known if name not in parameters())

    @cached_property
    def _base(self) -> Array:
        """Values of every parameter in each scenario before any factor: shape (scenarios, parameters)."""
        usual = {name: one.default for name, one in self.known.items()}
        return np.array([list({**usual, **one.values, **self.study.fixed}.values()) for one in self.study.scenarios])

    @cached_property
    def _columns(self) -> list[tuple[int, Array]]:
        """Column of `values`, and its value at each point (NaN where it stays as it is)."""
        where = {name: k for k, name in enumerate(self.names)}
        found: list[tuple[int, Array]] = []
        for name, column in self.points.factors.items():
            if name in VALUES:
                found += _spread(name, column, where)
        found += [(where[name], column) for name, column in self.points.factors.items() if name in where]
        draw = self.points.draw
        return found + [(where[name], column[draw]) for name, column in self.points.assumptions.items()]

    def values(self, rows: Array) -> Array:
        """Return the value of every parameter in some runs, shape (rows, parameters)."""
        table = self._base[self.scenario[rows]]
        points = self.point[rows]
        for column, by_point in self._columns:
            chosen = by_point[points]
            known = ~np.isnan(chosen)
            table[known, column] = chosen[known]
        return table

    @cached_property
    def _settings(self) -> tuple[list[Setting], Array]:
        """The different settings beside values, and the number of each run's."""
        names = [name for name in self.points.factors if name in (*SHOCKS, WITHOUT)]
        columns = [self.points.factors[name] for name in names]
        numbers: dict[tuple[Any, ...], int] = {}
        by_point = np.array(
            [numbers.setdefault(key, len(numbers)) for key in zip(*columns, strict=True)]
            if names
            else [0] * self.points.count
        )
        chosen = list(numbers) or [()]
        found = [
            self._setting(scenario, dict(zip(names, key, strict=True)))
            for scenario in self.study.scenarios
            for key in chosen
        ]
        return found, self.scenario * len(chosen) + by_point[self.point]

    def _setting(self, scenario: Scenario, chosen: Mapping[str, Any]) -> Setting:
        given = {name: value for name, value in chosen.items() if not is_empty(value)}
        shocks = (*scenario.shocks, *shocked(self.study.shocks, given))
        changed = replace(scenario, shocks=tuple(sorted(shocks, key=lambda one: one.month)), months=self.study.months)
        return Setting(changed, tuple(parts_of(given.get(WITHOUT, NOTHING))))

    def setting(self, row: int) -> Setting:
        """Return the scenario of a run with all its events, and the stages it leaves out."""
        found, number = self._settings
        return found[number[row]]

    @cached_property
    def keys(self) -> Array:
        """The key of each run: a hash of all that decides what comes out of it, and of nothing else.

        Model version, stages, citizens, months, the nations and ages of the public, shocks, the value of every
        parameter, the two seeds. Never the version of the package, nor the number of a point: an edited study finds
        its old runs.
        """
        found, number = self._settings
        bases = [self._base_digest(one) for one in found]
        keys = np.empty(len(self), dtype=KEY)
        seeds = np.stack([self.seed, self.public_seed], axis=1).astype("<i8")
        for start in range(0, len(self), _CHUNK):
            rows = np.arange(start, min(start + _CHUNK, len(self)))
            table = np.ascontiguousarray(self.values(rows), dtype="<f8") + 0.0
            for row, values in zip(rows.tolist(), table, strict=True):
                state = bases[number[row]].copy()
                state.update(seeds[row].tobytes())
                state.update(values.tobytes())
                keys[row] = state.hexdigest().encode()
        return keys

    def _base_digest(self, setting: Setting) -> Any:
        """The hash of what runs of one setting have in common, to go on from."""
        table = setting.scenario.to_dict()
        own = {
            **{name: value for name, value in table.items() if name not in _WORDS},
            "shocks": [{**shock, "label": ""} for shock in table["shocks"]],
            "stages": identity_of(self.study.stages, setting.without),
        }
        return hashlib.blake2b((self._common_digest + digest(own)).encode(), digest_size=16)

    @cached_property
    def _common_digest(self) -> str:
        """The hash of what all runs of the study have in common."""
        return digest(
            {
                "model_version": MODEL_VERSION,
                "citizens": self.study.citizens,
                "months": self.study.months,
                "names": self.names,
                "levers_today": [one.default for one in self.known.values() if one.is_lever],
            }
        )

    @cached_property
    def first_of_key(self) -> Array:
        """Rows of the runs to be done: where several have one key, the first."""
        _, first = np.unique(self.keys, return_index=True)
        return np.sort(first)

    def varied(self) -> list[str]:
        """Return the levers, and the parameters that are varied or not at their defaults: columns of `runs`."""
        changed = {name for one in self.study.scenarios for name in one.values} | set(self.study.fixed)
        changed |= {self.names[column] for column, _ in self._columns}
        return [name for name, one in self.known.items() if one.is_lever or name in changed]

    def shard(self, index: int, count: int) -> Array:
        """Return the rows of one shard of the runs to be done: every `count`th, from `index`."""
        return self.first_of_key[index::count]


def _spread(name: str, column: Array, where: Mapping[str, int]) -> Iterator[tuple[int, Array]]:
    """The columns that a factor of several levers sets."""
    levels = {level: values_of(name, level) for level in dict.fromkeys(column) if level}
    for lever in dict.fromkeys(lever for values in levels.values() for lever in values):
        by_level = {level: values.get(lever, np.nan) for level, values in levels.items()}
        yield where[lever], np.array([by_level.get(level, np.nan) for level in column], dtype=float)


def _own_seeds(seed: int, *numbers: Array) -> Array:
    """A seed for each run, from the study's and the run's own numbers: 62 bits of a hash."""
    rows = np.stack([np.full(len(numbers[0]), seed), *numbers], axis=1).astype("<i8")
    hashes = b"".join(hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in rows)
    return (np.frombuffer(hashes, dtype="<u8") >> np.uint64(2)).astype(np.int64)


def batch_of(plan: Plan, rows: list[int]) -> Batch:
    """Return some runs of a plan as a batch."""
    study = plan.study
    jobs = []
    for row, values in zip(rows, plan.values(np.array(rows)), strict=True):
        setting = plan.setting(row)
        key, seed, public_seed = plan.keys[row].decode(), int(plan.seed[row]), int(plan.public_seed[row])
        jobs.append(Job(row, key, setting.scenario, setting.without, values, seed, public_seed))
    return Batch(
        tuple(jobs), study.citizens, study.months, study.stages, study.months_kept, plan.own_names, MODEL_VERSION
    )

"""A study: one question, what is varied to answer it, and how often; read from one TOML file and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError
from socialicence.outcomes.futures import DIMENSIONS
from socialicence.parameters import parameters
from socialicence.scenarios import Scenario
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.sweep.factors import Factor, assumption
from socialicence.sweep.special import VALUES, values_of

if TYPE_CHECKING:
    from socialicence.sweep.finished import StudyResults

DESIGNS = ("grid", "lhs", "sobol", "morris", "list")
CROSSED = ("grid", "list")
"""Designs whose points are options: with `vary_assumptions` each is run in every draw of the assumptions."""
POPULATIONS = ("same", "per_run")
MORRIS_LEVELS = 4
"""Levels of the grid that Morris trajectories walk on."""


@dataclass(frozen=True)
class Study:
    """A question and the runs that answer it.

    Attributes
    ----------
    name, title, question, what_would_change_our_mind : str
        The name is that of the file.
    scenarios : tuple of Scenario
        Every point is run in each.
    design : str
        `grid`, `lhs`, `sobol`, `morris` or `list`.
    factors : tuple of Factor
        What is varied.
    samples : int
        Points of `lhs`; base samples of `sobol` (a power of two); trajectories of `morris`; levels of each range in
        `grid`.
    draws : int
        Draws of the assumptions in which each option of a `grid` or `list` is run, with `vary_assumptions`.
    replicates : int
        Runs of each point and scenario, each with a seed of its own.
    citizens, months, seed : int
    outcomes : tuple of str
        What an analysis looks at.
    vary_assumptions : bool
        Draw every parameter graded judgement or assumption afresh, over its documented range: with `lhs` at each
        point, with `sobol` and `morris` as factors of the design, with `grid` and `list` at each draw.
    common_random_numbers : bool
        Replicate r has the same seed at every point and in every scenario (of a draw, where assumptions are drawn).
    population : str
        `same`: replicate r has the same public at every point and in every scenario. `per_run`: each run draws its own.
    months_kept : bool
        Keep monthly measures of every run.
    fixed : mapping of str to float
        Levers and parameters set in every run.
    shocks : tuple of ScheduledShock
        Events added to every scenario; factors named `shock.*` change them.
    rows : tuple of mapping
        The options of a `list`, by factor; what a row leaves empty stays as the scenario has it.
    stages : str
        `module:name` of the stages of a month, where they are not those of the model.

    Examples
    --------
    >>> study = Study.read("experiments/newcomers.toml")  # doctest: +SKIP
    >>> results = Study.open("out/newcomers")  # doctest: +SKIP
    >>> results.runs.groupby("turnover")["cross_department"].mean()  # doctest: +SKIP
    """

    name: str
    scenarios: tuple[Scenario, ...]
    design: str
    factors: tuple[Factor, ...]
    title: str = ""
    question: str = ""
    what_would_change_our_mind: str = ""
    samples: int = 64
    draws: int = 1
    replicates: int = 1
    citizens: int = 5_000
    months: int = 60
    seed: int = 1
    outcomes: tuple[str, ...] = DIMENSIONS
    vary_assumptions: bool = False
    common_random_numbers: bool = True
    population: str = "same"
    months_kept: bool = False
    fixed: Mapping[str, float] = field(default_factory=dict)
    shocks: tuple[ScheduledShock, ...] = ()
    rows: tuple[Mapping[str, float | str], ...] = ()
    stages: str = ""

    @staticmethod
    def read(path: str | Path) -> Study:
        """Return the study in a TOML file.

        Raises
        ------
        InputError
            If the file cannot be used; the text is one line that says where and why.
        """
        from socialicence.sweep.reading import read_study

        return read_study(Path(path))

    @staticmethod
    def open(folder: str | Path) -> StudyResults:
        """Return what has been run of the study in `folder`, shards merged.

        Raises
        ------
        InputError
            If no study was run there.
        """
        from socialicence.sweep.finished import open_results

        return open_results(Path(folder))

    @property
    def label(self) -> str:
        """The title, or the name in words."""
        return self.title or self.name.replace("_", " ").capitalize()

    @property
    def assumptions(self) -> tuple[Factor, ...]:
        """Parameters that no data settle and that the study does not name: drawn with `vary_assumptions`."""
        if not self.vary_assumptions:
            return ()
        named = self.set_by_factors() | set(self.fixed)
        return tuple(
            assumption(name)
            for name, one in parameters().items()
            if one.is_uncertain and one.low < one.high and name not in named
        )

    @property
    def sampled(self) -> tuple[Factor, ...]:
        """The factors of the design itself, in its order: those named, and assumptions where they are part of it."""
        return self.factors if self.design in CROSSED else self.factors + self.assumptions

    def set_by_factors(self) -> set[str]:
        """Return the levers and parameters that factors set."""
        found = {factor.name for factor in self.factors}
        for factor in self.factors:
            if factor.name in VALUES:
                levels = [*factor.levels, *(row[factor.name] for row in self.rows if factor.name in row)]
                found |= {lever for level in levels for lever in values_of(factor.name, str(level))}
        return found

    def problem(self) -> dict[str, Any]:
        """Return the factors as SALib names a problem: `num_vars`, `names`, `bounds` and, where not uniform, `dists`.

        Raises
        ------
        InputError
            If a factor has words for levels: SALib needs numbers.
        """
        from socialicence.sweep.factors import problem_of

        return problem_of(self.sampled)

    def to_dict(self) -> dict[str, Any]:
        """Return all that decides the runs and their reading, as plain values (read back by `reading.from_dict`)."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        return {
            **plain,
            "scenarios": [scenario.to_dict() for scenario in self.scenarios],
            "factors": [factor.to_dict() for factor in self.factors],
            "outcomes": list(self.outcomes),
            "fixed": dict(self.fixed),
            "shocks": [shock.to_dict() for shock in self.shocks],
            "rows": [dict(row) for row in self.rows],
        }

    def hash(self) -> str:
        """Return a hash of the study: two with the same hash ask for the same runs and read them alike."""
        return digest(self.to_dict())

    def design_hash(self) -> str:
        """Return a hash of what decides the points of the design."""
        table = self.to_dict()
        assumptions = [factor.to_dict() for factor in self.assumptions]
        return digest(
            [*(table[name] for name in ("design", "factors", "samples", "draws", "seed", "rows")), assumptions]
        )


_PLAIN = (
    "name", "title", "question", "what_would_change_our_mind", "design", "samples", "draws", "replicates", "citizens",
    "months", "seed", "vary_assumptions", "common_random_numbers", "population", "months_kept", "stages",
)  # fmt: skip


def digest(content: object) -> str:
    """Return a hash of plain values."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def check_power_of_two(samples: int, where: str) -> None:
    """Make sure that a Sobol sequence is balanced.

    Raises
    ------
    InputError
        Naming the nearest power of two.
    """
    if samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        nearest = below if samples - below < 2 * below - samples else 2 * below
        raise InputError(f"{where}: samples = {samples}; sobol needs a power of two, nearest {nearest}")

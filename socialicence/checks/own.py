"""A user's own checks: what one says, and how it is run and judged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from socialicence.checks.finding import Finding, Measured, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.patterns import Pattern
from socialicence.checks.uncertainty import Estimate, exact, mean_of, share_of
from socialicence.outcomes.registry import OUTCOMES, outcomes_of
from socialicence.parameters import parameters
from socialicence.results.measures import MONTHLY
from socialicence.results.monthly import Series, monthly
from socialicence.scenarios import Scenario
from socialicence.state.observations import GROUPS, MOODS, SYSTEM, Observations
from socialicence.state.tables import ORGANISATION_TYPES, new_records
from socialicence.world import World

STATISTICS = {
    "mean": "mean over runs",
    "median": "median over runs",
    "every run": "every run",
}
PAIRED = {
    "mean difference": "mean over runs of the difference of paired runs",
    "median difference": "median over runs of the difference of paired runs",
    "difference in every run": "the difference in every pair of runs",
}
QUICK_SHARE, FEWEST_RUNS, FEWEST_CITIZENS = 4, 4, 300
EXTREMES = ("lowest", "highest")
SECONDS_A_RUN = 0.02
BOUNDARY = "licence_level_boundary"


@dataclass(frozen=True)
class OwnCheck:
    """One `[[check]]` of a file, as read.

    Attributes
    ----------
    name, expectation, source : str
    scenario : Scenario
        With its changes.
    against : Scenario or None
        Run on the same seeds; the check is then about the difference.
    outcome : str
        Column of `runs.parquet`, or a measure of `months.parquet`.
    series : Series or None
        What is observed monthly; None where the outcome is that of the whole run.
    window : tuple of int
        First and last month of the mean, for a monthly measure.
    equals : str
        Where the outcome is a word (`nearest`): 1 where it is this word, 0 otherwise.
    statistic : str
        One of `STATISTICS` or `PAIRED`.
    at_least, at_most : float or None
    runs, citizens : int
    months : int or None
    """

    name: str
    expectation: str
    source: str
    scenario: Scenario
    against: Scenario | None
    outcome: str
    statistic: str
    at_least: float | None
    at_most: float | None
    series: Series | None = None
    window: tuple[int, int] = (0, 0)
    equals: str = ""
    runs: int = 20
    citizens: int = 3000
    months: int | None = None

    @property
    def unit(self) -> str:
        """Unit of the outcome."""
        if self.equals:
            return "share of runs"
        return self.series.unit if self.series else OUTCOMES[self.outcome].unit

    @property
    def what(self) -> str:
        """The outcome in words."""
        if self.equals:
            return f"{OUTCOMES[self.outcome].label} is {self.equals}"
        if self.series is None:
            return OUTCOMES[self.outcome].label
        of = "" if self.series.group == "all" else f", {self.series.group}"
        return f"{MONTHLY[self.outcome].label}{of}, months {self.window[0]} to {self.window[1]}"

    def pattern(self) -> Pattern:
        """Return the check as `patterns.check` takes it."""
        quick = {
            "runs": max(FEWEST_RUNS, self.runs // QUICK_SHARE),
            "citizens": max(FEWEST_CITIZENS, self.citizens // QUICK_SHARE),
        }
        sides = 2 if self.against else 1
        full = {"runs": self.runs, "citizens": self.citizens}
        return Pattern(self.expectation or self.name, self.run, full, quick, SECONDS_A_RUN * sides * self.runs)

    def run(self, runs: int, citizens: int) -> Finding:
        """Run the scenario, and what it is held against, on the same seeds."""
        settings = {"scenario": Setting(self.scenario, months=self.months)}
        if self.against is not None:
            settings["against"] = Setting(self.against, months=self.months)
        seen = seen_in_settings(self._look, settings, runs=runs, citizens=citizens)
        values = np.array(seen["scenario"], dtype=float)
        if self.against is not None:
            values = values - np.array(seen["against"], dtype=float)
        known = values[np.isfinite(values)]
        return self._judged(known, runs - known.size, runs, citizens)

    def _look(self, world: World) -> float:
        """The outcome of one run; NaN where it has none."""
        if self.series is None:
            value = outcomes_of(world)[self.outcome]
            if self.equals:
                return float(value == self.equals)
            return math.nan if value is None else float(value)
        series, values = monthly(world.observations, world.institutions, world.values[BOUNDARY])
        place = [one[:3] for one in series].index(self.series[:3])
        first, last = self.window
        return float(values[place, first : last + 1].mean(dtype=float))

    def _judged(self, values: np.ndarray, missing: int, runs: int, citizens: int) -> Finding:
        label = f"{self.what}: {self.statistic}"
        if values.size == 0:
            estimates = [("value", label, Estimate(math.nan, None, -math.inf, math.inf))]
        elif self.statistic in ("every run", "difference in every run"):
            ends = zip(EXTREMES, (values.min(), values.max()), strict=True)
            estimates = [(name, f"{self.what}: {name}", exact(end)) for name, end in ends]
        elif self.equals and self.statistic == "mean":
            estimates = [("value", label, share_of(int(values.sum()), values.size))]
        elif "median" in self.statistic:
            estimates = [("value", label, median_of(values))]
        else:
            estimates = [("value", label, mean_of(values))]
        measures = [
            measured(name, text, one, at_least=self.at_least, at_most=self.at_most, unit=self.unit)
            for name, text, one in estimates
        ]
        shown = "; ".join(_told(one) for one in measures)
        without = f"; {missing} of {runs} runs have no such number" if missing else ""
        return concluded(
            self.name,
            expectation=self.expectation or f"{self.what}: {bounds(self.at_least, self.at_most)}",
            source=self.source or "the user's own",
            tolerance=f"{(STATISTICS | PAIRED)[self.statistic]} {bounds(self.at_least, self.at_most)} ({self.unit})",
            found=f"{shown}{without}",
            runs=runs,
            citizens=citizens,
            measures=measures,
        )


def _told(one: Measured) -> str:
    """A number with its interval, if it has one."""
    spread = "" if one.low == one.high else f" ({one.low:.3g} to {one.high:.3g})"
    return f"{one.name if one.name in EXTREMES else one.label} {one.value:.3g}{spread}"


def bounds(at_least: float | None, at_most: float | None) -> str:
    """Say in words where a number must be."""
    parts = [f"{word} {limit:g}" for word, limit in (("at least", at_least), ("at most", at_most)) if limit is not None]
    return " and ".join(parts)


def median_of(values: Sequence[float] | np.ndarray) -> Estimate:
    """Return the median with the interval between order statistics that covers it with 95 %, whatever the shape.

    Below six runs no two of them do: the interval is then unknown.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    count = ordered.size
    tail, place = 0.5**count, 0
    if tail > 0.025:
        return Estimate(float(np.median(ordered)), None, -math.inf, math.inf)
    while tail + math.comb(count, place + 1) * 0.5**count <= 0.025:
        place += 1
        tail += math.comb(count, place) * 0.5**count
    low, high = float(ordered[place]), float(ordered[count - 1 - place])
    return Estimate(float(np.median(ordered)), (high - low) / 3.92, low, high)


def known_series() -> tuple[Series, ...]:
    """Return every series that a run observes monthly, without running one."""
    from socialicence.state.institutions import standard_institutions

    institutions = standard_institutions()
    nothing = Observations(
        licence=np.zeros((1, institutions.contexts.size, GROUPS, 2), dtype=np.float32),
        trust=np.zeros((1, ORGANISATION_TYPES, GROUPS), dtype=np.float32),
        mood=np.zeros((1, len(MOODS), GROUPS), dtype=np.float32),
        opposition=np.zeros((1, institutions.contexts.size), dtype=np.float32),
        standing=np.zeros((1, institutions.contexts.size), dtype=np.float32),
        spread=np.zeros((1, ORGANISATION_TYPES, 2), dtype=np.float32),
        baseline=np.zeros((1, ORGANISATION_TYPES), dtype=np.float32),
        system=new_records(SYSTEM, 1),
        departments=np.zeros((1, institutions.departments.size), dtype=institutions.departments.dtype),
    )
    series, _ = monthly(nothing, institutions, parameters()[BOUNDARY].default)
    return series


def patterns_of(checks: Sequence[OwnCheck]) -> Mapping[str, Pattern]:
    """Return a user's checks by name."""
    return {one.name: one.pattern() for one in checks}

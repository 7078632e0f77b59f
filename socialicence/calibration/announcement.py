"""The announcement of 2021 as the fit simulates it: what is uncertain, and what a run says of the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from socialicence.calibration.targets import targets
from socialicence.parameters import parameters
from socialicence.population import draw_public
from socialicence.rules.objection import DAYS_A_MONTH
from socialicence.scenarios import Scenario, load
from socialicence.state.tables import Array
from socialicence.world import World, all_values

SCENARIO = "gpdpr_2021"
MONTHS = 2
"""To 1 July, less three hours."""


@dataclass(frozen=True)
class Prior:
    """What is believed of a number before the data.

    Attributes
    ----------
    name : str
        The parameter.
    low, high : float
    log : bool
        Uniform in its logarithm instead of itself.
    """

    name: str
    low: float
    high: float
    log: bool = False

    def draw(self, random: np.random.RandomState | np.random.Generator) -> float:
        """Return a draw."""
        if self.log:
            return float(np.exp(random.uniform(np.log(self.low), np.log(self.high))))
        return float(random.uniform(self.low, self.high))

    def quantile(self, share: Array) -> Array:
        """Return quantiles."""
        if self.log:
            return np.exp(np.log(self.low) + share * np.log(self.high / self.low))
        return self.low + share * (self.high - self.low)


FITTED = (Prior("objection_scale", 0.1, 5.0, log=True), Prior("objection_put_off", 0.0, 1.0))
"""Their priors stand here, not in the parameter table: its range is what the fit found."""
_STRONG = (
    "hearing_rate", "objection_willing", "objection_put_off_weeks", "deadline_pull", "objection_for_others",
    "processing_lag_days",
)  # fmt: skip
_WEAK = (
    "excluded_objecting", "hearing_online", "objection_tie_spread", "objection_place_spread",
    "attention_half_life_weeks", "objection_reversal", "concern_half_life",
)  # fmt: skip
"""What is believed of the public at large only makes more or fewer object, as the scale does, and stays as it is."""


@cache
def strong() -> tuple[Prior, ...]:
    """Return what else of objecting moves a target much over its range: the fit searches over it."""
    return tuple(_of_table(name) for name in _STRONG)


@cache
def weak() -> tuple[Prior, ...]:
    """Return what moves targets little, or only what comes after 1 July: drawn anew in every simulation."""
    return tuple(_of_table(name) for name in _WEAK)


def _of_table(name: str) -> Prior:
    one = parameters()[name]
    return Prior(name, one.low, one.high)


@cache
def scenario() -> Scenario:
    """Return the scenario of 2021."""
    return load(SCENARIO)


def announced(values: Mapping[str, float], citizens: int, seed: int, months: int = MONTHS) -> World:
    """Run the scenario of 2021 with some parameters set otherwise.

    By canonical name, and unchecked: what is fitted is tried over its prior, which is wider than the parameter table's
    range, as that is what the fit found.
    """
    case = scenario()
    every = {**all_values(case), **values}
    people, network = draw_public(citizens, seed, every, nations=case.nations, youngest=case.youngest)
    return World(case, every, people, network, seed=seed, months=months).run()


def simulated(world: World) -> Array:
    """Return what a run says of the targets, in their order: points of England's adults."""
    assert world.expected is not None
    aims, end = targets(), world.months * DAYS_A_MONTH
    adults = float(world.expected.by_group[0, ..., 0].sum())
    totals = [world.expected.on_day(min(day, end))[..., 1].sum() for day in aims.total_days]
    new = np.diff([world.expected.new_by_day(min(day, end)) for day in aims.week_days])
    return np.concatenate([totals, new]) / adults * 100.0

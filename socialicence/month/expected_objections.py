"""Objections in expectation through a run: by age, sex and region every month, and week by week in all."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.month import expecting
from socialicence.month.attention import pressure_between_days
from socialicence.population import objections, weights
from socialicence.rules.objection import DAYS_A_MONTH, DAYS_A_WEEK, WEEKS_A_MONTH
from socialicence.state.blocks import over_citizens, sum_citizens
from socialicence.state.tables import Array

_SHAPE = (expecting.BANDS, expecting.SEXES, expecting.REGIONS, 2)


class ExpectedObjections:
    """Chances of every citizen of a world, and what they add up to.

    Beside a run, not in it: nothing that citizens or departments do depends on these chances.

    Parameters
    ----------
    world : World
        At month 0, its public drawn.

    Attributes
    ----------
    by_group : ndarray, shape (months + 1, 9 age bands, 2 sexes, 10 regions, 2)
        Adults, and those expected to object.
    by_week : ndarray, shape (months + 1, 5)
        New objections expected in each week of a month, in adults, before any are taken back.
    pressure : ndarray, shape (months + 1, 5)
        Pressure to act in each of those weeks, in weeks at the peak of 2021.
    """

    def __init__(self, world: Any) -> None:
        people = world.state.citizens
        self.chances = expecting.new_chances(people.age.size)
        codes = weights.marginal_codes(people)
        start = objections.at_start(world.values, world.scenario.survey)
        objections.expect_objections(codes[0], *start, people, self.chances.unprompted)
        self.months = world.months
        # Not the world itself: the two would keep each other in memory.
        self._state = world.state
        rows = world.months + 1
        self.by_group = np.zeros((rows, *_SHAPE))
        self.by_week = np.zeros((rows, WEEKS_A_MONTH))
        self.pressure = np.zeros((rows, WEEKS_A_MONTH))
        # Months to come stand as the start, and stay so where a run has no stage of citizens.
        self.by_group[:] = self._summed(world)

    def live_a_month(self, world: Any, month: int) -> None:
        """Carry chances through a month whose news and contacts have been taken in."""
        over_citizens(world, expecting.note_chances, self.chances)
        by_week = np.zeros(WEEKS_A_MONTH)
        self.by_week[month] = sum_citizens(world, expecting.expect_a_month, by_week, self.chances)
        self.pressure[month] = world.state.pressure
        self.by_group[month] = self._summed(world)

    def on_day(self, day: float) -> Array:
        """Adults and those expected to object by group on a day of the run.

        Within a month objections come as pressure does, by its weeks; taking back is spread evenly.

        Parameters
        ----------
        day : float
            Days since the start; within the months that have passed.

        Returns
        -------
        ndarray, shape (9 age bands, 2 sexes, 10 regions, 2)
        """
        before = min(int(day / DAYS_A_MONTH), self.months - 1)
        first, last = self.by_group[before], self.by_group[before + 1]
        new = self.new_by_day(day) - self.by_week[: before + 1].sum()
        total = self.by_week[before + 1].sum()
        share = new / total if total > 0.0 else day / DAYS_A_MONTH - before
        return first + share * (last - first)

    def new_by_day(self, day: float) -> float:
        """New objections expected from the start to a day, in adults: within a week they come as pressure does."""
        month = min(int(day / DAYS_A_MONTH), self.months - 1)
        new = float(self.by_week[: month + 1].sum())
        for week in range(WEEKS_A_MONTH):
            begins = month * DAYS_A_MONTH + week * DAYS_A_WEEK
            ends = min(begins + DAYS_A_WEEK, (month + 1) * DAYS_A_MONTH)
            pressure = self.pressure[month + 1, week]
            if day > begins and pressure > 0.0:
                part = self._pressure(begins, min(day, ends)) / pressure
                new += part * float(self.by_week[month + 1, week])
        return new

    def _pressure(self, begins: float, ends: float) -> float:
        return float(pressure_between_days(self._state, begins, ends))

    def _summed(self, world: Any) -> Array:
        return sum_citizens(world, expecting.expected_by_group, np.zeros(_SHAPE), self.chances)


def carry_expectations(world: Any, month: int) -> None:
    """Carry a world's objections in expectation through a month, where it keeps them."""
    if world.expected is not None:
        world.expected.live_a_month(world, month)

"""The five levers alone reach each of the four futures, and each moves the signature by more than chance does.

Twelve runs of 2,000 citizens here; `python experiments/lever_reach.py` does thirty (docs/levers.md).
"""

from __future__ import annotations

import numpy as np
import pytest

from experiments.lever_reach import PAGE, contrasts, reaching, replaced, words
from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.plan import FUTURES, TODAY
from socialicence.dashboard.simulation import Simulation

RUNS = 12


@pytest.fixture(scope="module")
def simulation():
    made = Simulation(citizens=2000, runs=RUNS, quick=RUNS)
    yield made
    made.close()


@pytest.mark.parametrize("future", FUTURES)
def test_the_five_levers_alone_end_nearest_each_future_more_often_than_any_other(simulation, future):
    plan = reaching()[future]
    assert (plan.more, plan.cards, plan.incident, plan.future) == ({}, (), None, None)
    nearest = [record.outcomes["nearest"] for record in simulation.course(plan).records]
    assert nearest.count(future) > max(nearest.count(other) for other in FUTURES if other != future)


def test_today_reaches_none_of_the_three_that_something_must_be_done_for(simulation):
    nearest = [record.outcomes["nearest"] for record in simulation.course(TODAY).records]
    assert max(nearest.count(future) for future in ("public_good", "silos", "government")) <= RUNS / 2


@pytest.mark.parametrize("contrast", contrasts(), ids=lambda one: one.lever)
def test_each_lever_end_to_end_moves_the_signature_by_more_than_eight_in_ten_runs_spread(simulation, contrast):
    low, high = (
        np.array([record.outcomes[contrast.measure] for record in simulation.course(plan).records])
        for plan in (contrast.low, contrast.high)
    )
    spread = max(np.ptp(np.percentile(ends, (10, 90))) for ends in (low, high))
    assert high.mean() - low.mean() > spread > 0


def test_there_is_a_contrast_for_each_lever_and_nothing_else_differs_in_it():
    assert [one.lever for one in contrasts()] == [one.name for one in LEVERS]
    for one, lever in zip(contrasts(), LEVERS, strict=True):
        assert one.low == one.high.with_step(one.lever, 0)
        assert one.high.steps[one.lever] == len(lever.steps) - 1


def test_the_page_about_levers_says_what_the_file_says():
    page = PAGE.read_text(encoding="utf-8")
    assert replaced(page, "words", words()) == page

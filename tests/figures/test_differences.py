"""Differences on the same seeds: by hand, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from socialicence import figures
from socialicence.errors import InputError
from socialicence.figures.differences import differences, paired_differences

RUNS = pd.DataFrame(
    {
        "scenario": ["status_quo"] * 3 + ["mine"] * 3,
        "run": [0, 1, 2] * 2,
        "seed": [1, 2, 3] * 2,
        "model_version": 2,
        "citizens": 500,
        "status": "done",
        "licence_affected": [0.50, 0.52, 0.54, 0.51, 0.55, 0.59],
        "cross_department": [1.0, 1.0, 1.0, 1.5, 1.5, 1.5],
    }
)


def test_pairs_share_a_run():
    rows = paired_differences(RUNS, ["licence_affected"], "status_quo")
    (row,) = rows.itertuples()
    assert (row.scenario, row.against, row.runs) == ("mine", "status_quo", 3)
    assert row.mean == pytest.approx((0.01 + 0.03 + 0.05) / 3)
    assert (row.low, row.high) == (pytest.approx(0.014), pytest.approx(0.046))


def test_a_failed_run_takes_its_pair_with_it():
    runs = RUNS.assign(status=["done", "done", "failed", "done", "failed", "done"])
    (row,) = paired_differences(runs, ["licence_affected"], "status_quo").itertuples()
    assert (row.runs, row.mean) == (1, pytest.approx(0.01))


def test_each_course_may_have_its_own_other():
    runs = pd.concat([RUNS, RUNS[RUNS["scenario"] == "mine"].assign(scenario="third", licence_affected=0.6)])
    rows = paired_differences(runs, ["licence_affected"], {"third": "mine"})
    assert rows["mean"].tolist() == [pytest.approx(0.6 - 0.55)]


def test_the_finding_names_the_largest_and_says_so_if_luck_can_turn_it():
    figure = differences(RUNS, outcomes=["licence_affected", "cross_department"], titles={"mine": "Mine"})
    told = figures.described(figure)
    assert told.finding == "Backing among those affected changes most with “Mine”: +3 points"
    assert told.table["mean"].tolist() == [pytest.approx(0.03), pytest.approx(0.5)]
    turned = RUNS.assign(licence_affected=[0.5, 0.5, 0.5, 0.45, 0.5, 0.60])
    assert "not in the same direction" in figures.described(differences(turned, outcomes=["licence_affected"])).finding


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"against": "status_qou"}, "did you mean 'status_quo'"),
        ({"outcomes": ["licence_affcted"]}, "did you mean 'licence_affected'"),
        ({"against": {"mine": "nobody"}}, "nobody"),
    ],
)
def test_unknown_names_are_one_line(settings, words):
    with pytest.raises(InputError, match=words):
        differences(RUNS, **{"outcomes": ["licence_affected"], **settings})


def test_nothing_in_common_is_said():
    apart = RUNS.assign(run=range(6), licence_affected=np.arange(6.0))
    with pytest.raises(InputError, match="in common"):
        differences(apart, outcomes=["licence_affected"])

"""Regression, feature scores and PRIM against functions whose answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from socialicence.analysis.features import features
from socialicence.analysis.index import ALL
from socialicence.analysis.prim import inside_of, prim
from socialicence.analysis.regression import regression
from socialicence.analysis.sample import coded
from socialicence.analysis.study import best_quarter, read_condition
from socialicence.errors import InputError
from tests.analysis.conftest import value_of

NAMES = ("a", "b", "c")


def test_regression_finds_the_slopes_of_a_linear_function(sample_from, uniform):
    found = regression(sample_from(uniform, 2 + 3 * uniform[:, 0] - uniform[:, 1], NAMES), "y")
    spans = np.ptp(uniform, axis=0)
    assert value_of(found, "a", "effect") == pytest.approx(3 * spans[0])
    assert value_of(found, "b", "effect") == pytest.approx(-spans[1])
    assert value_of(found, "c", "effect") == pytest.approx(0.0, abs=1e-9)
    assert value_of(found, ALL, "explained") == pytest.approx(1.0)


def test_standardised_slopes_square_to_what_is_explained(sample_from, uniform):
    noise = np.random.default_rng(5).normal(size=len(uniform))
    found = regression(sample_from(uniform, uniform @ [1.0, 2.0, 0.0] + 0.3 * noise, NAMES), "y")
    slopes = np.array([one.value for one in found if one.index == "standardised"])
    # With factors that go together a little, the share explained is b' R b.
    share = slopes @ np.corrcoef(uniform.T) @ slopes
    points, factors = uniform.shape
    adjusted = 1 - (1 - share) * (points - 1) / (points - factors - 1)
    assert value_of(found, ALL, "explained") == pytest.approx(adjusted)


def test_intervals_of_regression_hold_the_truth_nineteen_times_in_twenty(sample_from):
    random, held = np.random.default_rng(11), 0
    for _ in range(200):
        inputs = random.random((40, 1))
        values = 2 * inputs[:, 0] + random.normal(size=40) * (0.2 + inputs[:, 0])  # unequal variance
        row = regression(sample_from(inputs, values, ("a",)), "y")[0]
        held += row.low <= 2 * np.ptp(inputs) <= row.high
    assert 183 <= held <= 198


def test_regression_codes_names_against_the_first(sample_from):
    sample = sample_from(np.zeros((30, 1)), np.tile([0.0, 1.0, 5.0], 10), ("kind",))
    factors = pd.DataFrame({"kind": ["none", "jury", "leaflet"] * 10})
    found = regression(replace(sample, factors=factors), "y")
    assert value_of(found, "kind = jury", "effect") == pytest.approx(1.0)
    assert value_of(found, "kind = leaflet", "effect") == pytest.approx(5.0)
    assert list(coded(replace(sample, factors=factors))) == ["kind = jury", "kind = leaflet"]


def test_factors_that_move_together_are_refused(sample_from, uniform):
    uniform[:, 1] = 2 * uniform[:, 0]
    with pytest.raises(InputError, match="move together"):
        regression(sample_from(uniform, uniform[:, 0], NAMES), "y")


def test_more_than_one_failed_run_in_twenty_is_refused_with_a_count(sample_from, uniform):
    sample = replace(sample_from(uniform, uniform[:, 0], NAMES), failed=31)
    with pytest.raises(InputError, match="31 failed runs of 600"):
        regression(sample, "y")
    assert regression(replace(sample, failed=30), "y")


def test_trees_see_a_curve_that_regression_misses(sample_from, uniform, monkeypatch):
    monkeypatch.setattr("socialicence.analysis.features.RESAMPLES", 3)
    sample = sample_from(uniform[:200], (uniform[:200, 1] - 0.5) ** 2, NAMES)
    found = features(sample, "y")
    assert value_of(found, "b", "score") > 3 * value_of(found, "a", "score")
    assert value_of(found, "b", "score") > 3 * value_of(found, "c", "score")
    assert value_of(found, ALL, "explained") > 0.7
    assert value_of(regression(sample, "y"), ALL, "explained") < 0.1


def test_prim_finds_the_box_that_was_put_in(sample_from, uniform):
    wanted = (uniform[:, 0] > 0.6) & (uniform[:, 1] < 0.5)
    found = prim(sample_from(uniform, wanted.astype(float), NAMES), "y")
    limits = {one.factor: one for one in found if one.index == "limit"}
    assert set(limits) == {"a", "b"}
    assert limits["a"].low == pytest.approx(0.6, abs=0.05)
    assert limits["b"].high == pytest.approx(0.5, abs=0.05)
    assert value_of(found, ALL, "coverage") > 0.9
    assert value_of(found, ALL, "density") > 0.9
    assert value_of(found, ALL, "density held out") > 0.8


def test_prim_keeps_the_names_that_matter(sample_from):
    random = np.random.default_rng(2)
    factors = pd.DataFrame({"kind": random.choice(["jury", "leaflet", "none"], 400), "x": random.random(400)})
    wanted = (factors["kind"] == "leaflet").to_numpy(dtype=float)
    sample = replace(sample_from(np.zeros((400, 1)), wanted, ("x",)), factors=factors)
    found = prim(sample, "y")
    assert [one.factor for one in found if one.index == "level"] == ["kind = leaflet"]
    assert value_of(found, ALL, "density") == 1.0


def test_prim_keeps_no_restriction_where_there_is_nothing_to_find(sample_from, uniform):
    wanted = (np.random.default_rng(8).random(600) < 0.3).astype(float)
    found = prim(sample_from(uniform, wanted, NAMES), "y")
    held_out = value_of(found, ALL, "density held out")
    assert held_out == pytest.approx(0.3, abs=0.12)


@pytest.mark.parametrize(("count", "says"), [(0, "0 of 600"), (9, "holds in 9 of 600"), (600, "600 of 600")])
def test_prim_refuses_what_hardly_ever_or_always_holds(sample_from, uniform, count, says):
    wanted = (np.arange(600) < count).astype(float)
    with pytest.raises(InputError, match=says):
        prim(sample_from(uniform, wanted, NAMES), "y")


def test_a_box_holds_its_ends():
    cases = pd.DataFrame({"a": [0.0, 0.5, 1.0], "kind": ["x", "y", "x"]})
    assert inside_of(cases, {"a": (0.5, 1.0)}).tolist() == [False, True, True]
    assert inside_of(cases, {"a": (0.5, 1.0), "kind": ("x",)}).tolist() == [False, False, True]


def test_conditions_are_read_and_failed_runs_are_unknown():
    runs = pd.DataFrame({"status": ["done", "done", "failed"], "licence_affected": [0.5, 0.6, np.nan]})
    assert read_condition("licence_affected > 0.55").holds(runs)[:2].tolist() == [0.0, 1.0]
    assert np.isnan(read_condition("licence_affected > 0.55").holds(runs)[2])
    near = runs.assign(nearest=["silos", "government", None])
    assert read_condition("nearest = silos").holds(near)[:2].tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("licence", "is not a comparison"),
        ("licence_affcted < 1", "did you mean 'licence_affected'"),
        ("licence_affected < lots", "'lots' is not a number"),
        ("nearest < silos", "nearest is compared with ="),
        ("nearest = utopia", "public_good"),
    ],
)
def test_conditions_that_cannot_be_read_say_why(text, says):
    with pytest.raises(InputError, match=says):
        read_condition(text)


@pytest.mark.parametrize(("outcome", "text"), [("licence_affected", ">= 3.25"), ("distance_public_good", "<= 1.75")])
def test_the_best_quarter_is_on_the_good_side(outcome, text):
    runs = pd.DataFrame({outcome: [1.0, 2.0, 3.0, 4.0]})
    assert best_quarter(runs, outcome).text == f"{outcome} {text}"

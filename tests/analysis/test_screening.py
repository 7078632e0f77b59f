"""Morris and Sobol against functions whose indices are known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from SALib.sample import morris as salib_morris
from SALib.sample import sobol as salib_sobol

from socialicence.analysis.methods import METHODS
from socialicence.analysis.morris import luck, morris
from socialicence.analysis.sobol import sobol
from socialicence.errors import InputError
from tests.analysis.conftest import value_of

NAMES = ("a", "b", "c")
ISHIGAMI = {"num_vars": 3, "names": list(NAMES), "bounds": [[-math.pi, math.pi]] * 3}


def ishigami(x):
    """Ishigami and Homma (1990) with a = 7, b = 0.1."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


@pytest.fixture
def ishigami_sample(sample_from):
    points = salib_sobol.sample(ISHIGAMI, 1024, calc_second_order=False, seed=1)
    return sample_from(points, ishigami(points), NAMES, ISHIGAMI["bounds"])


@pytest.fixture
def linear_sample(sample_from):
    problem = {"num_vars": 3, "names": list(NAMES), "bounds": [[0.0, 1.0], [-2.0, 2.0], [5.0, 6.0]]}
    points = salib_morris.sample(problem, 10, num_levels=4, seed=1)
    return sample_from(points, 3 * points[:, 0] - 0.5 * points[:, 1], NAMES, problem["bounds"])


@pytest.mark.parametrize(
    ("factor", "index", "expected"),
    [
        ("a", "first", 0.3139), ("b", "first", 0.4424), ("c", "first", 0.0),
        ("a", "total", 0.5576), ("b", "total", 0.4424), ("c", "total", 0.2437),
    ],
)  # fmt: skip
def test_sobol_gives_the_published_indices_of_ishigami(ishigami_sample, factor, index, expected):
    assert value_of(sobol(ishigami_sample, "y"), factor, index) == pytest.approx(expected, abs=0.04)


def test_intervals_of_sobol_hold_the_truth(ishigami_sample):
    row = next(one for one in sobol(ishigami_sample, "y") if one.factor == "b" and one.index == "first")
    assert row.low < 0.4424 < row.high


def test_morris_gives_the_slopes_of_a_linear_function_over_their_ranges(linear_sample):
    found = morris(linear_sample, "y")
    assert value_of(found, "a", "mu_star") == pytest.approx(3.0)
    assert value_of(found, "b", "mu") == pytest.approx(-2.0)
    assert value_of(found, "b", "mu_star") == pytest.approx(2.0)
    assert value_of(found, "c", "mu_star") == pytest.approx(0.0, abs=1e-12)
    assert value_of(found, "a", "sigma") == pytest.approx(0.0, abs=1e-9)


def test_luck_of_morris_is_what_a_factor_that_does_nothing_gets():
    random = np.random.default_rng(1)
    inputs = salib_morris.sample({"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}, 400, seed=2)
    values = random.normal(size=(len(inputs), 4))
    step = 4 / 6
    expected = math.sqrt(2 / math.pi) * math.sqrt(2 / 4) / step
    assert luck(inputs, values) == pytest.approx([expected] * 2, rel=0.08)


def test_luck_that_all_points_share_is_none():
    inputs = np.array([[0, 0], [1, 0], [1, 1]], dtype=float)
    assert luck(inputs, np.tile([1.0, 5.0], (3, 1))) == pytest.approx([0, 0])


@pytest.mark.parametrize("method", [morris, sobol])
def test_one_failed_run_spoils_the_design_and_is_counted(linear_sample, ishigami_sample, method):
    sample = linear_sample if method is morris else ishigami_sample
    with pytest.raises(InputError, match=r"1 failed and 2 not done runs; .* needs every run"):
        method(replace(sample, failed=1, missing=2), "y")


@pytest.mark.parametrize("method", [morris, sobol])
def test_a_design_of_another_kind_is_refused(sample_from, method):
    sample = sample_from(np.random.default_rng(1).random((7, 3)), np.arange(7.0), NAMES)
    with pytest.raises(InputError, match="7 points"):
        method(sample, "y")


def test_an_outcome_that_some_runs_do_not_know_is_refused_with_a_count(linear_sample):
    values = linear_sample.of("y").copy()
    values[:3] = np.nan
    with pytest.raises(InputError, match="unknown in 3 of 40 runs"):
        morris(replace(linear_sample, outcomes={"y": values}), "y")


def test_parts_are_whole_trajectories_and_whole_blocks(linear_sample, ishigami_sample):
    assert [part.points for part in METHODS["morris"].parts(linear_sample)] == [8, 20, 28, 40]
    assert [part.points // 5 for part in METHODS["sobol"].parts(ishigami_sample)] == [128, 256, 512, 1024]

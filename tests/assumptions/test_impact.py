"""Impact, on outcomes whose shares are known."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.assumptions.impact import mean_impacts, rank_shares, standardised

DRAWS = 4000


@pytest.fixture(scope="module")
def inputs():
    random = np.random.default_rng(20261125)
    return np.column_stack([(random.permutation(DRAWS) + 0.5) / DRAWS for _ in range(4)])


def test_ranks_by_hand():
    # Ranks 2.5, 1, 2.5, 4 (of equals the mean); mean 2.5, variance (0 + 2.25 + 0 + 2.25) / 4.
    assert standardised(np.array([3.0, 1.0, 3.0, 9.0])) == pytest.approx([0, -np.sqrt(2), 0, np.sqrt(2)])


def test_shares_of_a_sum_are_those_of_its_variance(inputs):
    # Normal numbers: ranks and values go together almost in a straight line. Variances 9, 4, 1 and nothing.
    from statistics import NormalDist

    normal = np.vectorize(NormalDist().inv_cdf)(inputs)
    shares, errors, explained = rank_shares(inputs, normal @ [3.0, -2.0, 1.0, 0.0])
    assert shares == pytest.approx([9 / 14, 4 / 14, 1 / 14, 0], abs=0.04)
    assert explained > 0.9
    assert (errors > 0).all()


def test_any_stretching_of_the_outcome_leaves_impact_as_it_is(inputs):
    outcome = inputs @ [2.0, 1.0, 0.5, 0.0]
    plain, _, _ = rank_shares(inputs, outcome)
    stretched, _, _ = rank_shares(inputs, np.exp(3 * outcome))
    assert plain == pytest.approx(stretched, abs=1e-5)


def test_luck_has_no_impact(inputs):
    random = np.random.default_rng(1)
    shares = np.array([rank_shares(inputs, random.normal(size=DRAWS))[0] for _ in range(200)])
    assert abs(shares.mean()) < 1e-4


def test_the_interval_holds_the_share(inputs):
    random = np.random.default_rng(2)
    few, held = inputs[:400], 0
    for _ in range(100):
        noise = random.normal(size=400)
        found, _ = mean_impacts(["a", "b", "c", "d"], few, [few @ [1.0, 0.0, 0.0, 0.0] + 0.5 * noise])
        held += found["a"].low < 1 / 12 / (1 / 12 + 0.25) < found["a"].high
    assert held > 80


def test_impact_is_a_mean_over_outcomes_and_a_constant_is_left_out(inputs):
    outcomes = [inputs[:, 0], inputs[:, 1], np.ones(DRAWS)]
    found, explained = mean_impacts(["a", "b", "c", "d"], inputs, outcomes)
    assert found["a"].value == pytest.approx(0.5, abs=0.01)
    assert found["b"].value == pytest.approx(0.5, abs=0.01)
    assert found["c"].value == pytest.approx(0.0, abs=0.01)
    assert explained == pytest.approx(1.0)

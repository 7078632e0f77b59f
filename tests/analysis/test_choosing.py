"""Ranking, subsets, contrasts, noise and convergence, on cases worked by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from socialicence.analysis import subsets as sets
from socialicence.analysis.contrasts import contrasts
from socialicence.analysis.convergence import converge, settling
from socialicence.analysis.index import mean_interval, noise_share, wilson
from socialicence.analysis.methods import METHODS, method_named
from socialicence.analysis.ranking import CANNOT, holding, holds, in_top
from socialicence.analysis.sample import Sample
from socialicence.analysis.words import ranking_headline
from socialicence.errors import InputError
from tests.analysis.conftest import value_of

MEMBERS = [
    f"recommendation.{name}" for name in ("arbitration", "checklists", "transparency", "five_safes", "data_standards")
]


def alike_of(found):
    """The options that cannot be told from the best, the best first."""
    return [one.factor for one in found if one.index == "behind_best" and not one.low > 0.0]


def three_of_five(gains, noise=0.0, draws=40, seed=1):
    """Every three of five, with gains by member and draw; less is better, as for a distance."""
    random = np.random.default_rng(seed)
    triples = list(combinations(range(5), 3))
    by_draw = np.asarray(gains, dtype=float)
    by_draw = by_draw[:, None] * np.ones(draws) if by_draw.ndim == 1 else by_draw
    values = -np.array([by_draw[list(three)].sum(axis=0) for three in triples])
    values = values + noise * random.normal(size=values.shape)
    factors = pd.DataFrame({"recommendations": ["+".join(MEMBERS[k] for k in three) for three in triples]})
    return Sample("status_quo", factors, {"distance_public_good": values}, {})


def as_table(indices):
    return pd.DataFrame(indices)


# --- ranking ---------------------------------------------------------------------------------------------------------


def test_top_three_counts_draws():
    scores = np.array([[4.0, 1.0], [3.0, 2.0], [2.0, 3.0], [1.0, 4.0]])
    assert in_top(scores).tolist() == [1, 2, 2, 1]


def test_ties_for_third_place_share_it():
    scores = np.array([[4.0], [3.0], [1.0], [1.0]])
    assert in_top(scores).tolist() == [1, 1, 0.5, 0.5]


def test_a_ranking_holds_if_three_reach_two_thirds():
    assert holds({"a": 0.9, "b": 0.7, "c": 2 / 3, "d": 0.4})
    assert not holds({"a": 1.0, "b": 0.7, "c": 0.66, "d": 0.64})
    assert holding({"b": 0.7, "a": 1.0, "c": 0.66}) == ["a", "b"]


def test_clear_members_are_ranked_and_the_best_set_is_found():
    sample = three_of_five([0.5, 0.4, 0.3, 0.1, 0.0], noise=0.01)
    found = sets.subsets(sample, "distance_public_good")
    assert value_of(found, "arbitration", "top_three_share") == 1.0
    assert value_of(found, "data_standards", "top_three_share") == 0.0
    # Of six triples with the member and four without: its own gain, less what it displaces.
    assert value_of(found, "arbitration", "gain") == pytest.approx(-(0.5 - 0.5 * (0.4 + 0.3 + 0.1) / 2), abs=0.02)
    assert "holds" not in ranking_headline(as_table(found))
    assert not ranking_headline(as_table(found)).startswith(CANNOT)
    names = sets.options_of(sample).names
    assert names[sets.best(sample, "distance_public_good")[0]] == "arbitration + checklists + transparency"


def test_where_gains_turn_with_the_draw_the_model_cannot_rank():
    random = np.random.default_rng(4)
    sample = three_of_five(random.normal(size=(5, 60)))
    line = ranking_headline(as_table(sets.subsets(sample, "distance_public_good")))
    assert line.startswith(CANNOT)


def test_sets_that_differ_by_less_than_luck_are_listed_with_the_best():
    sample = three_of_five([0.5, 0.4, 0.3, 0.295, 0.0], noise=0.05)
    found = sets.behind_best(sample, "distance_public_good")
    alike = alike_of(found)
    assert set(alike) == {"arbitration + checklists + transparency", "arbitration + checklists + five_safes"}
    assert all(one.value >= 0 for one in found if one.index == "behind_best")


def test_the_true_best_is_hardly_ever_left_out():
    """Bonferroni: over 100 repeats the set that is best is called distinguishable at most a few times."""
    left_out = 0
    for seed in range(100):
        sample = three_of_five([0.5, 0.4, 0.30, 0.299, 0.298], noise=0.05, draws=20, seed=seed)
        alike = alike_of(sets.behind_best(sample, "distance_public_good"))
        left_out += "arbitration + checklists + transparency" not in alike
    assert left_out <= 10


def test_draws_with_a_failed_run_are_left_out_whole():
    sample = three_of_five([0.5, 0.4, 0.3, 0.1, 0.0])
    values = sample.of("distance_public_good").copy()
    values[3, 7] = np.nan
    assert sets.whole_draws(
        replace(sample, outcomes={"distance_public_good": values}), "distance_public_good"
    ).shape == (10, 39)


def test_plain_options_are_points():
    factors = pd.DataFrame(
        {"engagement.strategy": ["none", "broadcast", "targeted"], "engagement.honouring": [0.0, 0.5, 1.0]}
    )
    sample = Sample("status_quo", factors, {"licence_affected": np.zeros((3, 2))}, {})
    options = sets.options_of(sample)
    assert options.members == {}
    assert options.names[1] == "engagement.strategy = broadcast, engagement.honouring = 0.5"


# --- contrasts -------------------------------------------------------------------------------------------------------


@pytest.fixture
def grid():
    """Strategy by honouring, in twelve replicates whose seeds all share: y = 2 if jury and honoured, -1 if not."""
    factors = pd.DataFrame(
        list(product(["none", "jury"], [0.0, 1.0])), columns=["engagement.strategy", "engagement.honouring"]
    )
    effect = np.array([0.0, 0.0, -1.0, 2.0])
    random = np.random.default_rng(6)
    shared, own = 50 * random.normal(size=12), 0.1 * random.normal(size=(4, 12))
    return Sample("status_quo", factors, {"y": effect[:, None] + shared + own}, {})


def test_contrasts_take_out_what_runs_on_one_seed_share(grid):
    found = contrasts(grid, "y")
    assert value_of(found, "engagement.strategy | engagement.honouring = 0", "jury against none") == pytest.approx(
        -1, abs=0.1
    )
    assert value_of(found, "engagement.strategy | engagement.honouring = 1", "jury against none") == pytest.approx(
        2, abs=0.1
    )
    assert value_of(found, "engagement.strategy", "jury against none") == pytest.approx(0.5, abs=0.1)
    row = next(one for one in found if one.index == "jury against none")
    assert row.high - row.low < 0.3  # the seeds' own spread of 50 is gone


def test_contrasts_refuse_a_range(sample_from, uniform):
    with pytest.raises(InputError, match="600 values"):
        contrasts(sample_from(uniform, uniform[:, 0], ("a", "b", "c")), "y")


# --- noise, intervals, convergence -----------------------------------------------------------------------------------


def test_noise_share_is_the_variance_within_points():
    random = np.random.default_rng(9)
    values = 3 * random.normal(size=(4000, 1)) + random.normal(size=(4000, 4))
    assert noise_share(values) == pytest.approx(0.1, abs=0.01)


def test_noise_share_is_unknown_without_replicates_and_whole_without_signal():
    assert np.isnan(noise_share(np.arange(5.0)[:, None]))
    assert noise_share(np.random.default_rng(1).normal(size=(3000, 3))) == pytest.approx(1.0, abs=0.03)


def test_intervals_are_the_textbooks():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert mean_interval(np.array([1.0, 2.0, 3.0])) == pytest.approx((2.0, -0.4841, 4.4841), abs=1e-4)


def test_what_no_longer_changes_has_settled(sample_from, uniform):
    method = METHODS["regression"]
    steady = sample_from(uniform, uniform @ [3.0, 1.0, 0.2], ("a", "b", "c"))
    assert settling(converge(method, steady, "y", 1), method).settled
    noise = 5 * np.random.default_rng(2).normal(size=600)
    loud = sample_from(uniform, uniform @ [0.3, 0.2, 0.1] + noise, ("a", "b", "c"))
    assert not settling(converge(method, loud, "y", 1), method).settled


@pytest.mark.parametrize(("method", "design", "says"), [
    ("morris", "grid", "needs a study with design = 'morris'"),
    ("sobol", "lhs", "suits prim, features, regression"),
    ("subsets", "sobol", "'grid' or 'list'"),
    ("moris", "morris", "did you mean 'morris'"),
])  # fmt: skip
def test_a_method_that_does_not_suit_is_refused_in_one_line(method, design, says):
    with pytest.raises(InputError, match=says):
        method_named(method, design)


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr("socialicence.analysis.methods._installed", lambda package: package != "SALib")
    with pytest.raises(InputError, match=r'needs SALib, which is not installed: pip install "socialicence\[sweep\]"'):
        method_named("morris", "morris")

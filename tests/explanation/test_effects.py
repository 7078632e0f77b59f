"""Effects over paired runs, against numbers worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialicence.explanation.effects import BEYOND, TOGETHER, as_effect, differences, effect_of
from socialicence.explanation.measured import headlines, mechanisms
from tests.explanation.runs import contributions_frame, item, mechanisms_frame, pairs


def test_mean_spread_and_interval_by_hand():
    # Mean 3, standard error sqrt(2.5 / 5) = 0.7071, Student's t(4) = 2.776: 1.037 to 4.963.
    effect = effect_of([1, 2, 3, 4, 5])
    assert (effect.mean, effect.low, effect.high, effect.runs) == (3.0, 1.4, 4.6, 5)
    assert effect.clear
    assert not effect_of([-1, 0, 3, 4, 5]).clear  # mean 2.2, error 1.16: -1.0 to 5.4
    assert not effect_of([7.0]).clear
    assert effect_of([2.0, 2.0]).clear
    assert not effect_of([0.0, 0.0]).clear


def test_what_is_not_known_is_left_out():
    effect = effect_of([1.0, np.nan, 3.0])
    assert (effect.mean, effect.runs) == (2.0, 2)
    assert np.isnan(effect_of([np.nan]).mean)
    assert effect_of([np.nan]).runs == 0


@pytest.mark.parametrize(("values", "other_way"), [([1, 2, 3], False), ([-1, 2, 3], True), ([-3, -2, 1], True)])
def test_runs_that_go_the_other_way_are_noticed(values, other_way):
    assert effect_of(values).other_way == other_way


def test_a_pair_with_a_failed_run_is_not_known():
    assert np.isnan(differences([{}, {"x": 2.0}], [{"x": 1.0}, {"x": 1.0}], "x")).tolist() == [True, False]


def test_each_end_says_in_how_many_pairs_it_is_known():
    made = pairs(lambda name, on, run: 1.0 * len(on))
    for one in made.without["a"][1:]:
        one.clear()  # three runs without it failed
    made.alone["a"][0].clear()
    rows = contributions_frame(made, [item("a"), item("b")])
    row = rows[(rows["outcome"] == "dispersion") & (rows["lever"] == "a")].iloc[0]
    assert (as_effect(row, "alone").runs, as_effect(row, "last").runs) == (3, 1)
    assert as_effect(row, "last").mean == 1.0
    whole = rows[(rows["outcome"] == "dispersion") & (rows["lever"] == TOGETHER)].iloc[0]
    assert (whole["runs"], whole["last_runs"]) == (4, 0)


def test_contributions_that_add_up_have_nothing_beyond_the_sum():
    found = contributions_frame(
        pairs(lambda name, on, run: run + 2 * ("a" in on) - ("b" in on)), [item("a"), item("b")]
    )
    rows = found[found["outcome"] == "licence_affected"].set_index("lever")
    assert rows.loc[["a", "b"], "alone"].tolist() == rows.loc[["a", "b"], "last"].tolist() == [2.0, -1.0]
    assert rows.loc[TOGETHER, "alone"] == 1.0
    assert rows.loc[BEYOND, "alone"] == 0.0
    assert not rows.loc[BEYOND, "alone_clear"]
    assert list(dict.fromkeys(found["outcome"])) == list(headlines())


def test_what_only_both_do_is_beyond_the_sum_and_shows_at_the_last_end():
    found = mechanisms_frame(pairs(lambda name, on, run: 5.0 * (len(on) == 2)), [item("a"), item("b")])
    rows = found[found["outcome"] == "concern"].set_index("lever")
    assert rows.loc[["a", "b"], "alone"].tolist() == [0.0, 0.0]
    assert rows.loc[["a", "b"], "last"].tolist() == [5.0, 5.0]
    assert rows.loc[[TOGETHER, BEYOND], "alone"].tolist() == [5.0, 5.0]
    assert list(dict.fromkeys(found["outcome"])) == list(mechanisms())


@settings(max_examples=10)
@given(st.lists(st.floats(-1, 1), min_size=3, max_size=3), st.integers(0, 2**32 - 1))
def test_together_is_the_sum_and_what_is_beyond_it(effects, seed):
    luck = np.random.default_rng(seed).normal(size=(8, 4))
    choices = dict(zip("abc", effects, strict=True))

    def value(_, on, run):
        number = sum(2**place for place, one in enumerate("abc") if one in on)
        return sum(choices[one] for one in on) + luck[number, run]

    found = contributions_frame(pairs(value, tuple("abc")), [item(one) for one in "abc"])
    rows = found[found["outcome"] == "dispersion"].set_index("lever")["alone"]
    assert rows[TOGETHER] == pytest.approx(rows[["a", "b", "c"]].sum() + rows[BEYOND])

"""Verdicts on single numbers, and results as flat lists of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.reproduction.numbers import DIFFERENT, SAME, WITHIN, compared, flat, verdict


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (0.5, 0.5, SAME), (1, 1.0, SAME), (None, None, SAME), ("silos", "silos", SAME), (True, True, SAME),
        (0.5, 0.5 * (1 + 9e-7), WITHIN), (-2e9, -2e9 - 1000, WITHIN), (0.0, 5e-10, WITHIN),
        (0.5, 0.5 * (1 + 2e-6), DIFFERENT), (0.0, 2e-9, DIFFERENT), (0.5, -0.5, DIFFERENT), (None, 0.0, DIFFERENT),
        ("silos", "none", DIFFERENT), (1, True, DIFFERENT), ("1", 1, DIFFERENT),
    ],
)  # fmt: skip
def test_verdicts(old, new, word):
    assert verdict(old, new) == verdict(new, old) == word


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_as_itself(value):
    assert verdict(value, value) == SAME


def test_nested_results_are_flat_by_where_each_stands():
    assert dict(flat({"a": {"b": 1, "c": [2, None]}, "d": "x"})) == {"a/b": 1, "a/c/0": 2, "a/c/1": None, "d": "x"}


def test_what_one_of_two_lacks_is_different():
    found = compared({"a": 1, "b": 2}, {"b": 2, "c": None})
    assert [(one.name, one.verdict) for one in found] == [("a", DIFFERENT), ("b", SAME), ("c", DIFFERENT)]
    assert found[0].new == found[2].old == "missing"

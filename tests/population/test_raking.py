"""Raking against hand-worked numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.errors import InputError
from socialicence.population.raking import Target, rake

ROWS, COLUMNS = np.array([1, 1, 2, 2]), np.array([1, 2, 1, 2])


def test_independent_start_gives_the_product_of_the_marginals():
    targets = [Target("rows", ROWS, np.array([0.3, 0.7])), Target("columns", COLUMNS, np.array([0.6, 0.4]))]
    np.testing.assert_allclose(rake(np.full(4, 0.25), targets), [0.18, 0.12, 0.42, 0.28], atol=1e-9)


def test_the_odds_ratio_of_the_start_is_kept():
    # By hand: with marginals of one half the table is [[a, h], [h, a]] with (a / h)^2 = 9, so a = 3/8 and h = 1/8.
    start = np.array([0.9, 0.1, 0.5, 0.5])
    targets = [Target("rows", ROWS, np.array([0.5, 0.5])), Target("columns", COLUMNS, np.array([0.5, 0.5]))]
    np.testing.assert_allclose(rake(start, targets), [0.375, 0.125, 0.125, 0.375], atol=1e-8)


def test_cells_that_a_target_does_not_concern_are_left_alone():
    part = Target("only the first row", np.array([1, 2, 0, 0]), np.array([0.1, 0.4]))
    np.testing.assert_allclose(rake(np.full(4, 0.25), [part]), [0.1, 0.4, 0.25, 0.25])


def test_targets_that_contradict_one_another_are_refused():
    targets = [Target("one", ROWS, np.array([0.3, 0.7])), Target("other", ROWS, np.array([0.5, 0.5]))]
    with pytest.raises(InputError, match="contradict"):
        rake(np.full(4, 0.25), targets, sweeps=20)


@given(
    st.lists(st.floats(0.05, 1), min_size=12, max_size=12),
    st.lists(st.floats(0.05, 1), min_size=3, max_size=3),
    st.lists(st.floats(0.05, 1), min_size=4, max_size=4),
)
def test_marginals_are_met_from_any_positive_start(start, rows, columns):
    rows, columns = np.array(rows) / sum(rows), np.array(columns) / sum(columns)
    row, column = (axis.ravel() + 1 for axis in np.indices((3, 4)))
    cells = rake(np.array(start), [Target("rows", row, rows), Target("columns", column, columns)]).reshape(3, 4)
    np.testing.assert_allclose(cells.sum(axis=1), rows, atol=1e-8)
    np.testing.assert_allclose(cells.sum(axis=0), columns, atol=1e-8)
    assert (cells > 0).all()

"""Rows of eight numbers in compiled code against numpy, bit by bit."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from socialicence.state.eights import (
    WIDTH,
    eight,
    eight_from,
    fetch_eight,
    larger,
    put_eight,
    smaller,
    turn_eight,
    where_above,
    widened,
)
from socialicence.state.tables import ORGANISATION_TYPES

A, B = np.random.default_rng(5).normal(size=(2, 8)).astype(np.float32)
A[3] = B[3]


def applied(work, a=A, b=B, kind=np.float32):
    """What an operation on two rows of eight gives."""

    @numba.njit
    def run(a, b, result):
        put_eight(result, 0, work(eight_from(a, 0), eight_from(b, 0)))

    work, result = numba.njit(work), np.empty(8, dtype=kind)
    run(a, b, result)
    return result


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (lambda a, b: a + b, A + B),
        (lambda a, b: a - b, A - B),
        (lambda a, b: a * b, A * B),
        (lambda a, b: a * larger(a, b), A * np.maximum(A, B)),
        (lambda a, b: a * smaller(a, b), A * np.minimum(A, B)),
        (lambda a, b: where_above(a, b, b), np.where(A > B, B, np.float32(0.0))),
        (lambda a, b: a + eight(np.float32(0.1)), A + np.float32(0.1)),
    ],
    ids=["add", "subtract", "multiply", "larger", "smaller", "where_above", "eight"],
)
def test_an_operation_gives_the_bits_of_numpy(work, expected):
    assert applied(work).tobytes() == expected.tobytes()


def test_double_precision_is_exact_and_is_worked_in():
    twice = applied(lambda a, b: widened(a) * widened(b) + eight(1.0), kind=np.float64)
    assert twice.tobytes() == (A.astype(np.float64) * B + 1.0).tobytes()


def test_eight_are_read_and_written_at_any_place_and_asking_for_them_changes_nothing():
    @numba.njit
    def move(source, target):
        fetch_eight(source, 40)
        put_eight(target, 5, eight_from(source, 3))

    source, target = np.arange(20.0), np.zeros(20)
    move(source, target)
    np.testing.assert_array_equal(target, np.r_[np.zeros(5), source[3:11], np.zeros(7)])


def test_rows_are_turned_into_columns():
    @numba.njit
    def turn(rows, columns):
        turn_eight(rows, 2, 10, columns, 3, 9)

    rows, columns = np.arange(90, dtype=np.float32), np.zeros(80, dtype=np.float32)
    turn(rows, columns)
    expected = np.zeros(80, dtype=np.float32)
    for row in range(8):
        for column in range(8):
            expected[3 + 9 * column + row] = rows[2 + 10 * row + column]
    np.testing.assert_array_equal(columns, expected)


def test_two_kinds_of_numbers_do_not_mix():
    with pytest.raises(numba.TypingError, match="Eight"):
        applied(lambda a, b: a + widened(b))


def test_trust_in_all_types_of_organisation_is_one_value():
    """The citizens' passes read and write rows of trust as eight: another number of types would reach other memory."""
    assert ORGANISATION_TYPES == WIDTH

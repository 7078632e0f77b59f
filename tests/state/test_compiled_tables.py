"""Compiled code sees the tables that Python has: same names, same memory, whatever their number and shape."""

from __future__ import annotations

from dataclasses import replace

import numba
import numpy as np
import pytest

from socialicence.compiled import kernel, part
from socialicence.state import NOW, State, compiled_tables
from socialicence.state.tables import new_citizens
from socialicence.world import new_world


@pytest.fixture(scope="module")
def state():
    return new_world("status_quo", citizens=300, seed=4, months=3).run().state


@part
def _deep(state, month):
    return state.observations.licence[month, 2, 5, 1]


@kernel
def _seen(state, month):
    departments, people = state.departments, state.citizens
    return (
        departments[3].leadership,
        departments.size,
        people.trust[7, 2],
        people.trust.shape[1],
        state.observations.trust[month, 4, 9],
        state.observations.departments[month, 5].nervousness,
        state.in_force[NOW].openness,
        state.network.first[-1],
        _deep(state, month),
    )


def test_every_name_leads_to_the_same_memory(state):
    seen = state.observations
    expected = (
        state.departments["leadership"][3],
        state.departments.size,
        state.citizens.trust[7, 2],
        8,
        seen.trust[2, 4, 9],
        seen.departments["nervousness"][2, 5],
        state.in_force["openness"][NOW],
        state.network.first[-1],
        seen.licence[2, 2, 5, 1],
    )
    np.testing.assert_array_equal(_seen(state, 2), expected)


@kernel
def _write(state, month):
    state.departments[1].leadership = 0.75
    state.citizens.trust[3] = np.float32(0.25)


def test_what_compiled_code_writes_python_reads(state):
    _write(state, 1)
    assert state.departments["leadership"][1] == 0.75
    assert (state.citizens.trust[3] == 0.25).all()


def test_states_of_one_shape_of_columns_share_a_type_and_no_memory():
    one, other = (new_world("status_quo", citizens=size, seed=4, months=3).state for size in (300, 400))
    assert one._numba_type_ is other._numba_type_
    assert one.address != other.address
    assert (_seen(one, 1)[4], _seen(other, 1)[4]) == (
        pytest.approx(one.observations.trust[1, 4, 9], nan_ok=True),
        pytest.approx(other.observations.trust[1, 4, 9], nan_ok=True),
    )


def test_other_columns_are_another_type(state):
    wider = replace(state, attention=np.zeros((5, 2)))
    assert wider._numba_type_ != state._numba_type_


def test_an_array_that_is_not_contiguous_is_refused(state):
    people = new_citizens(4)._replace(trust=np.zeros((4, 16), dtype=np.float32)[:, ::2])
    with pytest.raises(ValueError, match=r"citizens\.trust is not contiguous"):
        replace(state, citizens=people)


def test_a_name_that_is_no_table_is_an_error_of_compiling(state):
    @numba.njit
    def wrong(state):
        return state.nothing

    with pytest.raises(numba.TypingError, match="nothing"):
        wrong(state)


def test_records_are_copied_whole():
    records = np.zeros(3, dtype=[("a", "i8"), ("b", "f8", (2,)), ("c", "u1")])
    records["a"], records["b"], records["c"] = 1, 2.5, 7
    copies = np.zeros((4, 3), dtype=records.dtype)

    @numba.njit
    def copy(table, copies, place):
        compiled_tables.copy_records(table, copies, place)

    copy(records, copies, 2)
    assert np.array_equal(copies[2], records)
    assert not copies[[0, 1, 3]].view(np.uint8).any()


def test_a_state_cannot_be_given_other_tables(state):
    with pytest.raises(AttributeError):
        state.departments = state.departments.copy()
    assert isinstance(state, State)

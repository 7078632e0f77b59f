"""The network: what must hold of any, and what neighbours are like."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialicence.errors import InputError
from socialicence.parameters import defaults
from socialicence.population import draw_public
from socialicence.population.network import MOST_MADE, Mixing, draw_network, mixing, ties_made
from socialicence.population.ties import clustering, measure
from socialicence.state.tables import Network


def edges(network):
    number = np.diff(network.first)
    return np.repeat(np.arange(len(number)), number), network.neighbour


def assert_sound(network, citizens):
    one, other = edges(network)
    assert len(network.first) == citizens + 1
    assert network.first[0] == 0
    assert network.first[-1] == len(network.neighbour)
    assert network.first.dtype == network.neighbour.dtype == np.int32
    assert (one != other).all()
    there, back = one * citizens + other, other * np.int64(citizens) + one
    assert len(np.unique(there)) == len(there), "a tie is repeated"
    np.testing.assert_array_equal(np.sort(there), np.sort(back))


@settings(max_examples=40)
@given(
    st.integers(0, 2**40),
    st.lists(st.integers(0, 60), min_size=10, max_size=10),
    st.floats(0.01, 0.6),
    st.floats(0, 1),
    st.floats(1, 8),
    st.floats(4, 20),
)
def test_ties_are_mutual_never_repeated_and_never_to_oneself(seed, sizes, rewiring, within, spacing, mean):
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    network = draw_network(seed, Mixing(first, ties_made(mean, 7.0), rewiring, within, spacing))
    assert_sound(network, int(first[-1]))


@pytest.mark.parametrize(("mean", "deviation"), [(4.0, 3.0), (10.0, 7.0), (20.0, 8.0)])
def test_the_number_of_ties_is_as_asked(mean, deviation):
    first = np.array([0, 20_000, 50_000], dtype=np.int64)
    network = draw_network(1, Mixing(first, ties_made(mean, deviation), 0.15, 0.7, 3.0))
    number = np.diff(network.first)
    assert number.mean() == pytest.approx(mean, rel=0.03)
    assert number.std() == pytest.approx(deviation, rel=0.06)
    assert ties_made(mean, deviation).max() <= MOST_MADE


def test_acquaintances_are_alike_as_in_polymod():
    people, network = draw_public(20_000, 1, defaults())
    assert_sound(network, 20_000)
    ties = measure(people, network)
    assert ties.mean == pytest.approx(10, abs=0.3)
    assert ties.deviation == pytest.approx(7, abs=0.4)
    assert ties.within_ten_years == pytest.approx(0.487, abs=0.02)
    assert ties.same_region > 0.9
    # Were ties made blindly, 26 % would be within the social grade.
    assert ties.same_grade > 0.30
    assert 0.1 < ties.clustering < 0.4
    assert ties.alone < 0.005


def test_rewiring_loosens_communities():
    values = defaults()
    near, far = (measure(*draw_public(10_000, 1, values | {"tie_rewiring": share})) for share in (0.01, 0.6))
    assert near.clustering > 2 * far.clustering
    assert near.within_ten_years > far.within_ten_years


def test_clustering_of_a_triangle_with_a_tail_by_hand():
    # 0, 1, 2 know one another, 2 also knows 3: citizens 0 and 1 have 1, citizen 2 has 1 of 3 pairs, 3 has no pair.
    network = Network(np.array([0, 2, 4, 7, 8]), np.array([1, 2, 0, 2, 0, 1, 3, 2]))
    assert clustering(network) == pytest.approx((1 + 1 + 1 / 3) / 3)


def test_neighbours_are_near_in_memory():
    _, network = draw_public(100_000, 1, defaults())
    one, other = edges(network)
    assert np.median(abs(one - other)) < 20


def test_more_ties_than_rows_can_hold_are_refused():
    first = np.array([0, 200_000_000], dtype=np.int64)
    with pytest.raises(InputError, match="mean_ties"):
        draw_network(1, mixing(defaults(), first))

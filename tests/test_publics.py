"""Publics held in memory: the same bits as drawn anew, a copy for each, bounded, shared by threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from socialicence.ensemble import Task, compare, simulate
from socialicence.errors import InputError
from socialicence.parameters import defaults, parameters
from socialicence.population import draw_public
from socialicence.publics import PublicStore
from socialicence.scenarios import load
from socialicence.world import new_world


@pytest.fixture
def drawn(monkeypatch):
    """What was asked of the real thing, in order."""
    calls = []

    def noted(citizens, seed, *arguments, **options):
        calls.append((citizens, seed))
        return draw_public(citizens, seed, *arguments, **options)

    monkeypatch.setattr("socialicence.population.draw_public", noted)
    return calls


def assert_same(one, other, what=""):
    for ours, theirs in zip((*one[0], *one[1]), (*other[0], *other[1]), strict=True):
        assert np.array_equal(ours, theirs), what
        assert ours.dtype == theirs.dtype


def test_a_public_serves_what_would_draw_the_same_and_nothing_else():
    """Whatever a parameter changes in the public, the public that is used again has it."""
    publics, usual = PublicStore(), defaults()
    publics.draw(200, 1, usual)
    for name, one in parameters().items():
        values = {**usual, name: one.high if usual[name] != one.high else one.low}
        assert_same(publics.draw(200, 1, values), draw_public(200, 1, values), name)


@pytest.mark.parametrize("other", [(200, 2, "uk", 18), (210, 1, "uk", 18), (200, 1, "england", 18), (200, 1, "uk", 20)])
def test_size_seed_nations_and_youngest_age_make_another_public(drawn, other):
    publics = PublicStore()
    publics.draw(200, 1, defaults())
    citizens, seed, nations, youngest = other
    found = publics.draw(citizens, seed, defaults(), nations=nations, youngest=youngest)
    assert drawn == [(200, 1), (citizens, seed)]
    assert_same(found, draw_public(citizens, seed, defaults(), nations=nations, youngest=youngest))


def test_each_gets_a_copy_to_change():
    publics = PublicStore()
    first = publics.draw(200, 1, defaults())
    expected = first[0].trust.copy(), first[1].neighbour.copy()
    first[0].trust[:], first[1].neighbour[:] = 0.0, 0
    again = publics.draw(200, 1, defaults())
    assert np.array_equal(again[0].trust, expected[0])
    assert np.array_equal(again[1].neighbour, expected[1])


def test_memory_is_bounded_and_the_longest_unused_goes_first(drawn):
    one = PublicStore()
    one.draw(300, 1, defaults())
    publics = PublicStore(most_bytes=int(one.size * 2.5))
    drawn.clear()
    for seed in (1, 2, 1, 3):  # 1 was used since 2 was drawn
        publics.draw(300, seed, defaults())
        assert publics.size <= publics.most_bytes
    assert len(publics) == 2
    publics.draw(300, 1, defaults())
    publics.draw(300, 2, defaults())
    assert [seed for _, seed in drawn] == [1, 2, 3, 2]


def test_what_is_too_large_is_not_kept_and_lets_nobody_go(drawn):
    one = PublicStore()
    one.draw(300, 1, defaults())
    publics = PublicStore(most_bytes=one.size + 1000)
    publics.draw(300, 1, defaults())
    large = publics.draw(5000, 1, defaults())
    assert len(publics) == 1
    assert publics.size == one.size
    assert_same(large, draw_public(5000, 1, defaults()))


def test_threads_that_want_the_same_draw_it_once(drawn):
    publics, together = PublicStore(), threading.Barrier(4)

    def want(_):
        together.wait()
        return publics.draw(2000, 5, defaults())

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(want, range(4)))
    assert drawn == [(2000, 5)]
    for other in found[1:]:
        assert_same(found[0], other)
        assert other[0].trust is not found[0][0].trust


def test_a_run_on_a_lent_public_is_the_run_on_its_own():
    publics = PublicStore()
    for scenario in ("public_good", "status_quo", "public_good"):
        own = new_world(scenario, citizens=300, seed=4, months=6).run()
        lent = new_world(scenario, citizens=300, seed=4, months=6, publics=publics).run()
        assert_same((own.citizens, own.network), (lent.citizens, lent.network))
        assert own.observations.licence.tobytes() == lent.observations.licence.tobytes()
        assert own.projects.tobytes() == lent.projects.tobytes()
    assert len(publics) == 1


def test_scenarios_of_a_comparison_share_their_publics(drawn):
    compare(["status_quo", "silos", "public_good"], citizens=200, runs=3, months=2, seed=10, workers=2)
    assert sorted(drawn[-3:]) == [(200, 10), (200, 11), (200, 12)]


def test_a_store_serves_many_calls(drawn):
    """A lever moved to and fro: the second answer draws nobody, and is what a store of its own would give."""
    publics = PublicStore()
    for leadership in (0.3, 0.9, 0.3):
        changes = {"leadership": leadership}
        scenario = load("status_quo").changed(changes)
        records = simulate([Task(scenario, run, 1 + run, 200, 3) for run in range(2)], 2, publics=publics)
        assert sorted(drawn) == [(200, 1), (200, 2)]
        alone = compare(["status_quo"], changes=changes, citizens=200, runs=2, months=3)
        del drawn[2:]
        assert [one.outcomes for one in records] == [one.outcomes for one in alone.records]
    assert len(publics) == 2


def test_bad_input_is_said_and_nothing_is_kept():
    publics = PublicStore()
    with pytest.raises(InputError, match="citizens = 5"):
        publics.draw(5, 1, defaults())
    assert len(publics) == publics.size == 0
    assert_same(publics.draw(100, 1, defaults()), draw_public(100, 1, defaults()))

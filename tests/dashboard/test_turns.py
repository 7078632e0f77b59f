"""Turns: who is served when, what is given up, and what is told to whom; the runs are made up here."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from socialicence.dashboard.turns import Answer, Turns
from socialicence.results.record import RunRecord

PATIENCE = 20


class Desk:
    """Runs that wait until they are let go, and note the order they were begun in."""

    def __init__(self):
        self.begun = []
        self.gates = {}

    def answer(self, name):
        def run(number, stop):
            key = (name, number)
            self.begun.append(key)
            gate = self.gates.setdefault(key, Event())
            while not gate.wait(0.002) and not stop.is_set():
                pass
            return RunRecord(name, number, number)

        return Answer(run)

    def free(self, name, *numbers):
        for number in numbers:
            self.gates.setdefault((name, number), Event()).set()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def turns():
    made = Turns(1)
    yield made
    made.close()


def until(turns, what):
    """Wait for something to be so."""
    with turns.changed:
        assert turns.changed.wait_for(what, PATIENCE), "it never came"


def begun(turns, desk, count):
    until_poll(lambda: len(desk.begun) >= count)


def until_poll(what):
    ended = Event()
    for _ in range(PATIENCE * 200):
        if what():
            return
        ended.wait(0.005)
    raise AssertionError("it never came")


def test_runs_come_in_order_and_are_kept(turns, desk):
    answer = desk.answer("a")
    desk.free("a", 0, 1, 2)
    request = turns.join(answer, 3)
    until(turns, lambda: answer.has(3))
    turns.leave(request)
    assert desk.begun == [("a", 0), ("a", 1), ("a", 2)]
    assert [answer.done[run].run for run in range(3)] == [0, 1, 2]


def test_a_new_request_goes_before_the_rest_of_an_old_one(turns, desk):
    """With runs a0 and a1 served, b is behind until it has had as many."""
    first, second = desk.answer("a"), desk.answer("b")
    one = turns.join(first, 4)
    desk.free("a", 0)
    begun(turns, desk, 2)  # a0 is over, a1 is being done
    two = turns.join(second, 4)
    desk.free("a", 1, 2, 3)
    desk.free("b", 0, 1, 2, 3)
    until(turns, lambda: first.has(4) and second.has(4))
    turns.leave(one)
    turns.leave(two)
    assert desk.begun[:2] == [("a", 0), ("a", 1)]
    assert desk.begun[2:4] == [("b", 0), ("b", 1)]
    assert [name for name, _ in desk.begun[4:]] == ["a", "b", "a", "b"]


def test_two_who_ask_for_the_same_are_served_by_the_same_runs(turns, desk):
    answer = desk.answer("a")
    requests = [turns.join(answer, 2), turns.join(answer, 3)]
    desk.free("a", 0, 1, 2)
    until(turns, lambda: answer.has(3))
    for request in requests:
        turns.leave(request)
    assert desk.begun == [("a", 0), ("a", 1), ("a", 2)]


def test_what_nobody_waits_for_is_given_up_and_begun_anew_when_asked_again(turns, desk):
    answer = desk.answer("a")
    request = turns.join(answer, 2)
    begun(turns, desk, 1)
    turns.leave(request)
    until(turns, lambda: not answer.running)
    assert answer.done == {}
    desk.free("a", 0, 1)
    again = turns.join(answer, 2)
    until(turns, lambda: answer.has(2))
    turns.leave(again)
    assert desk.begun == [("a", 0), ("a", 0), ("a", 1)]


def test_what_another_still_waits_for_goes_on(turns, desk):
    answer = desk.answer("a")
    gone, stays = turns.join(answer, 1), turns.join(answer, 1)
    begun(turns, desk, 1)
    turns.leave(gone)
    desk.free("a", 0)
    until(turns, lambda: answer.has(1))
    turns.leave(stays)
    assert desk.begun == [("a", 0)]


def test_an_error_is_told_to_whoever_waits_and_ends_no_thread(turns, desk):
    def broken(run, stop):
        raise ValueError("no such public")

    answer = Answer(broken)
    request = turns.join(answer, 1)
    until(turns, lambda: answer.error is not None)
    turns.leave(request)
    assert str(answer.error) == "no such public"
    other = desk.answer("a")
    desk.free("a", 0)
    request = turns.join(other, 1)
    until(turns, lambda: other.has(1))
    turns.leave(request)


def test_threads_end_when_it_is_closed_and_nothing_is_begun_after(desk):
    turns = Turns(2)
    request = turns.join(desk.answer("a"), 1)
    begun(turns, desk, 1)
    closer = Thread(target=turns.close)
    closer.start()
    closer.join(PATIENCE)
    assert not closer.is_alive()
    turns.leave(request)
    with pytest.raises(RuntimeError, match="closed"):
        turns.join(desk.answer("b"), 1)

"""The PIN: who has given it is in, guessing is slow, nobody is locked out for good."""

from __future__ import annotations

import pytest

from socialicence.dashboard.pin import ALL_WRONG, DIGITS, FIRST_WAIT, LONGEST_WAIT, TRIES, Pin
from tests.dashboard.clock import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pin(clock):
    return Pin("012345", now=clock)


def test_drawn_pins_have_six_digits_and_differ():
    drawn = {Pin().digits for _ in range(50)}
    assert all(len(digits) == DIGITS and digits.isdigit() for digits in drawn)
    assert len(drawn) > 40


@pytest.mark.parametrize("text", ["012345", "012 345", " 012-345\n"])
def test_the_right_pin_lets_a_session_in_and_no_other(pin, text):
    assert pin.check("mine", text)
    assert pin.knows("mine")
    assert not pin.knows("another")
    pin.forget("mine")
    assert not pin.knows("mine")


@pytest.mark.parametrize("text", ["", "12345", "0123456", "543210", "٠١٢٣٤٥", "\udcff", "0" * 100_000, "<script>"])
def test_anything_else_does_not(pin, text):
    assert not pin.check("mine", text)
    assert not pin.knows("mine")


def test_after_some_wrong_pins_a_session_waits_and_then_may_try_again(pin, clock):
    for _ in range(TRIES):
        assert not pin.check("mine", "999999")
    assert pin.wait("mine") == FIRST_WAIT
    assert not pin.check("mine", "012345")
    assert pin.check("another", "012345")
    clock.now += FIRST_WAIT
    assert pin.wait("mine") == 0
    assert pin.check("mine", "012345")


def test_waits_grow_but_end(pin, clock):
    waits = []
    for _ in range(6):
        for _ in range(TRIES):
            pin.check("mine", "999999")
        waits.append(pin.wait("mine"))
        clock.now += LONGEST_WAIT
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert max(waits) == LONGEST_WAIT
    assert pin.check("mine", "012345")


def test_many_sessions_together_cannot_try_many_pins(pin, clock):
    tried = 0
    for second in range(90 * 60):
        for guess in range(5):
            before = pin._all.has_room("all")
            pin.check(f"{second}/{guess}", "999999")
            tried += before
        clock.now += 1
    assert tried <= ALL_WRONG.burst + 90 * 60 * ALL_WRONG.each_second + 1
    assert tried < 0.002 * 10**DIGITS
    assert len(pin._tried) <= 4096


def test_guessing_by_others_does_not_put_out_who_is_in(pin, clock):
    assert pin.check("mine", "012345")
    for number in range(500):
        pin.check(str(number), "999999")
    assert pin.knows("mine")
    clock.now += 1 / ALL_WRONG.each_second
    assert pin.check("late", "012345")


def test_it_is_shown_as_it_is_read_aloud(pin):
    assert pin.spaced == "012 345"

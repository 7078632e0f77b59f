"""The PIN: who has given it is in, guessing is slow, nobody is locked out for good."""

from __future__ import annotations

import pytest

from socialicence.dashboard.pin import DIGITS, FIRST_WAIT, LONGEST_WAIT, MOST_SESSIONS, TRIES, Pin
from socialicence.dashboard.visitors import MOST_KEPT, OPENINGS
from tests.dashboard.clock import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pin(clock):
    return Pin("01234567", now=clock)


def test_drawn_pins_have_enough_digits_and_differ():
    drawn = {Pin().digits for _ in range(50)}
    assert all(len(digits) == DIGITS and digits.isdigit() for digits in drawn)
    assert len(drawn) > 40


@pytest.mark.parametrize("text", ["01234567", "0123 4567", " 0123-4567\n"])
def test_the_right_pin_lets_a_session_in_and_no_other(pin, text):
    assert pin.check("mine", text)
    assert pin.knows("mine")
    assert not pin.knows("another")


@pytest.mark.parametrize("text", ["", "12345", "012345676", "543210", "٠١٢٣٤٥", "\udcff", "0" * 100_000, "<script>"])
def test_anything_else_does_not(pin, text):
    assert not pin.check("mine", text)
    assert not pin.knows("mine")


def test_after_some_wrong_pins_a_session_waits_and_then_may_try_again(pin, clock):
    for _ in range(TRIES):
        assert not pin.check("mine", "99999999")
    assert pin.wait("mine") == FIRST_WAIT
    assert not pin.check("mine", "01234567")
    assert pin.check("another", "01234567")
    clock.now += FIRST_WAIT
    assert pin.wait("mine") == 0
    assert pin.check("mine", "01234567")


def test_waits_grow_but_end(pin, clock):
    waits = []
    for _ in range(6):
        for _ in range(TRIES):
            pin.check("mine", "99999999")
        waits.append(pin.wait("mine"))
        clock.now += LONGEST_WAIT
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert max(waits) == LONGEST_WAIT
    assert pin.check("mine", "01234567")


def test_nobodys_guessing_keeps_another_out_even_without_pause(pin, clock):
    assert pin.check("mine", "01234567")
    for number in range(20_000):
        pin.check(str(number // TRIES), "99999999")
    assert pin.knows("mine")
    assert pin.wait("late") == 0
    assert pin.check("late", "01234567")
    assert len(pin._tried) <= MOST_SESSIONS


def test_what_an_address_can_try_in_a_workshop_is_next_to_nothing():
    tabs = OPENINGS.burst + 90 * 60 * OPENINGS.each_second
    tries_of_a_tab = TRIES * (1 + 90 * 60 / LONGEST_WAIT)
    of_new_tabs, of_kept_tabs = tabs * TRIES, MOST_KEPT * tries_of_a_tab
    # As `docs/room.md` says.
    assert (of_new_tabs + of_kept_tabs) / 10**DIGITS < 1 / 5000


def test_it_is_shown_as_it_is_read_aloud(pin):
    assert pin.spaced == "0123 4567"

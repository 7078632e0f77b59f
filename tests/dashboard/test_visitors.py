"""Who asks, and how much each may hold: this machine as much as it likes, every other address its share."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from socialicence.dashboard.visitors import (
    MOST_KEPT,
    MOST_KEPT_OF_ALL,
    MOST_TABS,
    MOST_TABS_OF_ALL,
    Allowance,
    Limits,
    Tabs,
    visitor,
)
from tests.dashboard.clock import Clock

OFTEN = Allowance(burst=10_000, each_second=1)


@pytest.fixture
def kept():
    """Names of tabs that the server keeps."""
    return set()


@pytest.fixture
def tabs(kept):
    return Tabs(kept=lambda: kept, limits=Limits(OFTEN))


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


def leave(tabs, kept, who, name):
    """Open a tab and leave it, without closing it."""
    with tabs.opened(who, name):
        kept.add(name)


@pytest.mark.parametrize(
    ("client", "server"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.8.9.1", "192.168.1.2"),
        ("::1", "::1"),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
        ("192.168.1.2", "192.168.1.2"),
        ("::ffff:192.168.1.2", "192.168.1.2"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_this_machine_is_no_visitor(client, server):
    assert visitor((client, 50_000), (server, 8765)) is None


@pytest.mark.parametrize(
    ("client", "who"),
    [
        ("192.168.1.3", "192.168.1.3"),
        ("::ffff:192.168.1.3", "192.168.1.3"),
        ("128.0.0.1", "128.0.0.1"),
        ("2001:db8::7", "2001:db8::/64"),
        ("localhost", "unknown"),
    ],
)
def test_everybody_else_is_known_by_the_address(client, who):
    assert visitor((client, 50_000), ("192.168.1.2", 8765)) == who


def test_who_has_no_address_is_a_visitor():
    assert visitor(None, None) == "unknown"
    assert visitor(None, ("192.168.1.2", 8765)) == "unknown"


def test_an_address_has_so_many_tabs_and_another_one_still_gets_its_own(tabs, stack):
    for number in range(MOST_TABS):
        assert tabs.refusal("phone", str(number)) is None
        stack.enter_context(tabs.opened("phone", str(number)))
    status, text = tabs.refusal("phone", "one more")
    assert (status, str(MOST_TABS) in text) == (429, True)
    assert tabs.refusal("another", "one more") is None
    stack.close()
    assert tabs.refusal("phone", "one more") is None


def test_all_addresses_together_have_so_many_tabs(tabs, stack):
    for number in range(MOST_TABS_OF_ALL):
        assert tabs.refusal(f"phone {number}", str(number)) is None
        stack.enter_context(tabs.opened(f"phone {number}", str(number)))
    assert tabs.refusal("another", "one more")[0] == 503


def test_tabs_that_were_left_count_while_they_are_kept_but_can_be_come_back_to(tabs, kept):
    for number in range(MOST_KEPT):
        assert tabs.refusal("phone", str(number)) is None
        leave(tabs, kept, "phone", str(number))
    assert tabs.refusal("phone", "one more")[0] == 429
    assert tabs.refusal("phone")[0] == 429
    assert tabs.refusal("phone", "3") is None
    assert tabs.refusal("another", "one more") is None
    kept.discard("3")
    assert tabs.refusal("phone", "one more") is None


def test_all_tabs_that_are_kept_have_a_limit(tabs, kept):
    for number in range(MOST_KEPT_OF_ALL):
        assert tabs.refusal(f"phone {number}", str(number)) is None
        leave(tabs, kept, f"phone {number}", str(number))
    assert tabs.refusal("another", "one more")[0] == 503
    assert tabs.refusal("phone 7", "7") is None
    kept.clear()
    assert tabs.refusal("another", "one more") is None


def test_opening_again_and_again_is_too_often_until_time_has_passed(kept):
    clock = Clock()
    tabs = Tabs(kept=lambda: kept, limits=Limits(Allowance(burst=3, each_second=0.5), now=clock))
    for _ in range(3):
        assert tabs.refusal("phone", "a") is None
        leave(tabs, kept, "phone", "a")
    assert tabs.refusal("phone", "a")[0] == 429
    assert tabs.refusal("another", "b") is None
    clock.now += 2
    assert tabs.refusal("phone", "a") is None


def test_nothing_is_remembered_of_tabs_that_have_ended(tabs, kept):
    for number in range(1000):
        tabs.refusal(f"phone {number}", str(number))
        leave(tabs, kept, f"phone {number}", str(number))
        kept.clear()
    tabs.refusal("another")
    assert not tabs._owners
    assert not tabs._open
    assert not tabs._names

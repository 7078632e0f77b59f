"""Allowances: so many at once, so many more a second, in bounded memory."""

from __future__ import annotations

import pytest

from socialicence.dashboard.visitors import Allowance, Limits, address_key
from tests.dashboard.clock import Clock


def test_an_allowance_is_used_up_and_fills_again():
    clock = Clock()
    limits = Limits(Allowance(burst=3, each_second=0.5), now=clock)
    assert [limits.allows("a") for _ in range(4)] == [True, True, True, False]
    assert limits.allows("b")
    assert limits.wait("a") == pytest.approx(2)
    clock.now += 2
    assert limits.has_room("a")
    assert limits.allows("a")
    assert not limits.allows("a")
    clock.now += 1000
    assert [limits.allows("a") for _ in range(4)] == [True, True, True, False]


def test_memory_is_bounded_and_the_longest_silent_goes_first():
    limits = Limits(Allowance(burst=1, each_second=0.001), most=3, now=Clock())
    for key in ("a", "b", "c", "a", "d"):
        limits.allows(key)
    assert len(limits) == 3
    assert not limits.has_room("a")
    assert limits.has_room("b")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.168.1.2", "192.168.1.2"),
        ("::ffff:192.168.1.2", "192.168.1.2"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_one_host_of_ipv6_is_one_key(address, key):
    assert address_key(address) == key

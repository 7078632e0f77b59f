"""Addresses: what may be listened on, which one phones should open."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import psutil
import pytest

from socialicence.dashboard import network
from socialicence.errors import InputError


@pytest.mark.parametrize("text", ["127.0.0.1", "0.0.0.0", "::1", "192.168.1.5"])
def test_an_address_is_taken(text):
    assert network.host_of(text) == text


@pytest.mark.parametrize("text", ["", "example.org", "127.0.0", "0.0.0.0:80", "http://127.0.0.1", "<script>"])
def test_a_name_is_not_looked_up(text, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("asked another machine"))
    with pytest.raises(InputError, match="--host"):
        network.host_of(text)


def test_localhost_is_this_machine():
    assert network.host_of("localhost") == "127.0.0.1"


def test_a_port_in_use_is_refused_with_one_that_is_free():
    with network.listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        assert not network.is_free("127.0.0.1", port)
        with pytest.raises(InputError, match=f"--port {port} is in use.*is free") as refused:
            network.listening("127.0.0.1", port)
    assert "\n" not in str(refused.value)
    assert network.is_free("127.0.0.1", port)


def test_somebody_elses_address_is_refused():
    with pytest.raises(InputError, match="none of this machine's addresses"):
        network.listening("203.0.113.7", 0)


@pytest.fixture
def interfaces(monkeypatch):
    def made(table, default, down=()):
        addresses = {
            name: [SimpleNamespace(family=socket.AF_INET, address=one) for one in found]
            for name, found in table.items()
        }
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: addresses)
        states = {name: SimpleNamespace(isup=name not in down) for name in table}
        monkeypatch.setattr(psutil, "net_if_stats", lambda: states)
        monkeypatch.setattr(network, "_default_address", lambda: default)

    return made


def test_phones_get_the_address_of_the_network_in_use(interfaces):
    interfaces(
        {
            "lo": ["127.0.0.1"],
            "docker0": ["172.17.0.1"],
            "eth0": ["10.0.0.5"],
            "eth1": ["169.254.3.4"],
            "eth2": ["10.9.9.9"],
            "wlan0": ["192.168.1.23"],
        },
        default="10.0.0.5",
        down=("eth2",),
    )
    assert [own.address for own in network.own_addresses()] == ["10.0.0.5", "192.168.1.23"]
    assert network.host_for_phones("0.0.0.0") == "10.0.0.5"
    assert network.host_for_phones("192.168.1.23") == "192.168.1.23"
    assert network.host_for_phones("127.0.0.1") is None


def test_wireless_comes_first_where_no_network_leads_on(interfaces):
    interfaces({"eth0": ["10.0.0.5"], "Wi-Fi": ["192.168.137.1"]}, default=None)
    assert network.host_for_phones("0.0.0.0") == "192.168.137.1"


def test_without_a_network_there_is_no_address(interfaces):
    interfaces({"lo": ["127.0.0.1"]}, default=None)
    assert network.host_for_phones("0.0.0.0") is None


def test_an_address_is_written_as_browsers_take_it():
    assert network.url("10.0.0.5", 8765, "/vote") == "http://10.0.0.5:8765/vote"
    assert network.url("::1", 80) == "http://[::1]:80/"

"""The doctor: what it finds, and that it fails where a workshop would."""

from __future__ import annotations

import threading
import time
import urllib.request
from importlib import metadata
from pathlib import Path

import pytest

from socialicence import machine
from socialicence.compiled import SOURCES
from socialicence.dashboard import doctor, network


def test_this_machine_is_ready_in_what_does_not_depend_on_the_room():
    for found in (doctor.python(), doctor.packages(), doctor.offline_files()):
        assert (found.verdict, found.advice) == (doctor.READY, ""), found


def test_a_package_that_is_missing_or_too_new_fails(monkeypatch):
    real = metadata.version

    def version(name):
        if name == "segno":
            raise metadata.PackageNotFoundError(name)
        return "3.0.1" if name == "ipyvuetify" else real(name)

    monkeypatch.setattr(metadata, "requires", lambda _: ['ipyvuetify<2; extra == "dashboard"', 'x>9; extra == "docs"'])
    monkeypatch.setattr(metadata, "version", version)
    found = doctor.packages()
    assert found.verdict == doctor.FAILED
    assert "segno is not installed" in found.found
    assert "ipyvuetify 3.0.1 is not <2" in found.found
    assert "make dashboard" in found.advice


def test_another_python_or_missing_files_fail(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.sys, "version_info", (3, 14, 0))
    assert doctor.python().verdict == doctor.FAILED
    monkeypatch.setattr(doctor.sys, "prefix", str(tmp_path))
    assert doctor.offline_files().verdict == doctor.FAILED


@pytest.mark.parametrize(("free", "verdict"), [(500_000_000, doctor.NOTE), (8_000_000_000, doctor.READY)])
def test_little_memory_is_noted(monkeypatch, free, verdict):
    monkeypatch.setattr(machine, "available_memory", lambda: free)
    assert doctor.memory().verdict == verdict


def test_a_port_in_use_is_noted():
    with network.listening("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
        assert doctor.free_port("127.0.0.1", port).verdict == doctor.NOTE
    assert doctor.free_port("127.0.0.1", port).verdict == doctor.READY


def test_addresses_come_with_what_to_do_when_a_rooms_wifi_keeps_devices_apart(monkeypatch):
    wifi = network.Own("wlan0", "192.168.1.23", is_wireless=True, is_default=True)
    monkeypatch.setattr(network, "own_addresses", lambda: [wifi])
    found = doctor.addresses("0.0.0.0")
    assert found.verdict == doctor.READY
    assert "192.168.1.23 (wlan0, Wi-Fi)" in found.found
    assert "hotspot" in found.advice
    assert "count hands" in found.advice
    assert "--host 0.0.0.0" in doctor.addresses("127.0.0.1").advice
    monkeypatch.setattr(network, "own_addresses", list)
    assert doctor.addresses("0.0.0.0").verdict == doctor.NOTE


def test_code_that_cannot_be_kept_fails(monkeypatch, tmp_path):
    from socialicence import compiled

    monkeypatch.setattr(compiled, "is_warm", lambda: False)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / SOURCES))
    assert doctor.compiled_code().verdict == doctor.NOTE
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    assert doctor.compiled_code().verdict == doctor.FAILED


def _open_later(port: int) -> threading.Thread:
    def look():
        time.sleep(0.2)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/vote", timeout=10) as reply:
            assert b"This phone can reach" in reply.read()

    thread = threading.Thread(target=look)
    thread.start()
    return thread


def test_the_test_page_knows_a_phone_from_this_machine(monkeypatch):
    with network.listening("127.0.0.1", 0) as place:
        thread = _open_later(place.getsockname()[1])
        assert doctor.wait_for_phone(place, 1.0) is None
        thread.join()
    monkeypatch.setattr(doctor, "is_this_machine", lambda address, connection: False)
    with network.listening("127.0.0.1", 0) as place:
        thread = _open_later(place.getsockname()[1])
        assert doctor.wait_for_phone(place, 10.0) == "127.0.0.1"
        thread.join()


def test_both_ends_of_a_connection_are_told_apart():
    class Connection:
        def getsockname(self):
            return ("192.168.1.23", 8765)

    assert doctor.is_this_machine("192.168.1.23", Connection())
    assert doctor.is_this_machine("127.0.0.1", Connection())
    assert not doctor.is_this_machine("192.168.1.77", Connection())


def test_the_files_it_looks_for_are_those_the_page_asks_for():
    from solara.server import server

    template = (Path(server.__file__).parent / "templates" / "solara.html.j2").read_text(encoding="utf-8")
    for name in doctor._FILES[:2]:
        assert name in template

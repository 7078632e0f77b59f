"""`dashboard`, `doctor` and `inspect` on the command line: what is refused, what is said."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from socialicence.dashboard.address import LARGEST_SEED
from tests.cli.conftest import ROOT

BAD = [
    ("dashboard --port 0", "--port 0 is out of range"),
    ("dashboard --port 70000", "--port 70000 is out of range"),
    ("dashboard --port http", "--port 'http' is not a whole number"),
    ("dashboard --host example.org", "--host 'example.org' is not an address"),
    ("dashboard --host 203.0.113.7", "none of this machine's addresses"),
    ("dashboard --citizens 12", "--citizens 12 is out of range"),
    ("dashboard --citizens 10000000", "is out of range"),
    ("dashboard --runs 1", "--runs 1 is out of range"),
    ("dashboard --seed -1", "--seed -1 is out of range"),
    (f"dashboard --seed {LARGEST_SEED + 1}", f"--seed {LARGEST_SEED + 1} is out of range"),
    ("dashboard --pack nothing.toml", "nothing.toml"),
    ("dashboard --pack standart", "did you mean 'standard'"),
    ("dashboard --pack=", "--pack is empty"),
    ("dashboard --hots 0.0.0.0", "--host"),
    ("doctor --port 99999", "--port 99999 is out of range"),
    ("doctor --host here", "--host 'here' is not an address"),
    ("doctor --phones --json", "--phones"),
    ("inspect --port x", "--port 'x' is not a whole number"),
    ("inspect --citizens uk", "--citizens"),
    ("inspect --seed 1e99", "--seed"),
]


@pytest.mark.parametrize(("line", "said"), BAD)
def test_bad_input_is_one_line_and_nothing_starts(inside, line, said):
    done = inside(*line.split())
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_broken_pack_is_refused_before_anything_starts(inside, tmp_path):
    (tmp_path / "ours.toml").write_text("title = 3\n", encoding="utf-8")
    done = inside("dashboard", "--pack", "ours.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ours.toml" in done.stderr


@pytest.mark.parametrize("command", ["dashboard", "inspect"])
def test_a_port_in_use_is_said_in_one_line(inside, command):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = inside(command, "--port", str(port), "--no-browser")
    assert done.returncode == 2
    assert f"--port {port} is in use" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(inside, monkeypatch):
    from socialicence.dashboard import server

    monkeypatch.setattr(server, "find_spec", lambda name: None if name == "solara" else object())
    done = inside("dashboard")
    assert done.returncode == 2
    assert "solara is not installed" in done.stderr
    assert "socialicence[dashboard]" in done.stderr


def _free_port() -> str:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return str(place.getsockname()[1])


class Served:
    """A command that serves until Ctrl-C, and what it prints."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "socialicence", *arguments], cwd=folder, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.lines: list[str] = []

    def until(self, text: str) -> str:
        """Read on to the line with this text."""
        for line in self.process.stdout:
            self.lines.append(line)
            if text in line:
                return line
        raise AssertionError(f"no {text!r} in {self.lines}; {self.process.stderr.read()}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            out, self.errors = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
        self.lines += out.splitlines(keepends=True)
        return self.process.returncode


def _get(port: str, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as reply:
        return reply.read().decode()


def test_the_dashboard_starts_says_how_and_stops(tmp_path):
    port = _free_port()
    served = Served(tmp_path, "dashboard", "--port", port, "--no-browser", "--citizens", "500", "--runs", "2")
    try:
        assert f"http://127.0.0.1:{port}/" in served.until("Open")
        assert re.search(r" \d{4} \d{4} ", served.until("PIN"))
        assert "--host 0.0.0.0" in served.until("Phones")
        served.until("Stop")
        assert "Nothing to vote on" in _get(port, "/vote")
        assert '<html lang="en-GB"' in _get(port, "/")
        served.until("Ready")
    finally:
        code = served.stop()
    assert code == 0, served.errors
    assert "Traceback" not in served.errors
    assert "Stopped." in served.lines[-1]
    assert list(tmp_path.iterdir()) == []


def test_inspect_starts_and_stops(tmp_path):
    port = _free_port()
    served = Served(tmp_path, "inspect", "--port", port, "--no-browser", "--citizens", "500")
    try:
        served.until("Stop")
        assert "solara" in _get(port, "/")
        with pytest.raises(OSError, match="404"):
            _get(port, "/vote")
    finally:
        code = served.stop()
    assert code == 0, served.errors
    assert "Traceback" not in served.errors


def test_opening_to_the_network_is_warned_of(monkeypatch):
    from socialicence.cli.serving import room_lines
    from socialicence.dashboard import network, room

    monkeypatch.setattr(network, "host_for_phones", lambda host: "192.168.1.23" if host == "0.0.0.0" else None)
    monkeypatch.setattr(room, "_settings", room.Settings(host="0.0.0.0", port=9000))
    text = "\n".join(room_lines())
    assert "http://127.0.0.1:9000/" in text
    assert "http://192.168.1.23:9000/vote" in text
    assert "anybody on this network can open" in text
    monkeypatch.setattr(network, "host_for_phones", lambda host: None)
    assert "on no network" in "\n".join(room_lines())


def test_doctor_answers_in_json(real_command):
    started = time.monotonic()
    done = real_command("doctor", "--json", "--port", _free_port())
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["ready"] is True
    assert {one["name"] for one in found["findings"]} >= {
        "Python",
        "Packages",
        "Works offline",
        "Port",
        "Phones",
        "Speed",
    }
    assert all(one["verdict"] in ("ready", "note") for one in found["findings"])
    assert time.monotonic() - started < 120

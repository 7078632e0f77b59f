"""Whether this machine, its network and phones are ready for a workshop: a finding a check, and what to do about it."""

from __future__ import annotations

import ipaddress
import os
import platform
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path
from typing import Any

from socialicence.dashboard import network, room

READY, NOTE, FAILED = "ready", "note", "failed"
EXTRA = "dashboard"
RUNS = 8
"""Runs whose time is taken: as many as give a moved lever its first numbers."""
SLOW = 2.0
"""Seconds for them beyond which a room notices."""
LEAST_MEMORY = 1_000_000_000
"""Bytes that a browser and the dashboard want beside each other."""
_PACKAGES = ("mesa", "numpy", "numba", "solara", "ipyvuetify", "ipyvue", "starlette", "uvicorn", "segno", "fpdf2")
_FILES = ("@widgetti/solara-vuetify-app@10.1.1", "requirejs@2.3.6", "echarts@5.4.0")
"""What Solara's page asks for, and would otherwise be fetched."""
APART = (
    "If phones cannot open the address, this machine's firewall may hold them off (allow Python, or the port, on "
    "private networks), or the room's Wi-Fi keeps devices apart, as guest networks mostly do. Then let this machine or "
    "a phone make a hotspot and join the others to it, or count hands: every vote has boxes for that, and nothing else "
    "needs the network."
)
PAGE = b"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>It works</title><link rel="icon" href="data:,"></head><body><h1>It works</h1>
<p>This phone can reach the workshop's computer. Voting by phone will work here.</p></body></html>"""


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    name : str
    verdict : str
        `ready`, `note` (works, but know this) or `failed`.
    found : str
    advice : str
        What to do; empty if nothing need be done.
    """

    name: str
    verdict: str
    found: str
    advice: str = ""


def examine(host: str, port: int, *, say: Callable[[str], None] = lambda _: None) -> Iterator[Finding]:
    """Yield a finding for each check, the quick ones first.

    Parameters
    ----------
    host, port : str, int
        Where the dashboard would listen.
    say : callable
        Told when something takes long.
    """
    yield python()
    yield packages()
    yield offline_files()
    yield memory()
    yield free_port(host, port)
    yield addresses(host)
    yield compiled_code()
    yield speed(say)


def python() -> Finding:
    """Which Python, on what."""
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("Python", READY, found)
    return Finding("Python", FAILED, found, "Use Python 3.11, 3.12 or 3.13.")


def packages() -> Finding:
    """Which versions of what the dashboard stands on, held against what this package asks for."""
    versions, problems = {}, []
    wanted = _wanted()
    for name in _PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            problems.append(f"{name} is not installed")
            continue
        problems += [
            f"{name} {versions[name]} is not {asked}" for asked in wanted.get(name, []) if not _is(name, asked)
        ]
    if problems:
        return Finding(
            "Packages", FAILED, "; ".join(problems), f"Run `make dashboard`, or pip install 'socialicence[{EXTRA}]'."
        )
    return Finding("Packages", READY, ", ".join(f"{name} {version}" for name, version in versions.items()))


def _wanted() -> dict[str, list[str]]:
    """Versions that this package's own metadata ask for, by name."""
    from packaging.requirements import Requirement

    try:
        lines = metadata.requires("socialicence") or []
    except metadata.PackageNotFoundError:  # run from its folder, not installed
        return {}
    found: dict[str, list[str]] = {}
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": EXTRA}):
            found.setdefault(requirement.name.lower(), []).append(str(requirement.specifier))
    return found


def _is(name: str, asked: str) -> bool:
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(asked).contains(metadata.version(name), prereleases=True)


def offline_files() -> Finding:
    """Whether the browser's files are on this machine."""
    folder = Path(sys.prefix) / "share" / "solara" / "cdn"
    missing = [name for name in _FILES if not (folder / name).is_dir()]
    if missing:
        return Finding(
            "Works offline",
            FAILED,
            f"{', '.join(missing)} not found",
            "Reinstall: pip install 'solara[assets]==1.58.2'",
        )
    return Finding("Works offline", READY, "all files of the page are on this machine")


def memory() -> Finding:
    """How much memory is free."""
    from socialicence.machine import available_memory

    free = available_memory()
    found = f"{free / 1e9:.1f} GB free"
    if free < LEAST_MEMORY:
        return Finding("Memory", NOTE, found, "Close other programs before the workshop.")
    return Finding("Memory", READY, found)


def free_port(host: str, port: int) -> Finding:
    """Whether the dashboard can listen there."""
    if network.is_free(host, port):
        return Finding("Port", READY, f"{port} is free")
    return Finding(
        "Port", NOTE, f"{port} is in use", "If that is not the dashboard itself, start it with another --port."
    )


def addresses(host: str) -> Finding:
    """Which address phones would open."""
    own = network.own_addresses()
    if not own:
        return Finding("Phones", NOTE, "this machine is on no network", "Join the room's Wi-Fi, or count hands.")
    listed = ", ".join(f"{one.address} ({one.interface}{', Wi-Fi' if one.is_wireless else ''})" for one in own)
    more = " More than one network: the first is what the QR code uses; --host ADDRESS chooses." if len(own) > 1 else ""
    if network.host_for_phones(host) is None:
        return Finding(
            "Phones", NOTE, listed, f"Phones can vote if the dashboard is started with --host 0.0.0.0.{more}"
        )
    return Finding("Phones", READY, listed, APART + more)


def compiled_code() -> Finding:
    """Whether the model is compiled, or can be."""
    from socialicence.compiled import is_warm

    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    if is_warm():
        return Finding("Compiled model", READY, str(folder))
    if not _can_write(folder):
        return Finding(
            "Compiled model", FAILED, f"{folder} cannot be written", "Set XDG_CACHE_HOME to a folder of yours: else "
            "every start compiles anew.",
        )  # fmt: skip
    return Finding(
        "Compiled model", NOTE, "not yet compiled", "The first start takes about a minute: do it beforehand."
    )


def _can_write(folder: Path) -> bool:
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return os.access(existing, os.W_OK)


def speed(say: Callable[[str], None]) -> Finding:
    """How long a moved lever takes: some runs of 2,000 citizens, publics held in memory, as the dashboard does."""
    from socialicence.ensemble import compare
    from socialicence.outcomes import warm_up
    from socialicence.publics import PublicStore

    warm_up()
    say("Timing some runs ...")
    publics = PublicStore()
    settings = room.Settings()
    took = []
    for _ in range(3):  # the first draws the publics
        begun = time.perf_counter()
        compare(["status_quo"], citizens=settings.citizens, runs=RUNS, seed=settings.seed, publics=publics)
        took.append(time.perf_counter() - begun)
    seconds = min(took[1:])
    found = f"{RUNS} runs of {settings.citizens:,} citizens in {seconds:.2f} s"
    if seconds > SLOW:
        return Finding("Speed", NOTE, found, "Close other programs, or start with fewer --citizens.")
    return Finding("Speed", READY, found)


def wait_for_phone(place: socket.socket, seconds: float) -> str | None:
    """Serve the page until another machine has opened it.

    Parameters
    ----------
    place : socket
        What to listen on.
    seconds : float
        How long to wait.

    Returns
    -------
    str or None
        Address of the first machine other than this one that opened it.
    """
    came = threading.Event()
    who: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        timeout = 5
        server_version, sys_version = "socialicence", ""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(PAGE)))
            self.send_header("Content-Security-Policy", "default-src 'none'; img-src data:; frame-ancestors 'none'")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(PAGE)
            if not is_this_machine(self.client_address[0], self.connection):
                who.append(str(self.client_address[0]))
                came.set()

        def log_message(self, format: str, *args: Any) -> None:
            """Write nothing down."""

    address = place.getsockname()
    with ThreadingHTTPServer(address[:2], Answer, bind_and_activate=False) as server:
        server.daemon_threads = True
        server.socket.close()
        server.socket = place
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        came.wait(seconds)
        server.shutdown()
    return who[0] if who else None


def is_this_machine(address: str, connection: socket.socket) -> bool:
    """Whether both ends of a connection are this machine."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback or address == connection.getsockname()[0]

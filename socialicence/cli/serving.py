"""Starting and announcing a server: what is printed, the browser that opens, what happens on Ctrl-C."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from socialicence.dashboard.room import Settings

INSPECTION = "socialicence.dashboard.inspect"


def serve_room(settings: Settings, *, browser: bool) -> None:
    """Serve the dashboard until Ctrl-C."""
    _serve(settings, room_lines, browser, then=_prepare_publics)
    typer.echo("\nStopped. Votes were in memory only and are gone.")


def serve_inspection(settings: Settings, *, browser: bool) -> None:
    """Serve Mesa's SolaraViz until Ctrl-C."""
    from socialicence.dashboard import server

    _serve(
        settings, lambda: [f"  Open   {server.own_address()}", "  Stop   Ctrl-C", ""], browser, INSPECTION, voting=False
    )
    typer.echo("\nStopped.")


def _serve(
    settings: Settings, lines: Callable[[], list[str]], browser: bool, *what: str, then: Any = None, **how: Any
) -> None:
    """Serve an application; once it answers say what there is to say, and do what else there is."""
    from socialicence.dashboard import network, room, server

    server.check_installed()
    with network.listening(settings.host, settings.port) as place:
        room.prepare(settings)
        typer.echo("Starting ...")

        def started() -> None:
            _say(lines())
            if then is not None:
                threading.Thread(target=then, daemon=True).start()
            if browser:
                open_browser(server.own_address())

        server.serve(server.application(*what, **how), [place], started)


def room_lines() -> list[str]:
    """Return what the facilitator has to know, a line each."""
    from socialicence.dashboard import network, room, server

    settings = room.settings()
    lines = [
        f"  Open     {server.own_address()}",
        f"  PIN      {room.pin().spaced}   (for what only the facilitator may do)",
    ]
    phones = server.vote_address()
    if phones is not None:
        lines += [
            f"  Phones   {phones}",
            "  Warning  anybody on this network can open the dashboard; only the PIN keeps them from running it",
        ]
    elif network.is_loopback(settings.host):
        lines.append("  Phones   cannot vote: only this machine can open it. Count hands, or add --host 0.0.0.0")
    else:
        lines.append("  Phones   cannot vote: this machine is on no network. Count hands")
    return [*lines, "  Stop     Ctrl-C", ""]


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)
    sys.stdout.flush()


def _prepare_publics() -> None:
    """Compile the model if need be, draw the publics and run what is asked for first, so that answers come at once."""
    from socialicence.dashboard import room

    begun = time.perf_counter()
    room.simulation().warm(_tell)
    _say([f"Ready after {time.perf_counter() - begun:.0f} s: moved levers are answered at once."])


def _tell(what: str, done: int, _: int) -> None:
    """Say the first step, which may be a long one; the rest takes seconds."""
    if not done:
        _say([f"{what}. The first screens work already."])


def open_browser(address: str) -> None:
    """Open a browser if there is a screen to open it on; a browser within the terminal would take it over."""
    import webbrowser

    screen = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

"""`socialicence dashboard`: the facilitator's dashboard, for a room or for oneself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.options import Seed, paragraphs, whole
from socialicence.errors import InputError

if TYPE_CHECKING:
    from socialicence.dashboard.room import Settings

HELP = paragraphs("""
Open the facilitator's dashboard in a browser: a workshop of 90 minutes, or one person trying things.

Only this machine can open it unless --host says otherwise. With --host 0.0.0.0 phones in the room can vote; what only
the facilitator may do needs the PIN that is printed. Nothing leaves the machine, votes are in memory only, and Ctrl-C
stops it.

Examples:

  socialicence dashboard

  socialicence dashboard --host 0.0.0.0

  socialicence dashboard --pack our_workshop.toml --port 9000

See [bold]socialicence doctor[/bold] for whether this machine and its network are ready.
""")
MOST_RUNS = 200

Port = Annotated[str, typer.Option("--port", metavar="N", help="Port to listen on.")]
Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; 0.0.0.0 lets phones in the room vote.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]


def dashboard(
    port: Port = "8765",
    host: Host = "127.0.0.1",
    citizens: Annotated[str, typer.Option(metavar="N", help="Citizens in each run.")] = "2000",
    runs: Annotated[str, typer.Option(metavar="N", help="Runs of each plan.")] = "30",
    seed: Seed = "1",
    pack: Annotated[
        str, typer.Option(metavar="FILE", help="Workshop: `standard`, or a TOML file of yours.")
    ] = "standard",
    no_browser: NoBrowser = False,
) -> None:
    """Serve the dashboard until Ctrl-C."""
    settings = _settings(port, host, citizens, runs, seed, pack)
    from socialicence.cli.serving import serve_room

    serve_room(settings, browser=not no_browser)


def _settings(port: str, host: str, citizens: str, runs: str, seed: str, pack: str) -> Settings:
    """What was asked for, checked."""
    from socialicence.dashboard.address import LARGEST_SEED
    from socialicence.dashboard.network import host_of
    from socialicence.dashboard.packs import load
    from socialicence.dashboard.room import Settings
    from socialicence.dashboard.simulation import MOST_CITIZENS
    from socialicence.population import SMALLEST

    if not pack.strip():
        raise InputError("--pack is empty; `standard` or the name of a TOML file is needed")
    settings = Settings(
        citizens=whole("--citizens", citizens, SMALLEST, MOST_CITIZENS),
        runs=whole("--runs", runs, 2, MOST_RUNS),
        seed=whole("--seed", seed, 0, LARGEST_SEED),
        pack=Path(pack) if pack.endswith(".toml") else pack,
        host=host_of(host),
        port=whole("--port", port, 1, 65535),
    )
    load(settings.pack)
    return settings

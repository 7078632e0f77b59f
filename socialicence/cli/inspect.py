"""`socialicence inspect`: Mesa's SolaraViz on the model, for modellers."""

from __future__ import annotations

from socialicence.cli.dashboard import NoBrowser, Port
from socialicence.cli.options import Citizens, Seed, paragraphs, whole

HELP = paragraphs("""
Look into the model in Mesa's SolaraViz: step or play months, move some levers, watch measures.

For modellers; a workshop wants [bold]socialicence dashboard[/bold]. Only this machine can open it. Ctrl-C stops it.

Examples:

  socialicence inspect

  socialicence inspect --citizens 5000 --seed 7
""")
MOST_CITIZENS = 50_000
"""More could not be played."""


def inspect(port: Port = "8766", citizens: Citizens = "2000", seed: Seed = "1", no_browser: NoBrowser = False) -> None:
    """Serve SolaraViz until Ctrl-C."""
    from socialicence.cli.serving import serve_inspection
    from socialicence.dashboard.room import Settings
    from socialicence.population import SMALLEST

    settings = Settings(
        citizens=whole("--citizens", citizens, SMALLEST, MOST_CITIZENS),
        seed=whole("--seed", seed, 0, 2**53),
        port=whole("--port", port, 1, 65535),
    )
    serve_inspection(settings, browser=not no_browser)

"""What one running dashboard shares: its settings, PIN, pack and publics. One dashboard serves one room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.dashboard.pin import Pin

if TYPE_CHECKING:
    from socialicence.dashboard.packs import Pack
    from socialicence.dashboard.simulation import Simulation

PORT = 8765
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Settings:
    """What was asked for on the command line.

    Attributes
    ----------
    citizens, runs, seed : int
    pack : str or Path
        Name of a pack of the package, or a TOML file.
    host : str
        Address that is listened on.
    port : int
    """

    citizens: int = 2000
    runs: int = 30
    seed: int = 1
    pack: str | Path = "standard"
    host: str = LOOPBACK
    port: int = PORT


_settings = Settings()


def prepare(settings: Settings) -> None:
    """Set up this process's room, before anything of it is used."""
    global _settings  # noqa: PLW0603  (a process has one room)
    _settings = settings
    for shared in (pin, pack, simulation):
        shared.cache_clear()


def settings() -> Settings:
    """Return this room's settings; the defaults if nobody prepared it."""
    return _settings


@cache
def pin() -> Pin:
    """Return this room's PIN."""
    return Pin()


@cache
def pack() -> Pack:
    """Return this room's pack."""
    from socialicence.dashboard.packs import load

    return load(_settings.pack)


@cache
def simulation() -> Simulation:
    """Return this room's publics, which all its screens share."""
    from socialicence.dashboard.simulation import Simulation

    return Simulation(citizens=_settings.citizens, runs=_settings.runs, seed=_settings.seed)

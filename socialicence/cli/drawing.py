"""Matplotlib as a command needs it: no window, no word on stderr, whatever the machine is set to."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path


def prepare() -> None:
    """Make drawing independent of the environment; to be called before matplotlib is imported."""
    os.environ["MPLBACKEND"] = "Agg"
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    if not all(_writable(folder) for folder in _folders()):
        place = tempfile.mkdtemp(prefix="socialicence-matplotlib-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        os.environ["MPLCONFIGDIR"] = place


def _folders() -> list[Path]:
    """Where matplotlib keeps its settings and its list of fonts."""
    if own := os.environ.get("MPLCONFIGDIR"):
        return [Path(own)]
    try:
        home = Path.home()
    except RuntimeError:
        return [Path(os.devnull)]
    return [
        Path(os.environ.get(variable) or home / usual) / "matplotlib"
        for variable, usual in (("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache"))
    ]


def _writable(folder: Path) -> bool:
    """Whether files can be written there, or the folder can be made."""
    try:
        existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    except OSError:
        return False

"""Studies: what to vary, runs that stop and go on, and the way to what came out."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_EXPORTS = {
    "Study": "socialicence.sweep.study",
    "StudyResults": "socialicence.sweep.finished",
    "run_study": "socialicence.sweep.runner",
    "problem": "socialicence.sweep.interoperability",
    "ema_model": "socialicence.sweep.interoperability",
}

__all__ = ["Study", "StudyResults", "ema_model", "problem", "run_study"]


def __getattr__(name: str) -> Any:
    """Import the public names only when they are asked for."""
    if name in _EXPORTS:
        return getattr(import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'socialicence.sweep' has no attribute {name!r}")

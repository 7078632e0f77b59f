"""Patterns that the model must show (specification 8), as checks that say what was expected, found and tolerated."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_EXPORTS = {
    "PATTERNS": "socialicence.checks.patterns",
    "Finding": "socialicence.checks.finding",
    "Measured": "socialicence.checks.finding",
    "check": "socialicence.checks.patterns",
}

__all__ = ["PATTERNS", "Finding", "Measured", "check"]


def __getattr__(name: str) -> Any:
    """Import the public names only when they are asked for: intervals are of use without the patterns."""
    if name in _EXPORTS:
        return getattr(import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'socialicence.checks' has no attribute {name!r}")

"""An agent-based model of social licence for government data sharing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_EXPORTS = {
    "LicenceModel": "socialicence.model",
    "Citizen": "socialicence.agents",
    "Department": "socialicence.agents",
    "Professional": "socialicence.agents",
    "Requester": "socialicence.agents",
    "Project": "socialicence.agents",
    "compare": "socialicence.ensemble",
    "explain": "socialicence.explanation",
    "reproduce": "socialicence.reproduction",
    "Scenario": "socialicence.scenarios",
    "write_report": "socialicence.report",
}

__all__ = [
    "Citizen",
    "Department",
    "LicenceModel",
    "Professional",
    "Project",
    "Requester",
    "Scenario",
    "__version__",
    "compare",
    "explain",
    "reproduce",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Import the public names only when they are asked for: importing the package costs nothing."""
    if name in _EXPORTS:
        return getattr(import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'socialicence' has no attribute {name!r}")

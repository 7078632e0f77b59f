"""Which parameters do something: each over its range, in settings where what it acts through is on."""

from __future__ import annotations

from socialicence.assumptions.dead.finding import Size, find
from socialicence.assumptions.dead.verdicts import Finding, Verdict

__all__ = ["Finding", "Size", "Verdict", "find"]

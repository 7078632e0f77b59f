"""Patterns that the model must show (model.md 8), as checks that say what was expected, found and tolerated."""

from __future__ import annotations

from socialicence.checks.finding import Finding, Measured
from socialicence.checks.patterns import PATTERNS, check

__all__ = ["PATTERNS", "Finding", "Measured", "check"]

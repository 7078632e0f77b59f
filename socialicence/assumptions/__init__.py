"""The assumptions of the model: what is assumed, on what evidence, and how much hangs on it."""

from __future__ import annotations

from socialicence.assumptions.stored import Computed, computed, is_current

__all__ = ["Computed", "computed", "is_current"]

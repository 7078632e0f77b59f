"""The assumptions of the model: what is assumed, on what evidence, and how much hangs on it."""

from __future__ import annotations

from socialicence.assumptions.listed import Assumption, assumptions, quality_of, ten_most_important, text_of
from socialicence.assumptions.stored import Change, Computed, Impact, computed, is_current

__all__ = [
    "Assumption",
    "Change",
    "Computed",
    "Impact",
    "assumptions",
    "computed",
    "is_current",
    "quality_of",
    "ten_most_important",
    "text_of",
]

"""What a study says: indices with intervals, how far they have settled, a paragraph in words."""

from __future__ import annotations

from socialicence.analysis.methods import METHODS
from socialicence.analysis.study import Analysis, analyse

__all__ = ["METHODS", "Analysis", "analyse"]

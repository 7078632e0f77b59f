"""Figures: a tidy frame in, a matplotlib Figure out; one function a figure."""

from __future__ import annotations

from socialicence.figures.crossroads import crossroads
from socialicence.figures.style import save_figure

__all__ = ["crossroads", "save_figure"]

"""Figures: a tidy frame in, a matplotlib Figure out; one function a figure."""

from __future__ import annotations

from socialicence.figures.crossroads import crossroads
from socialicence.figures.described import alternative, described, table
from socialicence.figures.saving import inline_svg, save_figure

__all__ = ["alternative", "crossroads", "described", "inline_svg", "save_figure", "table"]

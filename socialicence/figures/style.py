"""How every figure looks: one colour and shape per future everywhere, plain type, and what it is based on below it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

FUTURE_COLOURS = {
    "public_good": "#0072B2",
    "silos": "#E69F00",
    "government": "#009E73",
    "deprioritised": "#CC79A7",
    "none": "#6B6B6B",
}
"""Okabe and Ito's colour-blind-safe palette."""
FUTURE_SHAPES = {"public_good": "o", "silos": "s", "government": "^", "deprioritised": "v", "none": "D"}
FUTURE_NAMES = {
    "public_good": "Public Good",
    "silos": "Silos",
    "government": "Government",
    "deprioritised": "Deprioritised",
    "none": "none of the four",
}
FONT: Any = {"font.family": "sans-serif", "font.size": 12, "svg.hashsalt": "socialicence", "svg.fonttype": "none"}


def caption(figure: Any, text: str) -> None:
    """Write below a figure what it is based on."""
    figure.text(0.01, 0.01, text, fontsize=9, color="#444444", ha="left", va="bottom")


def save_figure(figure: Any, path: Path) -> Path:
    """Write a figure atomically; an SVG is byte for byte the same each time."""
    import matplotlib as mpl

    kind = path.suffix.lstrip(".")
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    metadata = {"Date": None} if kind == "svg" else None
    try:
        with mpl.rc_context(FONT):
            figure.savefig(temporary, format=kind, dpi=150, metadata=metadata)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path

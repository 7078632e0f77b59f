"""The small figure of a check: each number with its interval, on a scale of its own, over where it must be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, LEFT, RIGHT, ROW = 800.0, 390.0, 660.0, 26.0
_LONGEST = 62
MARKS = {True: "M-4,-4h8v8h-8z", False: "M0,-6l6,10h-12z", None: "M0,-6l6,6l-6,6l-6,-6z"}
"""A square passes, a triangle fails, a diamond cannot be judged: shape says what colour says."""
CLASSES = {True: "pass", False: "fail", None: "unjudged"}


def figure(measures: Sequence[Mapping[str, Any]], title: str) -> str:
    """Return the figure as SVG with a text alternative; empty where there is nothing to draw.

    Parameters
    ----------
    measures : sequence of mapping
        As a stored result has them: nulls where a number is not finite.
    """
    drawn = [one for one in measures if one["value"] is not None]
    if not drawn:
        return ""
    height = ROW * len(drawn) + 8
    rows = "".join(_row(one, 4 + ROW * (place + 0.5)) for place, one in enumerate(drawn))
    words = "; ".join(f"{one['label']} {number(one['value'])} {one['unit']}" for one in drawn)
    return f'<svg viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-label="{escape(f"{title}: {words}")}">{rows}</svg>'


def number(value: float | None) -> str:
    """Return a number with as many digits as help."""
    if value is None:
        return "-"
    if value == 0:
        return "0"
    digits = max(0, min(4, 2 - math.floor(math.log10(abs(value)))))
    text = f"{value:,.{digits}f}"
    return text.replace("-", "\u2212") if float(text.replace(",", "")) else "0"


def _row(one: Mapping[str, Any], y: float) -> str:
    low, high = _span(one)
    scale = _Scale(low, high)
    reported = one["at_least"] is None and one["at_most"] is None
    kind = "reported" if reported else CLASSES[one["verdict"]]
    parts = [f'<text x="{LEFT - 12:g}" y="{y + 4:g}" class="label">{escape(_cut(one["label"]))}</text>']
    if kind != "reported":
        start = LEFT if one["at_least"] is None else scale.place(one["at_least"])
        end = RIGHT if one["at_most"] is None else scale.place(one["at_most"])
        parts.append(
            f'<rect x="{start:.1f}" y="{y - 9:g}" width="{max(end - start, 0):.1f}" height="18" class="band"/>'
        )
    parts.append(f'<line x1="{LEFT:g}" x2="{RIGHT:g}" y1="{y:g}" y2="{y:g}" class="axis"/>')
    if one["low"] is not None and one["high"] is not None and one["high"] > one["low"]:
        ends = f'x1="{scale.place(one["low"]):.1f}" x2="{scale.place(one["high"]):.1f}"'
        parts.append(f'<line {ends} y1="{y:g}" y2="{y:g}" class="interval {kind}"/>')
    mark = "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0" if reported else MARKS[one["verdict"]]
    parts.append(f'<path d="{mark}" transform="translate({scale.place(one["value"]):.1f},{y:g})" class="{kind}"/>')
    parts.append(f'<text x="{RIGHT + 12:g}" y="{y + 4:g}" class="value">{_told(one)}</text>')
    return "".join(parts)


def _told(one: Mapping[str, Any]) -> str:
    if one["unit"] in ("share", "ratio", "scaled"):
        return number(one["value"])
    return escape(f"{number(one['value'])} {one['unit']}")


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}\u2026"


def _span(one: Mapping[str, Any]) -> tuple[float, float]:
    """The stretch of the scale that holds the number, its interval and its limits."""
    given = [one[key] for key in ("value", "low", "high", "at_least", "at_most")]
    known = [float(value) for value in given if value is not None]
    if one["at_least"] is None and one["at_most"] is None:
        known.append(0.0)  # what is only reported is seen against nought
    if len(set(known)) == 1:
        known.append(0.0 if known[0] else 1.0)
    margin = 0.12 * (max(known) - min(known))
    return min(known) - margin, max(known) + margin


class _Scale:
    """Places on the screen of numbers between two ends."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def place(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)

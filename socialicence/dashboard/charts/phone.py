"""Charts at the width of a phone: the same chart with smaller type, names above their rows and fewer words.

A second option rather than ECharts' own `media`: that cannot be used together with `replaceMerge`, which a page needs
to redraw a chart without leftovers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from socialicence.dashboard.charts.chart import Option

WIDEST = 640
"""Pixels up to which a page draws a chart in this form: the keys of the map need as much to stand in one row."""
SMALL, NAMES = 12, 270
"""Size of type, and width in which the names of rows are broken, in pixels."""
ROW, BESIDE_ROWS = 56, 122
"""Height of a row with its name above it, and of what stands above and below all rows, in pixels."""


def on_phone(option: Any, changes: Any) -> Any:
    """Return an option as it is drawn on a phone.

    Parameters
    ----------
    option : dict
        As it is drawn where there is room.
    changes : dict
        What is otherwise on a phone, nested as in the option; lists of tables go by place.
    """
    if isinstance(changes, dict) and isinstance(option, dict):
        return {**option, **{key: on_phone(option.get(key), value) for key, value in changes.items()}}
    if isinstance(changes, list) and isinstance(option, list) and changes and isinstance(changes[0], dict):
        both = zip(option, changes, strict=False)
        return [*(on_phone(one, change) for one, change in both), *option[len(changes) :]]
    return changes


def height(option: Option) -> int:
    """Return how tall a chart of named rows has to be on a phone, in pixels; 0 for any other chart."""
    axes = option["yAxis"]
    first = axes[0] if isinstance(axes, list) else axes
    return ROW * len(first["data"]) + BESIDE_ROWS if first["type"] == "category" else 0


def rows(**more: Any) -> Option:
    """Return the changes for a chart of named rows."""
    return {
        "grid": {"left": 18, "right": 44, "top": 66, "bottom": 56, "containLabel": False},
        "legend": {"itemGap": 10, "textStyle": {"fontSize": SMALL}},
        **more,
    }


def names(texts: Iterable[str], lift: int = 9) -> Option:
    """Return the changes for the axis of these names: each stands above its row, this far from the row's middle."""
    return {
        "data": list(texts),
        "axisLabel": {
            "inside": True, "align": "left", "verticalAlign": "bottom", "margin": 0, "padding": [0, 0, lift, 0],
            "fontSize": SMALL, "lineHeight": 13, "width": NAMES, "overflow": "break",
        },
    }  # fmt: skip


def numbers(**more: Any) -> Option:
    """Return the changes for the axis below."""
    return {
        "axisLabel": {"fontSize": SMALL, "hideOverlap": True},
        "nameTextStyle": {"fontSize": SMALL},
        "splitNumber": 3,
        **more,
    }

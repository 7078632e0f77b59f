"""Charts at the width of a phone: the same chart with smaller type, narrower names and fewer words.

A second option rather than ECharts' own `media`: that cannot be used together with `replaceMerge`, which a page needs
to redraw a chart without leftovers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from socialicence.dashboard.charts.chart import Option

WIDEST = 560
"""Pixels up to which a page draws a chart in this form."""
SMALL, NAMES = 12, 126
"""Size of type, and width of the names of rows, in pixels."""


def on_phone(option: Option, changes: Option) -> Option:
    """Return an option as it is drawn on a phone.

    Parameters
    ----------
    option : dict
        As it is drawn where there is room.
    changes : dict
        What is otherwise on a phone, nested as in the option; lists of tables go by place.
    """
    changed: Option = _changed(option, changes)
    return changed


def rows(**more: Any) -> Option:
    """Return the changes for a chart of named rows: names are broken into a narrow column."""
    return {
        "grid": {"left": NAMES + 14, "right": 44, "top": 66, "bottom": 56, "containLabel": False},
        "legend": {"itemGap": 10, "textStyle": {"fontSize": SMALL}},
        **more,
    }


def names(texts: Iterable[str]) -> Option:
    """Return the changes for the axis of these names, which are broken where the column ends."""
    return {
        "data": list(texts),
        "axisLabel": {"fontSize": SMALL, "lineHeight": 13, "width": NAMES, "overflow": "break"},
    }


def numbers(**more: Any) -> Option:
    """Return the changes for the axis below."""
    return {
        "axisLabel": {"fontSize": SMALL, "hideOverlap": True},
        "nameTextStyle": {"fontSize": SMALL},
        "splitNumber": 3,
        **more,
    }


def _changed(option: Any, changes: Any) -> Any:
    if isinstance(changes, dict) and isinstance(option, dict):
        return {**option, **{key: _changed(option.get(key), value) for key, value in changes.items()}}
    if isinstance(changes, list) and isinstance(option, list) and changes and isinstance(changes[0], dict):
        both = zip(option, changes, strict=False)
        return [*(_changed(one, change) for one, change in both), *option[len(changes) :]]
    return changes

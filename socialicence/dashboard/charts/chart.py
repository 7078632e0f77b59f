"""What a chart is, and how every chart looks: colours of both themes, type large enough for a projector, no motion."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from socialicence.dashboard.charts import phone
from socialicence.errors import unknown
from socialicence.figures.style import FUTURE_COLOURS, FUTURE_TEXT

if TYPE_CHECKING:
    import pandas as pd

Option = dict[str, Any]

SHADED = "Shaded: 8 in 10 runs of this model. Real life could fall outside."
THEMES = ("light", "dark")
TEXT, LARGE, LINE = 15, 19, 18
"""Sizes of type, and the height of a line, in pixels."""
FAMILY = "'Atkinson Hyperlegible', 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
"""Type of the page; a canvas does not inherit it."""
SYMBOLS = {
    "public_good": "circle",
    "silos": "rect",
    "government": "triangle",
    "deprioritised": "path://M0 0 L20 0 L10 20 Z",
    "none": "diamond",
}
"""Shape of a run by the future it ends nearest to, as in the figures."""


@dataclass(frozen=True)
class Theme:
    """Colours of the light or the dark page.

    Attributes
    ----------
    paper, ink, soft, line : str
        Ground, text, lesser text, and lines that stay behind.
    accent : str
        The room's own plan.
    marks, texts : mapping of str to str
        Each future's colour as a mark and as text; both have contrast enough on the ground.
    """

    paper: str
    ink: str
    soft: str
    line: str
    accent: str
    marks: Mapping[str, str]
    texts: Mapping[str, str]


_ON_DARK = {
    "public_good": "#6CC0F5",
    "silos": "#F2B84B",
    "government": "#53CFA4",
    "deprioritised": "#EBA9D0",
    "none": "#B4B0BC",
}
"""The hues of the figures, light enough for a dark ground."""
_THEMES = {
    "light": Theme("#FFFFFF", "#1A1A1E", "#54525C", "#D8D3C8", "#4A2A6A", FUTURE_COLOURS, FUTURE_TEXT),
    "dark": Theme("#1D1D23", "#F2EFE8", "#BAB6C2", "#3B3A44", "#D0B8F2", _ON_DARK, _ON_DARK),
}


def theme_of(name: str) -> Theme:
    """Return the colours of a theme.

    Raises
    ------
    InputError
        If there is no such theme.
    """
    if name not in _THEMES:
        raise unknown("theme", str(name), THEMES)
    return _THEMES[name]


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart and all that must stand beside it.

    Attributes
    ----------
    title : str
        What the chart shows: the finding.
    option : dict
        For ECharts 5; plain values only, so that it can be written as JSON.
    phone : dict
        The same for a chart no wider than `phone.WIDEST`.
    summary : str
        The chart in a sentence, for whoever cannot see it and for announcing a change.
    table : DataFrame
        The numbers, in words a reader knows.
    note : str
        What must be known to read it; stands below.
    """

    title: str
    option: Option
    phone: Option
    summary: str
    table: pd.DataFrame
    note: str = SHADED


def made(
    theme: Theme, option: Option, narrow: Option, title: str, summary: str, table: pd.DataFrame, note: str = SHADED
) -> Chart:
    """Return a chart of an option, to which it adds what all charts have, and of what is otherwise on a phone."""
    drawn = {
        "backgroundColor": "transparent",
        "textStyle": {"fontSize": TEXT, "color": theme.ink, "fontFamily": FAMILY},
        # A chart that is redrawn with every moved lever must not dance.
        "animation": False,
        # Said, as a page that redraws keeps what it is not told.
        "tooltip": {"show": False},
        "aria": {"enabled": True, "label": {"enabled": True, "description": summary}},
        **option,
    }
    return Chart(title, drawn, phone.on_phone(drawn, narrow), summary, table, note)


def axis(theme: Theme, name: str = "", **more: Any) -> Option:
    """Return an axis: labels that can be read from the back of a room, faint lines across."""
    return {
        "type": "value",
        "name": name,
        "nameTextStyle": {"fontSize": TEXT, "color": theme.ink},
        # Said again, as labels are measured without a look at the type of the chart.
        "axisLabel": {
            "fontSize": TEXT,
            "fontFamily": FAMILY,
            "lineHeight": LINE,
            "color": theme.ink,
            **more.pop("axisLabel", {}),
        },
        "axisLine": {"show": True, "onZero": False, "lineStyle": {"color": theme.soft}},
        "axisTick": {"show": False},
        "splitLine": {"show": True, "lineStyle": {"color": theme.line}},
        **more,
    }


def categories(theme: Theme, names: list[str], **more: Any) -> Option:
    """Return an axis of named rows, the first on top."""
    return axis(
        theme,
        type="category",
        data=names,
        inverse=True,
        splitLine={"show": False},
        axisLine={"show": False},
        axisLabel={"interval": 0, **more.pop("axisLabel", {})},
        **more,
    )


def legend(theme: Theme, names: Sequence[str], **more: Any) -> Option:
    """Return a legend above a chart; it is a key, not a row of switches."""
    return {
        "data": list(names),
        "selectedMode": False,
        "top": 0,
        "left": 0,
        "itemGap": 20,
        "itemHeight": 15,
        "textStyle": {"color": theme.ink, "fontSize": TEXT},
        **more,
    }


def scatter(name: str, data: Sequence[Any], style: Option, **more: Any) -> Option:
    """Return a series of dots."""
    return {"type": "scatter", "name": name, "data": list(data), "itemStyle": style, **more}


def dot(fill: str, edge: str, width: float = 2) -> Option:
    """Return the style of a dot with an outline."""
    return {"color": fill, "borderColor": edge, "borderWidth": width, "opacity": 1}


def effects(
    theme: Theme, name: str, dots: Sequence[Any], ends: list[list[Option]] | None, *, full: bool, **more: Any
) -> Option:
    """Return effects, a full or a hollow dot each, and for each the ends of a line: drawn as a path, between rows."""
    series = scatter(
        name, dots, dot(theme.accent if full else theme.paper, theme.accent),
        symbol="circle" if full else "diamond", symbolSize=14, **more,
    )  # fmt: skip
    return series if ends is None else series | {"markLine": {
        "silent": True, "symbol": "none", "label": {"show": False}, "data": ends,
        "lineStyle": {"color": theme.accent, "width": 2, "type": "solid" if full else "dotted"},
    }}  # fmt: skip


def rounded(value: Any, digits: int = 4) -> float | None:
    """Return a number as JSON takes it: None for what is not known."""
    number = float(value)
    return round(number, digits) if math.isfinite(number) else None

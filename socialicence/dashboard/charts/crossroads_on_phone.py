"""The map at the width of a phone: shorter names of axes, smaller dots; of many courses only numbers, with a key."""

from __future__ import annotations

from collections.abc import Sequence

from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import Option
from socialicence.dashboard.charts.contributions import outcomes
from socialicence.dashboard.charts.placing import FEW, PHONE, label_offsets, moved
from socialicence.outcomes.registry import OUTCOMES

Named = tuple[str, float, float]
TOP, LEFT, LINE = 96, 46, 17
"""Where the map begins, and the height of a line of the key; in pixels."""


def narrowed(
    option: Option,
    named: Sequence[Named],
    runs: Sequence[Sequence[Sequence[float]]],
    ends: tuple[float, float],
    fill: list[str],
) -> Option:
    """Return what is otherwise on a phone.

    Parameters
    ----------
    option : dict
        The map where there is room: its areas first, then a way for each course.
    named : sequence of (str, float, float)
        Name of each course, and where its way ends.
    runs : sequence of sequences of pairs of float
        Places of the runs of each course.
    ends : (float, float)
        Of the axes.
    fill : list of str
        What stands at both ends of the key of the fill.
    """
    areas, *others = option["series"]
    numbered = len(named) > FEW
    marked = [(str(place) if numbered else name, x, y) for place, (name, x, y) in enumerate(named, 1)]
    offsets = label_offsets(marked, runs, *ends, PHONE)
    key = [f"{place}  {name}" for place, (name, *_) in enumerate(named, 1)] if numbered else []
    label = {"fontSize": phone.SMALL, "padding": [1, 5] if numbered else [1, 3], "lineHeight": 17}
    ways = [
        {"label": label, "labelLayout": moved(offset), "data": _marks(way["data"], name)}
        for way, (name, *_), offset in zip(others, marked, offsets, strict=False)
    ]
    return {
        "title": {
            "text": "\n".join(key), "left": LEFT, "top": TOP - 44, "padding": 0,
            "textStyle": {**option["xAxis"]["nameTextStyle"], "fontSize": phone.SMALL, "lineHeight": LINE},
        },
        "grid": {"left": LEFT, "right": 14, "top": TOP + LINE * len(key)},
        "xAxis": phone.numbers(name=f"{outcomes()['cross_department']} ({OUTCOMES['cross_department'].unit})"),
        "yAxis": {
            "name": outcomes()["external_access"],
            "nameTextStyle": {"fontSize": phone.SMALL, "padding": [0, 0, 0, -38]},
            "axisLabel": {"fontSize": phone.SMALL},
        },
        "legend": {"itemGap": 9, "itemWidth": 12, "textStyle": {"fontSize": phone.SMALL}},
        "visualMap": {"itemHeight": 50, "text": fill, "textStyle": {"fontSize": phone.SMALL}},
        "series": [{"markArea": {"data": _corners(areas)}}, *ways, *({"symbolSize": 9} for _ in others[len(ways) :])],
    }  # fmt: skip


def _corners(areas: Option) -> list[list[Option]]:
    """The areas with smaller names."""
    return [
        [{**corner, "label": {**corner["label"], "fontSize": phone.SMALL + 1}}, end]
        for corner, end in areas["markArea"]["data"]
    ]


def _marks(marks: Sequence[Option], name: str) -> list[Option]:
    """The marks of a way, with this name."""
    *before, last = marks
    return [*before, {**last, "label": {**last["label"], "formatter": name}}]

"""Backing by group: everyone and those affected, by use of data, attitude segment, region or age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import (
    TEXT,
    Chart,
    Option,
    Theme,
    axis,
    categories,
    dot,
    legend,
    made,
    rounded,
    scatter,
    theme_of,
)
from socialicence.dashboard.charts.wording import inside
from socialicence.errors import unknown
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.state.tables import Array
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.course import Course

GROUP_KINDS = {
    "context": "use of data", "segment": "attitude segment", "region": "region", "age_band": "age",
}  # fmt: skip
"""What backing can be shown by, and how a screen says it."""
NOTE = (
    "Mean of the last two years. Line: 8 in 10 runs of this model, for those affected; real life could fall outside. "
    "Who is affected, and how they differ, rests on assumptions."
)


def backing_by_group(course: Course, kind: str = "context", theme: str = "light", ghost: Course | None = None) -> Chart:
    """Draw backing among everyone and among those affected, for each group.

    Parameters
    ----------
    course : Course
    kind : str
        One of `GROUP_KINDS`.
    theme : {"light", "dark"}
    ghost : Course, optional
        What it is compared with, as a rule today's course: a mark for those affected.

    Raises
    ------
    InputError
        If there is no such kind of group.
    """
    if kind not in GROUP_KINDS:
        raise unknown("kind of group", str(kind), GROUP_KINDS)
    colours = theme_of(theme)
    table = _levels(course, kind, ghost)
    summary = _summary(table, course, kind)
    names = list(table[GROUP_KINDS[kind]])
    option = {
        "grid": {"left": 10, "right": 64, "top": 44, "bottom": 16, "containLabel": True},
        "legend": legend(
            colours, ["Everyone", "Those affected", *([] if ghost is None else [ghost.label])], itemWidth=15
        ),
        "xAxis": axis(colours, min=0, max=100, axisLabel={"formatter": "{value}%"}),
        "yAxis": categories(colours, names),
        "series": _series(table, colours, ghost),
    }  # fmt: skip
    narrow = phone.rows(xAxis=phone.numbers(interval=50), yAxis=phone.names(names))
    return made(colours, option, narrow, _title(table, course, kind), summary, table, NOTE)


def _mean(course: Course, measure: str, kind: str, group: str) -> Array:
    """The last two years of a group in each run, in percent."""
    values = course.monthly(measure, kind, group)[:, -TWO_YEARS:].astype(np.float64)
    means: Array = 100 * values.mean(axis=1)
    return means


def _levels(course: Course, kind: str, ghost: Course | None) -> pd.DataFrame:
    """A row for each group, lowest backing among those affected first."""
    import pandas as pd

    rows = []
    for group in course.groups("licence_affected", kind):
        affected, everyone = (_mean(course, name, kind, group) for name in ("licence_affected", "licence_everyone"))
        if np.isnan(affected).all():
            continue
        low, high = np.nanpercentile(affected, (10, 90))
        row: dict[str, Any] = {
            GROUP_KINDS[kind]: _label(kind, group),
            "everyone (%)": round(float(np.nanmean(everyone)), 1),
            "those affected (%)": round(float(np.nanmean(affected)), 1),
            "10th percentile (%)": round(float(low), 1),
            "90th percentile (%)": round(float(high), 1),
        }
        if ghost is not None:
            row[f"{inside(ghost.label)} (%)"] = round(
                float(np.nanmean(_mean(ghost, "licence_affected", kind, group))), 1
            )
        rows.append(row)
    return pd.DataFrame(rows).sort_values("those affected (%)", kind="stable", ignore_index=True)


def _label(kind: str, group: str) -> str:
    from socialicence.state.institutions import standard_institutions

    if kind != "context":
        return capital(group)
    known = standard_institutions()
    return dict(zip(known.context_names, known.context_titles, strict=True)).get(group, group)


def _series(table: pd.DataFrame, colours: Theme, ghost: Course | None) -> list[Option]:
    rows = range(len(table))

    def dots(column: str) -> list[list[Any]]:
        return [[rounded(value, 1), row] for row, value in zip(rows, table[column], strict=True)]

    spread: Option = {
        "type": "bar", "stack": "spread", "barWidth": 4, "silent": True, "z": 1,
    }  # fmt: skip
    full = {"color": colours.accent, "opacity": 1}
    low, high = table["10th percentile (%)"], table["90th percentile (%)"]
    series: list[Option] = [
        {**spread, "name": "below", "data": [rounded(one, 1) for one in low], "itemStyle": {"opacity": 0}},
        {**spread, "name": "8 in 10 runs", "data": [rounded(one, 1) for one in high - low],
         "itemStyle": {"color": colours.accent, "opacity": 0.5}},
        scatter("Everyone", dots("everyone (%)"), dot(colours.paper, colours.ink), symbolSize=13, z=3),
        scatter("Those affected", dots("those affected (%)"), full, symbolSize=13, z=4),
        _numbers(table, colours),
    ]  # fmt: skip
    if ghost is not None:
        marks, style = dots(f"{inside(ghost.label)} (%)"), {"color": colours.soft}
        series.append(scatter(ghost.label, marks, style, z=5, symbol="rect", symbolSize=[3, 20]))
    return series


def _numbers(table: pd.DataFrame, colours: Theme) -> Option:
    """Backing among those affected as a column of numbers at the right, clear of all dots."""
    label: Option = {"show": True, "position": "right", "distance": 8, "color": colours.ink, "fontSize": TEXT}
    data: list[Option] = [
        {"value": [100, row], "label": {**label, "formatter": f"{value:.0f}%"}}
        for row, value in enumerate(table["those affected (%)"])
    ]
    return scatter("Numbers", data, {"opacity": 1}, symbolSize=0.1, silent=True)


def _title(table: pd.DataFrame, course: Course, kind: str) -> str:
    least, most = table.iloc[0], table.iloc[-1]
    column, name = "those affected (%)", GROUP_KINDS[kind]
    return (
        f"{course.label}: backing among those affected runs from {least[column]:.0f}% ({least[name]}) "
        f"to {most[column]:.0f}% ({most[name]})"
    )


def _summary(table: pd.DataFrame, course: Course, kind: str) -> str:
    """Where those affected back it less than everyone does, where more, and where that differs most."""
    name = GROUP_KINDS[kind]
    own, other = table["those affected (%)"], table["everyone (%)"]
    apart = own - other
    parts = []
    for where, way in ((apart < 0, "less"), (apart > 0, "more")):
        if where.any():
            most = apart[where].abs().idxmax()
            parts.append(
                f"{way} in {int(where.sum())} of {len(table)}, most for {table[name][most]} "
                f"({own[most]:.0f}% against {other[most]:.0f}%)"
            )
    told = "; ".join(parts) or "the same in all"
    return f"{course.label}, by {name}: those affected back it, against everyone, {told}."

"""Backing and opting out through the years: a band and a line, a dot for each run, and today's course behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import (
    Chart,
    Option,
    Theme,
    axis,
    legend,
    made,
    rounded,
    scatter,
    theme_of,
)
from socialicence.dashboard.charts.contributions import outcomes
from socialicence.dashboard.charts.wording import against, inside, mean_outcome
from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.course import Course

YEAR = 12


TOPS = {"licence_affected": 100.0, "objecting_percent": 25.0}
"""End of the axis of each measure, in percent: always this, for small changes to look small, unless a run is beyond."""
BACKING, OPTED_OUT = TOPS


def backing(course: Course, ghost: Course | None = None, theme: str = "light") -> Chart:
    """Draw backing among those affected, month by month.

    Parameters
    ----------
    course : Course
    ghost : Course, optional
        What it is compared with, as a rule today's course.
    theme : {"light", "dark"}
    """
    return _timeline(BACKING, course, ghost, theme)


def opted_out(course: Course, ghost: Course | None = None, theme: str = "light") -> Chart:
    """Draw the share of adults in England who opted out of health data sharing, month by month."""
    return _timeline(OPTED_OUT, course, ghost, theme)


def _timeline(measure: str, course: Course, ghost: Course | None, theme: str) -> Chart:
    colours = theme_of(theme)
    own, other = _values(measure, course), None if ghost is None else _values(measure, ghost)
    summary = _summary(measure, course, ghost)
    months = [_date(course, month) for month in range(own.shape[1])]
    series = [
        *_band(own, months, colours),
        _line(course.label, own.mean(axis=0), months, colours.accent, "solid"),
        _runs(own, months, colours),
    ]
    if ghost is not None and other is not None:
        series.append(_line(ghost.label, other.mean(axis=0), months, colours.ink, "dashed"))
    most = max(float(np.nanmax(one)) for one in (own, other) if one is not None)
    option = {
        "grid": {"left": 64, "right": 24, "top": 56, "bottom": 36},
        "legend": legend(colours, [course.label, *([] if ghost is None else [ghost.label])], itemWidth=44),
        "xAxis": axis(
            colours, type="time", min=months[0], max=months[-1], minInterval=365 * 24 * 3600 * 1000,
            axisLabel={"formatter": "{yyyy}", "hideOverlap": True, "showMaxLabel": True}, splitLine={"show": False},
        ),
        "yAxis": axis(
            colours, min=0, max=TOPS[measure] if most <= TOPS[measure] else 100, axisLabel={"formatter": "{value}%"}
        ),
        "series": series,
    }  # fmt: skip
    narrow = {
        "grid": {"left": 46, "right": 22},
        "legend": {"itemGap": 10, "itemWidth": 26, "textStyle": {"fontSize": phone.SMALL}},
        "xAxis": {"axisLabel": {"fontSize": phone.SMALL}},
        "yAxis": {"axisLabel": {"fontSize": phone.SMALL}},
    }
    return made(colours, option, narrow, _title(measure, course, ghost), summary, _table(measure, course, ghost))


def _values(measure: str, course: Course) -> Array:
    """The measure of each run and month, in percent."""
    values: Array = (100 if measure == BACKING else 1) * course.monthly(measure).astype(np.float64)
    return values


def _date(course: Course, month: int) -> str:
    """The first day of a month of the run, as a chart's axis of time takes it."""
    year, first = (int(part) for part in course.plan.scenario().start_date.split("-"))
    passed = first - 1 + month
    return f"{year + passed // YEAR}-{passed % YEAR + 1:02d}-01"


def _points(values: Array, months: list[str]) -> list[list[object]]:
    return [[month, rounded(value, 3)] for month, value in zip(months, values, strict=True)]


def _line(name: str, values: Array, months: list[str], colour: str, kind: str) -> Option:
    return {
        "type": "line",
        "name": name,
        "data": _points(values, months),
        "showSymbol": False,
        "symbol": "none",
        "lineStyle": {"color": colour, "width": 3, "type": kind},
        "itemStyle": {"color": colour, "opacity": 0},  # no dot in the legend
        "z": 4,
    }


def _band(values: Array, months: list[str], colours: Theme) -> list[Option]:
    """8 in 10 runs: the 10th percentile, and upon it what is missing to the 90th."""
    low, high = np.percentile(values, (10, 90), axis=0)
    shared = {
        "type": "line", "stack": "band", "showSymbol": False, "silent": True, "lineStyle": {"opacity": 0}, "z": 1,
    }  # fmt: skip
    shade = {"areaStyle": {"color": colours.accent, "opacity": 0.22}}
    return [
        {**shared, "name": "10th percentile", "data": _points(low, months)},
        {**shared, "name": "Shaded: 8 in 10 runs", "data": _points(high - low, months), **shade},
    ]


def _runs(values: Array, months: list[str], colours: Theme) -> Option:
    """A dot for each run at the end of each year."""
    ends = range(YEAR, len(months), YEAR)
    data = [[months[month], rounded(value, 3)] for month in ends for value in values[:, month]]
    style = {"color": colours.accent, "opacity": 0.55}
    return scatter("A dot for each run", data, style, symbolSize=5, silent=True, z=3)


def _last(measure: str, course: Course) -> float:
    """Mean over runs in the last month, as a share."""
    return float(_values(measure, course)[:, -1].mean()) / 100


def _outcome(measure: str, course: Course) -> float:
    """Mean over runs of what tables, votes and contributions call the outcome, as a share."""
    if measure == BACKING:
        return mean_outcome(course, measure)
    return _last(measure, course)


def _title(measure: str, course: Course, ghost: Course | None) -> str:
    end = _outcome(measure, course)
    text = f"{course.label}: {100 * end:.1f}% {_said(measure)}"
    if ghost is None:
        return text
    return f"{text}, {against(end - _outcome(measure, ghost), ghost.label)}"


def _said(measure: str) -> str:
    return "backing among those affected in the last two years" if measure == BACKING else "have opted out at the end"


def _summary(measure: str, course: Course, ghost: Course | None) -> str:
    values = _values(measure, course)
    low, high = np.percentile(values[:, -1], (10, 90))
    text = (
        f"{course.label}: {outcomes()[measure].lower()} goes from {values[:, 0].mean():.1f}% to "
        f"{values[:, -1].mean():.1f}% in five years, between {low:.1f}% and {high:.1f}% in 8 of 10 runs"
    )
    return f"{text}; {inside(ghost.label)}: {100 * _last(measure, ghost):.1f}% at the end." if ghost else f"{text}."


def _table(measure: str, course: Course, ghost: Course | None) -> pd.DataFrame:
    """Mean and spread at the end of each year."""
    import pandas as pd

    rows = []
    for one in (course, ghost):
        if one is None:
            continue
        values = _values(measure, one)
        for month in range(0, values.shape[1], YEAR):
            low, high = np.percentile(values[:, month], (10, 90))
            rows.append(
                {
                    "choices": one.label,
                    "month": month,
                    "date": _date(one, month)[:7],
                    f"{outcomes()[measure].lower()}, mean (%)": round(float(values[:, month].mean()), 2),
                    "10th percentile (%)": round(float(low), 2),
                    "90th percentile (%)": round(float(high), 2),
                    "runs": one.number_of_runs,
                }
            )
    return pd.DataFrame(rows)

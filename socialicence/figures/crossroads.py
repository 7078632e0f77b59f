"""The one picture: do departments join up (across), can people outside government use it (up); one dot a run."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from socialicence.categories import FUTURE_NAMES, OrganisationType
from socialicence.errors import InputError, unknown
from socialicence.figures.crossroads_labels import name_areas, name_scenarios
from socialicence.figures.frames import checked, describe, done_runs, of_done, scenarios_of, source_of
from socialicence.figures.style import (
    FUTURE_COLOURS,
    FUTURE_SHAPES,
    MUTED,
    TODAY,
    in_style,
    page,
    percent,
    percent_axis,
    with_choices,
)
from socialicence.outcomes.two_years import TWO_YEARS, last_two_years

if TYPE_CHECKING:
    import pandas as pd

PLACE = ["cross_department", "external_access"]
DRAWN = [*PLACE, "licence_affected", "nearest"]
SIZE = 58.0
"""Area of a dot."""
MOST_SHAPES = 2000
"""More dots than this stand in an SVG as one image, not as a shape each."""
OUTSIDE = tuple(
    kind.label for kind in (OrganisationType.UNIVERSITIES, OrganisationType.CHARITIES, OrganisationType.COMPANIES)
)
"""Recipients outside government."""


@in_style
def crossroads(
    runs: pd.DataFrame,
    *,
    titles: Mapping[str, str] | None = None,
    changed: bool = False,
    months: pd.DataFrame | None = None,
    projects: pd.DataFrame | None = None,
) -> Any:
    """Draw runs on the crossroads.

    Parameters
    ----------
    runs : DataFrame
        As in `runs.parquet`: `scenario, cross_department, external_access, licence_affected, nearest, seed,
        model_version`, and `run`, if the course is to be drawn.
    titles : mapping, optional
        Title of each scenario.
    changed : bool
        Whether levers or parameters were set otherwise than the scenarios do: then no run is of today's course.
    months, projects : DataFrame, optional
        Of the same results (of months only the measure `joined_up` is used). With both, each scenario's path is drawn
        from the end of the first year; without, a straight line from where runs end if nothing changes.

    Returns
    -------
    matplotlib.figure.Figure
        Fill says backing among those affected, outline and shape the future nearest on all four measures.

    Raises
    ------
    InputError
        If there is no run to draw.
    """
    drawn = _known(done_runs(runs, DRAWN))
    paths = None if months is None or projects is None else course(drawn, months, projects)
    figure = page(11, 7.2)
    axes = figure.add_axes((0.07, 0.155, 0.625, 0.69))
    _set_scales(axes, drawn)
    areas = name_areas(axes)
    shade = _shade(drawn)
    lines = _lines(drawn, paths, changed=changed)
    _draw_lines(axes, lines, years=paths is not None)
    _draw_runs(axes, drawn, shade)
    _count_nearest(figure, drawn, titles, changed=changed)
    _shade_bar(figure, shade)
    name_scenarios(axes, drawn, lines, areas, titles, changed=changed)
    return describe(
        figure,
        finding=finding_of(drawn, titles, changed=changed),
        drawn=_in_words(drawn, titles, changed=changed, paths=paths is not None),
        table=_table(drawn, paths),
        source=source_of(drawn, runs, note=_note(paths is not None, len(lines))),
    )


def finding_of(runs: pd.DataFrame, titles: Mapping[str, str] | None = None, *, changed: bool = False) -> str:
    """Return what the picture shows: of today's course, if it is there, else of the one scenario or of all runs."""
    from socialicence.results.finding import ends_in_words

    names = scenarios_of(runs)
    alone = TODAY if TODAY in names and not changed else names[0] if len(names) == 1 else None
    own = runs if alone is None else runs[runs["scenario"] == alone]
    opening = f"{with_choices(alone, titles, changed=changed)}, " if alone == TODAY else ""
    if alone is not None and not opening:
        opening = f"{with_choices(alone, titles)}: "
    return f"{opening}{ends_in_words(_counts(own), len(own))}"


def _known(runs: pd.DataFrame) -> pd.DataFrame:
    """The runs whose place is known."""
    known = runs[runs[DRAWN].notna().all(axis=1)].copy()
    if known.empty:
        raise InputError("runs: no run has all of " + ", ".join(DRAWN) + "; there is nothing to draw")
    for future in known["nearest"].unique():
        if future not in FUTURE_SHAPES:
            raise unknown("future", str(future), FUTURE_SHAPES, "runs: nearest")
    return known


def _counts(runs: pd.DataFrame) -> dict[str, int]:
    return {future: int((runs["nearest"] == future).sum()) for future in FUTURE_SHAPES}


def _set_scales(axes: Any, runs: pd.DataFrame) -> None:
    """Scales that are the same for usual runs, so that small changes look small, and room for names above them."""
    right = max(1.9, float(runs["cross_department"].max()) * 1.12)
    top = min(1.06, max(0.8, float(runs["external_access"].max()) * 1.2))
    axes.set_xlim(0, right)
    axes.set_ylim(-0.03, top)
    axes.set_yticks([tick / 10 for tick in range(0, 11, 2) if tick / 10 <= top])
    percent_axis(axes.yaxis)
    axes.set_xlabel("Do departments join up?  (desks cleared together, a month)")
    above = "Can people outside government use the data?  (share of access)"
    axes.text(-0.095, 1.03, above, transform=axes.transAxes, va="bottom")


def _shade(runs: pd.DataFrame) -> Any:
    """Scale of the fill, at least ten points wide, so that a small difference is a slight one."""
    from matplotlib.colors import Normalize

    low, high = float(runs["licence_affected"].min()), float(runs["licence_affected"].max())
    middle, half = (low + high) / 2, max((high - low) / 2, 0.05)
    return Normalize(max(0.0, middle - half), min(1.0, middle + half))


def _lines(runs: pd.DataFrame, paths: pd.DataFrame | None, *, changed: bool) -> dict[str, list[tuple[float, float]]]:
    """The way of each scenario: year by year where it is known, else straight; from today's course, if it is there."""
    ends = {name: _middle(runs, name) for name in scenarios_of(runs)}
    if paths is None:
        start = ends.get(TODAY)
        return {name: [start, end] for name, end in ends.items() if start is not None and name != TODAY}
    lines = {}
    for name in ends:
        own = paths[paths["scenario"] == name]
        lines[name] = list(zip(own[PLACE[0]], own[PLACE[1]], strict=True))
    today = lines.get(TODAY, [])[:1] if not changed else []
    return {name: way if name == TODAY else today + way for name, way in lines.items() if way}


def _draw_lines(axes: Any, lines: Mapping[str, list[tuple[float, float]]], *, years: bool) -> None:
    for way in lines.values():
        x, y = zip(*way, strict=True)
        axes.plot(x, y, color=MUTED, linewidth=1.3, zorder=1.5, solid_capstyle="round")
        if years:
            axes.plot(x[:-1], y[:-1], "o", color=MUTED, markersize=3.5, zorder=1.6)
        if len(way) > 1:
            style = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", way[-1], way[-2], zorder=1.7, arrowprops={**style, "mutation_scale": 13})


def _middle(runs: pd.DataFrame, scenario: str) -> tuple[float, float]:
    own = runs[runs["scenario"] == scenario]
    return float(own[PLACE[0]].mean()), float(own[PLACE[1]].mean())


def _draw_runs(axes: Any, runs: pd.DataFrame, shade: Any) -> None:
    for future, shape in FUTURE_SHAPES.items():
        own = runs[runs["nearest"] == future]
        axes.scatter(
            own[PLACE[0]], own[PLACE[1]], c=own["licence_affected"], norm=shade, cmap="Greys", marker=shape, s=SIZE,
            linewidths=1.6, edgecolors=FUTURE_COLOURS[future], zorder=3, clip_on=False,
            rasterized=len(runs) > MOST_SHAPES,
        )  # fmt: skip


def _count_nearest(figure: Any, runs: pd.DataFrame, titles: Mapping[str, str] | None, *, changed: bool) -> None:
    """The legend is the count: runs nearest each future; of two scenarios, those of each."""
    names = scenarios_of(runs)
    counts = {name: _counts(runs[runs["scenario"] == name]) for name in names} if len(names) == 2 else {}
    axes = figure.add_axes((0.725, 0.40, 0.27, 0.46))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.text(0, 0.97, "Nearest on all four measures", fontsize=12, fontweight="bold", va="top")
    for row, (future, count) in enumerate(_counts(runs).items()):
        height = 0.80 - 0.15 * row
        axes.scatter(
            [0.04], [height], marker=FUTURE_SHAPES[future], s=80, c="white", linewidths=2,
            edgecolors=FUTURE_COLOURS[future],
        )  # fmt: skip
        if not counts:
            axes.text(0.11, height, f"{count} of {len(runs)}  {FUTURE_NAMES[future]}", va="center")
            continue
        for column, own in enumerate(counts.values()):
            axes.text(0.19 + 0.14 * column, height, f"{own[future]}", va="center", ha="right")
        axes.text(0.39, height, FUTURE_NAMES[future], va="center")
    sides = zip(("Left", "Right"), counts, strict=False)
    heads = [textwrap.fill(f"{side}: {with_choices(name, titles, changed=changed)}", 36) for side, name in sides]
    axes.text(0, 0.10, "\n".join(heads), fontsize=9.5, color=MUTED, va="top")


def _shade_bar(figure: Any, shade: Any) -> None:
    """Key of the fill."""
    import matplotlib as mpl

    figure.text(0.725, 0.335, "Fill: backing among\nthose affected", fontsize=12, fontweight="bold", va="center")
    axes = figure.add_axes((0.735, 0.255, 0.22, 0.03))
    bar = mpl.colorbar.Colorbar(axes, cmap="Greys", norm=shade, orientation="horizontal")
    percent_axis(bar.ax.xaxis)
    bar.ax.xaxis.set_major_locator(mpl.ticker.MaxNLocator(4, integer=False, steps=[1, 2, 5, 10]))


def _note(course_known: bool, lines: int) -> str:
    if course_known:
        way = (
            "Lines: mean course of the runs from their first year, a dot each year, over up to the last "
            f"{TWO_YEARS} months. "
        )
    else:
        way = "Lines: from where runs end if nothing changes. " if lines else ""
    return f"{way}Our reading of OSR's scenarios; nearness on all four measures, of which two are drawn."


def _in_words(runs: pd.DataFrame, titles: Mapping[str, str] | None, *, changed: bool, paths: bool) -> str:
    """What is drawn, in words: where each scenario's runs stand."""
    parts = [
        "One dot a run; across, how far departments join up; up, the share of access that goes outside government; "
        "fill, backing among those affected."
    ]
    for name in scenarios_of(runs):
        x, y = _middle(runs, name)
        own = runs[runs["scenario"] == name]
        nearest = ", ".join(
            f"{count} nearest {FUTURE_NAMES[future]}" for future, count in _counts(own).items() if count
        )
        parts.append(
            f"{with_choices(name, titles, changed=changed)}: on average {x:.2f} desks a month together, "
            f"{percent(y)} outside, {percent(float(own['licence_affected'].mean()))} backing; {nearest}."
        )
    if paths:
        parts.append("A line for each scenario shows its mean course year by year.")
    return " ".join(parts)


def _table(runs: pd.DataFrame, paths: pd.DataFrame | None) -> pd.DataFrame:
    """The dots, and the places on the lines."""
    import pandas as pd

    columns = [column for column in ("scenario", "run", "seed") if column in runs.columns]
    dots = runs[[*columns, *DRAWN]].assign(mark="run")
    if paths is None:
        return dots
    return pd.concat([dots, paths.assign(mark="mean course")], ignore_index=True)


def course(runs: pd.DataFrame, months: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Return the mean place of each scenario's runs at the end of each year, measured as at the end of a run.

    Parameters
    ----------
    runs, months, projects : DataFrame
        Of the results; of months only the measure `joined_up` is used.

    Returns
    -------
    DataFrame
        `scenario, month, cross_department, external_access`: means over runs of the mean over the last 24 months (or
        fewer, before). The last row of a scenario is the mean of its runs.
    """
    checked(months, "months", ["scenario", "run", "month", "measure", "value"])
    joined = of_done(months[months["measure"] == "joined_up"], runs)
    opened = of_done(_accesses(checked(projects, "projects", ["recipient", "started_month"])), runs)
    rows = [row for name in scenarios_of(runs) for row in _of_scenario(name, runs, joined, opened)]
    return pd.DataFrame(rows, columns=["scenario", "month", "cross_department", "external_access"])


def _accesses(projects: pd.DataFrame) -> pd.DataFrame:
    """When each access was, and whether it went outside government."""
    reached = projects[projects["started_month"] + projects["months_to_access"] > 0]  # in the run
    return pd.DataFrame(
        {
            "scenario": reached["scenario"].astype(str),
            "run": reached["run"],
            "when": reached["started_month"] + reached["months_to_access"],
            "outside": reached["recipient"].isin(OUTSIDE).astype(float),
        }
    )


def _of_scenario(
    name: str, runs: pd.DataFrame, joined: pd.DataFrame, opened: pd.DataFrame
) -> list[tuple[str, int, float, float]]:
    own = joined[joined["scenario"] == name]
    access = opened[opened["scenario"] == name]
    if own.empty:
        return []
    numbers = runs.loc[runs["scenario"] == name, "run"]
    end = int(own["month"].max())
    rows = []
    for month in sorted({*range(12, end + 1, 12), end}):
        first = last_two_years(month).start - 1
        across = own[(own["month"] > first) & (own["month"] <= month)].groupby("run")["value"].mean()
        recent = access[(access["when"] > first) & (access["when"] <= month)].groupby("run")["outside"].mean()
        # A run without any access has none that goes outside, as in its outcome.
        up = recent.reindex(numbers, fill_value=0.0)
        rows.append((name, month, float(np.mean(across)), float(np.mean(up))))
    return rows

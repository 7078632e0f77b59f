"""How long it takes from idea to access, by requester, when some give up or are refused on the way."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from socialicence.categories import Outcome, RequesterKind
from socialicence.errors import InputError
from socialicence.figures.frames import (
    checked,
    chosen,
    describe,
    done_runs,
    length_of,
    of_done,
    scenarios_of,
    source_of,
)
from socialicence.figures.style import (
    TODAY,
    in_style,
    line_style,
    listed,
    page,
    percent,
    percent_axis,
    scenario_name,
    with_choices,
)
from socialicence.outcomes.pathway_times import cumulative_incidence, kaplan_meier, share_within
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.state.tables import Array
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

LOST = (Outcome.ABANDONED.label, Outcome.REFUSED.label)
REQUESTERS = tuple(kind.label for kind in RequesterKind)
FEWEST = 10
"""A Kaplan-Meier curve that rests on fewer projects says nothing and is not drawn."""
ACCESS, UNHINDERED = "share with access", "if nobody gave up or was refused"


class Times(NamedTuple):
    """Months each project was followed, whether it reached access, and whether it ended without."""

    months: Array
    reached: Array
    lost: Array


@in_style
def months_to_access(
    projects: pd.DataFrame,
    stages: pd.DataFrame,
    runs: pd.DataFrame,
    *,
    scenario: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Any:
    """Draw the share of projects with access by months since the idea, by requester and scenario.

    Parameters
    ----------
    projects, stages, runs : DataFrame
        Of the results; projects put in in the run are drawn. One that was given up or refused ended when it left its
        last desk.
    scenario : str, optional
        The only one to draw, with its Kaplan-Meier curve; all by default, with that of today's course or the first.
    titles : mapping, optional
        Title of each scenario.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each requester. Full curves: cumulative incidence of access (Aalen-Johansen), giving up and refusal
        being competing risks. Thin curve: one less Kaplan-Meier, as if nobody gave up or was refused. Below: projects
        still at risk.

    Raises
    ------
    InputError
        If there is nothing to draw.
    """
    done = done_runs(runs, ["months"])
    main = chosen(done, scenario)
    names = [main] if scenario is not None else scenarios_of(done)
    found = {name: _times(projects, stages, done, name) for name in names}
    if not any(times.months.size for own in found.values() for times in own.values()):
        raise InputError("projects: no project of a known requester; there is nothing to draw")
    end = max(length_of(done, name) for name in names)
    curves = _curves(found, main, end)
    figure = page(13, 6.3 + 0.26 * len(names))
    for place, requester in enumerate(REQUESTERS):
        _panel(figure, place, requester, found, curves, main, end, titles)
    only = names[0] if len(names) == 1 else None
    return describe(
        figure,
        finding=_finding(found[main], with_choices(main, titles)),
        drawn=_in_words(found, titles),
        table=curves,
        source=source_of(
            done, runs, only,
            "Share with access (Aalen-Johansen): giving up and refusal are competing risks, projects still waiting "
            f"at the end are censored; all runs together. Thin line: as if nobody gave up or was refused (one less "
            f"Kaplan-Meier), {scenario_name(main, titles)}, as long as {FEWEST} wait.",
        ),
    )  # fmt: skip


def _times(projects: pd.DataFrame, stages: pd.DataFrame, runs: pd.DataFrame, scenario: str) -> dict[str, Times]:
    """How long the projects of each requester were followed, in one scenario."""
    checked(projects, "projects", ["run", "project", "requester", "started_month", "months_to_access", "outcome"])
    own = of_done(projects, runs, scenario)
    own = own[own["started_month"] > 0]  # put in in the run
    visits = of_done(checked(stages, "stages", ["run", "project", "left"]), runs, scenario)
    last = visits.groupby(["run", "project"], observed=True)["left"].max().rename("ended").reset_index()
    own = own[["run", "project", "requester", "started_month", "months_to_access", "outcome"]].merge(last, how="left")
    reached = own["months_to_access"].notna().to_numpy()
    lost = own["outcome"].isin(LOST).to_numpy() & ~reached
    end = own["ended"].where(lost).fillna(length_of(runs, scenario))
    followed = np.where(reached, own["months_to_access"], (end - own["started_month"]).clip(lower=0)).astype(float)
    asked = own["requester"].astype(str).to_numpy()
    return {name: Times(followed[asked == name], reached[asked == name], lost[asked == name]) for name in REQUESTERS}


def _curves(found: Mapping[str, Mapping[str, Times]], main: str, end: float) -> pd.DataFrame:
    """Every drawn curve, at the end of each month."""
    import pandas as pd

    grid = np.arange(0, int(end) + 1)
    parts = []
    for name, own in found.items():
        for requester, times in own.items():
            if not times.months.size:
                continue
            waiting = [int((times.months >= month).sum()) for month in grid]
            kinds = {ACCESS: cumulative_incidence(*times)}
            if name == main:
                when, without = kaplan_meier(times.months, times.reached)
                kinds[UNHINDERED] = when, 1 - without
            for kind, (when, share) in kinds.items():
                value = np.r_[0.0, share][np.searchsorted(when, grid, side="right")]
                if kind == UNHINDERED:
                    value[(np.array(waiting) < FEWEST) & (grid > 0)] = np.nan
                parts.append(pd.DataFrame({"scenario": name, "requester": requester, "curve": kind, "month": grid,
                                           "share": value, "still_waiting": waiting}))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _panel(
    figure: Any,
    place: int,
    requester: str,
    found: Mapping[str, Mapping[str, Times]],
    curves: pd.DataFrame,
    main: str,
    end: float,
    titles: Mapping[str, str] | None,
) -> None:
    height = figure.get_figheight()
    below = (1.75 + 0.26 * len(found)) / height
    axes = figure.add_axes((0.15 + 0.285 * place, below, 0.165, (height - 1.35) / height - below))
    order = list(found)
    lines = curves[curves["requester"] == requester]
    for (name, kind), steps in lines.groupby(["scenario", "curve"], sort=False):
        style = line_style(str(name), order)
        if kind != ACCESS:
            style |= {"linewidth": 1.0, "linestyle": "-"}
        axes.plot(steps["month"], steps["share"], **style)
    axes.set_title(capital(requester), pad=12)
    axes.set_xlim(0, end)
    axes.set_ylim(0, 1)
    axes.set_xticks(range(0, int(end) + 1, 12 if end > 24 else 6))
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], None if place == 0 else [""] * 5)
    if place == 0:
        percent_axis(axes.yaxis)
    axes.set_xlabel("months since the idea")
    if place == 0:
        axes.text(-0.3, 1.14, "Share with access", transform=axes.transAxes, ha="left")
    _name_ends(axes, lines, order, titles)
    _at_risk(axes, {name: own[requester] for name, own in found.items()}, end, titles if place == 0 else None, place)


def _name_ends(axes: Any, lines: pd.DataFrame, order: list[str], titles: Mapping[str, str] | None) -> None:
    """Name each curve at its end, spread so that none covers another."""
    known = lines[lines["share"].notna()]
    lasts = known.groupby(["scenario", "curve"], sort=False)["month"].last()
    ends = known.groupby(["scenario", "curve"], sort=False)["share"].last().sort_values(kind="stable")
    heights: list[float] = []
    for share in ends:
        heights.append(max(float(share), heights[-1] + 0.07 if heights else 0.02))
    heights = [min(height, 0.97 - 0.07 * (len(heights) - 1 - at)) for at, height in enumerate(heights)]
    for ((name, curve), share), height in zip(ends.items(), heights, strict=True):
        style = line_style(str(name), order)
        axes.annotate(
            _short(str(name), titles) if curve == ACCESS else "if none gave up",
            (float(lasts[name, curve]), float(share)), (1.07, height),
            xycoords="data", textcoords="axes fraction", va="center", annotation_clip=False,
            arrowprops={
                "arrowstyle": "-", "color": style["color"], "shrinkA": 1, "shrinkB": 0, "relpos": (0, 0.5),
                "linestyle": "-" if curve == ACCESS else (0, (1, 3)),
            },
            fontweight="bold" if name == TODAY and curve == ACCESS else "normal",
        )  # fmt: skip


def _short(scenario: str, titles: Mapping[str, str] | None) -> str:
    return textwrap.shorten(scenario_name(scenario, titles), 17, placeholder="…")


def _at_risk(axes: Any, found: Mapping[str, Times], end: float, titles: Mapping[str, str] | None, place: int) -> None:
    """Projects that have neither access nor ended, at the start of each year."""
    from matplotlib.transforms import blended_transform_factory, offset_copy

    below = offset_copy(blended_transform_factory(axes.transData, axes.transAxes), axes.figure, 0, -0.78, "inches")
    side = offset_copy(axes.transAxes, axes.figure, -0.3, -0.78, "inches")
    if place == 0:
        axes.text(0, 0, "Still waiting", transform=side, ha="right", fontweight="bold", va="center")
    for row, (name, times) in enumerate(found.items()):
        drop = -0.26 * (row + 1)
        if place == 0:
            axes.text(0, 0, _short(name, titles), transform=offset_copy(side, axes.figure, 0, drop, "inches"),
                      ha="right", va="center")  # fmt: skip
        for month in range(0, int(end), 24 if end > 36 else 12 if end > 24 else 6):
            left = int((times.months >= month).sum()) if times.months.size else 0
            axes.text(month, 0, f"{left:,}", transform=offset_copy(below, axes.figure, 0, drop, "inches"), ha="center",
                      va="center")  # fmt: skip


def _within(times: Times) -> float:
    share = share_within(*times, TWO_YEARS)
    return float("nan") if share is None else share


def _finding(found: Mapping[str, Times], opening: str) -> str:
    """Who has access within two years."""
    shares = [f"{percent(_within(times))} of {name}s'" for name, times in found.items() if times.months.size]
    if not shares:
        return f"{opening}, no project was put in"
    return f"{opening}, {listed(shares)} projects have access within two years"


def _in_words(found: Mapping[str, Mapping[str, Times]], titles: Mapping[str, str] | None) -> str:
    rows = [
        f"{_short(name, titles)}: "
        + listed([f"{requester} {percent(_within(times))}" for requester, times in own.items() if times.months.size])
        for name, own in found.items()
    ]
    return (
        "A panel for each requester, a curve for each scenario: share of projects with access by months since the "
        f"idea, with projects still waiting below. With access within two years: {'; '.join(rows)}."
    )

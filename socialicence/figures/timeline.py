"""One run, month by month: incidents, engagement, blocked desks and what opened them, and backing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.categories import Shock, Unblocker
from socialicence.errors import InputError
from socialicence.figures.frames import checked, chosen, describe, done_runs, of_done, source_of
from socialicence.figures.style import (
    FAINT,
    INK,
    MUTED,
    PAPER,
    in_style,
    listed,
    page,
    percent,
    percent_axis,
    with_choices,
)
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

SHOCKS = {kind.label: mark for kind, mark in zip(Shock, ("o", "s", "^", "D", "P"), strict=True)}
OPENERS = tuple(kind.label for kind in Unblocker if kind != Unblocker.NOTHING)
SERIES = {
    "incidents": ("incidents", "shock"),
    "engagement_spend_total": ("engagement spend", "all"),
    "desks_unblocked": ("desks opened", "unblocked_by"),
    "desks_blocked": ("desks blocked", "all"),
    "licence_affected": ("backing among those affected", "all"),
}
"""Measure: what it is called here, and by what it is counted."""
SO_FAR = ("incidents", "engagement_spend_total", "desks_unblocked")
"""Counted from the start of the run."""


@in_style
def timeline(
    months: pd.DataFrame,
    runs: pd.DataFrame,
    *,
    scenario: str | None = None,
    run: int | None = None,
    titles: Mapping[str, str] | None = None,
) -> Any:
    """Draw what happened in one run, month by month.

    Parameters
    ----------
    months, runs : DataFrame
        Of the results.
    scenario : str, optional
        Today's course if it is there, else the first.
    run : int, optional
        Number of the run; the first that was done by default.
    titles : mapping, optional
        Title of each scenario.

    Returns
    -------
    matplotlib.figure.Figure
        Above one another: incidents by kind, spending on engagement, desks blocked, desks opened by what opened them,
        and backing among those affected. Where an incident was, whether it was scheduled, and who spent on which
        engagement are not in the tables.

    Raises
    ------
    InputError
        If there is no such run, or nothing is known of it.
    """
    done = done_runs(runs, ["run"])
    name = chosen(done, scenario)
    own = done[done["scenario"] == name]
    number = int(own["run"].iloc[0]) if run is None else run
    one = own[own["run"] == number]
    if one.empty:
        raise InputError(f"figure: no run {number} of {name} was done; there are {int(own['run'].min())} to "
                         f"{int(own['run'].max())}")  # fmt: skip
    rows = of_done(checked(months, "months", ["run", "month", "measure", "group_kind", "group", "value"]), one, name)
    events = _events(rows)
    figure = page(12, 8.2)
    _draw(figure, events)
    return describe(
        figure,
        finding=_finding(events, with_choices(name, titles), number),
        drawn=_in_words(events),
        table=events,
        source=source_of(
            one, runs[(runs["scenario"] == name) & (runs["run"] == number)], name,
            f"Run {number} alone: no run is typical. Incidents by the month in which they happened; where they "
            "were and whether they were scheduled is not recorded.",
        ),
    )  # fmt: skip


def _events(rows: pd.DataFrame) -> pd.DataFrame:
    """What happened in each month: what is counted from the start is turned into what was new."""
    import pandas as pd

    parts = []
    for measure, (what, kind) in SERIES.items():
        own = rows[(rows["measure"] == measure) & (rows["group_kind"] == kind)].sort_values("month", kind="stable")
        for group, series in own.groupby("group", observed=True, sort=False):
            values = series["value"].astype(float)
            if measure in SO_FAR:
                values = values.diff().fillna(values)
            parts.append(pd.DataFrame({"what": what, "kind": str(group), "month": series["month"], "value": values}))
    if not parts:
        raise InputError("months: nothing is known of incidents, engagement or desks; there is nothing to draw")
    return pd.concat(parts, ignore_index=True)


def _of(events: pd.DataFrame, what: str, kind: str | None = None) -> pd.DataFrame:
    own = events[events["what"] == what]
    return own if kind is None else own[own["kind"] == kind]


def _draw(figure: Any, events: pd.DataFrame) -> None:
    end = max(float(events["month"].max()), 1.0)
    _incidents(_strip(figure, 0.755, 0.115, end, "Incidents"), events)
    axes = _strip(figure, 0.61, 0.105, end, "Engagement,\nthousand pounds\na month")
    spend = _of(events, "engagement spend")
    spend = spend[spend["month"] > 0]
    axes.step(spend["month"], spend["value"], where="mid", color=INK, linewidth=1.8)
    axes.set_ylim(0, _top(spend, 1.25))
    axes.locator_params(axis="y", nbins=3)
    axes = _strip(figure, 0.465, 0.105, end, "Desks blocked")
    blocked = _of(events, "desks blocked")
    axes.plot(blocked["month"], blocked["value"], color=INK, linewidth=1.8)
    axes.set_ylim(0, _top(blocked, 1.15))
    axes.locator_params(axis="y", nbins=3, integer=True)
    _opened(_strip(figure, 0.28, 0.155, end, "Desks opened by\n(a larger dot\nis more desks)"), events)
    axes = _strip(figure, 0.135, 0.105, end, "Backing among\nthose affected")
    backing = _of(events, "backing among those affected")
    axes.plot(backing["month"], backing["value"], color=INK, linewidth=1.8)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1])
    percent_axis(axes.yaxis)
    axes.set_xticks(_ticks(end), [str(tick) for tick in _ticks(end)])
    axes.set_xlabel("month", labelpad=1)


def _top(series: pd.DataFrame, room: float) -> float:
    """Upper end of a scale from 0: at least 1, whatever is known."""
    return max(float(series["value"].dropna().max()) * room, 1.0) if series["value"].notna().any() else 1.0


def _ticks(end: float) -> range:
    return range(0, int(end) + 1, 12 if end > 24 else 6)


def _strip(figure: Any, bottom: float, height: float, end: float, name: str) -> Any:
    axes = figure.add_axes((0.255, bottom, 0.70, height))
    axes.set_xlim(-0.5, end + 0.5)
    axes.set_xticks(_ticks(end), [])
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.text(-0.355, 0.5, name, transform=axes.transAxes, va="center", fontweight="bold", linespacing=1.05)
    return axes


def _incidents(axes: Any, events: pd.DataFrame) -> None:
    """A mark for each incident, a row for each kind that happened, with its number in full where there are several."""
    own = _of(events, "incidents")
    kinds = [kind for kind in SHOCKS if float(_of(own, "incidents", kind)["value"].sum()) > 0]
    for row, kind in enumerate(kinds):
        found = own[(own["kind"] == kind) & (own["value"] > 0)]
        axes.plot(found["month"], np.full(len(found), -row), SHOCKS[kind], color=INK, markersize=8, linestyle="none")
        for month, count in zip(found["month"], found["value"], strict=True):
            if count > 1:
                axes.text(month, -row + 0.28, f"{count:.0f}", ha="center", va="bottom")
    axes.set_ylim(-max(len(kinds), 1) + 0.4, 0.75)
    axes.set_yticks([-row for row in range(len(kinds))], [capital(kind) for kind in kinds])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    if not kinds:
        axes.text(0.5, 0.4, "none", transform=axes.transAxes, ha="center", color=MUTED)


def _opened(axes: Any, events: pd.DataFrame) -> None:
    """A row for each opener; the area of a dot is the desks that it opened in the month, their sum beside."""
    own = _of(events, "desks opened")
    openers = [kind for kind in OPENERS if kind in set(own["kind"])]
    for row, kind in enumerate(openers):
        found = own[(own["kind"] == kind) & (own["value"] > 0)]
        axes.scatter(found["month"], np.full(len(found), -row), s=26 * found["value"], facecolors=PAPER, edgecolors=INK,
                     linewidths=1.4)  # fmt: skip
        axes.text(1.01, -row, f"{found['value'].sum():.0f}", transform=axes.get_yaxis_transform(), va="center",
                  fontweight="bold")  # fmt: skip
    axes.set_ylim(-max(len(openers), 1) + 0.3, 0.7)
    axes.set_yticks([-row for row in range(len(openers))], [capital(kind) for kind in openers])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _total(events: pd.DataFrame, what: str) -> float:
    return float(_of(events, what)["value"].sum())


def _finding(events: pd.DataFrame, opening: str, run: int) -> str:
    """How much happened in the run."""
    incidents, spent, opened = (_total(events, what) for what in ("incidents", "engagement spend", "desks opened"))
    count = f"{incidents:.0f} incident{'' if incidents == 1 else 's'}" if incidents else "no incident"
    money = f"£{spent / 1000:.1f} million" if spent >= 1000 else f"£{spent:.0f} thousand"
    text = f"{opening}, run {run}: {count}, {money} spent on engagement, {opened:.0f} blocked desks opened"
    by = _of(events, "desks opened").groupby("kind", sort=False)["value"].sum()
    if opened:
        most = by.idxmax()
        text += f", most often by {'a ' if most in ('colleague', 'newcomer') else ''}{most} ({by.max():.0f})"
    return text


def _in_words(events: pd.DataFrame) -> str:
    happened = _of(events, "incidents")
    happened = happened[happened["value"] > 0].sort_values("month", kind="stable")
    said = [f"{row.kind} in month {row.month}" for row in happened.itertuples()]
    opened = _of(events, "desks opened").groupby("kind", sort=False)["value"].sum()
    by = [f"{kind} {count:.0f}" for kind, count in opened.items() if count]
    backing = _of(events, "backing among those affected")["value"].dropna()
    ends = [percent(float(backing.iloc[at])) for at in (0, -1)] if len(backing) else []
    moved = f" Backing among those affected: {ends[0]} at the start, {ends[1]} at the end." if ends else ""
    return (
        f"Strips one below the other, over months. Incidents: {listed(said) or 'none'}. "
        f"Desks opened by: {listed(by) or 'none'}.{moved}"
    )

"""Trust with data: each type of organisation, in each attitude segment, at the start and at the end."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError
from socialicence.figures.frames import checked, chosen, describe, done_runs, of_done, over_runs, source_of
from socialicence.figures.style import (
    FAINT,
    INK,
    MUTED,
    PAPER,
    in_style,
    page,
    percent,
    points,
    share_scale,
    with_choices,
)
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

EVERYONE = "everyone"
ACROSS = 4


@in_style
def trust_by_segment(
    months: pd.DataFrame, runs: pd.DataFrame, *, scenario: str | None = None, titles: Mapping[str, str] | None = None
) -> Any:
    """Draw trust in each type of organisation by segment, at the start and at the end of one scenario's runs.

    Parameters
    ----------
    months, runs : DataFrame
        Of the results.
    scenario : str, optional
        Today's course if it is there, else the first.
    titles : mapping, optional
        Title of each scenario.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each type, most trusted first; a row for each segment; an arrow from start to end.

    Raises
    ------
    InputError
        If there is nothing to draw.
    """
    done = done_runs(runs)
    name = chosen(done, scenario)
    levels = _levels(
        of_done(checked(months, "months", ["month", "measure", "group_kind", "group", "value"]), done, name)
    )
    order = _order(levels)
    figure = page(13, 7.6)
    for place, organisation in enumerate(order):
        _panel(_axes(figure, place), levels[levels["organisation"] == organisation], organisation, place)
    end = int(levels["month"].max())
    return describe(
        figure,
        finding=_finding(levels, order, with_choices(name, titles)),
        drawn=_in_words(levels, order),
        table=levels,
        source=source_of(
            done, runs, name,
            f"Hollow dot: at the start. Full dot: after {end} months, mean over runs, with the 10th to 90th "
            "percentile over runs as a line where it can be seen. Vertical line: everyone, at the end. Trust in "
            "the type of organisation with data, 0 to 100%.",
        ),
    )  # fmt: skip


def _levels(months: pd.DataFrame) -> pd.DataFrame:
    """Trust by type of organisation and segment in the first and the last month: mean and spread over runs."""
    own = months[(months["measure"] == "trust") & months["group_kind"].isin(["organisation", "organisation_segment"])]
    own = own[own["value"].notna()]
    if own.empty:
        raise InputError("months: no trust by type of organisation; there is nothing to draw")
    ends = own[own["month"].isin([own["month"].min(), own["month"].max()])]
    parts = ends["group"].astype(str).str.partition("; ")
    ends = ends.assign(organisation=parts[0], segment=parts[2].where(parts[2] != "", EVERYONE))
    return over_runs(ends, ["organisation", "segment", "month"]).rename(
        columns={"mean": "trust", "low": "trust_p10", "high": "trust_p90"}
    )


def _order(levels: pd.DataFrame) -> list[str]:
    """Types of organisation, most trusted first."""
    last = levels[levels["month"] == levels["month"].max()]
    return [str(name) for name in last.groupby("organisation", sort=False)["trust"].mean().sort_values().index[::-1]]


def _axes(figure: Any, place: int) -> Any:
    column, row = place % ACROSS, place // ACROSS
    return figure.add_axes((0.275 + 0.182 * column, 0.565 - 0.40 * row, 0.155, 0.27))


def _panel(axes: Any, rows: pd.DataFrame, organisation: str, place: int) -> None:
    first, last = rows["month"].min(), rows["month"].max()
    segments = [name for name in dict.fromkeys(rows["segment"]) if name != EVERYONE]
    heights = {name: len(segments) - 1 - at for at, name in enumerate(segments)}
    for row in rows.itertuples():
        if row.segment == EVERYONE:
            if row.month == last:
                axes.axvline(row.trust, color=MUTED, linewidth=1.4, zorder=1)
                side = "right" if row.trust > 0.8 else "left"
                axes.text(row.trust, 1.0, f" {percent(row.trust)} ", transform=axes.get_xaxis_transform(), ha=side,
                          va="bottom", color=MUTED)  # fmt: skip
            continue
        height = heights[row.segment]
        if row.month == last:
            axes.hlines(height, row.trust_p10, row.trust_p90, color=INK, linewidth=4, alpha=0.35, zorder=2)
            axes.plot(row.trust, height, "o", color=INK, markersize=6, zorder=4)
        if row.month == first and first != last:
            axes.plot(row.trust, height, "o", markerfacecolor=PAPER, markeredgecolor=INK, markersize=8, zorder=3)
    share_scale(axes)
    axes.set_ylim(-0.6, max(len(segments), 1) - 0.4)
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    names = [capital(name) for name in segments] if place % ACROSS == 0 else []
    axes.set_yticks(range(len(segments) - 1, -1, -1) if names else [], names)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_title(capital(organisation), pad=22)


def _everyone(levels: pd.DataFrame, organisation: str, *, end: bool) -> float:
    month = levels["month"].max() if end else levels["month"].min()
    own = levels[(levels["organisation"] == organisation) & (levels["month"] == month)]
    whole = own[own["segment"] == EVERYONE]
    return float((whole if len(whole) else own)["trust"].mean())


def _finding(levels: pd.DataFrame, order: list[str], opening: str) -> str:
    """Who is trusted most and least, and how far segments are apart against how far trust moves."""
    most, least = order[0], order[-1]
    text = f"{opening}, the {most} {_is(most)} trusted most with data ({percent(_everyone(levels, most, end=True))})"
    if most != least:
        text += f", {least} least ({percent(_everyone(levels, least, end=True))})"
    last = levels[(levels["month"] == levels["month"].max()) & (levels["segment"] != EVERYONE)]
    if len(last) and levels["month"].nunique() > 1:
        apart = float(last.groupby("organisation")["trust"].agg(lambda one: one.max() - one.min()).max())
        moved = max(
            (abs(change) for change in (_moved(levels, name) for name in order) if not isnan(change)), default=0.0
        )
        text += (
            f"; segments are up to {round(100 * apart)} points apart, trust moves by {_at_most(moved)} in "
            f"{_years(int(levels['month'].max()))}"
        )
    return text


def _is(name: str) -> str:
    return "are" if name.endswith("s") else "is"


def _at_most(moved: float) -> str:
    return "under 1 point" if moved < 0.01 else f"at most {round(100 * moved)} points"


def _moved(levels: pd.DataFrame, organisation: str) -> float:
    return _everyone(levels, organisation, end=True) - _everyone(levels, organisation, end=False)


def _years(months: int) -> str:
    return f"{months // 12} years" if months % 12 == 0 and months > 12 else f"{months} months"


def _in_words(levels: pd.DataFrame, order: list[str]) -> str:
    rows = [
        f"{name}: {percent(_everyone(levels, name, end=False))} at the start, "
        f"{percent(_everyone(levels, name, end=True))} at the end ({points(_moved(levels, name))} points)"
        for name in order
    ]
    return f"A panel for each type of organisation, a row for each attitude segment. Everyone: {'; '.join(rows)}."

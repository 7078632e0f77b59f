"""Licence by use and by group: backing among everyone and among those affected, and the gap between them."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError
from socialicence.figures.frames import checked, chosen, describe, done_runs, last_years, of_done, over_runs, source_of
from socialicence.figures.style import (
    FAINT,
    INK,
    PAPER,
    in_style,
    listed,
    page,
    percent,
    points,
    share_scale,
    with_choices,
    wrapped,
)

if TYPE_CHECKING:
    import pandas as pd

MEASURES = {"licence_everyone": "everyone", "licence_affected": "affected"}
PANELS = {"context": "By use of data", "segment": "By attitude segment", "region": "By region"}
LEFT, RIGHT = ("context",), ("segment", "region")


@in_style
def licence_by_group(
    months: pd.DataFrame, runs: pd.DataFrame, *, scenario: str | None = None, titles: Mapping[str, str] | None = None
) -> Any:
    """Draw backing among everyone and among those affected, over the last two years of one scenario's runs.

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
        A hollow dot for everyone, a full one for those affected, and the gap in points with its 10th and 90th
        percentile over runs.

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
    figure = page(13, 8.2)
    for kinds, left, width in ((LEFT, 0.222, 0.135), (RIGHT, 0.715, 0.135)):
        _column(figure, levels, kinds, left, width)
    return describe(
        figure,
        finding=_finding(levels, with_choices(name, titles)),
        drawn=_in_words(levels),
        table=levels,
        source=source_of(
            done, runs, name,
            "Mean over the last two years of the run; beside each gap its 10th to 90th percentile over runs. "
            "Those affected: their records would be used and they have a stake. By segment and region, the mean "
            "over all uses. The gap rests on assumptions about who is affected and how they differ.",
        ),
    )  # fmt: skip


def _levels(months: pd.DataFrame) -> pd.DataFrame:
    """Mean and spread over runs of both measures and their gap, by group."""
    from socialicence.state.institutions import standard_institutions

    own = months[months["measure"].isin(MEASURES) & months["group_kind"].isin(PANELS)].copy()
    if own["value"].notna().sum() == 0:
        raise InputError("months: no licence by context, segment or region; there is nothing to draw")
    for column in ("measure", "group_kind", "group"):
        own[column] = own[column].astype(str)
    recent = last_years(own).groupby(["run", "group_kind", "group", "measure"], sort=False)["value"].mean()
    wide = recent.unstack("measure").reindex(columns=list(MEASURES)).rename(columns=MEASURES)
    wide["gap"] = wide["affected"] - wide["everyone"]
    parts = []
    for column in ("everyone", "affected", "gap"):
        spread = over_runs(wide[column].rename("value").reset_index(), ["group_kind", "group"])
        parts.append(spread.set_index(["group_kind", "group"]).rename(columns={
            "mean": column, "low": f"{column}_p10", "high": f"{column}_p90"}))  # fmt: skip
    table = parts[0].join(parts[1:]).reset_index()
    known = standard_institutions()
    uses = dict(zip(known.context_names, known.context_titles, strict=True))
    labels = [
        uses.get(group, group.replace("_", " ")) if kind == "context" else group
        for kind, group in zip(table["group_kind"], table["group"], strict=True)
    ]
    table.insert(2, "label", [label[:1].upper() + label[1:] for label in labels])
    return table


def _column(figure: Any, levels: pd.DataFrame, kinds: tuple[str, ...], left: float, width: float) -> None:
    """Panels one below the other, each as high as its rows."""
    shown = {kind: levels[levels["group_kind"] == kind].sort_values("affected") for kind in kinds}
    shown = {kind: rows for kind, rows in shown.items() if len(rows)}
    total = sum(len(rows) for rows in shown.values())
    room = 0.70 - 0.10 * (len(shown) - 1)
    top = 0.85
    for kind, rows in shown.items():
        height = room * len(rows) / total
        axes = figure.add_axes((left, top - height, width, height))
        _panel(axes, rows, PANELS[kind])
        top -= height + 0.10


def _panel(axes: Any, rows: pd.DataFrame, title: str) -> None:
    places = range(len(rows))
    axes.hlines(places, rows["everyone"], rows["affected"], color=INK, linewidth=2.2, zorder=2)
    axes.scatter(rows["everyone"], places, s=52, facecolors=PAPER, edgecolors=INK, linewidths=1.6, zorder=3)
    axes.scatter(rows["affected"], places, s=52, color=INK, zorder=4)
    share_scale(axes)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_yticks(places, [wrapped(label, 30) for label in rows["label"]], linespacing=1.0)
    axes.axvline(0.5, color=FAINT, linewidth=1, zorder=0)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_title(title, pad=24)
    above = axes.get_xaxis_transform()
    axes.text(-0.25, 1.01, "○ everyone   ● affected", transform=above, va="bottom")
    axes.text(1.12, 1.01, "gap", transform=above, va="bottom", fontweight="bold")
    for place, gap, low, high in zip(places, rows["gap"], rows["gap_p10"], rows["gap_p90"], strict=True):
        axes.text(1.12, place, points(gap), va="center", fontweight="bold")
        if not isnan(gap):
            axes.text(1.36, place, f"({points(low)} to {points(high)})", va="center")


def _finding(levels: pd.DataFrame, opening: str) -> str:
    """How many uses those affected back less than everyone, and where the gap is widest."""
    uses = levels[(levels["group_kind"] == "context") & levels["gap"].notna()]
    what = "uses of data"
    if uses.empty:
        uses, what = levels[levels["gap"].notna()], "groups"
    if uses.empty:
        return f"{opening}, nobody is affected whose backing can be told"
    less = int((uses["gap"] < 0).sum())
    widest = uses.loc[uses["gap"].abs().idxmax()]
    return (
        f"{opening}, those affected back sharing less than everyone in {less} of {len(uses)} {what}; the widest gap is "
        f"{points(float(widest['gap']))} points: {widest['label']}"
    )


def _in_words(levels: pd.DataFrame) -> str:
    rows = [
        f"{row.label}: everyone {percent(row.everyone)}, affected {percent(row.affected)}, gap {points(row.gap)} points"
        for row in levels[levels["group_kind"] == "context"].itertuples()
    ]
    shown = listed([PANELS[kind].lower() for kind in dict.fromkeys(levels["group_kind"])])
    uses = "; ".join(rows) + "." if rows else ""
    return f"A row for each group, {shown}: a hollow dot for everyone, a full one for those affected. {uses}"

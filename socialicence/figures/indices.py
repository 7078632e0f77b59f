"""What an analysis finds of factors: indices as dots, the same at growing samples, and the limits of a box of PRIM."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from socialicence.figures.style import caption, in_style, page

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 15
"""Factors that are drawn: those with the largest values."""
PANELS = 3
"""Outcomes that are drawn; the table has all."""
INK = "#0072B2"
LIGHT = "#8A8A8A"
LABEL_WIDTH = 38
BETWEEN = 1.25
"""Inches for the title and the axis of a panel."""
MOST_LINES = 6
LINES: Sequence[str] = ("-", "--", "-.", ":")


@in_style
def dots(
    rows: pd.DataFrame, *, title: str, axis: str, note: str, reference: float | None = 0.0, second: str = ""
) -> Any:
    """Draw one index of each factor, a panel for each outcome.

    Parameters
    ----------
    rows : DataFrame
        `panel, label, value, low, high` in the order to be drawn, and `mark` where a second value is to be shown as
        a hollow dot.
    title, axis, note : str
        The finding, what the horizontal axis is, and what it is based on.
    reference : float, optional
        Where a vertical line is drawn; none if None.
    second : str
        What the hollow dot means.

    Returns
    -------
    matplotlib.figure.Figure
    """
    panels = list(dict.fromkeys(rows["panel"]))[:PANELS]
    shown = {panel: rows[rows["panel"] == panel].head(SHOWN) for panel in panels}
    tall = {panel: _pitch(own) * len(own) for panel, own in shown.items()}
    height = 0.85 + 0.28 * _lines(title) + sum(tall.values()) + BETWEEN * len(panels)
    figure = page(10, height)
    top = height - 0.2 - 0.28 * _lines(title)
    for panel, own in shown.items():
        top -= BETWEEN + tall[panel]
        axes = figure.add_axes((0.37, (top + 0.68) / height, 0.60, tall[panel] / height))
        _panel(axes, own, reference)
        axes.set_title(textwrap.fill(panel, 58), loc="left", fontsize=12, fontweight="bold")
        axes.set_xlabel(axis, fontsize=11)
    _title(figure, title, height)
    caption(figure, "\n".join([*([f"Hollow: {second}."] if second else []), *textwrap.wrap(note, 130)]))
    return figure


def _pitch(own: pd.DataFrame) -> float:
    """Inches that each row of a panel takes: room for the longest label."""
    lines = max((len(textwrap.wrap(label, LABEL_WIDTH)) for label in own["label"]), default=1)
    return 0.2 + 0.19 * lines


def _panel(axes: Any, own: pd.DataFrame, reference: float | None) -> None:
    """One outcome: the first row on top."""
    heights = range(len(own) - 1, -1, -1)
    for height, row in zip(heights, own.itertuples(), strict=True):
        if row.low == row.low:
            axes.plot([row.low, row.high], [height, height], color=INK, linewidth=2, solid_capstyle="butt")
        axes.plot([row.value], [height], "o", color=INK, markersize=7)
        if "mark" in own.columns and row.mark == row.mark:
            axes.plot([row.mark], [height], "o", markerfacecolor="white", markeredgecolor=LIGHT, markersize=7)
    if reference is not None:
        axes.axvline(reference, color=LIGHT, linewidth=1, zorder=0)
    axes.set_yticks(list(heights), [textwrap.fill(label, LABEL_WIDTH) for label in own["label"]], fontsize=10)
    axes.set_ylim(-0.6, len(own) - 0.4)
    axes.grid(axis="x", color="#E4E4E4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _lines(title: str) -> int:
    return len(textwrap.wrap(title, 84))


def _title(figure: Any, title: str, height: float) -> None:
    figure.text(
        0.01, 1.0 - 0.15 / height, textwrap.fill(title, 84), ha="left", va="top", fontsize=14, fontweight="bold"
    )


@in_style
def growth(rows: pd.DataFrame, *, title: str, axis: str, note: str) -> Any:
    """Draw how an index settles as the sample grows.

    Parameters
    ----------
    rows : DataFrame
        `label, runs, value, low, high`; the labels in the order of their last value.
    title, axis, note : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib as mpl

    figure = page(10, 5.2)
    axes = figure.add_axes((0.12, 0.2, 0.50, 0.64))
    labels = list(dict.fromkeys(rows["label"]))[:MOST_LINES]
    for place, label in enumerate(labels):
        own = rows[rows["label"] == label].sort_values("runs")
        shade, style = mpl.colormaps["cividis"](place / MOST_LINES), LINES[place % len(LINES)]
        axes.plot(own["runs"], own["value"], color=shade, linestyle=style, marker="o", markersize=5)
        if own["low"].notna().any():
            axes.fill_between(own["runs"], own["low"], own["high"], color=shade, alpha=0.10, linewidth=0)
    _name_lines(figure, axes, rows, labels)
    axes.set_xlabel("runs that count")
    axes.set_ylabel(axis)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(5, integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    _title(figure, title, 5.2)
    caption(figure, textwrap.fill(note, 130))
    return figure


def _name_lines(figure: Any, axes: Any, rows: pd.DataFrame, labels: Sequence[str]) -> None:
    """Names at the right, in the order of the last values, each joined to its line."""
    last = {label: rows[rows["label"] == label].sort_values("runs").iloc[-1] for label in labels}
    for place, label in enumerate(sorted(labels, key=lambda one: -last[one]["value"])):
        axes.annotate(
            textwrap.fill(label, 42), xy=(last[label]["runs"], last[label]["value"]), xycoords="data",
            xytext=(1.06, 0.95 - place * 0.17), textcoords="axes fraction", fontsize=10, va="center",
            arrowprops={"arrowstyle": "-", "color": "#BBBBBB", "linewidth": 0.8, "relpos": (0.0, 0.5)},
        )  # fmt: skip


@in_style
def box(limits: pd.DataFrame, *, title: str, summary: str, note: str) -> Any:
    """Draw the limits of a box.

    Parameters
    ----------
    limits : DataFrame
        `label, least, most, low, high, text`: the range that was sampled, the part in the box (equal to the range
        for names), and what is written beside it.
    title, summary, note : str
        The finding, how well the box does, and what it is based on.

    Returns
    -------
    matplotlib.figure.Figure
    """
    height = 2.3 + 0.55 * max(len(limits), 1) + 0.28 * _lines(title)
    figure = page(10, height)
    top = 1.0 - (0.95 + 0.28 * _lines(title)) / height
    axes = figure.add_axes((0.34, 1.05 / height, 0.42, max(top - 1.05 / height, 0.1)))
    heights = range(len(limits) - 1, -1, -1)
    for row, at in zip(limits.itertuples(), heights, strict=True):
        span = (row.most - row.least) or 1.0
        axes.plot([0, 1], [at, at], color="#DDDDDD", linewidth=7, solid_capstyle="butt")
        ends = [(row.low - row.least) / span, (row.high - row.least) / span]
        axes.plot(ends, [at, at], color=INK, linewidth=7, solid_capstyle="butt")
        axes.text(1.04, at, row.text, va="center", fontsize=10)
    axes.set_yticks(list(heights), [textwrap.fill(label, 36) for label in limits["label"]], fontsize=10)
    axes.set_ylim(-0.6, len(limits) - 0.4)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([0, 1], ["lowest", "highest"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("of the range that was sampled")
    axes.spines[["top", "right", "left"]].set_visible(False)
    _title(figure, title, height)
    below = 0.25 + 0.28 * _lines(title)
    figure.text(0.01, 1.0 - below / height, summary, va="top", fontsize=11)
    caption(figure, textwrap.fill(note, 130))
    return figure

"""A box found by PRIM: the part of each factor's range that is left, and how well the box does."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from socialicence.figures.style import FONT, caption

if TYPE_CHECKING:
    import pandas as pd

INK = "#0072B2"


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
    import matplotlib as mpl
    from matplotlib.figure import Figure

    height = 2.3 + 0.55 * max(len(limits), 1) + 0.28 * len(textwrap.wrap(title, 84))
    with mpl.rc_context(FONT):
        figure = Figure(figsize=(10, height))
        top = 1.0 - (0.95 + 0.28 * len(textwrap.wrap(title, 84))) / height
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
        figure.text(0.01, 1.0 - 0.15 / height, textwrap.fill(title, 84), va="top", fontsize=14, fontweight="bold")
        below = 0.25 + 0.28 * len(textwrap.wrap(title, 84))
        figure.text(0.01, 1.0 - below / height, summary, va="top", fontsize=11)
        caption(figure, textwrap.fill(note, 130))
    return figure

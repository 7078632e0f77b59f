"""Which assumptions matter: the share of the spread that goes with each, the largest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from socialicence.figures.frames import checked, describe
from socialicence.figures.style import FAINT, INK, SPREAD, in_style, page, wrapped

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("label", "grade", "impact", "impact_low", "impact_high", "changes_nearest")
SHOWN = 15
_ROW = 0.46


@in_style
def assumptions_by_impact(
    assumptions: pd.DataFrame, *, draws: int, seed: int, citizens: int, model_version: int
) -> Any:
    """Draw the assumptions with the largest impact.

    Parameters
    ----------
    assumptions : DataFrame
        `label, grade, impact, impact_low, impact_high` (shares of the variance of ranks), and `changes_nearest`:
        whether the assumption alone, from end to end of its range, changes the nearest future of a scenario.
    draws, seed, citizens, model_version : int
        What it is based on.

    Returns
    -------
    matplotlib.figure.Figure
        The fifteen largest; the table has all.
    """
    given = checked(assumptions, "assumptions", COLUMNS).sort_values("impact", ascending=False, kind="stable")
    shown = given.head(SHOWN)
    height = 1.6 + _ROW * len(shown) + 0.9
    figure = page(10.5, height)
    axes = figure.add_axes((0.5, 1.45 / height, 0.46, _ROW * len(shown) / height))
    for at, row in zip(range(len(shown) - 1, -1, -1), shown.itertuples(), strict=True):
        axes.hlines(at, 100 * row.impact_low, 100 * row.impact_high, color=INK, linewidth=1.8)
        axes.plot(100 * row.impact, at, "D" if row.changes_nearest else "o", color=INK, markersize=7)
    axes.set_yticks(range(len(shown)), reversed([wrapped(str(label), 52) for label in shown["label"]]))
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left=0)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.grid(axis="x", color=FAINT, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("% of the spread over draws of all assumptions")
    largest = shown.iloc[0]
    alone = int(given["changes_nearest"].sum())
    finding = (
        f"“{largest['label']}” goes with {100 * largest['impact']:.0f}% of the spread; {alone} of {len(given)} "
        "assumptions can each change the nearest future alone"
    )
    words = "; ".join(f"{row.label} {100 * row.impact:.1f}%" for row in shown.itertuples())
    return describe(
        figure,
        finding=finding,
        drawn=f"A row for each assumption: {words}.",
        table=given[list(COLUMNS)],
        source=f"{draws:,} draws of all assumptions, seeds from {seed}, model version {model_version}, "
        f"{citizens:,} citizens. {SPREAD}\nShare of the variance of ranks, mean over the four measures and five "
        "scenarios; line: 95% interval. Diamond: alone, end to end, it changes the nearest future of a scenario.",
    )

"""What each lever contributes: alone on today's course, and when it is added last, with the spread over paired runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.errors import InputError
from socialicence.figures.frames import checked, describe, done_runs, source_of
from socialicence.figures.style import FAINT, INK, MUTED, PAPER, in_style, listed, page, signed_axis, wrapped
from socialicence.words import lower

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.outcomes.declaring import Measure

TOGETHER, BEYOND = "together", "together_beyond_sum"
COLUMNS = ("outcome", "lever", "label", "alone", "alone_low", "alone_high", "last", "last_low", "last_high", "runs")
MOST_LEVERS, MOST_OUTCOMES = 14, 4


@in_style
def contributions(contributions: pd.DataFrame, runs: pd.DataFrame) -> Any:
    """Draw what each lever contributes to each outcome.

    Parameters
    ----------
    contributions : DataFrame
        `outcome, lever, label, alone, alone_low, alone_high, last, last_low, last_high, runs`: the effect of adding
        only this lever to today's course, and of adding it last, as mean, 10th and 90th percentile over paired runs.
        For each outcome also the rows `together` (the whole effect) and `together_beyond_sum` (what it is beyond the
        sum of the levers alone), with only `alone` filled.
    runs : DataFrame
        Of the results: for seed and version.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each outcome (the first four), a row for each lever (the fourteen that matter most to any of them),
        and the effect of all together below. The table has every row.

    Raises
    ------
    InputError
        If there is nothing to draw.
    """
    done = done_runs(runs)
    given = checked(contributions, "contributions", COLUMNS)
    given = given[given["alone"].notna() | given["last"].notna()]
    if given.empty:
        raise InputError("contributions: no effect is known; there is nothing to draw")
    outcomes = [str(name) for name in dict.fromkeys(given["outcome"])][:MOST_OUTCOMES]
    levers = _order(given[given["outcome"].isin(outcomes)])
    figure = page(3.4 + 2.55 * max(len(outcomes), 2), 2.75 + 0.37 * (len(levers) + 2))
    for place, outcome in enumerate(outcomes):
        _panel(figure, place, given[given["outcome"] == outcome], outcome, levers)
    left_out = given.loc[~given["lever"].isin([TOGETHER, BEYOND, *levers]), "lever"].nunique()
    more = f" {left_out} levers of less effect are in the table only." if left_out else ""
    return describe(
        figure,
        finding=_finding(given, outcomes[0]),
        drawn=_in_words(given, outcomes),
        table=given,
        source=source_of(
            done, runs, None,
            "Paired runs: the same seeds with and without a lever. Full dot: only this lever added to today's "
            "course. Hollow dot: this lever added last, to all others. Lines: 10th to 90th percentile over "
            f"{int(given['runs'].max())} paired runs.{more}",
        ),
    )  # fmt: skip


def _measure(outcome: str) -> Measure | None:
    from socialicence.outcomes.registry import OUTCOMES
    from socialicence.results.measures import MONTHLY

    return OUTCOMES.get(outcome) or MONTHLY.get(outcome)


def outcome_name(outcome: str) -> str:
    """Name of an outcome in plain words."""
    measure = _measure(outcome)
    return measure.label if measure else outcome.replace("_", " ").capitalize()


def is_share(outcome: str) -> bool:
    """Whether effects on an outcome are told in points."""
    measure = _measure(outcome)
    return measure is not None and measure.in_hundredths


def unit_of(outcome: str) -> str:
    """Return the unit of an outcome's effects."""
    measure = _measure(outcome)
    return "points" if is_share(outcome) else measure.unit if measure else ""


def amount(value: float, outcome: str) -> str:
    """An effect as a signed number in the unit of its outcome."""
    if np.isnan(value):
        return "not known"
    scaled = 100 * value if is_share(outcome) else value
    text = f"{scaled:+.1f}" if abs(scaled) < 9.95 else f"{scaled:+.0f}"
    return ("0" if float(text) == 0 else text).replace("-", "−")


def _order(given: pd.DataFrame) -> list[str]:
    """Levers by their largest effect on any outcome, each outcome on its own scale."""
    own = given[~given["lever"].isin([TOGETHER, BEYOND])]
    size = own[["alone", "last"]].abs().max(axis=1)
    scale = size.groupby(own["outcome"]).transform("max").replace(0, 1)
    weight = (size / scale).groupby(own["lever"], sort=False).max().sort_values(ascending=False, kind="stable")
    return [str(lever) for lever in weight.index[:MOST_LEVERS]]


def _panel(figure: Any, place: int, rows: pd.DataFrame, outcome: str, levers: list[str]) -> None:
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        ((3.15 + 2.55 * place) / width, 1.4 / height, 2.05 / width, 0.37 * (len(levers) + 2) / height)
    )
    factor = 100.0 if is_share(outcome) else 1.0
    for row in rows.itertuples():
        if row.lever in levers:
            at = len(levers) + 1 - levers.index(row.lever)
            _effect(axes, at + 0.13, factor, row.alone, row.alone_low, row.alone_high, full=True)
            _effect(axes, at - 0.13, factor, row.last, row.last_low, row.last_high, full=False)
        elif row.lever in (TOGETHER, BEYOND):
            _effect(
                axes,
                0.8 if row.lever == TOGETHER else -0.2,
                factor,
                row.alone,
                row.alone_low,
                row.alone_high,
                full=True,
                size=8,
            )
    axes.axvline(0, color=MUTED, linewidth=1, zorder=1)
    axes.axhline(1.4, color=FAINT, linewidth=1)
    largest = np.nanmax(
        np.abs(rows[["alone_low", "alone_high", "last_low", "last_high", "alone"]].to_numpy(float)), initial=0
    )
    reach = max(float(largest) * factor * 1.15, 1.0 if factor == 100 else 1e-3)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-0.8, len(levers) + 1.6)
    signed_axis(axes)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_title(wrapped(outcome_name(outcome), 22))
    axes.set_xlabel(unit_of(outcome))
    heights = [len(levers) + 1 - at for at in range(len(levers))]
    labels = dict(zip(rows["lever"], rows["label"], strict=True))
    names = [wrapped(str(labels.get(lever, lever)), 31) for lever in levers]
    if place == 0:
        axes.set_yticks(
            [*heights, 0.8, -0.2], [*names, "All together", "… beyond the sum of each alone"], linespacing=0.9
        )
    else:
        axes.set_yticks([])


def _effect(
    axes: Any, at: float, factor: float, value: float, low: float, high: float, *, full: bool, size: float = 6.5
) -> None:
    """One dot with its spread; nothing where it is not known."""
    if np.isnan(value):
        return
    if not np.isnan(low + high):
        axes.hlines(at, factor * low, factor * high, color=INK, linewidth=1.4, zorder=2)
    axes.plot(factor * value, at, "o" if full else "D", markersize=size if full else size - 1, zorder=3,
              markerfacecolor=INK if full else PAPER, markeredgecolor=INK)  # fmt: skip


def _finding(given: pd.DataFrame, outcome: str) -> str:
    """The lever that moves the first outcome most, and whether the whole is its sum."""
    rows = given[given["outcome"] == outcome].set_index("lever")
    name, unit = outcome_name(outcome), unit_of(outcome)
    unit = f" {unit}" if unit else ""
    own = rows.drop(index=[TOGETHER, BEYOND], errors="ignore")["alone"].dropna()
    parts = []
    if len(own):
        most = own.abs().idxmax()
        parts.append(f"{name}: “{lower(str(rows.loc[most, 'label']))}” moves it most alone "
                     f"({amount(float(own[most]), outcome)}{unit})")  # fmt: skip
        low, high = float(rows.loc[most, "alone_low"]), float(rows.loc[most, "alone_high"])
        if low <= 0 <= high:
            parts[-1] += ", in some runs the other way"
    if TOGETHER in rows.index:
        text = f"all together {amount(float(rows.loc[TOGETHER, 'alone']), outcome)}"
        if BEYOND in rows.index:
            text += f", of which {amount(float(rows.loc[BEYOND, 'alone']), outcome)} is beyond the sum"
        parts.append(text if parts else f"{name}: {text}{unit}")
    return "; ".join(parts) or f"{name}: no lever is known to move it alone"


def _in_words(given: pd.DataFrame, outcomes: list[str]) -> str:
    parts = []
    for outcome in outcomes:
        rows = given[given["outcome"] == outcome]
        said = [
            f"{row.label} {amount(row.alone, outcome)} alone"
            + ("" if np.isnan(row.last) else f", {amount(row.last, outcome)} last")
            for row in rows.itertuples()
        ]
        parts.append(f"{outcome_name(outcome)} ({unit_of(outcome)}): {'; '.join(said)}.")
    named = listed([outcome_name(outcome) for outcome in outcomes])
    return f"A panel for {named}; a row for each lever. {' '.join(parts)}"

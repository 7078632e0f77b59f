"""Differences between two courses on the same seeds: a dot with its spread for each condition, a panel an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError, unknown
from socialicence.figures.contributions import is_share, outcome_name, unit_of
from socialicence.figures.frames import describe, done_runs, source_of
from socialicence.figures.style import (
    FAINT,
    INK,
    MUTED,
    in_style,
    listed,
    page,
    points,
    scenario_name,
    signed_axis,
    wrapped,
)

if TYPE_CHECKING:
    import pandas as pd

MOST_OUTCOMES = 3
_ROW, _HEAD, _FOOT = 0.46, 1.15, 1.0


def paired_differences(runs: pd.DataFrame, outcomes: Sequence[str], against: str | Mapping[str, str]) -> pd.DataFrame:
    """Return how each scenario differs from another, run by run on the same seed.

    Parameters
    ----------
    runs : DataFrame
        `scenario, run` and the outcomes, as in `runs.parquet`.
    outcomes : sequence of str
        Columns of `runs`.
    against : str or mapping
        The scenario that all others are held against; or for each scenario drawn, the one it is held against.

    Returns
    -------
    DataFrame
        `scenario, against, outcome, mean, low, high, runs`: mean, 10th and 90th percentile over pairs of runs.

    Raises
    ------
    InputError
        If a scenario or an outcome is not there, or no pair was done.
    """
    import pandas as pd

    done = done_runs(runs, ["run"])
    names = list(dict.fromkeys(done["scenario"].astype(str)))
    pairs = dict(against) if isinstance(against, Mapping) else {name: against for name in names if name != against}
    rows = []
    for outcome in outcomes:
        if outcome not in done.columns:
            raise unknown("outcome", outcome, [str(name) for name in done.columns], "figure")
        by_run = done.pivot(index="run", columns="scenario", values=outcome)
        for name, other in pairs.items():
            for one in (name, other):
                if one not in by_run.columns:
                    raise unknown("scenario", one, names, "figure")
            gap = (by_run[name] - by_run[other]).astype(float).dropna()
            if len(gap):
                low, high = gap.quantile([0.1, 0.9])
                rows.append((name, other, outcome, float(gap.mean()), float(low), float(high), len(gap)))
    if not rows:
        raise InputError("runs: no two scenarios have a run in common; there is nothing to draw")
    return pd.DataFrame(rows, columns=["scenario", "against", "outcome", "mean", "low", "high", "runs"])


@in_style
def differences(
    runs: pd.DataFrame,
    *,
    outcomes: Sequence[str] = ("licence_affected", "cross_department", "external_access"),
    against: str | Mapping[str, str] = "status_quo",
    titles: Mapping[str, str] | None = None,
    finding: str | None = None,
) -> Any:
    """Draw how each scenario differs from another on the same seeds.

    Parameters
    ----------
    runs : DataFrame
    outcomes : sequence of str
        Up to three are drawn, a panel each.
    against
        See `paired_differences`.
    titles : mapping, optional
        Names of scenarios in plain words.
    finding : str, optional
        The title; found from the first outcome if not given.

    Returns
    -------
    matplotlib.figure.Figure
    """
    rows = paired_differences(runs, list(outcomes)[:MOST_OUTCOMES], against)
    drawn = [str(name) for name in dict.fromkeys(rows["outcome"])]
    names = list(dict.fromkeys(rows["scenario"]))
    height = _HEAD + _FOOT + _ROW * len(names) + 0.5
    wide = 2.2 if len(drawn) > 1 else 4.6
    figure = page(2.95 + (wide + 0.5) * len(drawn), height)
    for place, outcome in enumerate(drawn):
        labels = [wrapped(scenario_name(name, titles), 30) for name in names] if place == 0 else None
        own = rows[rows["outcome"] == outcome].set_index("scenario").reindex(names)
        _panel(figure, 2.75 + (wide + 0.5) * place, wide, outcome, own, labels)
    given = rows.assign(
        scenario=[scenario_name(name, titles) for name in rows["scenario"]],
        against=[scenario_name(name, titles) for name in rows["against"]],
        outcome=[outcome_name(name) for name in rows["outcome"]],
    )
    return describe(
        figure,
        finding=finding or _finding(given, rows, drawn[0]),
        drawn=f"A row for each course, a panel for each outcome; the line is nought. {_in_words(given, rows)}",
        table=given,
        source=source_of(
            done_runs(runs), runs, None,
            "Differences on the same seeds. Dot: mean; line: 10th to 90th percentile over pairs of runs.",
        ),
    )  # fmt: skip


def _panel(figure: Any, left: float, wide: float, outcome: str, rows: pd.DataFrame, labels: list[str] | None) -> None:
    """One outcome: a row for each course, the first on top; places in inches."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((left / width, (_FOOT + 0.35) / height, wide / width, _ROW * len(rows) / height))
    factor = 100.0 if is_share(outcome) else 1.0
    for at, row in zip(range(len(rows) - 1, -1, -1), rows.itertuples(), strict=True):
        axes.hlines(at, factor * row.low, factor * row.high, color=INK, linewidth=1.8, zorder=2)
        axes.plot(factor * row.mean, at, "o", color=INK, markersize=7, zorder=3)
    axes.axvline(0, color=MUTED, linewidth=1, zorder=1)
    largest = float((rows[["low", "high", "mean"]].abs().max()).max()) * factor
    reach = max(1.15 * largest, 1.0 if is_share(outcome) else 0.05)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_yticks(range(len(rows)), reversed(labels) if labels else [""] * len(rows))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=FAINT, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.set_title(wrapped(outcome_name(outcome), 24))
    axes.set_xlabel(unit_of(outcome))
    signed_axis(axes)


def _amount(value: float, outcome: str) -> str:
    if is_share(outcome):
        return f"{points(value)} points" if abs(value) >= 0.005 else f"{100 * value:+.1f} points".replace("-", "−")
    return f"{value:+.2f}".replace("-", "−")


def _finding(given: pd.DataFrame, rows: pd.DataFrame, outcome: str) -> str:
    """The course that moves the first outcome most, and whether the sign is the same in nine pairs of ten."""
    own = rows[rows["outcome"] == outcome]
    most = own["mean"].abs().idxmax()
    sure = own.loc[most, "low"] > 0 or own.loc[most, "high"] < 0
    label = given.loc[most, "outcome"]
    said = f"{label} changes most with “{given.loc[most, 'scenario']}”: {_amount(own.loc[most, 'mean'], outcome)}"
    return said if sure else f"{said}, not in the same direction in every run"


def _in_words(given: pd.DataFrame, rows: pd.DataFrame) -> str:
    said = [
        f"{one.scenario} against {one.against}, {one.outcome.lower()}: {_amount(one.mean, outcome)} "
        f"({_amount(one.low, outcome)} to {_amount(one.high, outcome)})"
        for one, outcome in zip(given.itertuples(), rows["outcome"], strict=True)
    ]
    return listed(said) + "."

"""What a figure needs of the result tables, and what it carries beside its picture: finding, words, table, caption."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from socialicence.errors import InputError, unknown
from socialicence.figures.style import SPREAD, TODAY, caption, titled
from socialicence.outcomes.two_years import TWO_YEARS

if TYPE_CHECKING:
    import pandas as pd


class Description(NamedTuple):
    """What a figure says in words and numbers.

    Attributes
    ----------
    finding : str
        One sentence: the title.
    alternative : str
        What a reader who does not see the picture is told: what is drawn, and what it shows.
    table : DataFrame
        Every drawn value, tidy, with columns named in plain words.
    caption : str
        What it is based on: runs, seed, version, and what the spread is.
    """

    finding: str
    alternative: str
    table: pd.DataFrame
    caption: str


def describe(figure: Any, *, finding: str, drawn: str, table: pd.DataFrame, source: str) -> Any:
    """Give a figure its title, caption, text alternative and table; return it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    finding : str
        What the data show, found by code.
    drawn : str
        What is drawn, for those who do not see it.
    table : DataFrame
        The drawn values.
    source : str
        The caption.
    """
    figure.socialicence_words = (titled(figure, finding), caption(figure, source))
    text = f"{finding}. {drawn} {' '.join(source.split())}"
    figure.socialicence = Description(finding, text, table.reset_index(drop=True), source)
    return figure


def described(figure: Any) -> Description:
    """Return all that a figure of this package says in words and numbers."""
    found: Description = figure.socialicence
    return found


def alternative(figure: Any) -> str:
    """Return the text alternative of a figure: its finding, what is drawn, and what it is based on."""
    return described(figure).alternative


def table(figure: Any) -> pd.DataFrame:
    """Return the values that a figure draws, one row a mark."""
    return described(figure).table


def checked(frame: pd.DataFrame, name: str, columns: Iterable[str]) -> pd.DataFrame:
    """Return a frame that has the columns and a row.

    Raises
    ------
    InputError
        One line: which frame, and what it lacks.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InputError(f"{name}: no column {', '.join(map(repr, missing))}; a frame like {name}.parquet is needed")
    if frame.empty:
        raise InputError(f"{name}: no rows; there is nothing to draw")
    return frame


def done_runs(runs: pd.DataFrame, columns: Iterable[str] = ()) -> pd.DataFrame:
    """Return the runs that were done, whose outcomes can be drawn.

    Raises
    ------
    InputError
        If there is none, or a column is missing.
    """
    checked(runs, "runs", ["scenario", "seed", "model_version", *columns])
    done = runs[runs["status"] == "done"] if "status" in runs.columns else runs
    if done.empty:
        raise InputError("runs: every run failed; there is nothing to draw")
    return done


def scenarios_of(runs: pd.DataFrame) -> list[str]:
    """Return the scenarios in order of appearance."""
    return [str(name) for name in dict.fromkeys(runs["scenario"])]


def chosen(runs: pd.DataFrame, scenario: str | None) -> str:
    """Return the scenario to draw: the one asked for, else today's course, else the first.

    Raises
    ------
    InputError
        If there is no run of it.
    """
    names = scenarios_of(runs)
    if scenario is None:
        return TODAY if TODAY in names else names[0]
    if scenario not in names:
        raise unknown("scenario", scenario, names, "figure")
    return scenario


def of_done(frame: pd.DataFrame, runs: pd.DataFrame, scenario: str | None = None) -> pd.DataFrame:
    """Return the rows of a table that belong to runs that were done (of one scenario)."""
    kept = runs if scenario is None else runs[runs["scenario"] == scenario]
    if "run" not in kept.columns:
        return frame[frame["scenario"].isin(kept["scenario"].unique())]
    found = np.zeros(len(frame), dtype=bool)
    for name, own in kept.groupby("scenario", observed=True):
        found |= ((frame["scenario"] == name) & frame["run"].isin(own["run"])).to_numpy()
    return frame[found]


def length_of(runs: pd.DataFrame, scenario: str) -> float:
    """Return the months that the runs of a scenario lasted."""
    own = runs.loc[runs["scenario"] == scenario, "months"]
    return float(own.max())


def last_years(months: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last two years of each scenario, without the initial state where there is more."""
    ends = months.groupby("scenario", observed=True)["month"].transform("max")
    recent = months[months["month"] > ends - TWO_YEARS]
    return recent[(recent["month"] > 0) | (ends.loc[recent.index] == 0)]


def over_runs(values: pd.DataFrame, by: list[str], value: str = "value") -> pd.DataFrame:
    """Return mean, 10th and 90th percentile over rows of each group, NaN left out; in order of appearance."""
    grouped = values.groupby(by, observed=True, sort=False)[value]
    frame = grouped.agg(mean="mean", low=lambda one: one.quantile(0.1), high=lambda one: one.quantile(0.9))
    return frame.reset_index()


def source_of(runs: pd.DataFrame, given: pd.DataFrame, scenario: str | None = None, note: str = "") -> str:
    """Return the caption: how many runs, from which seed, of which version, and what the spread is.

    Parameters
    ----------
    runs : DataFrame
        The runs drawn.
    given : DataFrame
        All runs, with those that failed.
    scenario : str, optional
        The only one that is drawn.
    note : str
        What else must be known to read the figure.
    """
    own = runs if scenario is None else runs[runs["scenario"] == scenario]
    counts = own.groupby("scenario", observed=True).size()
    least, most = int(counts.min()), int(counts.max())
    number = f"{least} to {most} runs" if least < most else "1 run" if most == 1 else f"{most} runs"
    each = "" if scenario is not None or len(counts) == 1 else " of each"
    seeds = f"seed {int(own['seed'].min())}" if most == 1 else f"seeds from {int(own['seed'].min())}"
    versions = ", ".join(str(int(version)) for version in sorted(own["model_version"].unique()))
    citizens = ""
    if "citizens" in own.columns:
        citizens = f", {int(own['citizens'].iloc[0]):,} citizens"
    everything = given if scenario is None else given[given["scenario"] == scenario]
    failed = len(everything) - len(own)
    lost = f" {failed} failed {'run is' if failed == 1 else 'runs are'} left out." if failed else ""
    text = f"{number}{each}, {seeds}, model version {versions}{citizens}.{lost} {SPREAD}"
    return f"{text}\n{note}" if note else text

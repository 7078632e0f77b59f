"""Where projects wait and why: desk-months by stage of the pathway and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from socialicence.categories import Stage, Why
from socialicence.errors import InputError
from socialicence.figures.frames import checked, chosen, describe, done_runs, length_of, of_done, source_of
from socialicence.figures.style import (
    FAINT,
    INK,
    MUTED,
    in_style,
    listed,
    page,
    percent,
    with_choices,
    wrapped,
)
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

STAGES = tuple(stage.label for stage in Stage if stage <= Stage.ACCESS)
"""The desks between the idea and access."""
WORK = (Why.NOTHING.label, Why.WORK_IN_HAND.label)
"""Not held up: the desk was doing its work."""
WORKED, HELD = "work in hand", "held up"


@in_style
def waiting_by_desk(
    stages: pd.DataFrame, runs: pd.DataFrame, *, scenario: str | None = None, titles: Mapping[str, str] | None = None
) -> Any:
    """Draw months spent at each desk, by the main reason, in one scenario's runs.

    Parameters
    ----------
    stages, runs : DataFrame
        Of the results; a desk that still waits is counted to the end of the run.
    scenario : str, optional
        Today's course if it is there, else the first.
    titles : mapping, optional
        Title of each scenario.

    Returns
    -------
    matplotlib.figure.Figure
        A row for each desk in the order of the pathway, a column for each reason; the area of a disc is desk-months for
        every ten projects.

    Raises
    ------
    InputError
        If there is nothing to draw.
    """
    done = done_runs(runs, ["months"])
    name = chosen(done, scenario)
    own = of_done(checked(stages, "stages", ["project", "stage", "why", "entered", "left"]), done, name)
    waits = _waits(own, length_of(done, name))
    figure = page(13, 7.4)
    _grid(figure, waits)
    return describe(
        figure,
        finding=_finding(waits, with_choices(name, titles)),
        drawn=_in_words(waits),
        table=waits,
        source=source_of(
            done, runs, name,
            f"Desk-months for every ten of {_projects(own):,} projects: the time at a desk is put down to its main "
            "reason; a project with several owners waits at several desks at once. Desks after access are "
            "left out.",
        ),
    )  # fmt: skip


def _projects(stages: pd.DataFrame) -> int:
    return int(stages.groupby("run", observed=True)["project"].nunique().sum())


def _waits(stages: pd.DataFrame, end: float) -> pd.DataFrame:
    """Desk-months for every ten projects, by stage and reason, in the order of the pathway."""
    own = stages[stages["stage"].isin(STAGES)]
    projects = _projects(stages)
    spent = own.assign(
        spent=(own["left"].fillna(end) - own["entered"]).clip(lower=0),
        why=own["why"].astype(str).replace(dict.fromkeys(WORK, WORKED)).fillna(WORKED),
        stage=own["stage"].astype(str),
    )
    if own.empty or not spent["spent"].sum() > 0:
        raise InputError("stages: no time was spent at any desk before access; there is nothing to draw")
    grid = spent.groupby(["stage", "why"])["spent"].agg(["sum", "size"]).reset_index()
    reasons = [WORKED, *(why.label for why in Why if why.label not in WORK)]
    grid["place"] = grid["stage"].map(STAGES.index) * 100 + grid["why"].map(reasons.index)
    grid = grid.sort_values("place")
    grid["desk_months_per_10_projects"] = 10 * grid["sum"] / projects
    return grid.rename(columns={"sum": "desk_months", "size": "visits"}).drop(columns="place").reset_index(drop=True)


def _reasons(waits: pd.DataFrame) -> list[str]:
    """Reasons that occur: work first, then by the time they cost."""
    held = waits[waits["why"] != WORKED].groupby("why")["desk_months"].sum().sort_values(ascending=False, kind="stable")
    return [WORKED] * (WORKED in set(waits["why"])) + [str(why) for why in held.index]


def _grid(figure: Any, waits: pd.DataFrame) -> None:
    reasons = _reasons(waits)
    stages = [stage for stage in STAGES if stage in set(waits["stage"])]
    axes = figure.add_axes((0.19, 0.125, 0.79, 0.70))
    most = float(waits["desk_months_per_10_projects"].max())
    for row in waits.itertuples():
        x, y = reasons.index(row.why), len(stages) - 1 - stages.index(row.stage)
        size = row.desk_months_per_10_projects
        worked = row.why == WORKED
        axes.scatter(x, y, s=1200 * size / most, color=FAINT if worked else MUTED, linewidths=0)
        axes.text(x + 0.26, y, f"{size:.1f}", ha="left", va="center", color=INK)
    totals = waits[waits["why"] != WORKED].groupby("stage")["desk_months_per_10_projects"].sum()
    for at, stage in enumerate(stages):
        axes.text(len(reasons) - 0.15, len(stages) - 1 - at, f"{totals.get(stage, 0.0):.1f}", fontweight="bold",
                  va="center", ha="left")  # fmt: skip
    axes.set_xlim(-0.55, len(reasons) + 0.45)
    by_reason = waits.groupby("why")["desk_months_per_10_projects"].sum()
    for at, why in enumerate(reasons):
        axes.text(at + 0.26, -1, f"{by_reason[why]:.1f}", fontweight="bold", ha="left", va="center")
    axes.text(len(reasons) - 0.15, -1, f"{totals.sum():.1f}", fontweight="bold", ha="left", va="center")
    axes.set_ylim(-1.6, len(stages) - 0.4)
    names = [wrapped(why, 12) for why in reasons] + [wrapped(f"{HELD}, all reasons", 12)]
    axes.set_xticks(range(len(names)), names, linespacing=1.0)
    axes.xaxis.tick_top()
    named = [capital(stage) for stage in stages]
    axes.set_yticks(range(len(stages) - 1, -2, -1), [*named, "All desks"])
    axes.get_yticklabels()[-1].set_fontweight("bold")
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_yticks([at - 0.5 for at in range(len(stages))], minor=True)
    axes.grid(axis="y", which="minor", color=FAINT, linewidth=0.7)
    axes.tick_params(which="minor", length=0)


def _finding(waits: pd.DataFrame, opening: str) -> str:
    """Where most time is lost, and to what."""
    held = waits[waits["why"] != WORKED]
    total = float(held["desk_months"].sum())
    if total == 0:
        return f"{opening}, desks only wait while work is in hand"
    by_stage = held.groupby("stage")["desk_months"].sum()
    by_reason = held.groupby("why")["desk_months"].sum()
    share = total / float(waits["desk_months"].sum())
    return (
        f"{opening}, {percent(share)} of the time at desks is spent held up: most at {by_stage.idxmax()} "
        f"({percent(float(by_stage.max()) / total)} of it), most for {_as_cause(str(by_reason.idxmax()))} "
        f"({percent(float(by_reason.max()) / total)})"
    )


def _as_cause(why: str) -> str:
    """A reason as the end of a sentence."""
    return f"“{why}”"


def _in_words(waits: pd.DataFrame) -> str:
    held = waits[waits["why"] != WORKED]
    by_stage = held.groupby("stage")["desk_months_per_10_projects"].sum().sort_values(ascending=False, kind="stable")
    rows = [f"{stage} {months:.1f}" for stage, months in by_stage.items()]
    return (
        "A row for each desk, a column for each reason; the area of each disc is desk-months for every ten projects. "
        f"Held up for any reason: {listed(rows)}."
    )

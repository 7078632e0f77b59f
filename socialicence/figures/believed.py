"""Believed against actual licence, project by project, and the two errors: sharing without it, not sharing with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from socialicence.categories import Outcome
from socialicence.errors import InputError
from socialicence.figures.frames import checked, chosen, describe, done_runs, of_done, source_of
from socialicence.figures.style import FAINT, INK, MUTED, in_style, page, percent, percent_axis, points, with_choices
from socialicence.outcomes.licence import WITH_LICENCE

if TYPE_CHECKING:
    import pandas as pd

SHARED, LOST = "data went to use", "given up or refused"
ENDS = {
    Outcome.ACCESSED.label: SHARED,
    Outcome.COMPLETED.label: SHARED,
    Outcome.ABANDONED.label: LOST,
    Outcome.REFUSED.label: LOST,
}
ERRORS = {SHARED: "shared without licence", LOST: "not shared, with licence"}
MOST_MARKS = 600
"""More marks than this in a panel hide one another: every so many is drawn, all are counted and in the table."""


@in_style
def believed_licence(
    projects: pd.DataFrame, runs: pd.DataFrame, *, scenario: str | None = None, titles: Mapping[str, str] | None = None
) -> Any:
    """Draw the licence that owners believed they had against the licence they had, for each project that ended.

    Parameters
    ----------
    projects, runs : DataFrame
        Of the results.
    scenario : str, optional
        Today's course if it is there, else the first.
    titles : mapping, optional
        Title of each scenario.

    Returns
    -------
    matplotlib.figure.Figure
        Left, projects whose data went to use; right, those given up or refused. Across, what the owners believed when
        the project was put in; up, backing among those affected when last measured. The half in which a project is an
        error is shaded and counted. On the diagonal belief is right.

    Raises
    ------
    InputError
        If no project ended.
    """
    done = done_runs(runs)
    name = chosen(done, scenario)
    columns = ["run", "outcome", "perceived_licence", "licence_affected"]
    own = _ended(of_done(checked(projects, "projects", columns), done, name))
    figure = page(11.5, 6.9)
    each = -(-int(own["ended"].value_counts().max()) // MOST_MARKS)
    for place, ended in enumerate(ERRORS):
        _panel(figure, place, own[own["ended"] == ended], ended, each)
    some = f" A mark for one project in {each}; all are counted." if each > 1 else ""
    return describe(
        figure,
        finding=_finding(own, with_choices(name, titles)),
        drawn=_in_words(own),
        table=own,
        source=source_of(
            done, runs, name,
            f"With licence: at least {percent(WITH_LICENCE)} of those affected back it (our line). Backing as last "
            "measured: at access, or when the project was put in. Projects still waiting are left out."
            f"{some}",
        ),
    )  # fmt: skip


def _ended(projects: pd.DataFrame) -> pd.DataFrame:
    """Projects that ended and of which both are known, with whether each is an error."""
    columns = [column for column in ("run", "project", "requester", "purpose") if column in projects.columns]
    own = projects[[*columns, "outcome", "perceived_licence", "licence_affected"]].copy()
    own["ended"] = own["outcome"].astype(str).map(ENDS)
    own = own[own[["ended", "perceived_licence", "licence_affected"]].notna().all(axis=1)]
    if own.empty:
        raise InputError("projects: none ended whose licence is known; there is nothing to draw")
    backed = own["licence_affected"] >= WITH_LICENCE
    own["error"] = backed.where(own["ended"] == LOST, ~backed)
    return own


def _panel(figure: Any, place: int, projects: pd.DataFrame, ended: str, each: int) -> None:
    """Draw the projects that ended in one way, one mark for each so many."""
    from matplotlib.patches import Rectangle

    axes = figure.add_axes((0.115 + 0.46 * place, 0.185, 0.40, 0.615))
    low, high = (0, WITH_LICENCE) if ended == SHARED else (WITH_LICENCE, 1)
    axes.add_patch(Rectangle((0, low), 1, high - low, facecolor=FAINT, alpha=0.45, zorder=0, linewidth=0))
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    axes.axhline(WITH_LICENCE, color=MUTED, linewidth=1, zorder=1)
    for error, mark in ((False, "o"), (True, "x")):
        shown = projects[projects["error"] == error].iloc[::each]
        style = {"facecolors": "none", "edgecolors": MUTED} if mark == "o" else {"color": INK}
        axes.scatter(shown["perceived_licence"], shown["licence_affected"], marker=mark, s=22, linewidths=1, zorder=2,
                     **style)  # fmt: skip
    errors = int(projects["error"].sum())
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
    said = f"× {errors:,} of {len(projects):,} {ERRORS[ended]}"
    axes.text(0.985, 0.02 if ended == SHARED else 0.98, said, ha="right",
              va="bottom" if ended == SHARED else "top", fontweight="bold", bbox=box, zorder=4)  # fmt: skip
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal", adjustable="box", anchor="W")
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    percent_axis(axes.xaxis)
    percent_axis(axes.yaxis)
    axes.set_title(f"{ended[:1].upper()}{ended[1:]}: {len(projects):,}", pad=10)
    axes.set_xlabel("Backing that the owners believed they had")
    if place == 0:
        axes.text(-0.19, 1.10, "Backing among those affected", transform=axes.transAxes)
        axes.text(0.985, 0.70, "belief right", ha="right", va="top", color=MUTED, bbox=box, zorder=3)


def _count(projects: pd.DataFrame, ended: str) -> tuple[int, int]:
    own = projects[projects["ended"] == ended]
    return int(own["error"].sum()), len(own)


def _finding(projects: pd.DataFrame, opening: str) -> str:
    """How often either error happens, and which way belief is off."""
    (without, shared), (unshared, lost) = _count(projects, SHARED), _count(projects, LOST)
    parts = []
    if shared:
        parts.append(f"{percent(without / shared)} of shares went ahead without the backing of those affected")
    if lost:
        parts.append(f"{percent(unshared / lost)} of projects given up or refused had it")
    off = float((projects["perceived_licence"] - projects["licence_affected"]).mean())
    way = "too little" if off < 0 else "too much"
    if abs(off) >= 0.005:
        amount = points(abs(off)).lstrip("+")
        parts.append(f"owners believed {amount} point{'' if amount == '1' else 's'} {way}")
    return f"{opening}, {'; '.join(parts)}"


def _in_words(projects: pd.DataFrame) -> str:
    said = []
    for ended, error in ERRORS.items():
        errors, count = _count(projects, ended)
        own = projects[projects["ended"] == ended]
        if count:
            said.append(
                f"{ended}: {count} projects, {errors} {error}; "
                f"believed {percent(float(own['perceived_licence'].mean()))}, "
                f"actual {percent(float(own['licence_affected'].mean()))} on average"
            )
    return (
        "A mark for each project that ended: across, the backing its owners believed they had; up, backing among those "
        f"affected. {'. '.join(text[:1].upper() + text[1:] for text in said)}."
    )

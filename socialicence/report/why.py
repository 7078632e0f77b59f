"""Why it comes out so: where projects wait today, and what each group of choices contributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.errors import InputError
from socialicence.explanation.effects import TOGETHER
from socialicence.figures.contributions import amount, outcome_name
from socialicence.report.charts import Chart, chart
from socialicence.results.finding import BEST, opening
from socialicence.scenarios import STATUS_QUO, names
from socialicence.words import capital, listed, lower, plural, shortened

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.results import Results

SAID = {
    "licence_affected": "of every 100 people affected, {by} back the sharing",
    "access_within_24m_academic": "of every 100 projects of academic researchers, {by} have access within two years",
    "external_access": "of every 100 data shares, {by} go to people outside government",
    "cross_department": "departments clear {by} desks together in a month",
}
"""The outcomes that are told, in this order, and how."""
SHARES = tuple(outcome for outcome in SAID if outcome != "cross_department")
MOST, WHOLE = 2, 1.5
"""Choices that are named for each outcome, and from how many of a hundred on whole ones are told."""


def told(contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the contributions to the outcomes that the page tells of, in its order."""
    import pandas as pd

    parts = [contributions[contributions["outcome"] == outcome] for outcome in SAID]
    return pd.concat(parts, ignore_index=True)


def sentences(contributions: pd.DataFrame) -> list[str]:
    """Return a sentence for each outcome: what all choices do together, and which of them do most of it."""
    return [
        _sentence(outcome, contributions[contributions["outcome"] == outcome])
        for outcome in SAID
        if (contributions["outcome"] == outcome).any()
    ]


def _sentence(outcome: str, rows: pd.DataFrame) -> str:
    whole = rows[rows["lever"] == TOGETHER].iloc[0]
    if not whole["alone_clear"]:
        return f"{outcome_name(outcome)}: no change that luck could not explain."
    by = f"{_size(whole['alone'], outcome)} {'more' if whole['alone'] > 0 else 'fewer'}"
    low, high = (amount(whole[f"alone_{end}"], outcome) for end in ("low", "high"))
    text = f"{capital(SAID[outcome].format(by=by))} ({low} to {high} over pairs of runs)."
    named = [_choice(row, outcome) for row in _most(rows, whole["alone"])]
    if not named:
        return f"{text} No one choice does it by itself."
    return f"{text} Most of it comes from {listed(named)}."


def _most(rows: pd.DataFrame, whole: float) -> list[Any]:
    """The choices that do most of it, from both ends, and clear of luck at both."""
    own = rows[rows["last"].notna()]
    own = own[own["alone_clear"].astype(bool) & own["last_clear"].astype(bool)]
    size = (own["alone"] + own["last"]) / 2
    own = own[size * whole > 0.1 * whole * whole]
    order = size.loc[own.index].abs().sort_values(ascending=False, kind="stable").index
    return [row for _, row in own.loc[order].head(MOST).iterrows()]


def _choice(row: Any, outcome: str) -> str:
    alone, last = amount(row["alone"], outcome), amount(row["last"], outcome)
    return f"“{lower(str(row['label']))}” ({alone} alone, {last} last)"


def _size(value: float, outcome: str) -> str:
    """A difference in whole people or projects where it is one, else to a decimal."""
    scaled = abs(100 * value if outcome in SHARES else value)
    return f"about {scaled:.0f}" if outcome in SHARES and scaled >= WHOLE else f"{scaled:.1f}"


CITIZENS, RUNS, LONGEST = 1000, 10, 60
"""Citizens, pairs of runs and most months of what is run for the explanation, so that it takes a few seconds."""
Progress = Callable[[int, int], None]


class Why(NamedTuple):
    """Where time is lost, and what the choices of one scenario contribute.

    Attributes
    ----------
    waiting : Chart or None
        Where projects wait in today's course, or the first scenario.
    heading : str
        Whose choices are explained; empty where none are.
    about : str
        By how many runs of what size; or why nothing is explained.
    sentences : list of str
        What the choices come to, outcome by outcome.
    chain : list of str
        The chain in words, with the spread of every figure.
    contributions : Chart or None
    """

    waiting: Chart | None
    heading: str
    about: str
    sentences: list[str]
    chain: list[str]
    contributions: Chart | None


def why(
    results: Results, *, explained: bool = True, workers: int | None = None, progress: Progress | None = None
) -> Why:
    """Return why these runs come out as they do; with `explained`, from more runs made for it."""
    waiting = chart("waiting", results)
    name = explained_scenario(results)
    silence = _silence(results, name, explained)
    if silence or name is None:
        return Why(waiting, "", silence, [], [], None)
    from socialicence.explanation import explain

    try:
        found = explain(
            results.scenarios[name],
            citizens=CITIZENS,
            runs=RUNS,
            months=min(results.lengths[name], LONGEST),
            seed=results.provenance["seed"],
            workers=workers,
            by="group",
            progress=progress,
        )
    except InputError as error:
        return Why(waiting, "", f"The choices could not be told apart: {error}.", [], [], None)
    about = (
        f"Each group of choices was added alone to today’s course (alone), and added last to all the others (last), in "
        f"{plural(RUNS, 'pair')} of runs of {found.months} months with {CITIZENS:,} citizens: fewer than above, to "
        f"keep this page quick. Each choice by itself, or another scenario: {_command(name)}"
    )
    tables = {"contributions": told(found.contributions), "runs": found.results.runs}
    drawn = chart("contributions", results, tables)
    heading = f"{shortened(opening(results, name))}, held against today’s course"
    return Why(waiting, heading, about, sentences(found.contributions), list(found.sentences), drawn)


def explained_scenario(results: Results) -> str | None:
    """Return the scenario whose choices are worth explaining: that of Public Good, else the first that chooses."""
    candidates = [BEST, *(name for name in results.scenarios if name != STATUS_QUO), STATUS_QUO]
    for name in candidates:
        scenario = results.scenarios.get(name)
        if scenario is not None and (scenario.values or scenario.shocks or scenario.without_stages):
            return name
    return None


def _command(name: str) -> str:
    """What to type for all that can be said of a scenario; one of a file is named by its file."""
    return f"socialicence explain {name if name in names() else 'FILE.toml'}"


def _silence(results: Results, name: str | None, explained: bool) -> str:
    """Why no choices are explained; empty where they are."""
    if len(results.failed) == len(results.records):
        return "No run was completed, so there is nothing to explain."
    if name is None:
        return "Nothing was chosen otherwise than today, so there is nothing more to explain."
    if results.provenance.get("stages"):
        return "What each choice contributes is not told here: these runs used stages of their own."
    if not explained:
        return f"What each choice contributes was left out of this page; to ask for it: {_command(name)}"
    return ""

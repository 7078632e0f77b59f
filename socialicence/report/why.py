"""Why it comes out so: where projects wait today, and what each group of choices contributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from socialicence.errors import InputError
from socialicence.report.charts import Chart, chart
from socialicence.report.contributed import sentences, told
from socialicence.results.finding import BEST, opening
from socialicence.scenarios import STATUS_QUO, names
from socialicence.words import plural, shortened

if TYPE_CHECKING:
    from socialicence.results import Results

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

"""Why it comes out so: where projects wait today, and what each group of choices contributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from socialicence.errors import InputError
from socialicence.report.charts import Chart, chart
from socialicence.report.words import plural, shortened
from socialicence.results.finding import BEST, opening
from socialicence.scenarios import STATUS_QUO

if TYPE_CHECKING:
    from socialicence.results import Results

CITIZENS, RUNS = 2000, 10
"""Size of the runs made for the explanation: a few seconds on two cores, where the table needs three times the runs."""
Progress = Callable[[int, int], None]


class Why(NamedTuple):
    """Where time is lost, and what the choices of one scenario contribute.

    Attributes
    ----------
    waiting : Chart or None
        Where projects wait in today's course, or the first scenario.
    about : str
        Whose choices are explained, and by how many runs; or why none are.
    sentences : list of str
        The chain in words.
    contributions : Chart or None
    """

    waiting: Chart | None
    about: str
    sentences: list[str]
    contributions: Chart | None


def why(results: Results, *, explained: bool = True, progress: Progress | None = None) -> Why:
    """Return why these runs come out as they do; with `explained`, from more runs made for it."""
    waiting = chart("waiting", results)
    name = explained_scenario(results)
    if not explained or name is None:
        return Why(waiting, _silence(results, name, explained), [], None)
    from socialicence.explanation import explain

    try:
        found = explain(
            results.scenarios[name],
            citizens=CITIZENS,
            runs=RUNS,
            months=results.lengths[name],
            seed=results.provenance["seed"],
            by="group",
            progress=progress,
        )
    except InputError as error:
        return Why(waiting, f"The choices could not be told apart: {error}.", [], None)
    about = (
        f"{shortened(opening(results, name))}: what each group of choices does, added alone to today’s course and taken "
        f"away alone from the whole, in {plural(RUNS, 'pair')} of runs with {CITIZENS:,} citizens (smaller than the runs "
        "above, to keep this page quick)."
    )
    return Why(waiting, about, list(found.sentences), chart("contributions", results, {"contributions": found.contributions}))


def explained_scenario(results: Results) -> str | None:
    """Return the scenario whose choices are worth explaining: that of Public Good, else the first that chooses."""
    names = [BEST, *(name for name in results.scenarios if name != STATUS_QUO), STATUS_QUO]
    for name in names:
        scenario = results.scenarios.get(name)
        if scenario is not None and (scenario.values or scenario.shocks or scenario.without_stages):
            return name
    return None


def _silence(results: Results, name: str | None, explained: bool) -> str:
    if name is None:
        return "Nothing was chosen otherwise than today, so there is nothing more to explain."
    return f"What each choice contributes was left out of this page; ask for it with: socialicence explain {name}"

"""What a set of runs found, in one sentence, and what has to be known to read it: for screens, pictures and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from socialicence.categories import FUTURES, NO_FUTURE, Future, Shock
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.scenarios import STATUS_QUO

if TYPE_CHECKING:
    from socialicence.results.results import Results

BEST = Future.PUBLIC_GOOD.name.lower()


def ends_in_words(nearest: Mapping[str, int], runs: int) -> str:
    """Return where runs end, as the rest of a sentence.

    Parameters
    ----------
    nearest : mapping of str to int
        How many runs end nearest each future, and `none`.
    runs : int
        How many runs were done; at least one.

    Returns
    -------
    str
        The commonest end, all of several that are as common, and how many runs end nearest Public Good.

    Examples
    --------
    >>> ends_in_words({"deprioritised": 24, "none": 6}, 30)
    '24 of 30 runs end nearest Deprioritised; none nearest Public Good'
    >>> ends_in_words({"silos": 12, "government": 12, "public_good": 6}, 30)
    '12 of 30 runs end nearest Silos and as many nearest Government; 6 nearest Public Good'
    """
    count = {future: nearest.get(future, 0) for future in FUTURES}
    near_none, most = nearest.get(NO_FUTURE, 0), max(count.values())
    if runs == 1:
        return f"the one run ends {_end(next((future for future in count if count[future]), 'none'))}"
    named = [future for future in count if count[future] == most > 0]
    ends = [_end("none")] if near_none >= most else []
    if not ends or near_none == most:
        ends += [_end(future) for future in named]
    text = f"{max(near_none, most)} of {runs} runs end {' and as many '.join(ends)}"
    if near_none > most > 0:
        text += f", {most} {' and as many '.join(_end(future) for future in named)}"
    return text if BEST in named or not most else f"{text}; {count[BEST] or 'none'} {_end(BEST)}"


def _end(future: str) -> str:
    return f"nearest {FUTURES[future]}" if future in FUTURES else "near none of the four futures"


def main_scenario(results: Results) -> str:
    """Return the scenario that a finding is about: today's course if it was run, else the first."""
    return STATUS_QUO if STATUS_QUO in results.scenarios else next(iter(results.scenarios))


def is_as_today(results: Results) -> bool:
    """Whether what was run as `status_quo` is the model's own course of today, with nothing set otherwise."""
    scenario = results.scenarios.get(STATUS_QUO)
    if scenario is None or scenario.values or scenario.shocks or scenario.without_stages:
        return False
    return not scenario.additions.other_institutions and not results.provenance.get("stages")


def opening(results: Results, name: str) -> str:
    """Return what a scenario supposes, as the opening of a sentence."""
    if name == STATUS_QUO:
        return "If nothing changes" if is_as_today(results) else "With the choices made here"
    label = results.scenarios[name].label
    return f"With the choices for {label}" if name in FUTURES else f"Under {label}"


def finding(results: Results, name: str | None = None) -> str:
    """Return what the runs of one scenario found in a sentence; of today's course, else of the first, by default."""
    name = main_scenario(results) if name is None else name
    found = results.summary["scenarios"][name]
    if not found["runs"]:
        return f"{results.scenarios[name].label}: no run was completed."
    return f"{opening(results, name)}, {ends_in_words(found['nearest'], found['runs'])}."


def footers(results: Results) -> list[str]:
    """Return what has to be known to read the table of these results."""
    lines = []
    if min(results.lengths.values()) < TWO_YEARS:
        lines.append(
            f"Runs shorter than {TWO_YEARS} months: nearest future and access within {TWO_YEARS} months are of "
            "the months there are."
        )
    means = [found["outcomes"]["objecting_percent"]["mean"] for found in results.summary["scenarios"].values()]
    known = {round(mean, 1) for mean in means if mean is not None}
    scheduled = any(s.shock is Shock.ANNOUNCEMENT for one in results.scenarios.values() for s in one.shocks)
    if len(means) > 1 and len(known) == 1 and not scheduled:
        lines.append("Opting out follows announcements with a deadline; none is scheduled here.")
    for one in results.scenarios.values():
        if one.additions.other_institutions:
            lines.append(
                f"{one.label} has departments or contexts of its own: its licence is a mean over other contexts, and "
                "its nearest future is judged on a scale made with the model's. Neither compares with the rest."
            )
        if one.without_stages:
            lines.append(f"{one.label} is an ablation: its months go without {', '.join(one.without_stages)}.")
    if own := results.provenance.get("stages"):
        lines.append(f"Stages of a month: {', '.join(own['names'])} (not the model's own).")
    return lines


def size_of(results: Results) -> str:
    """Return how many runs of what size these are, and what their spread is."""
    made = results.provenance
    lengths = sorted(set(results.lengths.values()))
    size = f"{made['citizens']:,} citizens and {'-'.join(str(lengths[end]) for end in sorted({0, len(lengths) - 1}))}"
    size += " month" if lengths == [1] else " months"
    if made["runs"] == 1:
        return f"1 run of {size}: what one run of this model gives"
    return f"Mean (p10-p90) over {made['runs']} runs of {size}: the spread between runs of this model"

"""What the report cannot tell: what the spread is, how the model was checked, how much is assumption."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.assumptions import Assumption, computed, is_current, ten_most_important
from socialicence.assumptions.stored import COMMAND
from socialicence.categories import FUTURE_NAMES, FUTURES
from socialicence.checks.page import headline
from socialicence.checks.patterns import PATTERNS
from socialicence.checks.stored import COMMITTED, large_part, read_result
from socialicence.figures.style import percent
from socialicence.parameters import parameters
from socialicence.report.words import Table
from socialicence.words import capital, listed, plural

if TYPE_CHECKING:
    from socialicence.results import Results


class Limit(NamedTuple):
    """One thing that the page cannot tell: in a few words, and why."""

    claim: str
    reason: str


def limits(results: Results) -> list[Limit]:
    """Return what has to be known before anything here is believed."""
    made = results.provenance
    own = Limit(
        "It is not a forecast.",
        "The public neither ages nor moves for five years, budgets follow the choices made, and nothing from outside "
        "happens unless it is scheduled.",
    )
    return [_spread(made["runs"]), _assumptions(), _paraphrase(), _our_choice(), own]


def _spread(runs: int) -> Limit:
    if runs == 1:
        return Limit("One run has no spread.", "It shows what can happen in this model, not how often.")
    return Limit(
        "The spread is between runs of this model. It is not confidence about the UK.",
        "All runs share the same rules and the same numbers; only chance differs. If a rule is wrong, all of them are.",
    )


def _assumptions() -> Limit:
    beliefs = [one for one in parameters().values() if not one.is_lever]
    grades = Counter(one.grade for one in beliefs)
    known = grades["measured"] + grades["derived"]
    return Limit(
        f"{grades['assumption']} of {len(beliefs)} parameters are assumptions.",
        f"Another {grades['judgement']} are judgement; {known} were measured or are derived from data. How large an "
        f"effect is rests on them, and so do all {len(parameters()) - len(beliefs)} levers.",
    )


def _paraphrase() -> Limit:
    return Limit(
        "The four futures are our paraphrase.",
        "They are our reading of four scenarios that the Office for Statistics Regulation (OSR) drew in 2023. Nothing "
        "here quotes them, and none of it speaks for OSR.",
    )


def _our_choice() -> Limit:
    """How often each future's own file ends nearest it when every belief is drawn anew."""
    found = large_part()
    draws, made = found["draws"], found["provenance"]
    own = [
        f"{draws[future]['nearest'].get(future, 0)} ({label})" for future, label in FUTURES.items() if future in draws
    ]
    today = draws["status_quo"]
    return Limit(
        "We chose what counts as each future, and the choices for it.",
        "Nearness tests whether the two fit, not whether either is true. When all "
        f"{draws['beliefs']} uncertain beliefs are drawn anew {today['runs']} times over their whole ranges, the "
        f"choices for a future end nearest that future in {listed(own)} draws; today’s course ends "
        f"{_ends(today['nearest'])} (computed {made['date']}, model version {made['model_version']}).",
    )


def _ends(nearest: dict[str, int]) -> str:
    """The two commonest ends over draws."""
    first = sorted(nearest.items(), key=lambda one: -one[1])[:2]
    return listed([f"nearest {FUTURE_NAMES[future]} in {count}" for future, count in first])


EVIDENCE = {
    "fair": "judgement from a named source",
    "weak": "a source for the direction, the size is ours",
    "none": "our guess",
}
"""What each quality of `assumptions.quality` says, for somebody who has not read its definition."""
HEAD = (
    "Assumption", "Value used (and range)", "Evidence", "Share of all that assumptions move",
    "Can alone change the nearest future",
)  # fmt: skip


class Assumed(NamedTuple):
    """The table (None if nothing was computed), and how its numbers were computed."""

    table: Table | None
    made: str


def assumed() -> Assumed:
    """Return the ten assumptions of most impact, as computed and committed with the package."""
    try:
        rows = [_row(one) for one in ten_most_important()]
    except FileNotFoundError:
        return Assumed(None, f"In this copy of the package it was not computed which they are. To do so: {COMMAND}")
    return Assumed(Table("The ten on which most hangs, most first", HEAD, rows), _made())


def _row(one: Assumption) -> tuple[str, ...]:
    own = one.parameter
    impact = "not known"
    if one.impact is not None:
        low, high = (percent(max(share, 0.0)) for share in (one.impact.low, one.impact.high))
        impact = f"{percent(max(one.impact.value, 0.0))} ({low} to {high})"
    return (
        own.label,
        f"{own.default:g} {own.unit} ({own.low:g} to {own.high:g})",
        EVIDENCE[one.quality],
        impact,
        one.changes_told or "no",
    )


def _made() -> str:
    made = computed().provenance
    text = (
        f"All {made['assumptions']} assumptions were drawn at once over their ranges, {made['draws']:,} times, in "
        f"{plural(len(made['scenarios']), 'scenario')} of {made['citizens']:,} citizens; then each was moved alone "
        "from end to end. The share is of the spread that they make in the four measures that decide the nearest "
        "future, "
        f"with its 95 % interval. Computed {made['date']}, model version {made['model_version']}"
    )
    return f"{text}." if is_current() else f"{text}: older than the numbers of this report, to which it may not apply."


ORDER = ("fail", "not judged", "pass", "not checked")
SIGNS = {"pass": "✓", "fail": "✗", "not judged": "?", "not checked": "–"}


class Check(NamedTuple):
    """One check: what is expected of the model, and whether it is so."""

    name: str
    title: str
    expected: str
    found: list[str]
    verdict: str
    sign: str


class Checked(NamedTuple):
    """All checks, what they come to, and on which version they were run."""

    headline: str
    made: str
    checks: list[Check]
    own_stages: bool


def checked(results: Results) -> Checked:
    """Return the committed result of all checks, failures first."""
    result = read_result(COMMITTED)
    findings = sorted(result["findings"], key=lambda one: ORDER.index(one["verdict"]))
    return Checked(
        headline(result["counts"]),
        _checked_with(result["provenance"], results.provenance["model_version"]),
        [_check(one) for one in findings],
        bool(results.provenance.get("stages")),
    )


def _check(one: dict[str, Any]) -> Check:
    pattern = PATTERNS.get(one["pattern"])
    title = pattern.title if pattern is not None else ""
    return Check(one["pattern"], title, one["expectation"], _parts(one["found"]), one["verdict"], SIGNS[one["verdict"]])


def _parts(found: str) -> list[str]:
    """What was found, a part at a time, with futures by their titles."""
    for name, label in FUTURES.items():
        found = re.sub(rf"\b{name}\b", label, found)
    return [capital(part) for part in found.split("; ")]


def _checked_with(made: dict[str, Any], version: int) -> str:
    text = f"Run in full on {made['date']} with model version {made['model_version']}"
    if made["model_version"] != version:
        return f"{text}; the runs of this report are of version {version}, for which they have not been run."
    return f"{text}, the version of this report."

"""The list of assumptions, as data and as Markdown: range, source, how good that is, and what hangs on each."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from socialicence.assumptions.stored import Change, Impact, computed, is_current
from socialicence.categories import FUTURE_NAMES
from socialicence.parameters import Parameter, parameters
from socialicence.scenarios import load
from socialicence.words import markdown_table

FAIR, WEAK, NONE = "fair", "weak", "none"
MEANING = {
    FAIR: "a judgement from a source outside the model that is named",
    WEAK: "a named source says the direction, or something near it; the size is ours. Or a judgement without a source",
    NONE: "no source outside the model's own specification is named: our guess",
}
"""What each quality means."""
_OWN = re.compile(r"^specification [\d., and]+(\([^)]*\))?[:;]?\s*")
"""The model's own specification, which is no evidence."""
_NOTHING = re.compile(r"^(no|our)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(1[89]|20)\d\d\b|\bdoi\b")
"""A year or an identifier."""
_NAMED = re.compile(r"\b(?!UK\b|SD\b)([A-Z]{2,}|[A-Z][a-z]{3,})")
"""The name of an organisation, a survey or authors."""


def quality_of(parameter: Parameter) -> str:
    """Return the quality of the evidence for a parameter: `fair`, `weak` or `none`."""
    outside = names_a_source(parameter.source)
    if parameter.grade == "judgement":
        return FAIR if outside else WEAK
    return WEAK if outside else NONE


def names_a_source(source: str) -> bool:
    """Whether the text of a source names anything outside the model's specification.

    Examples
    --------
    >>> names_a_source("specification 4.1"), names_a_source("Poortinga and Pidgeon 2004 (direction only)")
    (False, True)
    """
    rest = _OWN.sub("", source.strip())
    if not rest:
        return False
    if _DATED.search(rest):
        return True
    # "No figure" names nothing, whatever it goes on to say of where none was found.
    return not _NOTHING.match(rest) and _NAMED.search(rest) is not None


TEN = 10
COLUMNS = (
    "name", "label", "default", "low", "high", "unit", "grade", "source", "quality", "impact", "impact_low",
    "impact_high", "can_change_nearest", "changes",
)  # fmt: skip


@dataclass(frozen=True)
class Assumption:
    """A parameter that no data settle, and what hangs on it.

    Attributes
    ----------
    parameter : Parameter
        Default, range, unit, grade and source.
    quality : str
        `fair`, `weak` or `none` (see `quality.MEANING`).
    impact : Impact or None
        Share of the variance between draws of all assumptions that it accounts for, in the measures that decide the
        nearest future; None where it has no range, or was not there when impacts were computed.
    changes : tuple of Change
        Scenarios whose most frequent nearest future it changes alone.
    """

    parameter: Parameter
    quality: str
    impact: Impact | None
    changes: tuple[Change, ...]

    @property
    def scenarios_changed(self) -> list[str]:
        """The scenarios whose nearest future it changes, in words."""
        return list(dict.fromkeys(load(one.scenario).label for one in self.changes))

    @property
    def changes_told(self) -> str:
        """The changes in words; empty where there is none."""
        return "; ".join(
            f"{load(one.scenario).label} at its {one.end} end: {FUTURE_NAMES[one.before]} to {FUTURE_NAMES[one.after]}"
            for one in self.changes
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as a row of `assumptions.csv`."""
        own = {key: getattr(self.parameter, key) for key in COLUMNS[:8]}
        impact = (None, None, None) if self.impact is None else self.impact
        return {
            **own,
            "quality": self.quality,
            **dict(zip(COLUMNS[9:12], impact, strict=True)),
            "can_change_nearest": bool(self.changes),
            "changes": self.changes_told,
        }


def assumptions() -> list[Assumption]:
    """Return every parameter graded judgement or assumption, what most hangs on first."""
    known = computed()
    found = [
        Assumption(one, quality_of(one), known.impacts.get(name), known.changes.get(name, ()))
        for name, one in parameters().items()
        if one.is_uncertain
    ]
    return sorted(found, key=lambda one: -1.0 if one.impact is None else one.impact.value, reverse=True)


def ten_most_important() -> list[Assumption]:
    """Return the ten assumptions of most impact."""
    return assumptions()[:TEN]


def text_of(listed: list[Assumption]) -> str:
    """Return assumptions as CSV."""
    place = io.StringIO()
    writer = csv.DictWriter(place, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in listed:
        row = one.to_dict()
        writer.writerow(row | {"can_change_nearest": "yes" if row["can_change_nearest"] else "no"})
    return place.getvalue()


def assumptions_made() -> str:
    """Return how impacts were computed: a paragraph with every number of it."""
    made = computed().provenance
    listed = assumptions()
    changing = sum(bool(one.changes) for one in listed)
    scenarios = len(made["scenarios"])
    still = ", ".join(f"`{one.parameter.name}`" for one in listed if one.parameter.low >= one.parameter.high)
    left = f" (all but {still}, which has no range)" if still else ""
    newer = "" if is_current() else " The numbers have changed since; what is new has no impact yet."
    return (
        f"Computed {made['date']} with model version {made['model_version']} on {made['citizens']:,} citizens: "
        f"{made['draws']:,} draws of {made['assumptions']} assumptions at once{left}, each in {scenarios} scenarios; "
        f"then each assumption alone at either end of its range ({made['screening_runs']} paired runs, {made['runs']} "
        f"where that brought another future close). Together, straight lines in ranks account for "
        f"{made['explained']:.0%} of the variance. {changing} of {len(listed)} can change the nearest future of a "
        f"scenario by themselves. To make it again: `{made['command']}`.{newer}"
    )


def quality_table() -> str:
    """Return what the qualities mean, and how many assumptions have each."""
    counts = Counter(one.quality for one in assumptions())
    return markdown_table(("quality", "assumptions", "meaning"), ((one, counts[one], MEANING[one]) for one in MEANING))


def assumptions_table() -> str:
    """Return every assumption, what most hangs on first."""
    facts = ("name", "what", "default", "range", "unit", "grade", "source", "quality")
    return markdown_table((*facts, "impact (95 %)", "changes nearest"), [_row(one) for one in assumptions()])


def _row(one: Assumption) -> tuple[str, ...]:
    own = one.parameter
    return (
        f"`{own.name}`", own.label, f"{own.default:.12g}", f"{own.low:.12g} to {own.high:.12g}", own.unit, own.grade,
        own.source, one.quality, impact_told(one), one.changes_told or "no",
    )  # fmt: skip


def impact_told(one: Assumption) -> str:
    """Return the impact in percent with its interval; a dash where it is not known."""
    if one.impact is None:
        return "-"
    return f"{100 * one.impact.value:.1f} % ({100 * one.impact.low:.1f} to {100 * one.impact.high:.1f})"

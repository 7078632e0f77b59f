"""Assumptions as Markdown, for the generated parts of `docs/assumptions.md`."""

from __future__ import annotations

from collections import Counter

from socialicence.assumptions.listed import MEANING, Assumption, assumptions
from socialicence.assumptions.stored import computed
from socialicence.words import markdown_table


def assumptions_made() -> str:
    """Return how impacts were computed: a paragraph with every number of it."""
    made = computed().provenance
    listed = assumptions()
    changing = sum(bool(one.changes) for one in listed)
    scenarios = len(made["scenarios"])
    still = ", ".join(f"`{one.parameter.name}`" for one in listed if one.parameter.low >= one.parameter.high)
    left = f" (all but {still}, which has no range)" if still else ""
    return (
        f"Computed {made['date']} with model version {made['model_version']} on {made['citizens']:,} citizens: "
        f"{made['draws']:,} draws of {made['assumptions']} assumptions at once{left}, each in {scenarios} scenarios; "
        f"then each assumption alone at either end of its range ({made['screening_runs']} paired runs, {made['runs']} "
        f"where that brought another future close). Together, straight lines in ranks account for "
        f"{made['explained']:.0%} of the variance. {changing} of {len(listed)} can change the nearest future of a "
        f"scenario by themselves. To make it again: `{made['command']}`."
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

"""How to make the runs of a report again: command, seeds, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from socialicence.report.words import plural

if TYPE_CHECKING:
    from socialicence.results import Results

HOME = "socialicence reproduce report.html"


class Reproduction(NamedTuple):
    """Commands to be typed, and the facts that they rest on as pairs of name and value.

    `command` is empty for runs that were made from Python.
    """

    command: str
    again: str
    facts: list[tuple[str, str]]


def reproduction(results: Results) -> Reproduction:
    """Return what is needed to make these runs again."""
    made = results.provenance
    runs, seed = made["runs"], made["seed"]
    seeds = f"{seed}" if runs == 1 else f"{seed} to {seed + runs - 1}, the same in every scenario"
    packages = ", ".join(f"{name} {version}" for name, version in made["packages"].items())
    commit = made.get("git_commit") or "not known"
    if commit.endswith("-dirty"):
        commit = f"{commit.removesuffix('-dirty')}, with changes that are not committed"
    facts = [
        ("Runs", f"{plural(runs, 'run')} of each scenario, {plural(made['citizens'], 'citizen')}"),
        ("Months", ", ".join(sorted({str(months) for months in results.lengths.values()}, key=int))),
        ("Seeds", seeds),
        ("Model", f"version {made['model_version']}, package {made['version']}, commit {commit}"),
        ("Python", f"{made['python']}; {packages}"),
        ("Simulated in", f"{made['wall_seconds']:.1f} seconds"),
    ]
    return Reproduction(made.get("command") or "", HOME, facts)

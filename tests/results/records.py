"""Runs written by hand: outcomes only, or failed."""

from __future__ import annotations

from socialicence.outcomes.registry import OUTCOMES
from socialicence.results.record import DONE, FAILED, RunRecord

PROVENANCE = {
    "version": "0.1.0", "model_version": 2, "git_commit": None, "seed": 1, "citizens": 500, "months": 60, "runs": 1,
    "scenarios": [], "python": "3.13.0", "packages": {"numpy": "2.4"}, "command": None, "wall_seconds": 1.0,
}  # fmt: skip


def record(scenario, run, *, nearest="none", failed=False, **outcomes):
    """One run with all outcomes nought but those given."""
    found = {**dict.fromkeys(OUTCOMES, 0.0), "nearest": nearest, **outcomes}
    return RunRecord(
        scenario, run, 1 + run, status=FAILED if failed else DONE, error="a number went astray" if failed else None,
        outcomes={} if failed else found,
    )  # fmt: skip

"""The results of a set of runs: tidy tables in memory, and the files they are written to."""

from __future__ import annotations

from socialicence.results.record import DONE, FAILED, RunRecord, recorded
from socialicence.results.results import Results

__all__ = ["DONE", "FAILED", "Results", "RunRecord", "recorded"]

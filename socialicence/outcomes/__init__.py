"""What a run came to: outcomes, themes, personas, the time projects took, and the nearest of the four futures."""

from __future__ import annotations

from socialicence.outcomes.declaring import Place, RunOutcome, Shown
from socialicence.outcomes.personas import personas_of
from socialicence.outcomes.registry import add_outcome, outcomes_of, remove_outcome
from socialicence.outcomes.warm import warm_up

__all__ = [
    "Place",
    "RunOutcome",
    "Shown",
    "add_outcome",
    "outcomes_of",
    "personas_of",
    "remove_outcome",
    "warm_up",
]

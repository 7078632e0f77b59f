"""What a run came to: outcomes, themes, personas, the time projects took, and the nearest of the four futures."""

from __future__ import annotations

from socialicence.outcomes.personas import personas_of
from socialicence.outcomes.run_row import outcomes_of
from socialicence.outcomes.warm import warm_up

__all__ = ["outcomes_of", "personas_of", "warm_up"]

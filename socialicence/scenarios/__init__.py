"""Scenarios: files of choices. A scenario sets levers and schedules shocks; it never writes in an outcome."""

from __future__ import annotations

from socialicence.scenarios.controls import no_engagement, same_money
from socialicence.scenarios.differences import Difference, differences
from socialicence.scenarios.reading import load, names, with_additions, with_survey
from socialicence.scenarios.scenario import STANDARD, STATUS_QUO, Scenario, ScheduledShock
from socialicence.scenarios.settings import settings

__all__ = [
    "STANDARD",
    "STATUS_QUO",
    "Difference",
    "Scenario",
    "ScheduledShock",
    "differences",
    "load",
    "names",
    "no_engagement",
    "same_money",
    "settings",
    "with_additions",
    "with_survey",
]

"""Compile everything once, on the smallest run that uses every rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace


def warm_up(progress: Callable[[str], None] | None = None) -> None:
    """Compile all kernels (or load them from the cache).

    Parameters
    ----------
    progress : callable, optional
        Told in a few words what is being done.
    """
    from socialicence.categories import Domain, Shock
    from socialicence.scenarios import load
    from socialicence.scenarios.scenario import ScheduledShock
    from socialicence.world import new_world

    if progress is not None:
        progress("compiling the rules (once, about a minute)")
    scenario = load("status_quo")
    shock = ScheduledShock(shock=Shock.ANNOUNCEMENT, month=0.0, domains=(Domain.HEALTH,))
    new_world(replace(scenario, shocks=(shock,)), citizens=200, seed=0, months=3).run()

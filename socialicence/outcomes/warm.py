"""Compile everything once, on the smallest run that uses every rule: half of it in a second process, side by side."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialicence.compiling import Progress
    from socialicence.scenarios import Scenario
    from socialicence.world import World

CITIZENS, MONTHS = 200, 3
_IN_ANOTHER_PROCESS = (
    "import sys; sys.path[:] = {path!r}; from socialicence.compiling import end_with_parent; end_with_parent(); "
    "from socialicence.outcomes.warm import compile_public; compile_public()"
)


def warm_up(progress: Progress | None = None) -> None:
    """Compile all kernels, or load them from the cache.

    Parameters
    ----------
    progress : callable, optional
        Called with a sentence, the functions compiled and all there are, from a thread of its own, while there is
        something to compile or another process that does so to wait for. If not given, the sentence goes to stderr.

    Notes
    -----
    One process compiles at a time; the others wait, and find it done. Nothing is left half done: what was broken off
    is taken up by the next call.
    """
    from socialicence.compiling import once

    with once(progress) as cold:
        # Imported only now, so that the first sentence comes at once.
        from socialicence.machine import processors
        from socialicence.world import new_world

        if cold and processors() > 1:
            _compile_in_halves()
        new_world(_announcement(), citizens=CITIZENS, seed=0, months=MONTHS).run()
        new_world("status_quo", citizens=CITIZENS, seed=0, months=MONTHS).run()


def compile_public() -> None:
    """Compile what draws the public, asks it and lets it live a month."""
    from socialicence.month.citizens import citizens
    from socialicence.month.observation import observation, observe_public_by_block
    from socialicence.month.opening import open_public
    from socialicence.population import draw_public
    from socialicence.world import World, all_values

    scenario = _announcement()
    values = all_values(scenario)
    public = draw_public(CITIZENS, 0, values, nations=scenario.nations, youngest=scenario.youngest)
    world = World(scenario, values, *public, seed=0, months=MONTHS, opening=open_public)
    assert world.expected is not None
    world.expected.live_a_month(world, 1)
    citizens(world.state, 1)
    observation(world.state, 1)
    observe_public_by_block(world, 1)


def _compile_institutions() -> None:
    """Compile what departments and their people do, on a public that nobody has drawn."""
    import numpy as np

    from socialicence.month import STAGES
    from socialicence.month.warm import lend, warm_start
    from socialicence.state.tables import Network, new_citizens
    from socialicence.world import World, all_values

    scenario = replace(_announcement(), expected_objections=False)
    nobody = Network(np.zeros(CITIZENS + 1, dtype=np.int32), np.zeros(0, dtype=np.int32))
    world = World(
        scenario, all_values(scenario), new_citizens(CITIZENS), nobody, seed=0, months=MONTHS, opening=_unasked
    )
    lend(warm_start(world), world.state)
    for stage in STAGES:
        if stage.name not in ("citizens", "observation"):
            stage.run(world, 1)


def _unasked(world: World) -> None:
    """Let every answer of the public be one half."""
    for seen in (world.observations.licence, world.observations.trust, world.observations.spread):
        seen[0] = 0.5
    world.trust_at_start[:] = 0.5


def _compile_in_halves() -> None:
    """Compile the institutions here and the public in another process; what that one fails to do is done here later."""
    from socialicence.compiling import beside

    with beside(_IN_ANOTHER_PROCESS.format(path=sys.path)):
        _compile_institutions()


def _announcement() -> Scenario:
    """Status quo with an announcement at its start, so that people can object, in expectation too."""
    from socialicence.categories import Domain, Shock
    from socialicence.scenarios import load
    from socialicence.scenarios.scenario import ScheduledShock

    shock = ScheduledShock(shock=Shock.ANNOUNCEMENT, month=0.0, domains=(Domain.HEALTH,))
    return replace(load("status_quo"), shocks=(shock,), expected_objections=True)

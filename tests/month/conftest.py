"""Small real worlds, and a way to stop one in the middle of a month."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from socialicence.month.warm import open_cold
from socialicence.scenarios import load
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.world import new_world

STRATEGIES = ("broadcast", "consultation", "deliberative", "targeted", "transparency_register")
BUSY = {f"engagement.{name}": 1.0 for name in STRATEGIES} | {"engagement.spend": 50.0, "engagement.breadth": 1.0}
"""Every kind of engagement, by every department, with much money."""

cold_world = partial(new_world, opening=open_cold)
"""A world with nothing on its way at month 0: what happens in it began in it."""


def with_shocks(*shocks):
    """Status quo with events: each is the arguments of a `ScheduledShock`."""
    return replace(load("status_quo"), shocks=tuple(ScheduledShock(**shock) for shock in shocks))


def run_until(world, stage):
    """Let a new month pass up to, but not including, one of its stages."""
    world.month += 1
    for one in world.stages:
        if one.name == stage:
            return
        world.do(one, world.month)


def finish(world, stage):
    """Let the rest of the month pass, from `stage` on."""
    names = [one.name for one in world.stages]
    for one in world.stages[names.index(stage) :]:
        world.do(one, world.month)


@pytest.fixture(scope="module")
def old_world():
    """A world after four years of status quo, not to be changed."""
    return cold_world("status_quo", citizens=300, seed=11, months=48).run()

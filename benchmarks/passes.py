"""The passes over all citizens that make a month: the bytes that each has to move, and how long each takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

TRUST, ANCHOR, MOOD, MOOD_ANCHOR = 32, 16, 4, 2
BYTES = {
    # trust and its baseline read and written, their anchors read, departures written (and fetched before that);
    # two moods fade, three return to their anchors
    "settle": 4 * TRUST + ANCHOR + 2 * TRUST + 2 * 2 * MOOD + 3 * (2 * MOOD + MOOD_ANCHOR),
    # trust read and written, departures read once (they are then at hand for neighbours), stubbornness; ties are added
    "influence": 3 * TRUST + MOOD,
    # nothing of those whom nothing reaches; of the few others, all
    "take_in": 0,
    "register": 1,
    # trust, five moods, weight, uses that affect, age, region, segment
    "licence": TRUST + 4 * MOOD + 4 + 2 + 3,
    # trust and its baseline, five moods, weight, age, region, segment, objecting
    "state": 2 * TRUST + 5 * MOOD + 4 + 4,
}
"""Bytes of one citizen in a month, by pass, without ties."""


def passes(world: Any) -> dict[str, Callable[[], Any]]:
    """What can be timed of a world that has run, each a pass over all citizens as its months make them."""
    from socialicence.month import by_group, citizens, licence, objecting
    from socialicence.state.blocks import over_citizens, sum_citizens

    sums = by_group.new_sums(by_group.CELLS, world.contexts.size)
    return {
        "settle": lambda: over_citizens(world, citizens.settle),
        "influence": lambda: over_citizens(world, citizens.influence),
        "take_in": lambda: over_citizens(world, citizens.take_in, world.month),
        "register": lambda: over_citizens(world, objecting.register_objections, world.month),
        "licence": lambda: sum_citizens(world, licence.licence_by_cell, sums),
        "state": lambda: sum_citizens(world, by_group.state_by_cell, sums),
    }


def stage_seconds(world: Any, times: int = 5) -> dict[str, float]:
    """Median seconds of each pass, and of the stages in which nobody but institutions acts."""
    from socialicence.month import STAGES

    found = {}
    for name, work in passes(world).items():
        work()
        seconds = []
        for _ in range(times):
            started = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - started)
        found[name] = statistics.median(seconds)
    world.month -= 1  # the last month once more: what is written is what is there
    stages = [stage for stage in STAGES if stage.name not in ("citizens", "observation")]
    started = time.perf_counter()
    for stage in stages:
        stage.run(world, world.month + 1)
    found["institutions"] = time.perf_counter() - started
    return found

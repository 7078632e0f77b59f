"""Every set of choices that the file of a workshop can show: 243 of the levers, the futures, and those of its pack."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.plan import Plan
from socialicence.results.measures import FUTURES
from socialicence.scenarios import Scenario, load

POSITIONS = 3
"""Lowest, as today, highest."""
TODAY_PLACE = (POSITIONS ** len(LEVERS) - 1) // 2
"""Place of today's course in the grid: every lever in the middle."""


@dataclass(frozen=True)
class NamedSetting:
    """A set of choices with a name of its own.

    Attributes
    ----------
    key : str
        Such as `future.silos`, `round.leaflet` or `preset.open_the_doors`.
    title, description : str
    place : int
        Row of the table where its runs stand.
    differences : tuple of str
        What it changes from today, in plain sentences.
    """

    key: str
    title: str
    description: str
    place: int
    differences: tuple[str, ...]


def grid() -> list[Plan]:
    """Return the 243 plans; the first lever varies slowest."""
    places = product(range(POSITIONS), repeat=len(LEVERS))
    return [
        Plan(steps={lever.name: lever.three[place] for lever, place in zip(LEVERS, row, strict=True)}) for row in places
    ]


def settings_of(pack: Pack) -> tuple[list[Scenario], list[NamedSetting]]:
    """Return the scenarios to run, the grid first, and the settings that have a name.

    A named setting that is the same as one before it shares its runs.
    """
    scenarios = [replace(plan.scenario(), name=f"setting_{place}") for place, plan in enumerate(grid())]
    known = {identity(scenario): place for place, scenario in reversed(list(enumerate(scenarios)))}
    named = []
    for key, title, description, plan in _named(pack):
        scenario = plan.scenario()
        place = known.setdefault(identity(scenario), len(scenarios))
        if place == len(scenarios):
            scenarios.append(replace(scenario, name=f"setting_{place}"))
        named.append(NamedSetting(key, title, description, place, tuple(plan.differences())))
    return scenarios, named


def _named(pack: Pack) -> Sequence[tuple[str, str, str, Plan]]:
    futures = [(name, load(name)) for name in FUTURES]
    return [
        *((f"future.{name}", one.label, one.description, Plan(future=name, title=one.label)) for name, one in futures),
        *((f"round.{one.name}", one.title, "", one.plan) for one in pack.rounds),
        *((f"preset.{one.name}", one.title, one.description, one.plan) for one in pack.presets),
    ]


def identity(scenario: Scenario) -> str:
    """Return a text that two scenarios share if their runs are the same."""
    table = {key: value for key, value in scenario.to_dict().items() if key not in ("name", "title", "description")}
    return json.dumps(_plain(table), sort_keys=True)


def _plain(table: Mapping[str, object]) -> Mapping[str, object]:
    """Without words that no run reads."""
    return {key: value for key, value in table.items() if key != "meaning"}

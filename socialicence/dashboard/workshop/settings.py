"""Every set of choices that the file of a workshop can show: 243 of the levers, the futures, and those of its pack."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import product

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import TODAY as AGAINST_TODAY
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.plan import FUTURES, TODAY, Plan
from socialicence.scenarios import Scenario, load

POSITIONS = 3
"""Lowest, as today, highest."""
TODAY_PLACE = (POSITIONS ** len(LEVERS) - 1) // 2
"""Place of today's course in the grid: every lever in the middle."""
_WORDS = ("name", "title", "description", "meaning")
"""What of a scenario no run reads."""


@dataclass(frozen=True)
class Part:
    """One change of a set of choices: where its runs stand when it is made alone, and when all but it are made."""

    label: str
    change: str
    alone: int
    without: int


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
    against : int
        Row of what it is compared with.
    differences : tuple of str
        What it changes from today, in plain sentences.
    parts : tuple of Part or None
        What it changes from what it is compared with, one by one; None where it starts from a future's file.
    """

    key: str
    title: str
    description: str
    place: int
    against: int
    differences: tuple[str, ...]
    parts: tuple[Part, ...] | None


class Settings:
    """The sets of choices of a pack, each with a place; the same choices have the same place.

    Attributes
    ----------
    scenarios : list of Scenario
        By place; the grid first, in which the first lever varies slowest.
    named : tuple of NamedSetting
    """

    def __init__(self, pack: Pack) -> None:
        self.scenarios: list[Scenario] = []
        self._places: dict[str, int] = {}
        for plan in grid():
            self.place(plan)
        self.named = (*self._futures(), *self._rounds(pack), *self._presets(pack))

    def place(self, plan: Plan) -> int:
        """Return the place of a plan's runs; a new one if no other plan chooses the same."""
        scenario = plan.scenario()
        place = self._places.setdefault(identity(scenario), len(self.scenarios))
        if place == len(self.scenarios):
            self.scenarios.append(replace(scenario, name=f"setting_{place}"))
        return place

    def _futures(self) -> list[NamedSetting]:
        return [
            self._named(f"future.{name}", load(name).description, Plan(future=name, title=load(name).label))
            for name in FUTURES
        ]

    def _rounds(self, pack: Pack) -> list[NamedSetting]:
        plans = {AGAINST_TODAY: TODAY, **{one.name: one.plan for one in pack.rounds}}
        return [self._named(f"round.{one.name}", "", one.plan, plans[one.against]) for one in pack.rounds]

    def _presets(self, pack: Pack) -> list[NamedSetting]:
        return [self._named(f"preset.{one.name}", one.description, one.plan) for one in pack.presets]

    def _named(self, key: str, description: str, plan: Plan, against: Plan = TODAY) -> NamedSetting:
        differences = tuple(plan.differences())
        parts = self._parts(plan, against)
        return NamedSetting(key, plan.title, description, self.place(plan), self.place(against), differences, parts)

    def _parts(self, plan: Plan, against: Plan) -> tuple[Part, ...] | None:
        """Each lever that differs, then cards, other levers and the incident as one part each."""
        if plan.future != against.future:
            return None
        parts = []
        for lever in LEVERS:
            before, after = against.steps[lever.name], plan.steps[lever.name]
            if before != after:
                alone, without = against.with_step(lever.name, after), plan.with_step(lever.name, before)
                parts.append(Part(lever.question, lever.label(after), self.place(alone), self.place(without)))
        others = {"cards": "The recommendations", "more": "Other levers", "incident": "What goes wrong"}
        for name, words in others.items():
            if getattr(plan, name) != getattr(against, name):
                alone = replace(against, **{name: getattr(plan, name)})
                without = replace(plan, **{name: getattr(against, name)})
                parts.append(Part(words, words, self.place(alone), self.place(without)))
        return tuple(parts)


def grid() -> list[Plan]:
    """Return the 243 plans of the five levers at lowest, as today and highest."""
    places = product(range(POSITIONS), repeat=len(LEVERS))
    return [
        Plan(steps={lever.name: lever.three[place] for lever, place in zip(LEVERS, row, strict=True)}) for row in places
    ]


def identity(scenario: Scenario) -> str:
    """Return a text that two scenarios share if their runs are the same."""
    return json.dumps({key: one for key, one in scenario.to_dict().items() if key not in _WORDS}, sort_keys=True)

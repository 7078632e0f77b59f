"""A world that costs nothing: the shapes of a real one, filled by random numbers. For tests of what comes after."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np

from socialicence.categories import EventKind, Outcome
from socialicence.state import observations as observed
from socialicence.state import tables
from socialicence.state.institutions import standard_institutions

MODEL_VERSION = 7
MOST_PROJECTS, DESKS, PROGRAMMES = 40, 5, 6


class World:
    def __init__(self, scenario, citizens, seed, months):
        self.scenario, self.seed, self.months, self.month = scenario, seed, months, 0
        self.citizens = SimpleNamespace(age=np.zeros(citizens))
        self.institutions = standard_institutions()
        self.values = {"licence_level_boundary": 0.5}
        self.expected = None
        random = self.random = np.random.default_rng([seed, *scenario.name.encode(), months])
        departments = len(self.institutions.department_names)
        contexts = len(self.institutions.context_names)
        shape = months + 1
        self.observations = observed.Observations(
            licence=random.random((shape, contexts, observed.GROUPS, 2)).astype("f4"),
            trust=random.random((shape, 8, observed.GROUPS)).astype("f4"),
            mood=random.random((shape, len(observed.MOODS), observed.GROUPS)).astype("f4"),
            opposition=random.random((shape, contexts)).astype("f4"),
            standing=-random.random((shape, contexts)).astype("f4"),
            spread=random.random((shape, 8, 2)).astype("f4"),
            baseline=random.random((shape, 8)).astype("f4"),
            system=tables.new_records(observed.SYSTEM, shape),
            departments=tables.new_records(tables.DEPARTMENT, shape * departments).reshape(shape, departments),
        )
        self.observations.licence[:, :, 3, 1] = np.nan
        self.observations.system["started"] = random.integers(0, 30, (shape, 3))
        self.observations.departments["nervousness"] = random.random((shape, departments))
        self.professionals = tables.new_records(tables.PROFESSIONAL, 240)
        self.professionals["role"] = np.arange(240) % 4
        self._fill_projects(random, departments, contexts)
        self._fill_programmes(random, departments, contexts)

    def _fill_projects(self, random, departments, contexts):
        self.projects = tables.new_records(tables.PROJECT, MOST_PROJECTS + 10)
        self.project_count = count = MOST_PROJECTS
        table = self.projects[:count]
        table["requester"] = random.integers(0, 3, count)
        table["context"] = random.integers(0, contexts, count)
        table["owners"] = -1
        table["owners"][:, 0] = random.integers(0, departments, count)
        table["owners"][::2, 1] = random.integers(0, departments, count)[::2]
        table["number_of_owners"] = (table["owners"] >= 0).sum(axis=1)
        table["domains"] = random.integers(1, 32, count)
        table["recipient"] = random.integers(0, 8, count)
        table["started"] = random.uniform(0, 30, count)
        table["outcome"] = random.integers(0, 5, count)
        reached = np.isin(table["outcome"], (Outcome.ACCESSED, Outcome.COMPLETED))
        table["accessed"] = np.where(reached, table["started"] + 9, -1)
        table["finished"] = np.where(table["outcome"] >= Outcome.COMPLETED, table["started"] + 12, -1)
        self.visits = tables.new_records(tables.VISIT, count * DESKS + 7)
        self.visit_count = count * DESKS
        visits = self.visits[: self.visit_count]
        visits["project"] = np.repeat(np.arange(count), DESKS)
        visits["stage"] = np.tile(np.arange(DESKS), count)
        visits["department"] = random.integers(-1, departments, len(visits))
        visits["post"] = np.where(visits["department"] < 0, -1, visits["department"] * 10 + 2)
        visits["entered"] = table["started"][visits["project"]] + visits["stage"]
        visits["left"] = np.where(random.random(len(visits)) < 0.9, visits["entered"] + 1, -1)

    def _fill_programmes(self, random, departments, contexts):
        self.incidents, self.incident_count = tables.new_records(tables.INCIDENT, 4), 0
        self.programmes = tables.new_records(tables.PROGRAMME, PROGRAMMES + 2)
        self.events = tables.new_records(tables.EVENT, PROGRAMMES + 2)
        self.programme_count = self.event_count = PROGRAMMES
        self.programmes["owner"] = self.events["department"] = random.integers(0, departments, PROGRAMMES + 2)
        self.programmes["context"] = self.events["context"] = random.integers(0, contexts, PROGRAMMES + 2)
        self.events["month"] = np.sort(random.uniform(0, 30, PROGRAMMES + 2))
        self.events["kind"] = EventKind.ANNOUNCED
        for date in ("deadline", "widened", "contested", "altered", "paused", "resumed", "stopped"):
            self.programmes[date] = -1.0
        self.projects["programme"] = random.integers(-1, PROGRAMMES, len(self.projects))

    def step(self):
        self.month += 1
        if self.scenario.name == "slow":
            if mark := os.environ.get("FAKE_AT_WORK"):
                Path(mark).touch()
            time.sleep(0.05)
        if self.scenario.name == "faulty" and self.seed % 3 == 0 and self.month == 2:
            raise FloatingPointError("a number\nwent astray")

    def run_to(self, month):
        while self.month < month:
            self.step()


def new_world(scenario, *, citizens, seed, months=None, changes=None, workers=1, stages=None, publics=None):
    return World(scenario, citizens, seed, months or scenario.months)


def outcomes_of(world):
    from socialicence.outcomes.registry import OUTCOMES

    random = np.random.default_rng([world.seed, 1, *world.scenario.name.encode()])
    found = {name: float(random.random()) for name in OUTCOMES}
    found["nearest"] = str(random.choice(["silos", "government", "none"]))
    for name in ("projects_completed", "projects_abandoned", "projects_in_flight", "incidents"):
        found[name] = int(random.integers(0, 50))
    for name in (
        "programmes_launched", "programmes_contested", "programmes_altered", "programmes_stopped", "access_kept",
        "months_under_review",
    ):  # fmt: skip
        found[name] = int(random.integers(0, 20))
    found["projects_started"] = world.project_count
    found["median_months_to_access"] = None if world.seed % 2 else 11.0
    return found


def personas_of(world):
    return {
        "academic_researcher": {
            "usable_evidence": bool(world.seed % 2),
            "months": 3.0 + world.seed,
            "held_up_at": "agreement" if world.seed % 4 else "scoping",
        }
    }


def warm_up(progress):
    return None


def install(setitem):
    """Put the fake in the place of the engine; `setitem` is monkeypatch.setitem or dict's own."""
    import sys

    import socialicence

    world = ModuleType("socialicence.world")
    world.new_world, world.MODEL_VERSION, world.World = new_world, MODEL_VERSION, World
    world.all_values = lambda scenario: {}
    outcomes = ModuleType("socialicence.outcomes")
    outcomes.outcomes_of, outcomes.personas_of, outcomes.warm_up = outcomes_of, personas_of, warm_up
    # Parts of it that are not faked are the real ones.
    outcomes.__path__ = [str(Path(folder) / "outcomes") for folder in socialicence.__path__]
    setitem(sys.modules, "socialicence.world", world)
    setitem(sys.modules, "socialicence.outcomes", outcomes)


def install_report(setitem):
    """Put a report of one line in the place of the page, whose pictures take seconds; `tests/report` is about it."""
    import sys

    report = ModuleType("socialicence.report")
    report.NAME = "report.html"
    report.write_report = _write_report
    report.remove_report = lambda folder: (Path(folder) / report.NAME).unlink(missing_ok=True)
    setitem(sys.modules, "socialicence.report", report)


def _write_report(results, folder, **options):
    path = Path(folder) / "report.html"
    path.write_text(f"{len(results.records)} runs")
    return path

"""One run of the model as tables: the public, the institutions, what is in force, what was observed.

`World` knows no Mesa: ensembles run it as it is, and `LicenceModel` is the Mesa surface over it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.errors import InputError
from socialicence.expected_objections import ExpectedObjections
from socialicence.institutions import Institutions, institutions_of
from socialicence.machine import check_memory
from socialicence.observed import GROUPS, MOODS, SYSTEM, Observations
from socialicence.parameters import defaults, parameters
from socialicence.scenarios import Scenario, load
from socialicence.scenarios.recommendations import with_effects
from socialicence.steps.shocks import add_shocks, new_incidents
from socialicence.tables import (
    MESSAGE,
    ORGANISATION_TYPES,
    PROFESSIONAL,
    PROJECT,
    REQUESTER,
    USE,
    VISIT,
    Array,
    Citizens,
    Network,
    new_records,
)

if TYPE_CHECKING:
    from socialicence.month import Stage
    from socialicence.publics import PublicStore
    from socialicence.schedule import AnyStage

MODEL_VERSION = 3
"""Rises only when results change."""
BLOCK = 65536
"""Citizens in one block of work: fixed, so that results do not depend on threads."""
WORTH_A_LOOK = 100_000
"""Citizens above which it is asked whether they fit in memory."""
MOST_MESSAGES = 512
VISITS_A_PROJECT = 29
"""Desks of a new project of four owners: no project visits more."""
REQUESTERS = 3


def values_record(values: Mapping[str, float]) -> tuple[Array, Array]:
    """Return parameter values as a vector and as a record over the same memory, field by column name."""
    table = parameters()
    vector = np.array([values[name] for name in table], dtype=np.float64)
    return vector, vector.view(_values_type())


@cache
def _values_type() -> np.dtype[Any]:
    """Record type of the values in force: one object, which numba knows at a glance."""
    return np.dtype([(p.column, np.float64) for p in parameters().values()])


class World:
    """The tables of one run, month by month.

    Parameters
    ----------
    scenario : Scenario
    values : mapping of str to float
        Every parameter and lever by canonical name; levers are where policy ends up.
    citizens, network
        The public, drawn for this run: the run changes it.
    seed : int
        Keys every draw.
    months : int
        Length of the run.
    workers : int
        Threads for the blocks of a large public.
    stages : iterable of Stage, optional
        The stages of a month; those of the model if not given.
    institutions : Institutions, optional
        Departments and reference contexts; the scenario's, which as a rule are those of the package, if not given.
    opening : callable, optional
        Sets up month 0, where that is not `month.open_world`.

    Attributes
    ----------
    month : int
        Months passed; 0 at the start.
    settled : dict
        Every lever and parameter once policy is in place, with what own recommendations add.
    now, usual : record arrays, shape (1,)
        Values in force this month, and at status quo.
    departments, professionals, requesters, projects, visits, incidents : record arrays
    project_count, visit_count, incident_count : int
        Rows in use of the tables that grow.
    observations : Observations
    expected : ExpectedObjections or None
        Objections in expectation, where the scenario asks for them.
    """

    building_seconds: float
    adults: float
    trust_at_start: Array
    attentive: bool = False

    def __init__(
        self,
        scenario: Scenario,
        values: Mapping[str, float],
        citizens: Citizens,
        network: Network,
        *,
        seed: int,
        months: int,
        workers: int = 1,
        stages: Iterable[AnyStage] | None = None,
        institutions: Institutions | None = None,
        opening: Callable[[World], None] | None = None,
    ) -> None:
        from socialicence.month import STAGES, open_world, whole_month
        from socialicence.schedule import without

        self.scenario = scenario
        self.values = dict(values)
        self.citizens = citizens
        self.network = network
        self.seed = seed
        self.months = months
        self.workers = workers
        self.month = 0
        self.stages: tuple[Stage, ...] = without(STAGES if stages is None else stages, *scenario.without_stages)
        self.institutions = institutions or institutions_of(scenario.additions)
        # A public of one block needs no word between the model's own stages, unless it is also kept in expectation.
        plain = self.stages == STAGES and not scenario.expected_objections
        self.whole_month = whole_month if plain and citizens.age.size <= BLOCK else None
        self._set_values()
        self._make_tables()
        (opening or open_world)(self)
        self.expected = ExpectedObjections(self) if scenario.expected_objections else None

    def _set_values(self) -> None:
        """Levers start at status quo and go to where policy takes them; parameters are what they are."""
        self.settled = with_effects(self.values, self.scenario.additions.recommendations)
        self.target, _ = values_record(self.settled)
        usual = {name: (p.default if p.is_lever else self.values[name]) for name, p in parameters().items()}
        self.start_vector, self.usual = values_record(usual)
        self.now_vector, self.now = values_record(usual)
        self.before_vector, self.before = values_record(usual)
        self.is_lever = np.array([p.is_lever for p in parameters().values()])

    def _make_tables(self) -> None:
        """Make empty tables: those that grow have all the room they can need."""
        kinds = ("academic", "government", "charity")
        demand = sum(max(self.values[f"demand.{kind}"], self.settled[f"demand.{kind}"]) for kind in kinds)
        most = int(self.months * demand * 1.5)
        capacity = most + int(6 * np.sqrt(most + 1)) + 16
        self.departments = self.institutions.departments.copy()
        self.contexts = self.institutions.contexts.copy()
        for row, survey in enumerate(self.institutions.context_surveys):
            self.contexts["cutoff"][row] = self.values[f"cutoff.{survey}"]
        shares = (self.contexts["owners"] >> self.departments["kind"][:, None]) & 1
        shares &= (self.contexts["domains"] & self.departments["domains"][:, None]) != 0
        self.departments["in_contexts"] = shares @ (1 << np.arange(self.contexts.size))
        self.first_post = np.zeros(self.departments.size + 1, dtype=np.int64)
        self.professionals = new_records(PROFESSIONAL, 0)
        self.requesters = new_records(REQUESTER, REQUESTERS)
        self.projects = new_records(PROJECT, capacity)
        self.visits = new_records(VISIT, capacity * VISITS_A_PROJECT)
        self.messages = new_records(MESSAGE, MOST_MESSAGES)
        self.cumulative = np.zeros(MOST_MESSAGES)
        self.incidents = new_incidents(64 + 8 * self.months + len(self.scenario.shocks))
        self.system = new_records(SYSTEM, 1)
        self.assets = np.full(self.contexts.size, -1, dtype=np.int64)
        self.uses = new_records(USE, self.contexts.size)
        self.project_uses = new_records(USE, capacity)
        self.affected_totals = np.empty((GROUPS, self.contexts.size))
        self.trustworthiness = np.zeros(self.departments.size)
        self.type_trustworthiness = np.zeros(ORGANISATION_TYPES)
        self.attention = np.zeros(5)
        self.headlines = 0.0
        self.engagements = self.news = 0
        self.project_count = self.visit_count = 0
        rows, contexts = self.months + 1, self.contexts.size
        self.observations = Observations(
            licence=np.full((rows, contexts, GROUPS, 2), np.nan, dtype=np.float32),
            trust=np.full((rows, ORGANISATION_TYPES, GROUPS), np.nan, dtype=np.float32),
            mood=np.full((rows, len(MOODS), GROUPS), np.nan, dtype=np.float32),
            spread=np.full((rows, ORGANISATION_TYPES, 2), np.nan, dtype=np.float32),
            baseline=np.full((rows, ORGANISATION_TYPES), np.nan, dtype=np.float32),
            system=new_records(SYSTEM, rows),
            departments=np.zeros((rows, self.departments.size), dtype=self.departments.dtype),
        )
        self.incident_count = add_shocks(
            self.incidents, self.scenario, self.departments, self.institutions.department_names
        )

    def over_citizens(self, loop: Callable[..., Any], *arguments: Any) -> None:
        """Run a compiled loop over all citizens, block by block on threads where there are many."""
        for _ in self._map_blocks(lambda start, stop: loop(*arguments, start, stop)):
            pass

    def sum_citizens(
        self, loop: Callable[..., Any], shapes: tuple[tuple[int, ...], ...], *arguments: Any
    ) -> list[Array]:
        """Run a compiled loop that adds to arrays: sums in fixed blocks, combined in block order."""

        def one(start: int, stop: int) -> list[Array]:
            sums = [np.zeros(shape) for shape in shapes]
            loop(*arguments, *sums, start, stop)
            return sums

        return _added(self._map_blocks(one))

    def _map_blocks(self, work: Callable[[int, int], Any]) -> Iterable[Any]:
        """Do `work(start, stop)` for each block of citizens, on threads where there are many; results in order."""
        count = self.citizens.age.size
        starts = range(0, count, BLOCK)
        stops = [min(start + BLOCK, count) for start in starts]
        if self.workers == 1 or len(starts) == 1:
            return map(work, starts, stops)
        # A pool for each pass takes a tenth of a millisecond, and leaves no threads behind when a world is dropped.
        with ThreadPoolExecutor(self.workers) as pool:
            return list(pool.map(work, starts, stops))

    def room(self) -> dict[str, tuple[int, int]]:
        """Rows in use and rows there are, of the tables that grow."""
        return {
            "projects": (self.project_count, self.projects.size),
            "visits": (self.visit_count, self.visits.size),
            "incidents": (self.incident_count, self.incidents.size),
            "messages": (self.engagements + self.news, self.messages.size),
        }

    def step(self, stages: Iterable[Stage] | None = None, model: Any = None) -> None:
        """Let one month pass.

        Parameters
        ----------
        stages : iterable of Stage, optional
            Stages of this month, if not the world's own.
        model : LicenceModel, optional
            What stages that ask for the model are given.

        Raises
        ------
        InputError
            If the run is over, or a stage asks for a model and there is none.
        RuntimeError
            If a table that grows is full: from then on something would be left out.
        """
        if self.month >= self.months:
            raise InputError(f"the run is over: it has {self.months} months")
        self.month += 1
        if self.whole_month is not None and (stages is None or stages == self.stages):
            self.whole_month(self, self.month)
            stages = ()
        for stage in self.stages if stages is None else stages:
            if stage.sees == "model" and model is None:
                raise InputError(f"stage {stage.name} sees agents: run it through LicenceModel or compare")
            stage.run(self if stage.sees == "world" else model, self.month)
        full = [name for name, (used, room) in self.room().items() if used >= room]
        if full:
            raise RuntimeError(f"month {self.month}: no room is left in the table of {', '.join(full)}")

    def run(self) -> World:
        """Let all remaining months pass."""
        while self.month < self.months:
            self.step()
        return self


def _added(parts: Iterable[list[Array]]) -> list[Array]:
    """Sum lists of arrays in order."""
    rest = iter(parts)
    total = next(rest)
    for part in rest:
        for number, more in enumerate(part):
            total[number] += more
    return total


def all_values(scenario: Scenario, changes: Mapping[str, object] | None = None) -> dict[str, float]:
    """Return every parameter's value: defaults, then the scenario's choices, then `changes` (checked)."""
    return {**defaults(), **scenario.changed(changes or {}).values}


def new_world(
    scenario: Scenario | str,
    *,
    citizens: int,
    seed: int,
    months: int | None = None,
    changes: Mapping[str, object] | None = None,
    workers: int = 1,
    stages: Iterable[AnyStage] | None = None,
    publics: PublicStore | None = None,
) -> World:
    """Draw a public and open a run.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, its name, or a TOML file.
    citizens : int
        How many citizens stand for the adults of the scenario's nations.
    seed : int
        Keys every draw of the public and the run.
    months : int, optional
        The scenario's own length if not given.
    changes : mapping, optional
        Levers and parameters by name, in any accepted spelling.
    workers : int
        Threads for the blocks of a large public.
    publics : PublicStore, optional
        Publics drawn before: the run has a copy of one of them if that is what would be drawn.

    Raises
    ------
    InputError
        For a name or a value that cannot be.
    """
    from socialicence.population import draw_public

    scenario = load(scenario) if isinstance(scenario, str) else scenario
    months = scenario.months if months is None else months
    if months < 1:
        raise InputError(f"months = {months} is not possible; allowed is 1 or more")
    values = all_values(scenario, changes)
    if citizens > (adults := values["adults"]):
        raise InputError(f"citizens = {citizens} is out of range; there are {adults:.0f} adults to be citizens")
    if citizens > WORTH_A_LOOK:
        check_memory(citizens, 1, [1])
    began = time.perf_counter()
    draw = draw_public if publics is None else publics.draw
    public, network = draw(
        citizens, seed, values,
        nations=scenario.nations, youngest=scenario.youngest, survey=scenario.survey, threads=workers,
    )  # fmt: skip
    world = World(scenario, values, public, network, seed=seed, months=months, workers=workers, stages=stages)
    world.building_seconds = time.perf_counter() - began
    return world

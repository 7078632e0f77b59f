"""One run of the model as tables: the public, the institutions, what is in force, what was observed.

`World` knows no Mesa: ensembles run it as it is, and `LicenceModel` is the Mesa surface over it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError
from socialicence.machine import check_memory
from socialicence.month import STAGES, Stage
from socialicence.month.expected_objections import ExpectedObjections
from socialicence.month.opening import new_state
from socialicence.month.order import addresses, live_months
from socialicence.month.schedule import AnyStage, without
from socialicence.month.warm import open_month_0
from socialicence.parameters import defaults
from socialicence.scenarios import Scenario, load
from socialicence.scenarios.recommendations import with_effects
from socialicence.scenarios.settings import without_idle_spend
from socialicence.state import MODEL_VERSION, NOW, RUN, USUAL, State
from socialicence.state.blocks import MONTHS_AT_ONCE
from socialicence.state.institutions import Institutions, institutions_of
from socialicence.state.tables import Array, Citizens, Network

if TYPE_CHECKING:
    from socialicence.publics import PublicStore

__all__ = ["MODEL_VERSION", "World", "all_values", "new_world"]

WORTH_A_LOOK = 100_000
"""Citizens above which it is asked whether they fit in memory."""
_OF_THE_RUN = frozenset(column.name for column in RUN) - State.__dataclass_fields__.keys()


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
        Sets up month 0, where that is not `month.warm.open_month_0`.

    Attributes
    ----------
    state : State
        Every table of the run. They are attributes of the world too: `world.departments` is `world.state.departments`,
        and so is what a run has one of, such as `world.seed` and `world.adults`.
    month : int
        Months passed; 0 at the start.
    settled : dict
        Every lever and parameter once policy is in place, with what own recommendations add.
    expected : ExpectedObjections or None
        Objections in expectation, where the scenario asks for them.
    """

    building_seconds: float

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
        opening: Callable[[World], None] = open_month_0,
    ) -> None:
        self.scenario = scenario
        self.values = dict(values)
        self.settled = without_idle_spend(with_effects(self.values, scenario.additions.recommendations))
        self.months = months
        self.workers = workers
        self.month = 0
        self.stages: tuple[Stage, ...] = without(STAGES if stages is None else stages, *scenario.without_stages)
        self.institutions = institutions or institutions_of(scenario.additions)
        self.state = new_state(self, citizens, network, seed)
        self.expected: ExpectedObjections | None = None
        opening(self)
        if scenario.expected_objections:
            self.expected = ExpectedObjections(self)

    def __getattr__(self, name: str) -> Any:
        """Return a table of the state, or a number that a run has one of (see `state.RUN`)."""
        if name in State.__dataclass_fields__:
            return getattr(self.state, name)
        if name in _OF_THE_RUN:
            return self.state.run[name][0].item()
        raise AttributeError(f"a world has no {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; what a run has one of goes to its table, and tables are filled, never replaced."""
        if name in State.__dataclass_fields__:
            raise AttributeError(f"a table is filled, not replaced: world.{name}[...] = ...")
        if name in _OF_THE_RUN:
            self.state.run[name] = value
        else:
            super().__setattr__(name, value)

    @property
    def now(self) -> Array:
        """Values in force this month: a record array of one row, a column for each lever and parameter."""
        return self.state.in_force[NOW : NOW + 1]

    @property
    def usual(self) -> Array:
        """Values in force at status quo."""
        return self.state.in_force[USUAL : USUAL + 1]

    @property
    def project_count(self) -> int:
        """Rows in use of the table of projects."""
        return int(self.state.run["projects"][0])

    @property
    def visit_count(self) -> int:
        """Rows in use of the table of desk visits."""
        return int(self.state.run["visits"][0])

    @property
    def incident_count(self) -> int:
        """Rows in use of the table of incidents."""
        return int(self.state.run["incidents"][0])

    @property
    def programme_count(self) -> int:
        """Rows in use of the table of national programmes."""
        return int(self.state.run["programmes"][0])

    @property
    def event_count(self) -> int:
        """Rows in use of the table of events."""
        return int(self.state.run["events"][0])

    def room(self) -> dict[str, tuple[int, int]]:
        """Rows in use and rows there are, of the tables that grow."""
        run, state = self.state.run[0], self.state
        return {
            "projects": (int(run["projects"]), state.projects.size),
            "visits": (int(run["visits"]), state.visits.size),
            "incidents": (int(run["incidents"]), state.incidents.size),
            "programmes": (int(run["programmes"]), state.programmes.size),
            "events": (int(run["events"]), state.events.size),
            "messages": (int(run["engagements"] + run["news"]), state.messages.size),
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
        self._check_month(self.month + 1)
        self.month += 1
        for stage in self.stages if stages is None else stages:
            self.do(stage, self.month, model)
        self._check_room()

    def do(self, stage: Stage, month: int, model: Any = None) -> None:
        """Let one stage of a month happen.

        Raises
        ------
        InputError
            If the stage asks for a model and there is none.
        """
        if stage.sees == "model" and model is None:
            raise InputError(f"stage {stage.name} sees agents: run it through LicenceModel or compare")
        stage.run(self if stage.sees == "world" else model, month)

    def run_to(self, month: int) -> None:
        """Let months pass up to one: some at once, in compiled code, where Python has nothing to do between stages.

        Raises
        ------
        InputError
            If the run ends before.
        RuntimeError
            If a table that grows is full.
        """
        self._check_month(month)
        at_once = addresses(self.stages, self)
        while self.month < month:
            if at_once is None:
                self.step()
                continue
            last = min(self.month + MONTHS_AT_ONCE, month)
            self.month = live_months(at_once, self.state, self.month + 1, last)
            self._check_room()

    def run(self) -> World:
        """Let all remaining months pass."""
        self.run_to(self.months)
        return self

    def _check_month(self, month: int) -> None:
        if month > self.months:
            raise InputError(f"the run is over: it has {self.months} months")

    def _check_room(self) -> None:
        full = [name for name, (used, room) in self.room().items() if used >= room]
        if full:
            raise RuntimeError(f"month {self.month}: no room is left in the table of {', '.join(full)}")


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
    opening: Callable[[World], None] = open_month_0,
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
    opening : callable
        Sets up month 0; `month.warm.open_cold` begins with nothing on its way.

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
    world = World(
        scenario, values, public, network, seed=seed, months=months, workers=workers, stages=stages, opening=opening
    )
    world.building_seconds = time.perf_counter() - began
    return world

"""LicenceModel: the model as users of Mesa know models, over the columns of one `World`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import mesa
import numpy as np

from socialicence.agents import (
    KINDS,
    Citizen,
    ColumnarAgentSet,
    Department,
    Professional,
    Programme,
    Project,
    Requester,
    Row,
)
from socialicence.agents.reporters import copying, standard_collector
from socialicence.errors import InputError
from socialicence.month import Stage
from socialicence.month.schedule import AnyStage, as_stage, imported_stages, place_of
from socialicence.world import World, new_world

if TYPE_CHECKING:
    from mesa import DataCollector

    from socialicence.scenarios import Scenario

_SEED_BITS = 53
"""Seeds that are drawn survive a trip through JSON and spreadsheets unharmed."""
GROWING = ("programmes", "projects")
"""Tables whose rows become agents as months pass."""


def seed_from(rng: Any) -> int:
    """Return the whole number that a run is keyed by.

    Parameters
    ----------
    rng : int, str of digits, Generator, BitGenerator, SeedSequence, sequence of int, or None
        Whatever Mesa takes; None draws from the operating system's entropy, a Generator is drawn from once.
    """
    if rng is None:
        return secrets.randbits(_SEED_BITS)
    if isinstance(rng, np.random.Generator | np.random.BitGenerator):
        return int(np.random.default_rng(rng).integers(2**_SEED_BITS))
    if isinstance(rng, Sequence) and not isinstance(rng, str):
        rng = np.random.SeedSequence([int(part) for part in rng])
    if isinstance(rng, np.random.SeedSequence):
        return int(rng.generate_state(1, np.uint64)[0] >> np.uint64(64 - _SEED_BITS))
    try:
        seed = int(rng)
    except (TypeError, ValueError):
        seed = -1
    if not 0 <= seed < 2**63 or isinstance(rng, bool) or (isinstance(rng, float) and rng != seed):
        raise InputError(f"rng = {rng!r} is not a seed; allowed is a whole number from 0 to 2^63 - 1, or None")
    return seed


def whole(name: str, value: Any) -> int:
    """Return `value` as a whole number of at least 1 (a slider may give 100.0)."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        number = 0
    if number < 1 or number != value or isinstance(value, bool):
        raise InputError(f"{name} = {value!r} is not allowed; allowed is a whole number from 1")
    return number


class LicenceModel(mesa.Model):
    """Social licence for government data sharing, month by month.

    Parameters
    ----------
    citizens : int
        Size of the synthetic public.
    rng : int or None
        Seed; the same one gives the same run, bit for bit. None draws one, kept in `seed_used`. A numpy Generator or
        SeedSequence, which Mesa may pass, is also taken.
    scenario : str or Scenario
        Name of a scenario of the package, path of a TOML file, or a `Scenario`.
    months : int or None
        Length of the run; that of the scenario if None.
    stages : sequence of Stage or callable, or str, optional
        In place of the stages of `socialicence.month` (see `socialicence.schedule`); `my_module:stages` imports them.
    **kwargs : float
        Levers and parameters in any accepted spelling: `recommendation_arbitration=1`, `recommendation_7=1` or
        `**{"recommendation.arbitration": 1}`. (Called kwargs because SolaraViz of Mesa 3.3.1 looks for that name.)

    Attributes
    ----------
    world : World
        The columns behind the agents.
    stages : list of Stage
        What a month does, in order; yours to edit (see also `insert_stage`, `drop_stage`, `replace_stage`).
    seed_used : int
    scenario_name : str
    running : bool
        False after the last month. A step beyond it does nothing, because loops of Mesa (SolaraViz's render interval,
        `run_for`) do not look at it before each step.

    Notes
    -----
    Citizens are lazy: they are in `citizens` and `agents_by_type[Citizen]`, not in `agents` (see `agents.columnar`).
    The other kinds are ordinary Mesa agents; a project or programme becomes one when the month in
    which it starts has ended.

    The model begins with a `datacollector` of headline measures that it feeds itself, at month 0 and after each step.
    Put your own in its place and you feed it, as in any Mesa model: `self.datacollector.collect(self)`.

    Examples
    --------
    >>> model = LicenceModel(citizens=1000, rng=1, leadership=0.8)  # doctest: +SKIP
    >>> model.run_model()  # doctest: +SKIP
    >>> model.citizens.groupby("segment").agg("understanding", np.mean)  # doctest: +SKIP
    """

    def __init__(
        self,
        citizens: int = 10_000,
        rng: Any = None,
        scenario: str | Scenario = "status_quo",
        *,
        months: int | None = None,
        stages: str | Iterable[AnyStage] | None = None,
        **kwargs: Any,
    ) -> None:
        if "seed" in kwargs:
            raise InputError("seed is not a parameter; give rng, such as rng=1")
        self.seed_used = seed_from(rng)
        super().__init__(rng=self.seed_used)
        self.world: World = new_world(
            scenario,
            citizens=whole("citizens", citizens),
            seed=self.seed_used,
            months=None if months is None else whole("months", months),
            changes=kwargs,
            stages=imported_stages(stages) if isinstance(stages, str) else stages,
        )
        self.scenario_name: str = self.world.scenario.name
        self.stages: list[Stage] = list(self.world.stages)
        self._views: dict[str, dict[int, Row]] = {table: {} for table in KINDS}
        self._free_ids = count(self.rows_in_use("citizens") + 1)
        self.agents_by_type[Citizen] = ColumnarAgentSet.of(self, Citizen)
        for table, kind in KINDS.items():
            if kind is not Citizen:
                self.agents_by_type[kind] = ColumnarAgentSet.of(self, kind, np.zeros(0, dtype=np.int64))
                self._appear(table)
        self.running = self.month < self.world.months
        self._own_collector = self.datacollector = standard_collector()
        self.datacollector.collect(self)

    # --- time ----------------------------------------------------------------------------------------------------

    @property
    def month(self) -> int:
        """Months that have passed; 0 at the start."""
        return self.world.month

    def step(self) -> None:
        """Run the stages of one month in order; do nothing once the run is over."""
        if self.month >= self.world.months:
            return
        self.world.step(tuple(self.stages), model=self)
        for table in GROWING:
            self._appear(table)
        self.running = self.month < self.world.months
        if self.datacollector is self._own_collector:
            self.datacollector.collect(self)

    def run_to(self, month: int) -> None:
        """Let months pass up to one."""
        while self.running and self.month < month:
            self.step()

    def run_model(self) -> None:
        """Run to the last month."""
        self.run_to(self.world.months)

    # --- stages --------------------------------------------------------------------------------------------------

    def insert_stage(self, stage: AnyStage, *, before: str | None = None, after: str | None = None) -> None:
        """Add a stage, at the end unless a neighbour is named.

        Parameters
        ----------
        stage : Stage or callable
            A plain function gets `(model, month)` and goes by its own name.
        before, after : str, optional
            Name of the stage it comes before or after.
        """
        if before is not None and after is not None:
            raise InputError(f"a stage goes before {before!r} or after {after!r}, not both")
        place = len(self.stages)
        if before is not None:
            place = place_of(self.stages, before)
        elif after is not None:
            place = place_of(self.stages, after) + 1
        self.stages.insert(place, as_stage(stage))

    def drop_stage(self, name: str) -> Stage:
        """Take a stage out (an ablation) and return it."""
        return self.stages.pop(place_of(self.stages, name))

    def replace_stage(self, name: str, stage: AnyStage) -> Stage:
        """Put a stage in the place of another, whose name a plain function takes over, and return the old one."""
        place = place_of(self.stages, name)
        old, self.stages[place] = self.stages[place], as_stage(stage, name)
        return old

    # --- agents --------------------------------------------------------------------------------------------------

    @property
    def citizens(self) -> ColumnarAgentSet[Citizen]:
        """The public."""
        return cast("ColumnarAgentSet[Citizen]", self.agents_by_type[Citizen])

    @property
    def departments(self) -> ColumnarAgentSet[Department]:
        """Departments, in the order of the committed table."""
        return cast("ColumnarAgentSet[Department]", self.agents_by_type[Department])

    @property
    def professionals(self) -> ColumnarAgentSet[Professional]:
        """Posts and those who hold them."""
        return cast("ColumnarAgentSet[Professional]", self.agents_by_type[Professional])

    @property
    def requesters(self) -> ColumnarAgentSet[Requester]:
        """The three personas."""
        return cast("ColumnarAgentSet[Requester]", self.agents_by_type[Requester])

    @property
    def programmes(self) -> ColumnarAgentSet[Programme]:
        """National programmes: those that run at month 0, then those launched."""
        return cast("ColumnarAgentSet[Programme]", self.agents_by_type[Programme])

    @property
    def projects(self) -> ColumnarAgentSet[Project]:
        """Projects so far, in flight and ended."""
        return cast("ColumnarAgentSet[Project]", self.agents_by_type[Project])

    def view(self, table: str, row: int) -> Row:
        """Return the agent of a row, always the same object; it is made when first asked for."""
        return self._views[table].get(row) or KINDS[table](self, row)

    def rows_in_use(self, table: str) -> int:
        """Return how many rows of a table are agents by now."""
        if table in GROWING:
            return int(self.world.state.run[table][0])
        return len(self.world.citizens.age if table == "citizens" else getattr(self.world, table))

    def claim(self, table: str, row: int, agent: Row) -> None:
        """Make `agent` the one view of its row (called when it is made)."""
        if not 0 <= row < self.rows_in_use(table):
            raise IndexError(f"{table} has no row {row}")
        if self._views[table].setdefault(row, agent) is not agent:
            raise InputError(f"row {row} of {table} has its agent already: model.{table} holds it")

    def register_agent(self, agent: mesa.Agent) -> None:
        """Register an agent with Mesa (called by `mesa.Agent`) under an id that no citizen has."""
        super().register_agent(agent)
        agent.unique_id = next(self._free_ids)
        # Mesa 3.3.1 keeps each model for good in a table of counters on the class: nothing would ever be freed.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def _appear(self, table: str) -> None:
        """Make agents of the rows that have none yet."""
        for row in range(self.rows_in_use(table)):
            self.view(table, row)

    # --- what Mesa looks for -------------------------------------------------------------------------------------

    @property
    def datacollector(self) -> DataCollector:
        """The collector that `batch_run` and SolaraViz read."""
        return self._datacollector

    @datacollector.setter
    def datacollector(self, collector: DataCollector) -> None:
        self._datacollector = copying(collector)

    @property
    def scenario(self) -> None:
        """Nothing: `scenario_name` and `world.scenario` say what is run.

        Mesa 3.5 keeps an object of its own here, and its SolaraViz would pass a blank one of those to the next model
        as `scenario=`, in place of what the user chose.
        """

    @scenario.setter
    def scenario(self, _: object) -> None:
        """Let Mesa's own be."""

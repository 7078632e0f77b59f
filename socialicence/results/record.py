"""What is kept of one run: its outcomes, and compact columns of what happened. The public itself is let go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.categories import Outcome
from socialicence.results.events import Event, events_of
from socialicence.results.monthly import Series, monthly
from socialicence.results.objections import ObjectionRecord, objection_record
from socialicence.results.programmes import KEPT
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from socialicence.world import World

DONE, FAILED = "done", "failed"
_PROJECT = (
    "requester", "context", "owners", "number_of_owners", "domains", "recipient", "started", "accessed", "finished",
    "outcome", "perceived_licence", "licence_affected", "value", "programme",
)  # fmt: skip
_VISIT = ("project", "stage", "department", "entered", "left", "why", "unblocked_by")


@dataclass(frozen=True)
class RunRecord:
    """One run of one scenario, done or failed.

    Attributes
    ----------
    scenario : str
    run, seed : int
    status : str
        `done` or `failed`.
    error : str or None
        Why it failed.
    wall_seconds : float
        Building the public and simulating.
    outcomes : mapping of str to value
        The outcome columns of `runs.parquet`.
    personas : mapping of str to mapping
        The story of each kind of requester.
    series : tuple of Series
        What each row of `monthly` is.
    monthly : ndarray of float32, shape (series, months + 1)
    projects, stages, programmes : mapping of str to ndarray
        Columns of the projects, of their visits to desks, and of national programmes.
    events : tuple of Event
        What happened, in order of time.
    departments, contexts : tuple of str
        Names that the codes in `projects` and `stages` stand for.
    objections : ObjectionRecord or None
        Who is expected to object, where the scenario asks for it.
    """

    scenario: str
    run: int
    seed: int
    status: str = DONE
    error: str | None = None
    wall_seconds: float = 0.0
    outcomes: Mapping[str, Any] = field(default_factory=dict)
    personas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    monthly: Array | None = None
    projects: Mapping[str, Array] = field(default_factory=dict)
    stages: Mapping[str, Array] = field(default_factory=dict)
    programmes: Mapping[str, Array] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    departments: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    objections: ObjectionRecord | None = None

    @property
    def run_id(self) -> str:
        """The name of the run, unique in its set."""
        return f"{self.scenario}-{self.run}"

    def only(self, measures: Collection[str]) -> RunRecord:
        """Return the record with the monthly series of some measures only."""
        if self.monthly is None:
            return self
        rows = [row for row, one in enumerate(self.series) if one.measure in measures]
        return replace(self, series=tuple(self.series[row] for row in rows), monthly=self.monthly[rows])


def recorded(
    world: World,
    run: int,
    outcomes: Mapping[str, Any],
    personas: Mapping[str, Mapping[str, Any]],
    wall_seconds: float,
    *,
    detail: bool = True,
) -> RunRecord:
    """Return what is kept of a finished world; without `detail`, only its outcomes."""
    record = RunRecord(
        scenario=world.scenario.name,
        run=run,
        seed=world.seed,
        wall_seconds=wall_seconds,
        outcomes=outcomes,
        personas=personas,
    )
    if not detail:
        return record
    survey = world.scenario.survey
    boundary = world.values["licence_level_boundary"]
    series, values = monthly(world.observations, world.institutions, boundary, survey.regions if survey else ())
    projects, visits = _of_the_run(world)
    stages = {name: _compact(visits[name]) for name in _VISIT}
    stages["role"] = _roles(visits["post"], world.professionals["role"])
    return RunRecord(
        **{name: getattr(record, name) for name in ("scenario", "run", "seed", "wall_seconds", "outcomes", "personas")},
        series=series,
        monthly=values,
        projects={name: _compact(projects[name]) for name in _PROJECT},
        stages=stages,
        programmes={name: _compact(world.programmes[name][: world.programme_count]) for name in KEPT},
        events=events_of(world),
        departments=world.institutions.department_names,
        contexts=world.institutions.context_names,
        objections=objection_record(world),
    )


def _of_the_run(world: World) -> tuple[Array, Array]:
    """Projects and desk visits that were not over at month 0."""
    projects, visits = world.projects[: world.project_count], world.visits[: world.visit_count]
    kept = (projects["outcome"] != Outcome.COMPLETED) | (projects["finished"] > 0.0)
    visits = visits[(visits["left"] != 0.0) & kept[visits["project"]]]
    visits["project"] = (np.cumsum(kept) - 1)[visits["project"]]
    return projects[kept], visits


def _compact(column: Array) -> Array:
    """A copy that owns its memory, in the smallest type that serves: the world's own table can then be freed."""
    return column.astype(np.float32 if column.dtype.kind == "f" else np.int32, copy=True)


def _roles(posts: Array, roles: Array) -> Array:
    """Role of the post that held each desk; -1 for a shared desk."""
    return np.where(posts >= 0, roles[np.maximum(posts, 0)], -1).astype(np.int8)

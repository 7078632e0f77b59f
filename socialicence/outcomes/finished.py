"""A run that is over, and what several of its outcomes are computed from: each of it once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from socialicence.categories import Future, Outcome
from socialicence.outcomes.futures import backing, distances, signature_of
from socialicence.outcomes.pathway_times import requests_of, times_to_access
from socialicence.outcomes.two_years import last_two_years
from socialicence.state.observations import EVERYONE
from socialicence.state.tables import NOT_YET, Array


class FinishedRun:
    """A world at its end, as outcomes see it; `months` are its last two years."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.months = last_two_years(world.month)

    @cached_property
    def projects(self) -> Array:
        """All projects, those from before month 0 among them."""
        return self.world.projects[: self.world.project_count]

    @cached_property
    def requests(self) -> Array:
        """Projects put in in the run."""
        return requests_of(self.world)

    @cached_property
    def lost(self) -> Array:
        """Whether each project ended in the run without access: none that did so before month 0 is kept."""
        ended = np.isin(self.projects["outcome"], (Outcome.ABANDONED, Outcome.REFUSED, Outcome.STOPPED))
        return ended & (self.projects["accessed"] == NOT_YET)

    @cached_property
    def times(self) -> tuple[Array, Array, Array]:
        """Months each request of the run was followed, whether it reached access, and whether it ended without."""
        return times_to_access(self.requests, float(self.world.month))

    @cached_property
    def signature(self) -> dict[str, float]:
        """The four dimensions that futures are told apart by."""
        return signature_of(self.world)

    @cached_property
    def distances(self) -> Mapping[Future, float]:
        """Distance to each future."""
        return distances(self.signature)

    @cached_property
    def backing_of_everyone(self) -> float:
        """Licence among everyone over the last two years; that among those affected is part of the signature."""
        return backing(self.world, self.months, EVERYONE)

    @cached_property
    def blocks(self) -> Array:
        """Visits to desks that were blocked, from a block that began in the run."""
        visits = self.world.visits[: self.world.visit_count]
        return visits[visits["blocked_at"] > 0.0]

    def at_end(self, column: str) -> Any:
        """Return what the system had counted at the end of the run."""
        return self.world.observations.system[self.world.month][column]

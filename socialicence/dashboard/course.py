"""The course of a plan: what its runs came to, as small tables that a screen can draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from socialicence.dashboard.plan import Plan
from socialicence.results.record import DONE, RunRecord
from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd

MEASURES = (
    "licence_affected", "licence_everyone", "licence_gap", "objecting_percent", "trust", "fairness", "understanding",
    "joined_up", "projects_started", "projects_accessed", "projects_completed", "projects_abandoned", "desks_waiting",
    "engagement_spend_total", "incidents", "coverage",
)  # fmt: skip
"""Monthly measures that a course keeps; the rest is let go, so that many courses fit in memory."""


def kept(record: RunRecord) -> RunRecord:
    """Return a record with what a course shows: a fifth of what a run keeps."""
    return replace(record.only(MEASURES), stages={})


@dataclass(frozen=True, eq=False)
class Course:
    """What a plan came to, over its runs.

    Attributes
    ----------
    plan : Plan
    records : tuple of RunRecord
        One for each run, from the first seed on.
    seed : int
        Of the first run; run `r` uses `seed + r`.
    citizens, length, model_version : int
        Citizens of each run, months that it lasts, version of the model.
    """

    plan: Plan
    records: tuple[RunRecord, ...]
    seed: int
    citizens: int
    length: int
    model_version: int

    @property
    def number_of_runs(self) -> int:
        """Runs that were done."""
        return len(self.done)

    @property
    def label(self) -> str:
        """What the plan is called."""
        return self.plan.label

    @cached_property
    def done(self) -> tuple[RunRecord, ...]:
        """The runs that did not fail."""
        return tuple(record for record in self.records if record.status == DONE)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run, with the columns of `runs.parquet`."""
        from socialicence.results.runs import runs_table

        scenario = self.plan.scenario()
        made = {"citizens": self.citizens, "model_version": self.model_version}
        return runs_table(self.records, {scenario.name: scenario}, {scenario.name: self.length}, made).to_pandas()

    @cached_property
    def personas(self) -> pd.DataFrame:
        """One row for each run and persona: `run, requester, usable_evidence_within_24m, held_up_at, ...`."""
        from socialicence.results.results import personas_table

        return personas_table(self.done)

    @cached_property
    def path(self) -> pd.DataFrame:
        """The mean place on the crossroads at the end of each year: `month, cross_department, external_access`."""
        import pandas as pd

        from socialicence.figures.crossroads import course
        from socialicence.results.months import months_table

        joined = months_table([record.only({"joined_up"}) for record in self.done]).to_pandas()
        accesses = [self._accesses(record) for record in self.done]
        runs = self.runs[self.runs["status"] == DONE]
        return course(runs, joined, pd.concat(accesses, ignore_index=True)).drop(columns="scenario")

    def monthly(self, measure: str, group_kind: str = "all", group: str = "all") -> Array:
        """Return one series of every run, shape (runs, months + 1).

        Raises
        ------
        KeyError
            If there is no such series.
        """
        for row, one in enumerate(self.done[0].series):
            if (one.measure, one.group_kind, one.group) == (measure, group_kind, group):
                return self._monthly[:, row]
        raise KeyError((measure, group_kind, group))

    def groups(self, measure: str, group_kind: str) -> list[str]:
        """Return the groups of a kind for which a measure is known."""
        return [one.group for one in self.done[0].series if (one.measure, one.group_kind) == (measure, group_kind)]

    @cached_property
    def _monthly(self) -> Array:
        return np.stack([record.monthly for record in self.done if record.monthly is not None])

    @staticmethod
    def _accesses(record: RunRecord) -> pd.DataFrame:
        """Accesses of a run, in the columns that the course on the crossroads is made from."""
        import pandas as pd

        from socialicence.categories import OrganisationType

        reached = record.projects["accessed"] >= 0
        started, accessed = (record.projects[name][reached] for name in ("started", "accessed"))
        recipients = [OrganisationType(int(code)).label for code in record.projects["recipient"][reached]]
        return pd.DataFrame(
            {
                "scenario": record.scenario,
                "run": record.run,
                "recipient": recipients,
                "started_month": started,
                "months_to_access": accessed - started,
            }
        )

"""`projects.parquet` and `stages.parquet`: each data share, and each desk that it came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from socialicence.categories import Domain, OrganisationType, Outcome, RequesterKind, Role, Stage, Unblocker, Why
from socialicence.results.columns import CODED, category, coded, joined, joined_rows, numbers, repeated
from socialicence.results.record import RunRecord
from socialicence.state.tables import NOT_YET, Array

SHARED_DESK = "shared desk"
_RUN = {"scenario": CODED, "run": pa.int32(), "project": pa.int32()}
PROJECTS_SCHEMA = pa.schema(
    {
        **_RUN,
        "requester": CODED,
        "owners": CODED,
        "number_of_owners": pa.int32(),
        "domains": CODED,
        "recipient": CODED,
        "purpose": CODED,
        "started_month": pa.float32(),
        "months_to_access": pa.float32(),
        "censored": pa.bool_(),
        "outcome": CODED,
        "perceived_licence": pa.float32(),
        "licence_affected": pa.float32(),
        "value": pa.float32(),
    }
)
STAGES_SCHEMA = pa.schema(
    {
        **_RUN,
        "stage": CODED,
        "department": CODED,
        "role": CODED,
        "entered": pa.float32(),
        "left": pa.float32(),
        "result": CODED,
        "why": CODED,
        "unblocked_by": CODED,
    }
)
_RESULTS = ("passed", "waiting", "abandoned", "refused", "stopped")
_ENDED = {Outcome.ABANDONED: 2, Outcome.REFUSED: 3, Outcome.STOPPED: 4}
"""Outcomes of projects that end at a desk, and which of these results that is."""


def projects_table(records: Sequence[RunRecord]) -> pa.Table:
    """Return one row for each project of each run that was done."""
    return _gathered([record for record in records if record.projects], _projects, PROJECTS_SCHEMA)


def stages_table(records: Sequence[RunRecord]) -> pa.Table:
    """Return one row for each visit of a project to a desk."""
    return _gathered([record for record in records if record.stages], _stages, STAGES_SCHEMA)


def _gathered(records: list[RunRecord], build: Callable[[RunRecord], list[pa.Array]], schema: pa.Schema) -> pa.Table:
    tables = [pa.Table.from_arrays(build(record), schema=schema) for record in records]
    return pa.concat_tables(tables).unify_dictionaries() if tables else schema.empty_table()


def _run(record: RunRecord, projects: Array) -> list[pa.Array]:
    """The columns that say which project of which run."""
    count = len(projects)
    return [
        repeated(record.scenario, count),
        pa.array(np.full(count, record.run, dtype=np.int32)),
        pa.array(projects.astype(np.int32)),
    ]


def _projects(record: RunRecord) -> list[pa.Array]:
    table = record.projects
    reached = table["accessed"] != NOT_YET
    months = np.where(reached, table["accessed"] - table["started"], np.nan)
    return [
        *_run(record, np.arange(len(reached))),
        category(table["requester"], RequesterKind),
        joined_rows(table["owners"], record.departments),
        pa.array(table["number_of_owners"], type=pa.int32()),
        joined(table["domains"], [domain.label for domain in Domain]),
        category(table["recipient"], OrganisationType),
        coded(table["context"], record.contexts),
        numbers(table["started"], pa.float32()),
        numbers(months.astype(np.float32), pa.float32()),
        pa.array(~reached),
        category(table["outcome"], Outcome),
        numbers(table["perceived_licence"], pa.float32()),
        numbers(table["licence_affected"], pa.float32()),
        numbers(table["value"], pa.float32()),
    ]


def _stages(record: RunRecord) -> list[pa.Array]:
    table = record.stages
    shared = len(record.departments)
    left = table["left"]
    return [
        *_run(record, table["project"]),
        category(table["stage"], Stage),
        coded(np.where(table["department"] < 0, shared, table["department"]), [*record.departments, SHARED_DESK]),
        coded(np.where(table["role"] < 0, len(Role), table["role"]), [*(role.label for role in Role), SHARED_DESK]),
        numbers(table["entered"], pa.float32()),
        numbers(np.where(left < 0, np.nan, left).astype(np.float32), pa.float32()),
        coded(_results(record), _RESULTS),
        category(table["why"], Why),
        category(table["unblocked_by"], Unblocker),
    ]


def _results(record: RunRecord) -> Array:
    """How each visit ended: passed, or still waiting, or the project ended there."""
    project, left = record.stages["project"], record.stages["left"]
    outcome = record.projects["outcome"][project]
    finished = record.projects["finished"][project]
    result = np.where(left < 0, 1, 0)
    for end, code in _ENDED.items():
        result = np.where((outcome == end) & ((left < 0) | (left >= finished)), code, result)
    return result

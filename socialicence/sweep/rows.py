"""Rows of a sweep's `runs`: what the plan says of each run, and what came out of it, one wide row a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from socialicence.outcomes.registry import OUTCOMES
from socialicence.results.runs import plain_value, run_columns
from socialicence.state.tables import Array
from socialicence.sweep.batch import RunResult
from socialicence.sweep.plan import Plan
from socialicence.sweep.special import SPECIAL, TEXTS
from socialicence.world import MODEL_VERSION

KEY_COLUMN = "key"
MONTHS_PART = "months_part"
"""Number of the file of the same folder that holds the run's months; null where none are kept."""
_NUMBERS = {"point": pa.int32(), "option": pa.int32(), "draw": pa.int32(), "replicate": pa.int32()}


def outcome_types() -> dict[str, pa.DataType]:
    """Return the type of every outcome, as in `runs.parquet`."""
    return {name: kind for name, kind in run_columns([]).items() if name in OUTCOMES}


def planned_columns(plan: Plan, rows: Array) -> dict[str, pa.Array]:
    """Return what the plan says of some runs: names, seeds, factors, every lever and every parameter that is varied.

    Parameters
    ----------
    plan : Plan
    rows : ndarray of int
        Rows of the plan.

    Returns
    -------
    dict of str to pyarrow.Array
        In the order of the columns of `runs`.
    """
    study = plan.study
    points = plan.point[rows]
    run_ids = plan.run_ids
    names = pa.array([one.name for one in study.scenarios])
    columns: dict[str, pa.Array] = {
        "run_id": pa.array([run_ids[row] for row in rows.tolist()], pa.string()),
        "scenario": names.take(pa.array(plan.scenario[rows])),
    }
    numbers = points, plan.points.option[points], plan.points.draw[points], plan.replicate[rows]
    columns |= {name: pa.array(one, kind) for (name, kind), one in zip(_NUMBERS.items(), numbers, strict=True)}
    columns["run"] = pa.array(plan.run[rows], pa.int32())
    columns |= {"seed": pa.array(plan.seed[rows]), "public_seed": pa.array(plan.public_seed[rows])}
    columns["citizens"] = pa.array(np.full(len(rows), study.citizens), pa.int64())
    columns["months"] = pa.array(np.full(len(rows), study.months), pa.int32())
    columns |= _special_columns(plan, points)
    table, varied = plan.values(rows), plan.varied()
    where = {name: k for k, name in enumerate(plan.names)}
    return columns | {plan.known[name].column: pa.array(table[:, where[name]]) for name in varied}


def _special_columns(plan: Plan, points: Array) -> dict[str, pa.Array]:
    """Factors that are no single parameter, by column; null where a run leaves them as the scenario has them."""
    found = {}
    for name, by_point in plan.points.factors.items():
        if name in SPECIAL:
            chosen = by_point[points]
            column = name.replace(".", "_")
            if name in TEXTS:
                found[column] = pa.array([one or None for one in chosen], pa.string())
            else:
                found[column] = pa.array(chosen, pa.float64(), from_pandas=True)
    return found


def rows_table(plan: Plan, results: Sequence[RunResult], months_part: int | None) -> pa.Table:
    """Return the rows of some runs that ended, done or failed, as they are stored."""
    rows = np.array([result.row for result in results], dtype=np.int64)
    columns = planned_columns(plan, rows) | {
        "status": pa.array([result.status for result in results], pa.string()),
        "error": pa.array([result.error for result in results], pa.string()),
    }
    for name, kind in outcome_types().items():
        columns[name] = pa.array([plain_value(result.outcomes.get(name), kind) for result in results], kind)
    parts = [months_part if result.outcomes else None for result in results]
    columns |= {
        "model_version": pa.array([MODEL_VERSION] * len(rows), pa.int32()),
        "wall_seconds": pa.array([result.wall_seconds for result in results], pa.float64()),
        KEY_COLUMN: pa.array([key.decode() for key in plan.keys[rows]], pa.string()),
        MONTHS_PART: pa.array(parts, pa.int32()),
    }
    return pa.table(columns)


def aligned(plan: Plan, stored: pa.Table, chosen: Array, rows: Array) -> pa.Table:
    """Return the rows of the plan that have ended: what the plan says of each, and what was stored under its key.

    Parameters
    ----------
    plan : Plan
    stored : pyarrow.Table
        Rows as they were stored, by this study or an earlier form of it.
    chosen, rows : ndarray of int
        For each run that has ended, its row in `stored` and in the plan.
    """
    columns: Mapping[str, Any] = planned_columns(plan, rows)
    results = ("status", "error", *OUTCOMES, "model_version", "wall_seconds", KEY_COLUMN, MONTHS_PART)
    kept = stored.select([name for name in results if name in stored.column_names]).take(pa.array(chosen))
    return pa.table({**columns, **{name: kept.column(name) for name in kept.column_names}})

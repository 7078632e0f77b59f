"""What a study will take: runs, time and disk, and on what the figures rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialicence.compiled import is_warm
from socialicence.sweep.batch import DONE, run_batch
from socialicence.sweep.layout import read_all, read_design
from socialicence.sweep.plan import Plan, batch_of
from socialicence.sweep.rows import KEY_COLUMN, planned_columns
from socialicence.sweep.runner import workers_that_fit
from socialicence.sweep.store import best_rows
from socialicence.sweep.study import Study

START_SECONDS = 3.0
"""Until the first worker is ready, with code compiled beforehand."""
RUN_SECONDS, MONTH_SECONDS, CITIZEN_MONTH_SECONDS = 0.005, 1.7e-4, 2.0e-7
"""Time of a run, of each of its months, and of each citizen in each: measured on one core of a 2-core server."""
MONTHLY_BYTES = 2_300
"""Disk of one run's monthly rows, for each month: measured."""
_PROBES = 3
_QUICK = 20_000 * 60
"""Citizen-months of a run that is tried out before it is promised."""


@dataclass(frozen=True)
class Estimate:
    """What a study will take.

    Attributes
    ----------
    runs, ended, to_run : int
        Runs of the study (or shard), each counted once; those that ended already; those to be done.
    points : int
    workers : int
    seconds : float
        For what is to be run.
    megabytes : float
        On disk, for all runs.
    monthly_megabytes : float
        For monthly rows: part of the disk where they are kept, what they would add where not.
    months_kept : bool
    basis : str
        What the time rests on.
    """

    runs: int
    ended: int
    to_run: int
    points: int
    workers: int
    seconds: float
    megabytes: float
    monthly_megabytes: float
    months_kept: bool
    basis: str


def estimate(study: Study, folder: Path, shard: tuple[int, int] | None = None, workers: int | None = None) -> Estimate:
    """Return what a study will take, without running it.

    The time of a run is that of the runs in `folder`, if there are any; else that of a few runs tried out here; else
    a stored figure.
    """
    plan = Plan(study, read_design(folder, study))
    wanted = plan.first_of_key if shard is None else plan.shard(*shard)
    table = read_all(folder, [KEY_COLUMN, "status", "wall_seconds"]).table
    table = table.take(pa.array(best_rows(table)))
    ended = int(np.sum(np.isin(plan.keys[wanted].astype("U32"), table[KEY_COLUMN].to_numpy())))
    side_by_side = workers_that_fit(study, workers)
    each, basis = _seconds_of_runs(plan, table)
    todo = len(wanted) - ended
    columns = planned_columns(plan, np.arange(min(len(plan), 1)))
    monthly = len(wanted) * (study.months + 1) * MONTHLY_BYTES / 1e6
    return Estimate(
        runs=len(wanted),
        ended=ended,
        to_run=todo,
        points=plan.points.count,
        workers=side_by_side,
        seconds=math.ceil(todo / side_by_side) * each + START_SECONDS if todo else 0.0,
        megabytes=len(wanted) * _row_bytes(plan, len(columns)) / 1e6 + monthly * study.months_kept,
        monthly_megabytes=monthly,
        months_kept=study.months_kept,
        basis=basis,
    )


def _row_bytes(plan: Plan, columns: int) -> float:
    """Disk of one row: names and outcomes hardly compress, and no more do numbers that differ from run to run."""
    varied = min(columns, len(plan.points.factors) + len(plan.points.assumptions) + 3)
    return 260.0 + 9.0 * varied


def _seconds_of_runs(plan: Plan, table: pa.Table) -> tuple[float, str]:
    """Seconds of one run on one worker, and what that rests on."""
    study = plan.study
    done = pc.equal(table["status"], DONE)
    here = np.isin(table[KEY_COLUMN].to_numpy(), plan.keys.astype("U32")) & np.asarray(done)
    if here.any():
        seconds = table["wall_seconds"].to_numpy()[here]
        return float(seconds.mean()), f"as its {len(seconds):,} runs so far took"
    if study.citizens * study.months <= _QUICK and is_warm():
        return _tried_out(plan), f"from {min(_PROBES, len(plan))} runs tried out now"
    each = RUN_SECONDS + study.months * (MONTH_SECONDS + CITIZEN_MONTH_SECONDS * study.citizens)
    return each, "from a stored figure, measured on one core of a 2-core server"


def _tried_out(plan: Plan) -> float:
    rows = np.linspace(0, len(plan) - 1, min(_PROBES, len(plan))).astype(int)
    results = run_batch(batch_of(plan, rows.tolist())).runs
    return float(np.mean([one.wall_seconds for one in results]))

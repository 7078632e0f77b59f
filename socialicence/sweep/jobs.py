"""From rows of a plan to the batch that a worker is sent."""

from __future__ import annotations

import numpy as np

from socialicence.sweep.batch import Batch, Job
from socialicence.sweep.plan import Plan
from socialicence.world import MODEL_VERSION


def batch_of(plan: Plan, rows: list[int]) -> Batch:
    """Return some runs of a plan as a batch."""
    study = plan.study
    jobs = []
    for row, values in zip(rows, plan.values(np.array(rows)), strict=True):
        setting = plan.setting(row)
        key, seed, public_seed = plan.keys[row].decode(), int(plan.seed[row]), int(plan.public_seed[row])
        jobs.append(Job(row, key, setting.scenario, setting.without, values, seed, public_seed))
    return Batch(
        tuple(jobs), study.citizens, study.months, study.stages, study.months_kept, plan.own_names, MODEL_VERSION
    )

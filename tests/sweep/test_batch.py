"""What a worker does: the runs of `compare`, faults as rows, and one public for runs that would draw the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from socialicence.ensemble import compare
from socialicence.population import draw_public
from socialicence.sweep.batch import _publics, run_batch
from socialicence.sweep.plan import Plan, batch_of
from socialicence.sweep.rows import outcome_types

TEXT = """
scenarios = ["status_quo", "silos"]
design = "lhs"
samples = 2
replicates = 2
citizens = 200
months = 14
[factors]
leadership = [0.1, 0.9]
"""


def test_a_run_is_that_of_compare_with_the_same_seed_and_values(study_of):
    plan = Plan(study_of(TEXT))
    found = run_batch(batch_of(plan, list(range(len(plan))))).runs
    for point in (0, 1):
        changes = {"leadership": plan.points.factors["leadership"][point]}
        runs = compare(
            ["status_quo", "silos"], citizens=200, months=14, runs=2, seed=1, changes=changes, workers=1, detail=False
        ).runs.set_index(["scenario", "run"])
        for row in np.flatnonzero(plan.point == point):
            name = ("status_quo", "silos")[plan.scenario[row]]
            expected = runs.loc[(name, plan.replicate[row])]
            assert plan.seed[row] == expected["seed"]
            for outcome in outcome_types():
                one, other = found[row].outcomes[outcome], expected[outcome]
                assert one == other or (pd.isna(one) and pd.isna(other)), outcome


def test_a_public_is_drawn_once_for_points_that_share_it(study_of, monkeypatch):
    calls = []

    def noted(*arguments, **options):
        calls.append(arguments)
        return draw_public(*arguments, **options)

    monkeypatch.setattr("socialicence.population.draw_public", noted)
    _publics.cache_clear()
    plan = Plan(study_of(TEXT, citizens=210, months=1))
    run_batch(batch_of(plan, list(range(len(plan)))))
    assert len(calls) == 2  # one for each replicate


def test_a_fault_is_the_error_of_its_run_alone(study_of):
    plan = Plan(study_of(TEXT, months=2))
    batch = batch_of(plan, [0, 1, 2])
    wrong = replace(batch.jobs[1], values=np.full_like(batch.jobs[1].values, np.nan))
    runs = run_batch(replace(batch, jobs=(batch.jobs[0], wrong, batch.jobs[2]))).runs
    assert [run.status for run in runs] == ["done", "failed", "done"]
    assert runs[1].error
    assert "\n" not in runs[1].error


def test_stages_that_are_left_out_do_nothing(study_of):
    text = 'design = "grid"\ncitizens = 200\nmonths = 14\n[factors]\nwithout = ["none", "projects"]\n'
    plan = Plan(study_of(text))
    runs = run_batch(batch_of(plan, [0, 1])).runs
    started = {plan.points.factors["without"][run.row]: run.outcomes["projects_started"] for run in runs}
    assert started["none"] > 0
    assert started["projects"] == 0


@pytest.mark.parametrize("name", ["STAGES", "SEEING"])
def test_stages_of_ones_own_give_the_runs_of_the_model_where_they_do_nothing(study_of, name):
    one, other = (
        run_batch(batch_of(Plan(study_of(TEXT, months=3, stages=stages)), [0])).runs[0].outcomes
        for stages in ('""', f'"tests.sweep.own_stages:{name}"')
    )
    assert one == pytest.approx(other, nan_ok=True)


def test_a_shock_of_the_study_falls_where_the_point_says(study_of):
    text = (
        'design = "grid"\ncitizens = 200\nmonths = 14\n[factors]\nshock.month = [2, 6, 9]\n'
        'shock.kind = ["breach", "scandal"]\n'
        '[[shocks]]\nshock = "breach"\nmonth = 1\norganisation = "charities"\n'
    )
    plan = Plan(study_of(text))
    settings = [plan.setting(row).scenario.shocks[0] for row in range(len(plan))]
    expected = zip(plan.points.factors["shock.kind"], plan.points.factors["shock.month"], strict=True)
    assert [(one.shock.name.lower(), one.month) for one in settings] == list(expected)
    assert len(set(plan.keys)) == 6

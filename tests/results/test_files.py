"""Every file: its columns and types, and that it holds what the runs saw."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from socialicence.categories import OrganisationType, Role, Segment
from socialicence.outcomes.registry import OUTCOMES
from socialicence.parameters import levers
from socialicence.results.measures import MONTHLY
from socialicence.state.institutions import standard_institutions
from socialicence.state.observations import FIRST_SEGMENT
from tests import fake_world
from tests.results.conftest import SCENARIOS

RUNS = (
    "run_id, scenario, run, seed, citizens, months, status, error, LEVERS, licence_affected, "
    "licence_everyone, licence_gap, cross_department, external_access, dispersion, theme_licence, theme_people, "
    "theme_processes, theme_technical, distance_public_good, distance_silos, distance_government, "
    "distance_deprioritised, nearest, projects_started, projects_completed, projects_abandoned, projects_in_flight, "
    "median_months_to_access, access_within_24m_academic, access_within_24m_government, access_within_24m_charity, "
    "blocks_opened_within_6m, blocks_opened_by_newcomer, "
    "programmes_launched, programmes_contested, programmes_altered, programmes_stopped, "
    "months_under_review, access_kept, objecting_percent, shared_without_licence, unshared_with_licence, "
    "calibration_error, incidents, value_realised, "
    "value_visible, model_version, wall_seconds"
)
MONTHS = "run_id, scenario, run, month, measure, group_kind, group, value, unit"
PROJECTS = (
    "scenario, run, project, requester, owners, number_of_owners, domains, recipient, purpose, started_month, "
    "months_to_access, censored, outcome, perceived_licence, licence_affected, value"
)
RUNS = RUNS.replace("LEVERS", ", ".join(lever.column for lever in levers().values()))
STAGES = "scenario, run, project, stage, department, role, entered, left, result, why, unblocked_by"

PROGRAMMES = (
    "scenario, run, programme, owner, purpose, recipient, supplier, state, ran_at_start, scheduled, announced_month, "
    "first_use_month, deadline_month, widened_month, contested_month, altered_month, paused_month, resumed_month, "
    "stopped_month, prepared_thousand_pounds, prepared, honoured, stance, times_contested, size, opposition, channel, "
    "ended_by, shares, accesses, accesses_kept"
)


def world(run: int = 0, scenario: int = 0):
    """The same world as in run `run` of the results."""
    found = fake_world.new_world(SCENARIOS[scenario], citizens=200, seed=4 + run, months=5)
    return found


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("runs", RUNS),
        ("months", MONTHS),
        ("projects", PROJECTS),
        ("stages", STAGES),
        ("programmes", PROGRAMMES),
        ("events", "scenario, run, month, kind, who, what, why, programme, sentence"),
    ],
)
def test_columns(folder, results, name, columns):
    file = pd.read_parquet(folder / f"{name}.parquet")
    assert list(file.columns) == columns.split(", ")
    assert list(getattr(results, name).columns) == list(file.columns)
    assert not any("." in column for column in file.columns)
    pd.testing.assert_frame_equal(file, getattr(results, name), check_categorical=False, check_dtype=False)


def test_every_column_of_runs_is_defined_and_no_name_is_used_twice(folder):
    measures = pd.read_csv(folder / "measures.csv")
    assert measures.measure.is_unique
    of_runs = measures[measures.tables.str.contains("runs")]
    assert set(of_runs.measure) == set(RUNS.split(", "))
    assert not measures.definition.isna().any()
    assert not {lever.column for lever in levers().values()} & set(MONTHLY)


def test_runs_hold_outcomes_settings_and_errors(folder):
    runs = pq.read_table(folder / "runs.parquet").to_pandas().set_index("run_id")
    assert len(runs) == 14
    assert list(runs.loc["status_quo-3", ["seed", "run", "status"]]) == [7, 3, "done"]
    assert runs.loc["status_quo-3", "leadership"] == 0.35
    assert runs.loc["faulty-3", "leadership"] == 0.6
    failed = runs[runs.status == "failed"]
    assert list(failed.seed % 3) == [0] * len(failed)
    assert set(failed.error) == {"FloatingPointError: a number went astray"}
    assert failed[[*OUTCOMES]].isna().all(axis=None)
    expected = fake_world.outcomes_of(world(3))
    for name in OUTCOMES:
        known = expected[name] is not None
        assert runs.loc["status_quo-3", name] == expected[name] if known else pd.isna(runs.loc["status_quo-3", name])
    assert (runs.model_version == fake_world.MODEL_VERSION).all()


def series(frame: pd.DataFrame, measure: str, kind: str, group: str) -> np.ndarray:
    found = frame[(frame.measure == measure) & (frame.group_kind == kind) & (frame.group == group)]
    return found.sort_values("month").value.to_numpy()


def test_months_hold_what_was_observed(folder):
    months = pd.read_parquet(folder / "months.parquet")
    frame = months[months.run_id == "status_quo-2"]
    seen = world(2).observations
    names = standard_institutions()
    assert sorted(frame.month.unique()) == [0, 1, 2, 3, 4, 5]
    context = names.context_names[4]
    np.testing.assert_array_equal(series(frame, "licence_affected", "context", context), seen.licence[:, 4, 0, 1])
    mean = seen.licence[:, :, FIRST_SEGMENT + 2, 0].mean(axis=1)
    np.testing.assert_allclose(series(frame, "licence_everyone", "segment", Segment(2).label), mean, rtol=1e-6)
    gap = (seen.licence[:, :, 0, 1] - seen.licence[:, :, 0, 0]).mean(axis=1)
    np.testing.assert_allclose(series(frame, "licence_gap", "all", "all"), gap, atol=1e-6)
    police = OrganisationType.POLICE_AND_JUSTICE
    np.testing.assert_array_equal(
        series(frame, "trust", "organisation", "police and justice"), seen.trust[:, police, 0]
    )
    pair = f"{police.label}; {Segment(5).label}"
    np.testing.assert_array_equal(
        series(frame, "trust", "organisation_segment", pair), seen.trust[:, police, FIRST_SEGMENT + 5]
    )
    np.testing.assert_allclose(series(frame, "objecting_percent", "all", "all"), 100 * seen.mood[:, 5, 0], rtol=1e-6)
    np.testing.assert_array_equal(
        series(frame, "projects_started", "requester", "charity service co-ordinator"), seen.system["started"][:, 2]
    )
    np.testing.assert_array_equal(series(frame, "projects_started", "all", "all"), seen.system["started"].sum(axis=1))
    np.testing.assert_allclose(
        series(frame, "nervousness", "department", names.department_names[7]),
        seen.departments["nervousness"][:, 7],
        rtol=1e-6,
    )


def test_an_empty_group_is_null_not_nan(folder):
    table = pq.read_table(folder / "months.parquet", filters=[("measure", "=", "licence_affected")])
    south_west = table.to_pandas().query("group == 'South West'")
    assert south_west.value.isna().all()
    assert table["value"].null_count >= len(south_west) > 0
    assert not np.isnan(table["value"].drop_null().to_numpy()).any()


def test_no_series_is_given_twice_and_every_measure_is_defined(folder):
    months = pd.read_parquet(folder / "months.parquet")
    one = months[months.run_id == "status_quo-0"]
    assert not one.duplicated(["month", "measure", "group_kind", "group"]).any()
    measures = pd.read_csv(folder / "measures.csv").set_index("measure")
    assert measures.index.is_unique
    assert set(months.measure) <= set(measures.index)
    assert set(months.measure) == set(MONTHLY)
    assert set(OUTCOMES) <= set(measures.index)
    assert not measures[["label", "unit", "denominator", "definition"]].isna().any(axis=None)
    units = months.groupby("measure", observed=True).unit.unique()
    assert all(list(unit) == [measures.unit[name]] for name, unit in units.items())


def test_projects_are_readable(folder):
    projects = pd.read_parquet(folder / "projects.parquet")
    made = world(1).projects
    names = standard_institutions()
    mine = projects[(projects.scenario == "status_quo") & (projects.run == 1)].reset_index(drop=True)
    assert len(mine) == fake_world.MOST_PROJECTS
    for row in (0, 1, 17):
        owners = [names.department_names[code] for code in made["owners"][row] if code >= 0]
        assert mine.owners[row] == ";".join(owners)
        assert mine.number_of_owners[row] == len(owners)
        assert mine.purpose[row] == names.context_names[made["context"][row]]
        assert len(mine.domains[row].split(";")) == int(made["domains"][row]).bit_count()
    np.testing.assert_array_equal(mine.censored, made["accessed"][: len(mine)] < 0)
    np.testing.assert_array_equal(mine.months_to_access.isna(), mine.censored)
    np.testing.assert_allclose(mine.months_to_access.dropna(), 9, rtol=1e-5)


def test_stages_say_where_why_and_how_it_ended(folder):
    stages = pd.read_parquet(folder / "stages.parquet")
    mine = stages[(stages.scenario == "status_quo") & (stages.run == 0)].reset_index(drop=True)
    made = world(0)
    visits = made.visits[: made.visit_count]
    assert len(mine) == len(visits)
    shared = visits["department"] < 0
    assert set(mine.department[shared]) == {"shared desk"} == set(mine.role[shared])
    roles = [Role(code).label for code in made.professionals["role"][visits["post"][~shared]]]
    assert list(mine.role[~shared]) == roles
    np.testing.assert_array_equal(mine.left.isna(), visits["left"] < 0)
    assert set(mine.result) == {"passed", "waiting", "abandoned", "refused"}
    outcome = made.projects["outcome"][visits["project"]]
    assert (mine.result[(visits["left"] < 0) & (outcome < 3)] == "waiting").all()
    assert (mine.result[(visits["left"] < 0) & (outcome == 3)] == "abandoned").all()
    assert not mine.why.isna().any()
    assert not mine.unblocked_by.isna().any()


def test_summary_is_the_arithmetic_of_runs(folder):
    summary = json.loads((folder / "summary.json").read_text())
    runs = pd.read_parquet(folder / "runs.parquet")
    for name, group in runs[runs.status == "done"].groupby("scenario"):
        found = summary["scenarios"][name]
        assert found["runs"] == len(group)
        assert found["runs"] + found["failed"] == 7
        assert {
            key: count for key, count in found["nearest"].items() if count
        } == group.nearest.value_counts().to_dict()
        assert sum(found["nearest"].values()) == len(group)
        for outcome, spread in found["outcomes"].items():
            known = group[outcome].dropna()
            if known.empty:
                assert spread["mean"] is None
                continue
            assert spread["mean"] == pytest.approx(known.mean())
            assert spread["p10"] == pytest.approx(known.quantile(0.1))
            assert spread["p90"] == pytest.approx(known.quantile(0.9))
            assert spread.get("missing", 0) == group[outcome].isna().sum()
        assert found["distance"]["silos"] == found["outcomes"]["distance_silos"]
        assert found["themes"]["people"] == found["outcomes"]["theme_people"]
        assert set(found["signature"]) == {"licence_affected", "cross_department", "external_access", "dispersion"}


def test_personas_are_frequencies(results):
    story = results.summary["scenarios"]["status_quo"]["personas"]["academic_researcher"]
    assert story["usable_evidence"] == {"runs": 3, "of": 7}
    assert story["held_up_at"] == {"agreement": 5, "scoping": 2}
    assert story["months"]["mean"] == 10


def test_provenance_is_enough_to_run_it_again(results):
    made = results.summary["provenance"]
    assert (made["seed"], made["citizens"], made["months"], made["runs"]) == (4, 200, 5, 7)
    assert made["model_version"] == fake_world.MODEL_VERSION
    assert made["packages"]["numpy"] == np.__version__
    assert made["wall_seconds"] >= 0
    from socialicence.scenarios.reading import from_table

    assert [from_table(scenario) for scenario in made["scenarios"]] == SCENARIOS


def test_summary_is_strict_json(folder):
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    text = (folder / "summary.json").read_bytes()
    assert text.isascii()
    json.loads(text, parse_constant=refuse)

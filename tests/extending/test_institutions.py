"""Departments and contexts of one's own: any number of them runs, and results say what they are."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from socialicence import compare
from socialicence.data.columns import number_columns
from socialicence.errors import InputError
from socialicence.model import LicenceModel
from socialicence.month.warm import open_cold
from socialicence.parameters import GRADES
from socialicence.scenarios import contexts, departments
from socialicence.scenarios.reading import from_table
from socialicence.state.institutions import institutions_of, standard_institutions
from socialicence.world import new_world

DEPARTMENT = {
    "name": "Veterans' records",
    "kind": "central government",
    "domains": ["benefits_and_tax", "health"],
    "sensitivity": 0.6,
    "turnover": 0.12,
    "source": "a guess",
}
CONTEXT = {
    "name": "veterans_charities",
    "title": "Veterans' data to charities",
    "owners": ["central_government"],
    "recipient": "charities",
    "requester": "charity_coordinator",
    "domains": ["benefits_and_tax"],
    "benefit": 0.1,
    "sensitivity": 0.5,
    "safeguards": 0.5,
    "age_low": 40,
}
MORE = {"name": "more", "departments": [DEPARTMENT], "contexts": [CONTEXT]}
FEW = {
    "name": "few",
    "without_departments": "all",
    "without_contexts": "all",
    "departments": [{**DEPARTMENT, "name": name} for name in ("One", "Two")],
    "contexts": [CONTEXT],
}
MANY = {
    "name": "many",
    "departments": [{**DEPARTMENT, "name": f"Records {n}"} for n in range(26)],
    "contexts": [{**CONTEXT, "name": f"use_{n}"} for n in range(4)],
}


def test_the_packages_own_tables_are_described_and_within_their_ranges():
    for table, rows in (("departments", departments.FILE), ("contexts", contexts.FILE)):
        with rows.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        numeric = {name for own, name in number_columns() if own == table}
        for row in found:
            for name in numeric:
                one = number_columns()[table, name]
                assert one.low <= float(row[name]) <= one.high
        texts = set(found[0]) - numeric
        assert not {name for name in texts if found[0][name].replace(".", "").isdigit()}
    for one in number_columns().values():
        assert one.grade in GRADES
        assert one.source
        assert one.unit
        assert one.meaning


def test_a_value_out_of_range_in_the_packages_own_table_is_refused(tmp_path):
    path = tmp_path / "departments.csv"
    path.write_text("name,kind,domains,sensitivity,turnover\nX,HEALTH_SERVICE,HEALTH,7,0.1\n")
    with pytest.raises(InputError, match=r"departments.csv, line 2: sensitivity = 7 is out of range.*nearest 0.95"):
        departments.read_departments(path)
    path.write_text("name,kind,domains,sensitivity,turnover\nX,HEALTH_SERVICE,HEALTH,high,0.1\n")
    with pytest.raises(InputError, match="sensitivity = 'high' is not a number"):
        departments.read_departments(path)


@pytest.mark.parametrize("table", [MORE, FEW, MANY], ids=["more", "few", "many"])
def test_any_number_of_them_runs_and_results_are_right(table, tmp_path):
    scenario = from_table(table)
    places = institutions_of(scenario.additions)
    results = compare(["status_quo", scenario], citizens=400, runs=2, months=8)
    assert not results.failed
    results.write(tmp_path)
    own = results.months[results.months["scenario"] == table["name"]]
    assert set(own.query("group_kind == 'department'")["group"]) == set(places.department_names)
    assert set(own.query("group_kind == 'context'")["group"]) == set(places.context_names)
    every = own.query("measure == 'licence_everyone'")
    by_context = every[every["group_kind"] == "context"].groupby(["run", "month"])["value"].mean()
    headline = every[every["group_kind"] == "all"].set_index(["run", "month"])["value"]
    np.testing.assert_allclose(by_context.sort_index(), headline.sort_index(), rtol=1e-5)
    projects = results.projects[results.projects["scenario"] == table["name"]]
    assert set(projects["purpose"]) <= set(places.context_names)
    owners = {owner for text in projects["owners"] for owner in text.split(";")}
    assert owners
    assert owners <= set(places.department_names)
    usual = results.months[results.months["scenario"] == "status_quo"]
    assert usual.query("group_kind == 'department'")["group"].nunique() == 24
    assert usual.query("group_kind == 'context'")["group"].nunique() == 12


def test_agents_are_as_many_as_there_are_departments():
    model = LicenceModel(200, 1, from_table(MORE), months=2)
    model.run_model()
    assert [one.name for one in model.departments][-1] == "Veterans' records"
    assert len(model.departments) == 25
    assert model.departments[24].professionals


def test_counts_at_their_limits():
    world_few, world_many = (institutions_of(from_table(table).additions) for table in (FEW, MANY))
    assert (len(world_few.department_names), len(world_few.context_names)) == (2, 1)
    assert (len(world_many.department_names), len(world_many.context_names)) == (50, 16)


def test_fifty_departments_that_engage_in_every_way_fit_their_table(run):
    mix = dict.fromkeys(("broadcast", "consultation", "deliberative", "targeted", "transparency_register"), 1.0)
    world = run({**MANY, "levers": {"engagement": {"spend": 50.0, "breadth": 1.0, **mix}},
                 "parameters": {"ramp_months": 6.0}}, months=24, citizens=200)  # fmt: skip
    assert world.departments["spend"].all()
    assert world.engagements < world.messages.size // 2, "none is left out for want of room"


def test_a_row_of_the_same_name_takes_its_place():
    standard = standard_institutions()
    own = institutions_of(from_table({"name": "x", "departments": [{**DEPARTMENT, "name": "Police forces"}]}).additions)
    assert own.department_names == standard.department_names
    place = standard.department_names.index("Police forces")
    assert own.departments["kind"][place] == 2
    assert np.array_equal(np.delete(own.departments, place), np.delete(standard.departments, place))


def test_a_replaced_row_like_the_old_one_changes_no_bit(run):
    rows = [row.to_dict() for row in departments.standard_departments()]
    uses = [row.to_dict() for row in contexts.standard_contexts()]
    usual, same = run(), run({"departments": rows[3:5], "contexts": uses})
    assert np.array_equal(usual.citizens.trust, same.citizens.trust)
    assert np.array_equal(usual.observations.departments, same.observations.departments)
    assert np.array_equal(usual.projects, same.projects)


def test_a_new_department_leaves_the_draws_of_the_others_alone():
    """What is keyed by department stays; what is centred on its type, or chosen among all, does not."""
    usual, more = (
        new_world(from_table({"name": "x", **table}), citizens=300, seed=3, months=1, opening=open_cold)
        for table in ({}, {"departments": [DEPARTMENT]})
    )
    scores = ["leadership_score", "literacy_score", "clarity_score", "readiness_score", "appetite_score", "pace_score",
              "engages"]  # fmt: skip
    for name in scores:
        assert np.array_equal(usual.departments[name], more.departments[name][:24])
    posts = usual.professionals.size
    for name in ("department", "role", "skill", "knowledge", "risk_aversion", "disposition"):
        assert np.array_equal(usual.professionals[name], more.professionals[name][:posts])
    kind = usual.departments["kind"]
    elsewhere = usual.professionals["ties"][:, 1] != more.professionals["ties"][:posts, 1]
    assert 0 < elsewhere.mean() < 1
    alike = usual.departments["integrity_anchor"] == more.departments["integrity_anchor"][:24]
    assert alike[kind != 2].all()
    assert not alike[kind == 2].any()


def test_a_new_context_leaves_the_others_as_they_are_at_the_start(run):
    usual, more = run(months=1), run({"contexts": [CONTEXT]}, months=1)
    assert np.array_equal(usual.observations.licence[0], more.observations.licence[0, :12], equal_nan=True)
    assert np.isfinite(more.observations.licence[0, 12, 0]).all()

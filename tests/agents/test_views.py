"""An agent is a view of its row: reading and setting go to the column of its own model."""

from __future__ import annotations

import gc
import weakref

import mesa
import numpy as np
import pytest

from socialicence.agents import KINDS, Citizen, Department, Professional, Project, Requester
from socialicence.agents.cells import Cell
from socialicence.categories import (
    AgeBand,
    Category,
    Domain,
    EthnicGroup,
    OrganisationType,
    Region,
    RequesterKind,
    Role,
    Segment,
    Sex,
    SocialGrade,
    Stage,
    Strategy,
    Why,
)
from socialicence.errors import InputError
from socialicence.model import LicenceModel


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_column_is_an_attribute(kind):
    assert issubclass(kind, mesa.Agent)
    for column in kind.columns:
        assert isinstance(getattr(kind, column.name), Cell), column.name


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_categories_read_as_the_table_says(kind, grown):
    agent = grown.agents_by_type[kind][0]
    for column in kind.columns:
        if column.unit in {member.__name__ for member in Category.__subclasses__()} and column.name != "requester":
            value = getattr(agent, column.name)
            assert type(value).__name__ == column.unit
            assert value.label


def test_citizen_attributes(model):
    citizen, columns = model.citizens[7], model.world.citizens
    assert isinstance(citizen.age, int)
    assert citizen.age == columns.age[7]
    kinds = {
        "age_band": AgeBand,
        "sex": Sex,
        "region": Region,
        "ethnic_group": EthnicGroup,
        "social_grade": SocialGrade,
        "segment": Segment,
        "objecting": bool,
        "digitally_excluded": bool,
        "weight": float,
        "understanding": float,
        "perceived_benefit": float,
        "concern": float,
    }
    for name, kind in kinds.items():
        assert isinstance(getattr(citizen, name), kind), name
    assert citizen.trust.shape == (len(OrganisationType),)
    assert all(isinstance(stake, Domain) for stake in citizen.stakes)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (18, "18-24"),
        (24, "18-24"),
        (25, "25-34"),
        (64, "55-64"),
        (65, "65-74"),
        (74, "65-74"),
        (75, "75+"),
        (100, "75+"),
    ],
)
def test_age_band_follows_age(model, age, band):
    citizen = model.citizens[0]
    citizen.age = age
    assert citizen.age_band.label == band
    with pytest.raises(AttributeError, match="follows from age"):
        citizen.age_band = AgeBand.AGE_18_24


def test_neighbours_are_citizens_from_the_network(model):
    network = model.world.network
    rows = network.neighbour[network.first[3] : network.first[4]]
    assert [one.row for one in model.citizens[3].neighbours] == rows.tolist()
    assert all(one is model.citizens[one.row] for one in model.citizens[3].neighbours)


def test_setting_writes_the_column(model):
    citizen, columns = model.citizens[5], model.world.citizens
    citizen.understanding = 0.25
    citizen.segment = Segment.NEUTRAL_FOLLOWERS
    citizen.objecting = True
    citizen.trust[OrganisationType.COMPANIES] = 0.125
    citizen.stakes = [Domain.HEALTH, Domain.JUSTICE]
    assert columns.understanding[5] == 0.25
    assert columns.segment[5] == Segment.NEUTRAL_FOLLOWERS
    assert columns.objecting[5] == 1
    assert columns.trust[5, 7] == 0.125
    assert columns.stakes[5] == 0b1001
    assert citizen.stakes == (Domain.HEALTH, Domain.JUSTICE)
    citizen.trust = 0.5
    assert (columns.trust[5] == 0.5).all()
    columns.concern[5] = 0.75
    assert citizen.concern == 0.75


def test_anchors_read_as_fractions(model):
    citizen, columns = model.citizens[2], model.world.citizens
    columns.concern_anchor[2] = 65535
    columns.trust_anchor[2, :] = 13107
    assert citizen.concern_anchor == 1.0
    np.testing.assert_allclose(citizen.trust_anchor, 0.2)
    citizen.understanding_anchor = 0.4
    assert columns.understanding_anchor[2] == 26214
    with pytest.raises(ValueError, match="read-only"):
        citizen.trust_anchor[0] = 0.5


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("segment", 9, "NEUTRAL_FOLLOWERS"),
        ("segment", "NOBODY", "NEUTRAL_FOLLOWERS"),
        ("sex", Region.WALES, "FEMALE"),
        ("trust", [0.1, 0.2], "8 in a row"),
        ("understanding", float("nan"), "finite"),
        ("understanding", "much", "a number"),
        ("age", 300, "from 0 to 255"),
        ("age", 41.5, "whole number"),
        ("objecting", 2, "from 0 to 1"),
        ("stakes", ["x"], "Domain"),
        ("concern_anchor", 1.5, "from 0 to 1"),
    ],
)
def test_bad_values_are_refused_in_words(model, name, value, said):
    before = getattr(model.world.citizens, name).copy()
    with pytest.raises(InputError, match=said) as caught:
        setattr(model.citizens[0], name, value)
    assert f"Citizen.{name}" in str(caught.value)
    np.testing.assert_array_equal(getattr(model.world.citizens, name), before)


def test_department_and_professionals_know_each_other(model):
    department = model.departments[3]
    assert isinstance(department, Department)
    assert department.name == model.world.institutions.department_names[3]
    assert isinstance(department.kind, OrganisationType)
    assert isinstance(department.strategy, Strategy)
    assert isinstance(department.nervousness, float)
    assert isinstance(department.perceived_licence, float)
    assert department.professionals
    for professional in department.professionals:
        assert isinstance(professional, Professional)
        assert isinstance(professional.role, Role)
        assert professional.department is department
        assert all(isinstance(colleague, Professional) for colleague in professional.ties)
    professional.department = model.departments[4]
    assert model.world.professionals["department"][professional.row] == 4
    assert professional not in department.professionals


def test_projects_become_agents_as_they_start(grown):
    assert len(grown.projects) == grown.world.project_count > 0
    assert [project.row for project in grown.projects] == list(range(grown.world.project_count))
    for project in grown.projects:
        assert isinstance(project, Project)
        assert project in grown.agents
        assert isinstance(project.requester, Requester)
        assert project.requester.kind == grown.world.projects["requester"][project.row]
        assert len(project.owners) == project.number_of_owners
        assert all(isinstance(owner, Department) for owner in project.owners)
        assert isinstance(project.stage, Stage)
        assert isinstance(project.why, Why)
        assert project.held_up_by is None or isinstance(project.held_up_by, Department)
        assert project in project.requester.projects
        assert project in project.owners[0].projects


def test_project_links_can_be_set(grown):
    project = grown.projects[0]
    project.held_up_by = grown.departments[2]
    assert grown.world.projects["held_up_by"][0] == 2
    project.held_up_by = None
    assert project.held_up_by is None
    project.owners = [grown.departments[5], 6]
    assert grown.world.projects["owners"][0].tolist() == [5, 6, -1, -1]
    project.requester = RequesterKind.CHARITY_COORDINATOR
    assert project.requester.kind is RequesterKind.CHARITY_COORDINATOR
    for bad in (99, "nobody", grown.citizens[0]):
        with pytest.raises(InputError, match="held_up_by"):
            project.held_up_by = bad
    with pytest.raises(InputError, match="at most 4"):
        project.owners = list(grown.departments)[:5]


def test_ids_are_unique_and_stable(grown):
    agents = [*grown.citizens, *grown.agents]
    assert len({agent.unique_id for agent in agents}) == len(agents)
    assert grown.citizens[10].unique_id == 11
    assert grown.citizens[10] is grown.citizens[10]
    other = LicenceModel(citizens=200, rng=3, months=6)
    other.run_model()
    common = len(other.agents_by_type[Department]) + len(other.agents_by_type[Professional])
    assert [a.unique_id for a in other.agents][:common] == [a.unique_id for a in grown.agents][:common]


def test_a_row_has_one_agent(model):
    with pytest.raises(InputError, match="its agent already"):
        Department(model, 0)
    with pytest.raises(IndexError):
        Citizen(model, 400)
    with pytest.raises(TypeError, match="closed"):
        model.citizens[0].remove()


def test_own_attributes_stay_with_the_agent(model):
    model.citizens[4].diary = ["quiet day"]
    gc.collect()
    assert model.citizens[4].diary == ["quiet day"]


def test_two_models_do_not_touch():
    one, two = (LicenceModel(citizens=100, rng=5, months=3) for _ in range(2))
    before = two.world.citizens.trust.copy()
    one.citizens[0].trust[:] = 0.0
    one.citizens.set("understanding", 0.0)
    one.departments.set("nervousness", 1.0)
    one.run_model()
    np.testing.assert_array_equal(two.world.citizens.trust, before)
    assert two.month == 0
    assert two.citizens.agg("understanding", np.mean) > 0.0
    assert one.citizens[0] not in two.citizens
    with pytest.raises(InputError, match="same model"):
        one.professionals[0].department = two.departments[0]


def test_a_dropped_model_is_freed():
    model = LicenceModel(citizens=100, rng=5, months=3)
    model.run_model()
    model.citizens.do(lambda citizen: citizen.neighbours)
    gone = weakref.ref(model), weakref.ref(model.citizens[0]), weakref.ref(model.world.citizens.trust)
    del model
    gc.collect()
    assert [reference() for reference in gone] == [None, None, None]

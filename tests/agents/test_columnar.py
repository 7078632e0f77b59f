"""Agent sets give what plain numpy, and Mesa's own AgentSet, would give."""

from __future__ import annotations

import copy
from random import Random

import numpy as np
import pytest
from mesa.agent import AgentSet

from socialicence.agents import Citizen, ColumnarAgentSet, Department
from socialicence.categories import AgeBand, Region, Segment
from socialicence.errors import InputError
from socialicence.model import LicenceModel


def rows(agents):
    return [agent.row for agent in agents]


def made(model):
    """How many citizens have become objects."""
    return len(model._views["citizens"])


@pytest.fixture
def twin(model):
    """Mesa's own set of the same agents, with the same random numbers to come."""
    return AgentSet(list(model.citizens), random=Random(9))


@pytest.fixture
def citizens(model):
    citizens = model.citizens.copy()
    citizens.random = Random(9)
    return citizens


def test_a_large_public_makes_no_citizen_objects():
    model = LicenceModel(citizens=100_000, rng=1, months=2)
    citizens = model.citizens
    assert len(citizens) == 100_000
    assert citizens.agg("understanding", np.mean) > 0.0
    citizens.groupby("segment").agg("concern", np.mean)
    citizens.groupby("age_band").count()
    citizens.select(citizens.get("concern") > 0.5).sort("age").set("salience", 0.1)
    citizens.shuffle().get(["age", "segment"])
    model.step()
    assert made(model) == 0
    assert isinstance(citizens[99_999], Citizen)
    assert made(model) == 1


def test_the_same_set_under_both_names(model):
    assert model.agents_by_type[Citizen] is model.citizens
    assert Citizen in model.agent_types
    assert isinstance(model.citizens, AgentSet)
    assert not any(isinstance(agent, Citizen) for agent in model.agents)
    assert model.agents_by_type[Department] is model.departments


def test_like_a_sequence_and_a_set(model):
    citizens = model.citizens
    assert rows(citizens) == list(range(400))
    assert citizens[-1].row == 399
    assert rows(citizens[2:5]) == [2, 3, 4]
    assert rows(reversed(citizens)) == list(range(399, -1, -1))
    assert citizens[3] in citizens
    assert model.departments[3] not in citizens
    assert "x" not in citizens
    assert citizens.index(citizens[6]) == 6
    assert citizens.count(citizens[6]) == 1
    assert citizens.to_list() == list(citizens)
    with pytest.raises(IndexError):
        citizens[400]
    some = citizens.select(np.arange(400) < 10)
    more = citizens.select(np.arange(400) < 12)
    assert rows(some | more) == list(range(12))
    assert rows(some & more) == list(range(10))
    assert rows(more - some) == [10, 11]
    assert some < more
    some.discard(citizens[11])
    some.remove(citizens[0])
    some.add(citizens[0])
    assert rows(some) == [*range(1, 10), 0]
    with pytest.raises(KeyError):
        some.remove(citizens[11])


@pytest.mark.parametrize("name", ["age", "weight", "understanding", "concern", "fairness", "departure", "trust"])
def test_get_is_the_column_as_of_now(model, name):
    column = getattr(model.world.citizens, name)
    got = model.citizens.get(name)
    np.testing.assert_array_equal(got, column)
    got[:] = 0
    assert not np.shares_memory(got, column)


def test_get_agrees_with_each_agent(grown):
    for kind in (grown.citizens, grown.departments, grown.professionals, grown.requesters, grown.projects):
        for column in kind._kind.columns:
            if "bits" in column.unit or "row" in column.unit or column.name == "requester":
                continue
            np.testing.assert_array_equal(kind.get(column.name), [getattr(a, column.name) for a in kind], column.name)


def test_get_several_and_missing(model, citizens, twin):
    assert citizens.get(["age", "segment"]) == twin.get(["age", "segment"])
    assert citizens.get("unique_id") == twin.get("unique_id")
    assert model.departments.get("name") == list(model.world.institutions.department_names)
    with pytest.raises(AttributeError):
        citizens.get("height")
    citizens[1].height = 180
    assert citizens.get("height", handle_missing="default", default_value=0)[:3] == [0, 180, 0]
    with pytest.raises(ValueError, match="handle_missing"):
        citizens.get("age", handle_missing="perhaps")


def test_set(model):
    citizens, columns = model.citizens, model.world.citizens
    worried = citizens.select(columns.concern > 0.5)
    assert worried.set("salience", 0.75) is worried
    np.testing.assert_array_equal(columns.salience == 0.75, columns.concern > 0.5)
    citizens.set("segment", "NEUTRAL_FOLLOWERS")
    assert (columns.segment == 1).all()
    citizens.set("concern", np.linspace(0, 1, 400))
    np.testing.assert_allclose(columns.concern, np.linspace(0, 1, 400), atol=1e-7)
    citizens.set("trust", np.arange(8) / 8)
    assert (columns.trust == np.arange(8, dtype="f4") / 8).all()
    citizens.set("height", 180)
    assert citizens[9].height == 180
    with pytest.raises(InputError, match="segment"):
        citizens.set("segment", np.full(400, 7))
    with pytest.raises(AttributeError):
        citizens.set("age_band", AgeBand.AGE_18_24)


def test_agg(model):
    columns = model.world.citizens
    total = model.citizens.agg("weight", sum)
    assert total == pytest.approx(columns.weight.sum(dtype=np.float64), rel=1e-12)
    low, high = model.citizens.agg("age", [min, max])
    assert (low, high) == (columns.age.min(), columns.age.max())
    assert model.professionals.agg("skill", np.mean) == pytest.approx(model.world.professionals["skill"].mean())


@pytest.mark.parametrize("most", [float("inf"), 5, 0.5, 1.0, 0, 3.5])
def test_select_like_mesa(citizens, twin, most):
    def old(citizen):
        return citizen.age > 60

    assert rows(citizens.select(old, at_most=most)) == rows(twin.select(old, at_most=most))
    assert rows(citizens.select(citizens.get("age") > 60, at_most=most)) == rows(twin.select(old, at_most=most))
    assert rows(citizens.select(at_most=most)) == rows(twin.select(at_most=most))


def test_select_by_type_and_in_place(model, citizens):
    assert len(citizens.select(agent_type=Citizen)) == 400
    assert len(citizens.select(agent_type=Department)) == 0
    assert citizens.select(citizens.get("age") > 60, inplace=True) is citizens
    assert len(model.citizens) == 400
    assert (citizens.get("age") > 60).all()
    with pytest.raises(InputError, match="booleans"):
        citizens.select(np.ones(3, dtype=bool))


def test_shuffle_like_mesa(citizens, twin):
    assert rows(citizens.shuffle()) == rows(twin.shuffle())
    ours, theirs = [], []
    citizens.shuffle_do(lambda citizen: ours.append(citizen.row))
    twin.shuffle_do(lambda citizen: theirs.append(citizen.row))
    assert ours == theirs
    citizens.shuffle(inplace=True)
    assert sorted(rows(citizens)) == list(range(400)) != rows(citizens)


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("key", ["age", "concern", "age_band", "unique_id", lambda citizen: citizen.trust[0]])
def test_sort_like_mesa(citizens, twin, key, ascending):
    assert rows(citizens.sort(key, ascending=ascending)) == rows(twin.sort(key, ascending=ascending))


def test_do_and_map(model):
    def forget(citizen, how_much, floor=0.0):
        citizen.understanding = max(floor, citizen.understanding - how_much)

    before = model.world.citizens.understanding.astype(float)
    assert model.citizens.do(forget, 0.1, floor=0.05) is model.citizens
    np.testing.assert_allclose(model.world.citizens.understanding, np.maximum(0.05, before - 0.1), atol=1e-6)
    assert model.citizens.map(lambda citizen: citizen.age) == model.world.citizens.age.tolist()
    model.departments.do("step")
    assert model.departments.map("__repr__")[2] == "Department(row=2)"


@pytest.mark.parametrize("by", ["segment", "age_band", "objecting", "age", lambda citizen: citizen.region, "unique_id"])
def test_groupby_like_mesa(citizens, twin, by):
    ours, theirs = citizens.groupby(by), twin.groupby(by)
    assert list(ours.groups) == list(theirs.groups)
    assert {name: rows(group) for name, group in ours} == {name: rows(group) for name, group in theirs}
    assert ours.count() == theirs.count()
    assert len(ours) == len(theirs)
    mean, expected = ours.agg("concern", np.mean), theirs.agg("concern", np.mean)
    assert mean.keys() == expected.keys()
    np.testing.assert_allclose(list(mean.values()), list(expected.values()))


def test_groups_are_sets_of_the_same_kind(model):
    groups = model.citizens.groupby("segment").groups
    assert all(type(group) is ColumnarAgentSet for group in groups.values())
    assert all(isinstance(name, Segment) for name in groups)
    assert made(model) == 0
    lists = model.citizens.groupby("region", result_type="list")
    assert all(isinstance(name, Region) and isinstance(group, list) for name, group in lists)
    assert sum(lists.agg("weight", sum).values()) == pytest.approx(model.citizens.agg("weight", sum))
    by_department = model.professionals.groupby("department").groups
    assert set(by_department) == set(model.departments)


def test_the_constructor_that_mesa_calls(model):
    some = ColumnarAgentSet((one for one in model.citizens[:3]), random=model.random)
    assert rows(some) == [0, 1, 2]
    assert rows(type(some)(list(some))) == [0, 1, 2]
    assert some.get("age").tolist() == model.world.citizens.age[:3].tolist()
    empty = ColumnarAgentSet([], random=model.random)
    assert len(empty) == 0
    assert empty.get("age") == []
    assert list(empty.groupby("age")) == []
    empty.add(model.citizens[5])
    assert rows(empty) == [5]
    with pytest.raises(TypeError, match="another kind"):
        ColumnarAgentSet([model.citizens[0], model.departments[0]])
    with pytest.warns(UserWarning, match="no random number generator"):
        ColumnarAgentSet([])


def test_copies(model):
    some = model.citizens.select(np.arange(400) < 3)
    for other in (copy.copy(some), some.copy(), some.select()):
        other.discard(model.citizens[0])
        assert len(other) == 2
        assert len(some) == 3


def test_mesas_own_sets_keep_our_agents(model):
    """Mesa holds agents weakly; ours live as long as the model, so a set of them does not melt away."""
    plain = AgentSet((citizen for citizen in model.citizens[:10]), random=model.random)
    assert rows(plain) == list(range(10))

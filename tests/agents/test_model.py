"""LicenceModel as users of Mesa use models."""

from __future__ import annotations

import mesa
import numpy as np
import pytest

from socialicence.errors import InputError
from socialicence.model import LicenceModel
from socialicence.month import Stage


def trust(model):
    return model.world.citizens.trust


def small(**kwargs):
    return LicenceModel(**{"citizens": 100, "rng": 1, "months": 4, **kwargs})


def test_time():
    model = small()
    assert isinstance(model, mesa.Model)
    assert (model.month, model.running) == (0, True)
    model.step()
    assert (model.month, model.running) == (1, True)
    model.run_model()
    assert (model.month, model.running) == (4, False)
    last = trust(model).copy()
    model.step()
    assert model.month == 4
    np.testing.assert_array_equal(trust(model), last)


def test_defaults_are_those_of_the_scenario():
    model = LicenceModel(citizens=100)
    assert model.world.months == model.world.scenario.months
    assert model.scenario_name == "status_quo"


def test_the_seed_decides():
    one, same, other = small(rng=7), small(rng=7), small(rng=8)
    for model in (one, same, other):
        model.run_model()
    np.testing.assert_array_equal(trust(one), trust(same))
    assert not np.array_equal(trust(one), trust(other))
    drawn = [small(rng=None).seed_used for _ in range(3)]
    assert len(set(drawn)) == 3
    np.testing.assert_array_equal(trust(small(rng=drawn[0])), trust(small(rng=drawn[0])))


def test_stepping_is_the_engine():
    """Same bits as the world by itself: agents only look."""
    from socialicence.world import new_world

    model, world = small(rng=7), new_world("status_quo", citizens=100, seed=7, months=4)
    for _ in range(4):
        model.step()
        world.step()
    np.testing.assert_array_equal(trust(model), world.citizens.trust)
    np.testing.assert_array_equal(model.world.observations.licence, world.observations.licence)


@pytest.mark.parametrize(
    "rng", [3, np.int64(3), "3", np.random.default_rng(3), np.random.SeedSequence(3), [1, 2], np.random.PCG64(3)]
)
def test_whatever_mesa_takes_for_a_seed(rng):
    assert 0 <= small(rng=rng).seed_used < 2**63


@pytest.mark.parametrize("rng", [-1, 2**63, "many", 1.5, True, object()])
def test_bad_seeds(rng):
    with pytest.raises(InputError, match="rng"):
        small(rng=rng)


def test_levers_in_any_spelling():
    for given in ({"recommendation.arbitration": 1}, {"recommendation_arbitration": 1}, {"recommendation_7": 1}):
        assert small(**given).world.values["recommendation.arbitration"] == 1.0
    model = small(negativity_weight=3, peer_weight=0.1, spillover=0.2, trust_half_life_months=1.2, leadership=0.9)
    assert model.world.values["negativity_weight"] == 3.0
    assert model.world.values["leadership"] == 0.9


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"leadershp": 1}, "leadership"),
        ({"leadership": 7}, "out of range"),
        ({"leadership": "high"}, "not a number"),
        ({"seed": 3}, "give rng"),
        ({"scenario": "public_goods"}, "public_good"),
        ({"citizens": 0}, "citizens"),
        ({"citizens": "many"}, "citizens"),
        ({"months": 0}, "months"),
    ],
)
def test_bad_input_is_told_in_one_line(given, said):
    with pytest.raises(InputError, match=said) as caught:
        small(**given)
    assert "\n" not in str(caught.value)


def test_stages_can_be_edited():
    seen = []

    def diary(model, month):
        seen.append((month, model.month, len(model.departments)))

    model = small()
    names = [stage.name for stage in model.stages]
    model.insert_stage(diary, before=names[0])
    model.insert_stage(Stage(name="second", run=lambda world, month: seen.append(world), sees="world"), after="diary")
    model.step()
    assert seen == [(1, 1, 24), model.world]
    model.drop_stage("second")
    old = model.replace_stage("diary", lambda model, month: None)
    assert old.run is diary
    model.stages.clear()
    before = trust(model).copy()
    model.step()
    np.testing.assert_array_equal(trust(model), before)
    assert len(seen) == 2
    assert [stage.name for stage in small().stages] == names
    with pytest.raises(InputError, match=names[0]):
        small().drop_stage(names[0] + "x")
    with pytest.raises(InputError, match="not both"):
        model.insert_stage(diary, before="a", after="b")
    with pytest.raises(InputError, match="not a stage"):
        model.insert_stage("diary")


def test_stages_in_the_constructor():
    months = []
    model = small(stages=[lambda model, month: months.append(month)])
    model.run_model()
    assert months == [1, 2, 3, 4]
    assert model.projects is not None


def test_a_stage_uses_ordinary_agent_sets():
    def reassure(model, month):
        model.citizens.select(lambda citizen: citizen.objecting).do(lambda citizen: citizen.trust.fill(1.0))
        model.departments.set("nervousness", 0.0)

    model = small(stages=[reassure])
    model.step()
    assert (trust(model)[model.world.citizens.objecting == 1] == 1.0).all()
    assert (model.world.departments["nervousness"] == 0.0).all()


class Watched(LicenceModel):
    """A user's model in Mesa's way."""

    def __init__(self, citizens=100, alarm=0.5, **kwargs):
        super().__init__(citizens=citizens, **kwargs)
        self.alarm = alarm
        self.alarms = 0
        self.watchers = [Watcher(self) for _ in range(3)]
        self.datacollector = mesa.DataCollector(
            model_reporters={"alarms": "alarms", "now": "month"}, agenttype_reporters={Watcher: {"sees": "sees"}}
        )
        self.datacollector.collect(self)

    def step(self):
        super().step()
        self.agents_by_type[Watcher].shuffle_do("look")
        self.alarms += sum(watcher.sees > self.alarm for watcher in self.watchers)
        self.datacollector.collect(self)


class Watcher(mesa.Agent):
    """An agent of the user's own beside ours."""

    sees = 0.0

    def look(self):
        self.sees = float(self.model.citizens.agg("concern", np.mean))


@pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")
def test_a_users_model():
    model = Watched(rng=1, months=3, alarm=-1.0)
    model.run_model()
    assert model.alarms == 9
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["now"].tolist() == [0, 1, 2, 3]
    assert frame["alarms"].tolist() == [0, 3, 6, 9]
    ids = [agent.unique_id for agent in model.agents]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(range(1, 101))
    rows = mesa.batch_run(Watched, {"months": 2, "rng": 1}, iterations=1, max_steps=9, display_progress=False)
    assert rows

"""DataCollector, batch_run and SolaraViz on the model, as on any other."""

from __future__ import annotations

import inspect

import mesa
import numpy as np
import pytest

from socialicence.agents import Citizen, Department, Project
from socialicence.model import LicenceModel

pytestmark = pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")


def concern(citizen):
    return citizen.concern


def test_datacollector(model):
    collector = mesa.DataCollector(
        model_reporters={"month": "month", "mean": lambda m: m.citizens.agg("concern", np.mean)},
        agent_reporters={"kind": lambda agent: type(agent).__name__},
        agenttype_reporters={
            Citizen: {"trust": lambda c: float(c.trust.mean()), "concern": "concern", "again": concern},
            Department: {"nervousness": "nervousness", "name": "name"},
        },
    )
    expected = []
    for _ in range(3):
        collector.collect(model)
        expected.append(model.world.citizens.trust.mean(axis=1))
        model.step()
    frame = collector.get_model_vars_dataframe()
    assert frame["month"].tolist() == [0, 1, 2]
    citizens = collector.get_agenttype_vars_dataframe(Citizen)
    assert len(citizens) == 3 * 400
    np.testing.assert_allclose(citizens["trust"].to_numpy(), np.concatenate(expected), atol=1e-6)
    assert (citizens["concern"] == citizens["again"]).all()
    departments = collector.get_agenttype_vars_dataframe(Department)
    assert departments["name"].tolist()[:24] == list(model.world.institutions.department_names)
    everyone = collector.get_agent_vars_dataframe()
    assert "Department" in set(everyone["kind"])
    assert "Citizen" not in set(everyone["kind"])


def test_a_collector_of_the_model_keeps_rows_as_they_were(model):
    model.datacollector = mesa.DataCollector(agenttype_reporters={Citizen: {"trust": "trust"}})
    before = model.world.citizens.trust.copy()
    model.datacollector.collect(model)
    model.step()
    model.citizens.set("trust", 0.0)
    model.datacollector.collect(model)
    rows = model.datacollector.get_agenttype_vars_dataframe(Citizen)["trust"].tolist()
    np.testing.assert_array_equal(np.stack(rows[:400]), before)
    assert not np.stack(rows[400:]).any()


def test_projects_are_collected_as_they_come(model):
    collector = mesa.DataCollector(agenttype_reporters={Project: {"stage": lambda project: project.stage.label}})
    counts = []
    for _ in range(3):
        model.step()
        collector.collect(model)
        counts.append(len(model.projects))
    assert len(collector.get_agenttype_vars_dataframe(Project)) == sum(counts)


def test_the_models_own_collector(model):
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["month"].tolist() == list(range(7))
    weighted = np.average(model.world.citizens.trust[:, 0], weights=model.world.citizens.weight)
    assert frame["trust_health_service"].iloc[-1] == pytest.approx(weighted, abs=1e-3)
    assert frame["licence_affected"].between(0, 1).all()
    put_in = sum(project.started > 0 for project in model.projects)
    assert 0 < frame["projects_started"].iloc[-1] == put_in < len(model.projects)


@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run(processes):
    rows = mesa.batch_run(
        LicenceModel,
        {"citizens": 120, "months": 3, "leadership": [0.1, 0.9], "scenario": "status_quo"},
        iterations=2,
        max_steps=10,
        number_processes=processes,
        data_collection_period=-1,
        display_progress=False,
    )
    assert len(rows) == 4
    assert sorted({row["leadership"] for row in rows}) == [0.1, 0.9]
    for lever in (0.1, 0.9):
        first, second = (row["trust_health_service"] for row in rows if row["leadership"] == lever)
        assert first != second, "iterations are different runs"


def test_batch_run_with_seeds():
    """Mesa 3.5 has rng=; both take seeds as a parameter."""
    common = {"max_steps": 10, "display_progress": False}
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        rows = mesa.batch_run(LicenceModel, {"citizens": 120, "months": 2}, iterations=None, rng=[1, 2], **common)
    else:
        rows = mesa.batch_run(LicenceModel, {"citizens": 120, "months": 2, "rng": [1, 2]}, iterations=1, **common)
    model = LicenceModel(citizens=120, months=2, rng=1)
    model.step()
    seen = [row["trust_charities"] for row in rows]
    assert seen[0] != seen[1]
    model.run_model()
    assert seen[0] in model.datacollector.get_model_vars_dataframe()["trust_charities"].tolist()


def test_solara_viz():
    import ipyvuetify
    import solara
    from mesa.visualization import SolaraViz, make_plot_component
    from mesa.visualization.solara_viz import _check_model_params

    parameters = {
        "citizens": {"type": "SliderInt", "value": 120, "min": 100, "max": 200, "step": 10},
        "leadership": {"type": "SliderFloat", "value": 0.5, "min": 0.0, "max": 1.0, "step": 0.1},
        "scenario": {"type": "Select", "value": "status_quo", "values": ["status_quo"]},
        "months": 3,
        "rng": 1,
    }
    _check_model_params(LicenceModel.__init__, parameters)
    model = solara.reactive(LicenceModel(citizens=100, months=3, rng=1))

    @solara.component
    def page():
        with solara.AppLayout():
            SolaraViz(model, components=[make_plot_component("licence_affected")], model_params=parameters)

    _, rendered = solara.render(page(), handle_error=False)
    buttons = {one.children[0]: one for one in rendered.find(ipyvuetify.Btn).widgets if one.children}
    buttons["Step"].click()
    assert model.value.month == 1
    first = model.value
    buttons["Reset"].click()
    assert model.value is not first
    assert model.value.month == 0
    assert len(model.value.citizens) == 120
    assert model.value.world.values["leadership"] == 0.5
    assert model.value.scenario_name == "status_quo"
    for _ in range(4):
        buttons["Step"].click()  # stays quiet past the last month
    assert model.value.month == 3
    rendered.close()

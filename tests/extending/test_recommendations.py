"""Recommendations of one's own behave like the 16."""

from __future__ import annotations

import ast

import numpy as np
import pytest
from hypothesis import given, settings, strategies

from socialicence import compare
from socialicence.errors import InputError
from socialicence.model import LicenceModel
from socialicence.parameters import FOLDER, parameters
from socialicence.scenarios import Scenario, differences, load
from socialicence.scenarios.reading import from_table
from socialicence.scenarios.recommendations import comes_with_policy, with_effects

MINE = {
    "name": "mine",
    "recommendations": [
        {
            "name": "ambassadors",
            "label": "Ambassadors",
            "adoption": 0.6,
            "today": 0.1,
            "low_means": "None",
            "high_means": "Everywhere",
            "effects": {"leadership": 0.2, "recommendation": {"arbitration": 0.4}, "block_probability": -0.02},
            "source": "a guess",
        }
    ],
}


def changed(**values):
    return from_table(MINE).changed(values)


def test_effects_are_added_by_adoption_and_kept_within_ranges():
    scenario = from_table(MINE)
    usual = {name: one.default for name, one in parameters().items()}
    moved = with_effects({**usual, **scenario.values}, scenario.additions.recommendations)
    assert moved["leadership"] == pytest.approx(0.35 + 0.5 * 0.2)
    assert moved["recommendation.arbitration"] == pytest.approx(0.1 + 0.5 * 0.4)
    assert moved["block_probability"] == pytest.approx(usual["block_probability"] - 0.01)
    others = {name for name in usual if moved[name] != usual[name]}
    assert others == {"leadership", "recommendation.arbitration", "block_probability"}
    half = with_effects({**usual, **scenario.values, "effect.ambassadors": 0.5}, scenario.additions.recommendations)
    assert half["leadership"] == pytest.approx(0.35 + 0.5 * 0.5 * 0.2)
    high = with_effects({**usual, **scenario.values, "leadership": 0.94}, scenario.additions.recommendations)
    assert high["leadership"] == parameters()["leadership"].high
    assert with_effects(usual, scenario.additions.recommendations) == usual, "today's adoption changes nothing"


def test_it_ramps_like_the_others(run):
    world = run(from_table(MINE), months=6)
    ramp = 6 / parameters()["ramp_months"].default
    assert world.now["leadership"][0] == pytest.approx(0.35 + ramp * 0.1)
    assert world.usual["leadership"][0] == 0.35
    block = parameters()["block_probability"].default
    assert world.now["block_probability"][0] == pytest.approx(block - ramp * 0.01)


def test_an_own_recommendation_does_what_setting_the_lever_does(run):
    bundle = {"name": "x", "label": "X", "adoption": 1.0, "effects": {"leadership": 0.3}}
    one = run({"recommendations": [bundle]}, months=12)
    other = run({"levers": {"leadership": 0.35 + 0.3}}, months=12)
    assert np.array_equal(one.citizens.trust, other.citizens.trust)
    assert np.array_equal(one.projects, other.projects)
    assert not np.array_equal(one.projects, run(months=12).projects)


def test_it_is_a_lever_wherever_levers_are():
    scenario = from_table(MINE)
    assert scenario.values == {"recommendation.ambassadors": 0.6}
    assert scenario.parameters["recommendation.ambassadors"].is_lever
    assert scenario.parameters["effect.ambassadors"].is_uncertain
    (found,) = differences(scenario)
    assert (found.before, found.after, found.meaning, found.kind) == (0.1, 0.6, "Everywhere", "lever")
    assert changed(**{"recommendation_ambassadors": 1}).values["recommendation.ambassadors"] == 1
    assert changed(**{"recommendation.ambassadors": 0.1}).values == {}
    assert changed(**{"effect.ambassadors": 1.5}).values["effect.ambassadors"] == 1.5
    with pytest.raises(InputError, match=r"recommendation.ambassadors = 2 is out of range; allowed is 0 to 1"):
        changed(**{"recommendation.ambassadors": 2})
    with pytest.raises(InputError, match=r"did you mean 'recommendation.ambassadors'"):
        changed(**{"recommendation.ambasadors": 1})
    with pytest.raises(InputError, match=r"unknown lever or parameter 'recommendation.ambassadors'"):
        load("status_quo").changed({"recommendation.ambassadors": 1})
    model = LicenceModel(100, 1, scenario, months=1, recommendation_ambassadors=1.0)
    assert model.world.settled["leadership"] == pytest.approx(0.35 + 0.9 * 0.2)


def test_what_the_levers_say_goes_before_what_stands_with_it():
    table = {**MINE, "levers": {"recommendation": {"ambassadors": 0.9}}}
    assert from_table(table).values == {"recommendation.ambassadors": 0.9}
    with pytest.raises(InputError, match=r"recommendation.ambassadors is a lever: put it under \[levers\]"):
        from_table({**MINE, "parameters": {"recommendation.ambassadors": 0.9}})


def test_results_carry_it(tmp_path):
    results = compare(["status_quo", from_table(MINE)], citizens=300, runs=1, months=3)
    assert list(results.runs["recommendation_ambassadors"]) == [0.1, 0.6]
    row = results.measures.set_index("measure").loc["recommendation_ambassadors"]
    assert row["label"] == "Ambassadors"
    assert "0 None, 1 Everywhere" in row["definition"]
    made = results.provenance["scenarios"]
    again = [from_table(one) for one in made]
    assert again[1] == from_table(MINE)
    repeated = compare(again, citizens=300, runs=1, months=3)
    assert repeated.runs.drop(columns="wall_seconds").equals(results.runs.drop(columns="wall_seconds"))


def test_one_name_for_two_things_is_refused():
    other = from_table({**MINE, "name": "other", "recommendations": [{**MINE["recommendations"][0], "label": "Y"}]})
    with pytest.raises(InputError, match=r"recommendation.ambassadors is not the same in mine and other"):
        compare([from_table(MINE), other], citizens=300, runs=1, months=1)


def read_monthly():
    """Columns of parameters that the engine reads as values in force."""
    package = FOLDER.parents[1]
    found = set()
    for path in [*package.joinpath("month").glob("*.py"), *package.joinpath("outcomes").glob("*.py")]:
        waiting = [ast.parse(path.read_text(encoding="utf-8"))]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.FunctionDef) and node.name.startswith("open_dep"):
                continue  # once, when a run opens
            waiting += ast.iter_child_nodes(node)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in (
                "v",
                "values",
                "state.in_force[NOW]",
                "now",
            ):
                found.add(node.attr)
    return found


@pytest.mark.parametrize("name", parameters())
def test_effects_act_on_what_is_read_every_month_and_nothing_else(name):
    assert comes_with_policy(name) == (parameters()[name].column in read_monthly_columns)


read_monthly_columns = read_monthly()


ACTS_ON = sorted(name for name in parameters() if comes_with_policy(name))


@settings(max_examples=60)
@given(data=strategies.data(), adoption=strategies.floats(0, 1), today=strategies.floats(0, 1))
def test_whatever_is_added_stays_within_its_range_and_comes_back_from_a_file(data, adoption, today):
    names = data.draw(strategies.lists(strategies.sampled_from(ACTS_ON), min_size=1, max_size=4, unique=True))
    width = {name: parameters()[name].high - parameters()[name].low for name in names}
    effects = {name: data.draw(strategies.floats(-width[name], width[name]).filter(bool)) for name in names}
    scenario = from_table({"name": "x", "recommendations": [
        {"name": "any", "label": "Any", "adoption": adoption, "today": today, "effects": effects}]})  # fmt: skip
    usual = {name: one.default for name, one in parameters().items()}
    moved = with_effects({**usual, **scenario.values}, scenario.additions.recommendations)
    for name, value in moved.items():
        one = scenario.parameters[name]
        assert one.low <= value <= one.high
        assert name in names or value == {**usual, **scenario.values}[name]
    assert from_table(scenario.to_dict()) == scenario


def test_a_scenario_without_recommendations_has_the_models_own_parameters():
    assert Scenario("plain").parameters is parameters()

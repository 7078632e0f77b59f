"""What a scenario file may add: read, carried to results and back, and refused in one line."""

from __future__ import annotations

import json

import pytest

from socialicence.errors import InputError
from socialicence.scenarios import load, with_additions
from socialicence.scenarios.additions import Additions, read_additions
from socialicence.scenarios.reading import from_table, load_additions

REC = "[[recommendations]]\nname = 'x'\nlabel = 'X'\n"
KIND = "[[shock_kinds]]\nname = 'x'\nlabel = 'X'\n"
DEPARTMENT = "[[departments]]\nname = 'X'\nkind = 'charities'\ndomains = ['health']\n"
CONTEXT = ("[[contexts]]\nname = 'x'\ntitle = 'X'\nowners = ['health_service']\nrecipient = 'companies'\n"
           "domains = ['health']\nbenefit = 0\nsafeguards = 0.5\n")  # fmt: skip
FULL = f"""
title = "Full"
without_stages = ["events"]
without_contexts = ["justice_universities"]
without_departments = ["Police forces"]
[levers]
leadership = 0.6
{REC}adoption = 0.5
effects = {{ leadership = 0.1 }}
{KIND}like = "scandal"
strength = 0.3
{DEPARTMENT}sensitivity = 0.5
turnover = 0.1
{CONTEXT}sensitivity = 0.5
regions = ["scotland", "wales"]
[[shocks]]
shock = "x"
month = 3
department = "X"
"""


def written(folder, text, name="mine.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_there_and_back_through_json(tmp_path):
    scenario = load(written(tmp_path, FULL))
    assert from_table(json.loads(json.dumps(scenario.to_dict()))) == scenario
    own = scenario.additions
    assert read_additions(json.loads(json.dumps(own.to_dict()))) == own
    assert [len(one) for one in (own.recommendations, own.shock_kinds, own.contexts, own.departments)] == [1, 1, 1, 1]
    assert own.other_institutions
    assert scenario.shocks[0].kind == own.shock_kinds[0]
    assert scenario.shocks[0].what == "X"
    assert scenario.without_stages == ("events",)
    assert hash(own) == hash(read_additions(own.to_dict()))


def test_nothing_added_is_nothing_written():
    assert Additions().to_dict() == {}
    assert set(load("status_quo").to_dict()) == {
        "name", "title", "description", "nations", "youngest", "months", "start_date", "meaning", "values", "shocks",
    }  # fmt: skip


def test_a_file_of_additions_serves_several_scenarios(tmp_path):
    written(tmp_path, f"{REC}adoption = 0.5\neffects = {{ leadership = 0.1 }}\n{KIND}like = 'breach'\n", "ours.toml")
    one = load(
        written(tmp_path, "additions = 'ours.toml'\n[[shocks]]\nshock = 'x'\nmonth = 1\norganisation = 'companies'")
    )
    assert one.values == {"recommendation.x": 0.5}
    assert one.shocks[0].kind.name == "x"
    other = load(written(tmp_path, "additions = 'ours.toml'\n[levers]\nrecommendation.x = 0.2"))
    assert other.values == {"recommendation.x": 0.2}
    assert from_table(other.to_dict()) == other, "the file need not be there again"
    over = f"additions = 'ours.toml'\n{REC}effects = {{ security = 0.1 }}"
    assert load(written(tmp_path, over)).additions.recommendations[0].effects == (("security", 0.1),)
    added = with_additions([load("status_quo"), load("silos")], tmp_path / "ours.toml")
    assert [scenario.values["recommendation.x"] for scenario in added] == [0.5, 0.5]
    assert added[1].values["leadership"] == load("silos").values["leadership"]


def test_a_kind_that_is_added_again_is_that_of_the_shocks_too(tmp_path):
    scenario = load(written(tmp_path, FULL))
    again = read_additions({"shock_kinds": [{"name": "x", "label": "Y", "like": "breach"}]})
    extended = scenario.extended(again)
    assert extended.shocks[0].kind.label == "Y"
    assert from_table(extended.to_dict()) == extended


BAD = [
    (REC, ["recommendations 1: effects is missing"]),
    (REC + "effects = 3", ["effects = 3 is not a table"]),
    (REC + "effects = {}", ["effects is empty"]),
    (REC + "effects = { leadershp = 0.1 }", ["effects", "did you mean 'leadership'"]),
    (REC + "effects = { leadership = 3 }", ["leadership = 3 is out of range", "-0.9 to 0.9", "nearest 0.9"]),
    (REC + "effects = { leadership = nan }", ["leadership = nan is not a number"]),
    (REC + "effects = { leadership = true }", ["leadership = True is not a number"]),
    (REC + "effects = { leadership = 0 }", ["leadership = 0 changes nothing"]),
    (REC + "effects = { 'stake.health' = 0.1 }", ["stake.health is read once", "[parameters]"]),
    (REC + "effects = { 'recommendation.7' = 0.1, recommendation.arbitration = 0.1 }", ["arbitration is given twice"]),
    (REC + "adoption = 1.5\neffects = { leadership = 0.1 }", ["adoption = 1.5 is out of range", "nearest 1"]),
    (REC + "grade = 'certain'\neffects = { leadership = 0.1 }", ["unknown grade 'certain'"]),
    (REC + "effekts = { leadership = 0.1 }", ["did you mean 'effects'"]),
    (2 * (REC + "effects = { leadership = 0.1 }\n"), ["two recommendations are named 'x'"]),
    (REC + f"effects = {{ leadership = 1{'0' * 400} }}", ["a huge number is out of range"]),
    (REC.replace("'x'", "'arbitration'") + "effects = { leadership = 0.1 }", ["is a recommendation of the model"]),
    (REC.replace("'x'", "'7'") + "effects = { leadership = 0.1 }", ["name = '7'"]),
    (REC.replace("'x'", "'a b'") + "effects = { leadership = 0.1 }", ["name = 'a b'", "underscores"]),
    (REC.replace("'X'", "''") + "effects = { leadership = 0.1 }", ["label is empty"]),
    (REC.replace("'X'", '"\\u001b"') + "effects = { leadership = 0.1 }", ["control character U+001B"]),
    ("recommendations = 3", ["[[recommendations]]"]),
    (KIND, ["shock_kinds 1: like is missing"]),
    (KIND + "like = 'braech'", ["did you mean 'breach'"]),
    (KIND + "like = 'breach'\nstrength = 2", ["strength = 2 is out of range", "0 to 0.9 (share)", "nearest 0.9"]),
    (KIND + "like = 'breach'\nstrength = 'x'", ["strength = 'x' is not a number"]),
    (KIND + "like = 'breach'\nstrenth = 0.2", ["did you mean 'strength'"]),
    (KIND.replace("'x'", "'breach'") + "like = 'breach'", ["breach is a kind of the model", "[parameters]"]),
    (KIND + "like = 'breach'\n[[shocks]]\nshock = 'xx'\nmonth = 1\norganisation = 'companies'", ["did you mean 'x'"]),
    (DEPARTMENT + "sensitivity = 0.5", ["departments 1: turnover is missing"]),
    (DEPARTMENT + "sensitivity = 1.3\nturnover = 0.1", ["sensitivity = 1.3 is out of", "to 0.95", "nearest 0.95"]),
    (DEPARTMENT + "sensitivity = nan\nturnover = 0.1", ["sensitivity = nan is not a number"]),
    (DEPARTMENT + f"sensitivity = 1{'0' * 400}\nturnover = 0.1", ["a huge number is out of range"]),
    (DEPARTMENT.replace("health", "helth") + "sensitivity = 0.5\nturnover = 0.1", ["did you mean 'health'"]),
    (DEPARTMENT.replace("'health'", "") + "sensitivity = 0.5\nturnover = 0.1", ["domains is empty"]),
    (DEPARTMENT.replace("charities", "charity") + "sensitivity = 0.5\nturnover = 0.1", ["did you mean 'charities'"]),
    (DEPARTMENT.replace("'X'", "3") + "sensitivity = 0.5\nturnover = 0.1", ["name = 3 is not text"]),
    (CONTEXT, ["contexts 1: sensitivity is missing"]),
    (CONTEXT + "sensitivity = 0.5\nsurvey = 'yougov'", ["unknown survey 'yougov'"]),
    (CONTEXT + "sensitivity = 0.5\nage_low = 60\nage_high = 50", ["age_low = 60 is above age_high"]),
    (CONTEXT + "sensitivity = 0.5\nage_low = 120", ["age_low = 120 is out of range", "nearest 100"]),
    (CONTEXT + "sensitivity = 0.5\noutside = 'no'", ["outside = 'no'; true or false"]),
    (CONTEXT + "sensitivity = 0.5\nregions = []", ["regions is empty"]),
    (CONTEXT + "sensitivity = 0.5\nregions = ['wale']", ["did you mean 'wales'"]),
    (CONTEXT + "sensitivity = 0.5\nrequester = 'nobody'", ["unknown requester 'nobody'"]),
    ("".join((CONTEXT + "sensitivity = 0.5\n").replace("'x'", f"'x{n}'") for n in range(5)), ["17 in all", "1 to 16"]),
    ("without_departments = 'all'", ["departments: 0 in all", "2 to 50"]),
    ("without_contexts = 'all'", ["contexts: 0 in all", "1 to 16"]),
    ("without_contexts = 3", ["without_contexts = 3 is not a list"]),
    ("without_contexts = ['justice']", ["did you mean 'justice_universities'"]),
    ("without_departments = ['Police forces', 'Courts and tribunals', 'Prisons and probation', "
     "'Youth justice and safeguarding', 'Borders and identity']",
     ["context justice_universities: no department of police and justice holds data about justice"]),
    ("without_departments = ['Police forces']\n[[shocks]]\nshock = 'breach'\nmonth = 1\ndepartment = 'Police forces'",
     ["unknown department 'Police forces'"]),
    ("without_stages = ['observation']", ["observation cannot be left out"]),
    ("without_stages = ['evnts']", ["did you mean 'events'"]),
    ("without_stages = 'events'", ["without_stages = 'events' is not a list"]),
    ("additions = 3", ["additions = 3 is not text"]),
    ("additions = 'nowhere.toml'", ["nowhere.toml: there is no such file"]),
    ("departments = " + "[" * 3000, ["nested too deeply"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), BAD)
def test_what_is_wrong_is_said_in_one_line(tmp_path, text, words):
    path = written(tmp_path, text)
    with pytest.raises(InputError) as raised:
        load(path)
    message = str(raised.value)
    assert str(tmp_path) in message
    assert "\n" not in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("text", "words"),
    [("title = 'x'", ["unknown key 'title'"]), ("", ["is empty"]), ("[[recommendations]", ["not valid TOML"])],
)
def test_a_file_of_additions_holds_nothing_else(tmp_path, text, words):
    with pytest.raises(InputError) as raised:
        load_additions(written(tmp_path, text))
    for word in words:
        assert word in str(raised.value)


def test_additions_that_do_not_fit_a_scenario_are_refused(tmp_path):
    scenario = load(written(tmp_path, "[[shocks]]\nshock = 'breach'\nmonth = 1\ndepartment = 'Police forces'"))
    with pytest.raises(InputError, match="unknown department 'Police forces'"):
        scenario.extended(read_additions({"without_departments": ["Police forces"]}))

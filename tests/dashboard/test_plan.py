"""Plans: what wins over what, what differs from today in words, and what is refused."""

from __future__ import annotations

import copy
import pickle

import pytest

from socialicence.dashboard.incident import Incident
from socialicence.dashboard.levers import levers
from socialicence.dashboard.plan import FUTURES, TODAY, Plan, recommendations
from socialicence.errors import InputError
from socialicence.parameters import parameters
from socialicence.scenarios import load

BREACH = Incident("breach", 18, department="Hospital records", size=2)
FULL = Plan(
    steps={"involved": 3, "heard": "Often"},
    more={"leadership": 0.9, "openness": 1},
    cards=["recommendation.data_standards", "arbitration"],
    incident=BREACH,
    title="Table 3",
)


def test_nothing_chosen_is_today():
    assert Plan(steps={"involved": None}) == TODAY
    assert TODAY.is_today
    assert TODAY.scenario().values == load("status_quo").values == {}
    assert TODAY.differences() == []
    assert TODAY.label == "If nothing changes"


def test_equal_choices_are_one_plan_and_can_be_keys():
    other = Plan(
        steps={"heard": 2, "involved": "citizens-jury", "people": None},
        more={"openness": 1.0, "leadership": 0.9},
        cards=("arbitration", "data_standards", "arbitration"),
        incident=BREACH,
        title=" Table 3 ",
    )
    assert other == FULL
    assert {FULL: 1}[other] == 1
    assert Plan(steps={"involved": 3}) != FULL


def test_a_plan_survives_copying_pickling_and_a_table():
    assert pickle.loads(pickle.dumps(FULL)) == copy.deepcopy(FULL) == Plan.from_dict(FULL.to_dict()) == FULL


def test_a_title_changes_no_numbers():
    assert Plan(title="Ours").choices == TODAY.choices
    assert Plan(title="Ours") != TODAY
    assert Plan(title="Ours").is_today
    assert Plan(title="Ours").label == "Ours"


@pytest.mark.parametrize("future", FUTURES)
def test_a_future_is_its_file(future):
    plan = Plan(future=future)
    assert plan.name == future
    assert plan.scenario().values == load(future).values
    assert plan.label == f"Choices for {load(future).label}"


def test_what_is_chosen_later_wins():
    """A future's file, then steps, then cards, then other levers."""
    plan = Plan(
        future="government",
        steps={"people": "Trained and backed"},
        cards=["arbitration"],
        more={"leadership": 0.95, "recommendation.data_standards": 0.5},
    )
    values = plan.scenario().values
    assert values["openness"] == load("government").values["openness"]
    assert values["recommendation.checklists"] == levers()["people"].steps[3].values["recommendation.checklists"]
    assert values["recommendation.arbitration"] == 1
    assert values["leadership"] == 0.95
    assert values["recommendation.data_standards"] == 0.5


def test_an_incident_happens_in_the_scenario():
    (shock,) = FULL.scenario().shocks
    assert (shock.shock.name, shock.month, shock.size, shock.department) == ("BREACH", 18, 2, "Hospital records")


def test_differences_say_what_differs_and_only_that():
    said = FULL.differences()
    assert len(said) == 7
    assert said[0].startswith("How are people involved? Citizens' jury: people drawn by lot")
    assert "Do leaders back sharing: 0.9 instead of 0.35 (0-1)." in said
    assert said[-1] == "Something goes wrong in month 18: breach (Hospital records, 2 times the ordinary size)."
    assert all(text.endswith(".") and "\n" not in text for text in said)


def test_a_step_that_is_where_today_is_makes_no_difference():
    assert Plan(steps={"heard": "Sometimes", "protection": "Middling"}).differences() == []
    assert Plan(more={"leadership": parameters()["leadership"].default}).differences() == []


def test_a_plan_that_starts_from_a_future_says_so():
    assert Plan(future="silos").differences() == ["Starts from our reading of Silos, not from today."]


def test_levers_can_be_moved_and_put_back():
    moved = TODAY.with_step("access", 0).with_more("leadership", 0.5)
    assert moved == Plan(steps={"access": 0}, more={"leadership": 0.5})
    assert moved.with_step("access", None).with_more("leadership", None) == TODAY


def test_there_are_sixteen_recommendations():
    assert len(recommendations()) == 16


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"steps": {"involve": 1}}, "did you mean 'involved'"),
        ({"steps": {"involved": 9}}, "a step from 0 to 4"),
        ({"more": {"leadershp": 1}}, "did you mean 'leadership'"),
        ({"more": {"leadership": 7}}, "nearest 0.95"),
        ({"more": {"negativity_weight": 2}}, "nobody could choose it"),
        ({"cards": ["arbitraton"]}, "did you mean 'arbitration'"),
        ({"cards": "arbitration"}, "not a list"),
        ({"future": "utopia"}, "unknown future"),
        ({"title": "<script>"}, "ordinary punctuation"),
        ({"title": "{{constructor}}"}, "ordinary punctuation"),
        ({"title": "a\nb"}, "control character"),
        ({"title": "a" * 81}, "80 at most"),
        ({"title": 7}, "not text"),
    ],
)
def test_what_cannot_be_is_one_line(given, said):
    with pytest.raises(InputError, match=said) as error:
        Plan(**given)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"stpes": {}}, "did you mean 'steps'"),
        ({"steps": [1]}, "not a table"),
        ({"incident": 3}, "not a table"),
        ({"incident": {"month": 3}}, "kind is missing"),
        ({"incident": {"kind": "breach", "month": 3, "how": 1}}, "unknown key 'how'"),
    ],
)
def test_a_table_that_cannot_be_is_one_line_with_its_place(given, said):
    with pytest.raises(InputError, match=said) as error:
        Plan.from_dict(given, "mine.toml: presets: first")
    assert str(error.value).startswith("mine.toml: presets: first: ")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "brech"}, "did you mean 'breach'"),
        ({"month": 0}, "from 1 to 60"),
        ({"month": "3"}, "from 1 to 60"),
        ({"month": float("nan")}, "from 1 to 60"),
        ({"size": 0}, "size = 0"),
        ({"size": 1e9}, "size"),
        ({"size": True}, "size"),
        ({"organisation": "police"}, "did you mean"),
        ({"organisation": None}, "give either"),
        ({"department": "Hospital records"}, "give either"),
        ({"organisation": None, "department": "Hospitals"}, "unknown department"),
    ],
)
def test_an_incident_that_cannot_be_is_one_line(given, said):
    usual = {"kind": "breach", "month": 12, "organisation": "health_service"}
    with pytest.raises(InputError, match=said):
        Incident(**{**usual, **given})

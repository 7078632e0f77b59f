"""The five levers: words and values as the issue asks for them, and files that were edited into nonsense."""

from __future__ import annotations

import copy
import tomllib

import pytest

from socialicence.dashboard import levers as module
from socialicence.dashboard.levers import LEVERS, levers, short_name
from socialicence.dashboard.plan import Plan
from socialicence.errors import InputError
from socialicence.parameters import GRADES, parameters

QUESTIONS = {
    "involved": "How are people involved?",
    "heard": "Does government act on what it hears?",
    "access": "Who can use the data?",
    "people": "Do leaders and staff make it happen?",
    "protection": "How well is it protected?",
}
ENDS = {
    "involved": ("Not at all", "Those affected help design it"),
    "heard": ("Rarely", "Usually, and says what changed"),
    "access": ("Only the holder", "Approved outsiders too"),
    "people": ("“Safer to say no”", "Trained, backed, disputes settled"),
    "protection": ("Basic", "Strong, mistakes disclosed fast"),
}
WEAKEST = {grade: place for place, grade in enumerate(GRADES)}


def test_five_levers_ask_the_questions_of_the_workshop_in_order():
    assert {one.name: one.question for one in LEVERS} == QUESTIONS
    assert {one.name: (one.steps[0].label, one.steps[-1].label) for one in LEVERS} == ENDS


@pytest.mark.parametrize("one", LEVERS, ids=lambda one: one.name)
def test_every_lever_says_what_it_does_and_on_what_evidence(one):
    assert min(len(text) for text in (one.does, one.evidence, one.today)) > 40
    # No stronger than the weakest of the numbers it sets; their effects may be weaker still.
    assert WEAKEST[one.grade] >= max(WEAKEST[parameters()[name].grade] for name in one.sets)
    assert all(step.means.endswith(".") for step in one.steps)


def test_no_two_levers_move_the_same_and_every_step_sets_all_that_its_lever_moves():
    moved = [name for one in LEVERS for name in one.sets]
    assert len(moved) == len(set(moved))
    assert all(step.values.keys() == set(one.sets) for one in LEVERS for step in one.steps)


def test_the_money_for_involving_people_is_the_same_at_every_step_but_the_first():
    def money(step):
        return step.values["engagement.spend"], step.values["engagement.breadth"]

    first, *others = levers()["involved"].steps
    assert money(first) == (0, 0)
    assert len({money(step) for step in others}) == 1
    assert others[0].values["engagement.spend"] == parameters()["engagement.spend"].default


def test_steps_of_spending_say_how_all_of_it_is_spent():
    involved = levers()["involved"]
    rest = ("engagement.spend", "engagement.breadth")
    shares = [name for name in involved.sets if name.startswith("engagement.") and name not in rest]
    for step in involved.steps[1:]:
        assert sum(step.values[name] for name in shares) == pytest.approx(1)


@pytest.mark.parametrize("name", ["engagement.honouring", "security", "leadership", "openness"])
def test_what_a_lever_is_mostly_about_never_falls_from_step_to_step(name):
    one = next(one for one in LEVERS if name in one.sets)
    values = [step.values[name] for step in one.steps]
    assert values == sorted(values)
    assert values[0] < parameters()[name].default < values[-1]


def test_steps_that_say_as_today_are_today():
    for one in LEVERS:
        for step in one.steps:
            if "as today" in step.means and "much as" not in step.means:
                assert dict(step.values) == {name: parameters()[name].default for name in one.sets}


@pytest.mark.parametrize("given", [2, "Asked", "asked", "ASKED"])
def test_a_step_may_be_given_by_number_label_or_short_name(given):
    assert levers()["involved"].checked_step(given) == 2


@pytest.mark.parametrize("given", [None, "As today", "today"])
def test_as_today_is_no_step(given):
    assert levers()["involved"].checked_step(given) is None


@pytest.mark.parametrize("given", [5, -1, 1.0, True, "Askd", [], {}])
def test_a_step_that_does_not_exist_is_one_line(given):
    with pytest.raises(InputError, match="involved") as error:
        levers()["involved"].checked_step(given)
    assert "\n" not in str(error.value)


def test_short_names_are_fit_for_an_address_and_differ_within_a_lever():
    assert short_name("Citizens' jury") == "citizens-jury"
    for one in LEVERS:
        names = [step.short_name for step in one.steps]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name.replace("-", "").isalnum() for name in names)


def test_an_unknown_lever_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'protection'"):
        Plan(steps={"protecton": 0})


def edited(change):
    with module.FILE.open("rb") as file:
        table = copy.deepcopy(tomllib.load(file)["lever"][4])
    change(table)
    return table


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table["step"][0]["values"].pop("security"), "security stands in some steps only"),
        (lambda table: table["step"][1]["values"].update(security=7), "out of range"),
        (lambda table: table["step"][1]["values"].update(securty=1), "did you mean"),
        (lambda table: table.update(grade="guess"), "unknown grade"),
        (lambda table: table.update(near=9), "near = 9"),
        (lambda table: table.update(three=[0, "today", 7]), "three = 7"),
        (lambda table: [step["values"].update(adults=5e7) for step in table["step"]], "no lever"),
    ],
)
def test_a_file_edited_into_nonsense_is_one_line(change, said):
    with pytest.raises(InputError, match=said) as error:
        module._lever(edited(change))
    assert str(error.value).startswith("levers.toml: protection")
    assert "\n" not in str(error.value)

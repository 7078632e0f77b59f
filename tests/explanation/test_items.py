"""Choices as items: what there is to add and to take away."""

from __future__ import annotations

import pytest

from socialicence.categories import OrganisationType, Shock
from socialicence.errors import InputError
from socialicence.explanation import items_of
from socialicence.explanation.items import added, taken, today_of
from socialicence.scenarios import Scenario, ScheduledShock, load
from socialicence.scenarios.reading import from_table

SHOCKS = (
    ScheduledShock(Shock.SCANDAL, 6.0, organisation=OrganisationType.CENTRAL_GOVERNMENT),
    ScheduledShock(Shock.BREACH, 9.0, department="Hospital records"),
)
MINE = Scenario(
    "mine",
    values={
        "negativity_weight": 3.0, "leadership": 0.8, "recommendation.checklists": 1.0, "engagement.spend": 20.0,
        "recommendation.arbitration": 0.9, "engagement.honouring": 0.9,
    },
    shocks=SHOCKS,
    without_stages=("communication",),
)  # fmt: skip


def test_every_difference_is_an_item():
    names = [one.name for one in items_of(MINE)]
    assert sorted(names) == sorted([*MINE.values, "event.1", "event.2", "without.communication"])
    assert names[-4:] == ["negativity_weight", "event.1", "event.2", "without.communication"]
    assert items_of(MINE)[-3].label == "Scandal at central government (month 6)"


def test_added_and_taken_are_the_two_ends():
    today = today_of(MINE)
    for item in items_of(MINE):
        one, rest = added(item, MINE), taken(item, MINE)
        assert len(one.values) + len(one.shocks) + len(one.without_stages) == 1
        assert {**rest.values, **one.values} == MINE.values
        assert sorted((*rest.shocks, *one.shocks), key=lambda shock: shock.month) == list(SHOCKS)
        assert {*rest.without_stages, *one.without_stages} == {"communication"}
        assert (one.months, one.nations, one.youngest) == (today.months, today.nations, today.youngest)


@pytest.mark.parametrize("by", ["lever", "group"])
def test_taking_all_away_is_today(by):
    scenario = MINE
    for item in reversed(items_of(MINE, by)):
        scenario = taken(item, scenario)
    today = today_of(MINE)
    assert (scenario.values, scenario.shocks, scenario.without_stages) == (today.values, (), ())


def test_groups_hold_what_belongs_together():
    groups = {one.name: one for one in items_of(MINE, "group")}
    assert set(groups) == {"recommendations", "engagement", "leadership", "parameters", "events", "stages"}
    assert list(groups)[-3:] == ["parameters", "events", "stages"]
    assert set(groups["recommendations"].values) == {"recommendation.checklists", "recommendation.arbitration"}
    assert groups["events"].shocks == (0, 1)
    assert groups["stages"].without_stages == ("communication",)


def test_a_recommendation_of_ones_own_is_an_item_and_stays_defined_today():
    table = {
        "name": "mine",
        "recommendations": [{"name": "own", "label": "Our own", "adoption": 0.5, "effects": {"leadership": 0.1}}],
    }
    scenario = from_table(table)
    (item,) = items_of(scenario)
    assert (item.name, item.label, item.group) == ("recommendation.own", "Our own", "own_recommendations")
    assert added(item, scenario).additions == today_of(scenario).additions == scenario.additions
    assert today_of(scenario).values == {}


def test_today_with_choices_is_held_against_a_today_of_another_name():
    changed = load("status_quo").changed({"leadership": 0.9})
    assert today_of(changed).name != changed.name
    assert [one.name for one in items_of(changed)] == ["leadership"]


def test_what_changes_nothing_cannot_be_explained():
    with pytest.raises(InputError, match="status_quo: changes nothing against today"):
        items_of(load("status_quo"))


def test_an_unknown_way_of_grouping_is_refused():
    with pytest.raises(InputError, match="unknown by 'levers'; did you mean 'lever'"):
        items_of(MINE, "levers")

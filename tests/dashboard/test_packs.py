"""Packs: what the standard one holds, and one line for whatever is wrong with another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socialicence.dashboard import packs
from socialicence.dashboard.pack_reading import CHARTS, measures
from socialicence.dashboard.plan import Plan
from socialicence.errors import InputError

CHOICES = 'choices = { lower = "Lower", same = "The same", higher = "Higher" }'
ROUND = f"""
[[rounds]]
name = "first"
title = "First"
predict = "What will happen?"
measure = "licence_affected"
same_within = 0.01
{CHOICES}
reveal = "Look."
why = "Because."
"""
GOOD = f'title = "Mine"\n{ROUND}'


@pytest.fixture
def pack(tmp_path):
    def made(text: str) -> packs.Pack:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return packs.load(path)

    return made


def test_the_standard_pack_has_the_three_rounds():
    pack = packs.standard()
    assert [one.title for one in pack.rounds] == [
        "If nothing changes",
        "A leaflet announces a decision already made",
        "Same money, designed with the people it affects",
    ]
    assert pack.rounds[0].plan.is_today
    assert pack.rounds[2].against == "leaflet"
    spend = [one.plan.values.get("engagement.spend", 5.0) for one in pack.rounds]
    assert spend == [5.0, 5.0, 5.0]  # the same money


def test_every_text_of_the_standard_pack_says_something():
    pack = packs.standard()
    for one in pack.rounds:
        assert len(one.reveal) > 50
        assert len(one.why) > 50
    assert len({one.name for one in pack.all_questions}) == len(pack.rounds) + len(pack.questions)


def test_a_pack_sets_levers_cards_and_an_incident(pack):
    one = pack(
        GOOD
        + """
[[presets]]
name = "all"
title = "All at once"
description = "Everything that can be set."
[presets.set]
involved = "Told"
cards = ["arbitration"]
more = { funding = 1.3 }
incident = { kind = "breach", month = 12, organisation = "health_service" }
[costs]
unit = "tokens"
budget = 10
involved = [0, 1, 2, 3, 4]
cards = { arbitration = 2 }
"""
    )
    plan = one.presets[0].plan
    assert plan.title == "All at once"
    assert plan.steps["involved"] == 1
    assert plan.values["funding"] == 1.3
    assert plan.values["recommendation.arbitration"] == 1.0
    assert plan.incident is not None
    assert one.costs is not None
    assert one.costs.steps["involved"][4] == 4.0
    assert one.costs.cards == {"arbitration": 2.0}
    assert one.costs.of(plan) == one.costs.steps["involved"][1] + 2.0
    assert one.costs.of(Plan()) == 0.0
    assert one.costs.of_cards(["arbitration", "checklists"]) == 2.0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Mine"', "", ["mine.toml: title is missing"]),
        ('title = "Mine"', 'titel = "Mine"', ["unknown key 'titel'", "did you mean 'title'"]),
        ('measure = "licence_affected"', 'measure = "licence"', ["rounds 1", "unknown measure 'licence'"]),
        ('lower = "Lower"', 'worse = "Worse"', ["rounds 1", "'worse'", "lower"]),
        ("same_within = 0.01", "same_within = -1", ["rounds 1", "same_within = -1", "0 to 100"]),
        ("same_within = 0.01", "same_within = true", ["same_within = True"]),
        ('reveal = "Look."', "", ["rounds 1: reveal is missing"]),
        ('name = "first"', 'name = "First round"', ["rounds 1", "small letters"]),
        ('reveal = "Look."', 'reveal = "Look."\nagainst = "leaflet"', ["rounds 1", "'leaflet'", "today"]),
        ('reveal = "Look."', 'reveal = "Look."\nshow = ["crossroad"]', ["show", "did you mean 'crossroads'"]),
        ('reveal = "Look."', 'reveal = "Look."\nshow = []', ["show = []"]),
        ('reveal = "Look."', 'reveal = "Look."\nset = { involvd = "Told" }', ["set", "did you mean 'involved'"]),
        ('reveal = "Look."', 'reveal = "Look."\nset = { involved = "Tell" }', ["rounds 1: set", "Tell"]),
        ('reveal = "Look."', 'reveal = "Look."\nset = { cards = ["x"] }', ["rounds 1: set", "'x'"]),
        ('reveal = "Look."', 'reveal = "Look."\nset = { future = "utopia" }', ["rounds 1: set", "'utopia'"]),
        ('reveal = "Look."', 'reveal = "Look."\nset = { more = { negativity_weight = 2 } }', ["negativity_weight"]),
        ('reveal = "Look."', 'reveal = "Look."\nset = "Told"', ["set = 'Told' is not a table"]),
        (CHOICES, 'choices = ["a"]', ["choices = ['a']"]),
        (CHOICES, 'choices = { same = "x" }', ["1 choices"]),
        ('lower = "Lower"', 'lower = " "', ["lower is empty"]),
        ('title = "Mine"', 'title = "Mine"\nchoose_cards = 17', ["choose_cards = 17", "1 to 16"]),
    ],
)
def test_one_line_says_what_is_wrong(pack, old, new, words):
    assert old in GOOD
    with pytest.raises(InputError) as error:
        pack(GOOD.replace(old, new))
    assert "\n" not in str(error.value)
    for word in ("mine.toml", *words):
        assert word in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["is empty"]),
        ('title = "Mine"\nrounds = []', ["rounds is empty"]),
        ('title = "Mine"\nrounds = 3', ["rounds is not a list of tables"]),
        (GOOD + ROUND, ["two questions are named 'first'"]),
        (GOOD + '[[questions]]\nname = "q"\ntext = "?"\nchoices = { a = "A" }', ["questions 1", "1 choices"]),
        (GOOD + '[[presets]]\nname = "p"\ntitle = "P"', ["presets 1: set is missing"]),
        (GOOD + "[costs]\nbudget = 3", ["costs: unit is missing"]),
        (GOOD + '[costs]\nunit = "x"\nbudget = -1', ["costs: budget = -1"]),
        (GOOD + '[costs]\nunit = "x"\naccess = [1, 2]', ["access = [1, 2]", "3 costs"]),
        (GOOD + '[costs]\nunit = "x"\ncards = { arbitratoin = 1 }', ["did you mean 'arbitration'"]),
        ("x = " + "[" * 3000 + "]" * 3000, ["nested too deeply"]),
    ],
)
def test_one_line_says_what_is_wrong_with_the_whole(pack, text, words):
    with pytest.raises(InputError) as error:
        pack(text)
    for word in ("mine.toml", *words):
        assert word in str(error.value)


def test_a_pack_that_does_not_exist():
    with pytest.raises(InputError, match="unknown pack 'standrad'; did you mean 'standard'"):
        packs.load("standrad")
    with pytest.raises(InputError, match="no such file"):
        packs.load("nowhere/mine.toml")


def test_the_pack_in_the_document_is_a_pack(pack):
    document = (Path(__file__).parents[2] / "docs" / "workshop.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```", document, re.DOTALL | re.MULTILINE)
    one = pack(block)
    assert [round_.name for round_ in one.rounds] == ["closed", "led"]
    assert one.costs is not None
    row = next(line for line in document.splitlines() if line.startswith("| `measure` |"))
    assert re.findall(r"`(\w+)`", row)[1:] == list(measures())
    row = next(line for line in document.splitlines() if line.startswith("| `show` |"))
    assert re.findall(r"`(\w+)`", row)[1:] == list(CHARTS)

"""Scenario files: what is accepted, what it becomes, and how what is wrong is said."""

from __future__ import annotations

import os

import pytest

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.errors import InputError
from socialicence.parameters import defaults
from socialicence.scenarios import Scenario, differences, load, names, settings
from socialicence.scenarios.reading import from_table

SHARES = [f"engagement.{kind}" for kind in
          ("broadcast", "consultation", "deliberative", "targeted", "transparency_register")]  # fmt: skip


def written(folder, text: str, name: str = "mine.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_status_quo_changes_nothing():
    scenario = load("status_quo")
    assert names()[0] == "status_quo"
    assert scenario.values == {}
    assert scenario.shocks == ()
    assert (scenario.months, scenario.nations, scenario.youngest) == (60, "uk", 18)
    assert differences(scenario) == []


@pytest.mark.parametrize("name", names())
def test_every_scenario_of_the_package_loads(name):
    scenario = load(name)
    assert scenario.name == name
    assert scenario.title
    assert scenario.description
    assert from_table(scenario.to_dict()) == scenario


def test_dotted_keys_nested_tables_and_aliases_are_the_same(tmp_path):
    texts = [
        "[levers]\nrecommendation.arbitration = 1\nengagement.spend = 8",
        "[levers.recommendation]\narbitration = 1\n[levers.engagement]\nspend = 8",
        "[levers]\nrecommendation.7 = 1\n'engagement.spend' = 8.0",
        "[levers]\nrecommendation_arbitration = 1\nengagement_spend = 8",
    ]
    for text in texts:
        assert load(written(tmp_path, text)).values == {"recommendation.arbitration": 1, "engagement.spend": 8}


def test_only_differences_are_kept(tmp_path):
    usual = defaults()["leadership"]
    assert load(written(tmp_path, f"[levers]\nleadership = {usual}")).values == {}


@pytest.mark.parametrize("strategy", ["broadcast", "consultation", "deliberative", "targeted", "transparency_register"])
def test_a_strategy_takes_all_spending(strategy):
    values = {**defaults(), **settings({"engagement.strategy": strategy})}
    assert {share: values[share] for share in SHARES} == {share: float(share.endswith(strategy)) for share in SHARES}


def test_no_strategy_spends_nothing_and_a_share_beside_one_wins():
    assert all({**defaults(), **settings({"engagement.strategy": "none"})}[share] == 0 for share in SHARES)
    both = {**defaults(), **settings({"engagement.targeted": 0.5, "engagement.strategy": "deliberative"})}
    assert (both["engagement.targeted"], both["engagement.deliberative"]) == (0.5, 1)


def test_shocks_are_read_in_order_of_time(tmp_path):
    path = written(tmp_path, """
title = "Two events"
[[shocks]]
shock = "scandal"
month = 20
organisation = "central government"
[[shocks]]
shock = "breach"
month = 7.5
size = 2
department = "Hospital records"
domains = ["health", "benefits_and_tax"]
label = "A laptop is lost"
""")  # fmt: skip
    first, second = load(path).shocks
    assert (first.shock, first.month, first.size, first.department) == (Shock.BREACH, 7.5, 2, "Hospital records")
    assert first.domains == (Domain.HEALTH, Domain.BENEFITS_AND_TAX)
    assert (second.organisation, second.size) == (OrganisationType.CENTRAL_GOVERNMENT, 1)
    assert from_table(load(path).to_dict()) == load(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[parameters]\nleadership = 0.5", ["leadership is a lever: put it under [levers]"]),
        ("[levers]\nspillover = 0.1", ["spillover is a parameter: put it under [parameters]"]),
        ("recommendation.7 = 1", ["recommendation.7 is a lever: put it under [levers]"]),
        ("levers = 3", ["levers = 3 is not a table"]),
        ("[levers]\nleadership = true", ["leadership = True is not a number"]),
        ("[levers]\nleadership = [1]", ["leadership = [1] is not a number"]),
        ("[levers]\nleadership = inf", ["leadership = inf is out of range", "nearest 0.95"]),
        ("[levers]\nleadership.x = 1", ["leadership.x", "did you mean 'leadership'"]),
        ("[levers]\nrecommendation.7 = 1\nrecommendation.arbitration = 0.5", ["arbitration is given twice"]),
        ("[levers]\nengagement.strategy = 3", ["engagement.strategy = 3 is not a name"]),
        ("months = 0", ["months = 0", "1 to 600"]),
        ("months = 2.5", ["months = 2.5"]),
        ("months = nan", ["months = nan"]),
        ("months = true", ["months = True"]),
        ("youngest = 3", ["youngest = 3", "18 to 90"]),
        ("nations = 'wales'", ["nations = 'wales'", "uk, england"]),
        ("start_date = '2026-13'", ["start_date = '2026-13'"]),
        ("start_date = 2026-01-01", ["start_date", "is not text"]),
        ("title = 3", ["title = 3 is not text"]),
        ("name = ''", ["name = ''"]),
        ("name = 'a/b'", ["name = 'a/b'"]),
        ("meaning = 'x'", ["meaning = 'x' is not a table"]),
        ("[meaning]\npeople = 3", ["meaning.people = 3 is not text"]),
        ("title = ' '", ["title is empty"]),
        (f"title = '{'x' * 201}'", ["title has 201 characters", "200"]),
        (f"description = '{'x' * 5001}'", ["description has 5,001 characters"]),
        ('title = "a\\u001b[31m"', ["title has the control character U+001B"]),
        ('description = "a\\u0007b"', ["description has the control character U+0007"]),
        ('[meaning]\npeople = "\\u202e"', ["meaning.people", "U+202E"]),
        ('[meaning]\n"\\u009b" = "x"', ["U+009B"]),
        ("a = " + "[" * 5000, ["nested too deeply"]),
        ("levers." + "a." * 5000 + "b = 1", ["nested too deeply"]),
        ("months = " + "9" * 5000, ["not valid TOML"]),
        ("[levers]\nleadership = 1" + "0" * 400, ["leadership is too large"]),
        ("[levers]\nleadership = '0_1'", ["leadership = '0_1' is not a number"]),
        ("[levers]\nleadership = '\u0660.\u0665'", ["is not a number"]),
        ("[[shocks]]\n" * 1001, ["1,001 shocks", "1,000 at most"]),
        ("[[shocks]]\nmonth = 3\nsize = 0\nshock = 'breach'\norganisation = 'charities'", ["size = 0", "above 0"]),
        ("[[shocks]]\nmonth = 3\nsize = 11\nshock = 'breach'\norganisation = 'charities'", ["size = 11"]),
        ("[[shocks]]\nmonth = 3\nlabel = '\x7f'\nshock = 'breach'\norganisation = 'charities'", []),
        ("shocks = 3", ["[[shocks]]"]),
        ("[[shocks]]\nshock = 'breach'", ["shocks 1", "month is missing"]),
        ("[[shocks]]\nmonth = 3", ["shocks 1", "shock is missing"]),
        ("[[shocks]]\nmonth = 3\nshock = 'breach'", ["organisation", "department"]),
        ("[[shocks]]\nmonth = 3\nshock = 'braech'\norganisation = 'charities'", ["did you mean 'breach'"]),
        ("[[shocks]]\nmonth = 3\nshock = 'breach'\norganisation = 'charity'", ["did you mean 'charities'"]),
        ("[[shocks]]\nmonth = 3\nshock = 'breach'\ndepartment = 'Hospital record'", ["mean 'Hospital records'"]),
        ("[[shocks]]\nmonth = 3\nshock = 'breach'\ndepartment = 3", ["unknown department '3'"]),
        ("[[shocks]]\nmonth = -1\nshock = 'breach'\norganisation = 'charities'", ["month = -1", "0 to 600"]),
        ("[[shocks]]\nmonth = 3\nsize = 'x'\nshock = 'breach'\norganisation = 'charities'", ["size = 'x'"]),
        ("[[shocks]]\nmonth = 3\nsiz = 1\nshock = 'breach'\norganisation = 'charities'", ["did you mean 'size'"]),
        ("[[shocks]]\nmonth = 3\nshock = 'breach'\norganisation = 'charities'\ndomains = 'x'", ["is not a list"]),
        ("[[shocks]]\nmonth = 3\nshock = 'breach'\norganisation = 'charities'\ndomains = ['x']", ["unknown domain"]),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, text, words):
    path = written(tmp_path, text)
    with pytest.raises(InputError) as raised:
        load(path)
    message = str(raised.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    for word in words:
        assert word in message


def test_only_ordinary_files_of_a_sensible_size_are_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", "/dev/zero"):
        with pytest.raises(InputError, match="not an ordinary file"):
            load(path)
    with pytest.raises(InputError, match="1,048,576 at most"):
        load(written(tmp_path, "#" * (2**20 + 1)))


def test_a_very_long_name_is_unknown():
    with pytest.raises(InputError, match="unknown scenario 'xxx"):
        load("x" * 10_000)


def test_a_file_in_the_folder_may_be_named_without_its_ending(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "[levers]\nleadership = 0.5", "plain")
    assert load("plain").values == {"leadership": 0.5}


def test_changes_are_laid_over_and_can_be_taken_back():
    scenario = Scenario("mine", values={"leadership": 0.9, "security": 0.9})
    changed = scenario.changed({"leadership": "0.35", "recommendation.7": 1})
    assert changed.values == {"security": 0.9, "recommendation.arbitration": 1}
    assert scenario.values["leadership"] == 0.9
    with pytest.raises(InputError, match=r"^--set: leadership = 2 is out of range"):
        scenario.changed({"leadership": 2}, "--set")


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes("\ufefftitle = 'x'".encode())
    assert load(path).title == "x"


def test_differences_say_what_the_ends_mean():
    (found,) = differences(Scenario("mine", values={"leadership": 0.1}))
    assert found.meaning == found.low_means != ""
    assert (found.before, found.after, found.kind) == (0.35, 0.1, "lever")


def test_a_description_of_several_lines_is_shown_as_one(tmp_path):
    file = tmp_path / "long.toml"
    file.write_text('title = "Long"\ndescription = """\nFirst line,\n  second line.\n"""\n')
    assert load(file).description == "First line, second line."

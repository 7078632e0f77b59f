"""A user's own checks in TOML: what they find, and one line for whatever is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from socialicence.checks.own import known_series, patterns_of
from socialicence.checks.own_file import read_checks
from socialicence.checks.patterns import check
from socialicence.ensemble import compare
from socialicence.errors import InputError

GOOD = """
[[check]]
name = "Leaders open desks"
expectation = "Departments join up where leaders back it"
scenario = "status_quo"
changes = { leadership = 0.9, recommendation.arbitration = 1 }
against = "status_quo"
outcome = "cross_department"
statistic = "mean difference"
at_least = 0.01
runs = 6
citizens = 300
months = 24
"""


def written(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def found(tmp_path, text, quick=False):
    checks = read_checks(written(tmp_path, text))
    return check([], quick=quick, others=patterns_of(checks))


def test_a_difference_is_that_of_the_same_seeds_as_compare_runs_them(tmp_path):
    (finding,) = found(tmp_path, GOOD)
    changed = {"leadership": 0.9, "recommendation.arbitration": 1}
    sides = [
        compare(["status_quo"], citizens=300, runs=6, months=24, seed=1, changes=changes, detail=False).runs
        for changes in (changed, {})
    ]
    differences = sides[0]["cross_department"] - sides[1]["cross_department"]
    assert finding.numbers["value"] == pytest.approx(differences.mean())
    assert finding.verdict == "pass"
    assert (finding.runs, finding.citizens) == (6, 300)


def test_the_same_check_fails_where_more_is_asked_and_is_not_judged_at_the_border(tmp_path):
    (passed,) = found(tmp_path, GOOD)
    (failed,) = found(tmp_path, GOOD.replace("at_least = 0.01", "at_least = 5"))
    border = GOOD.replace("at_least = 0.01", f"at_least = {passed.numbers['value']}")
    (unjudged,) = found(tmp_path, border)
    assert (failed.verdict, unjudged.verdict) == ("fail", "not judged")


def test_reduced_size_is_a_quarter(tmp_path):
    (finding,) = found(tmp_path, GOOD.replace("runs = 6", "runs = 20").replace("= 300", "= 2000"), quick=True)
    assert (finding.runs, finding.citizens) == (5, 500)


def test_monthly_measures_of_groups_medians_words_and_files_beside(tmp_path):
    (tmp_path / "ours.toml").write_text('title = "Ours"\nmonths = 12\n[levers]\nleadership = 0.9\n')
    text = """
[[check]]
name = "health"
scenario = "ours.toml"
outcome = "trust"
group = "health service"
window = [1, 12]
statistic = "every run"
between = [0.5, 0.9]
runs = 3
citizens = 300

[[check]]
name = "nervous"
scenario = "ours.toml"
against = "status_quo"
outcome = "nervousness"
group = "Tax and customs"
statistic = "median difference"
at_most = 0.2
runs = 6
citizens = 300

[[check]]
name = "nowhere good"
scenario = "ours.toml"
outcome = "nearest"
equals = "public_good"
at_most = 0.99
runs = 4
citizens = 300
"""
    health, nervous, good = found(tmp_path, text)
    assert set(health.numbers) == {"lowest", "highest"}
    assert 0.5 < health.numbers["lowest"] <= health.numbers["highest"] < 0.9
    assert health.verdict == "pass"
    assert -0.2 < nervous.numbers["value"] < 0.0
    assert good.numbers["value"] in np.arange(5) / 4


def test_a_number_that_no_run_has_is_not_judged(tmp_path):
    text = GOOD.replace("cross_department", "median_months_to_access").replace("months = 24", "months = 1")
    (finding,) = found(tmp_path, text)
    assert finding.verdict == "not judged"
    assert "6 of 6 runs have no such number" in finding.found


def test_the_documents_own_example_can_be_read(tmp_path):
    text = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert [one.statistic for one in read_checks(written(tmp_path, block))] == ["mean difference", "every run"]


def test_every_group_that_is_offered_can_be_observed():
    assert {"health service", "Tax and customs"} <= {one.group for one in known_series()}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[check]]", "[[chek]]", "unknown key 'chek'; did you mean 'check'"),
        ("[[check]]", "[check]", "write [[check]] above each"),
        ('name = "Leaders open desks"', "", "check 1: name is missing"),
        ('name = "Leaders open desks"', 'name = ""', "name is empty"),
        ('name = "Leaders open desks"', 'name = "p7"', "'p7' is taken"),
        ('name = "Leaders open desks"', "name = 7", "name = 7 is not text"),
        ("statistic", "statistics", "unknown key 'statistics'; did you mean 'statistic'"),
        ('"mean difference"', '"maen difference"', "did you mean 'mean difference'"),
        ('"mean difference"', '"mean"', "'mean' is not of a difference"),
        ('against = "status_quo"', "", "'mean difference' needs against"),
        ('against = "status_quo"', "against_changes = {}", "against_changes needs against"),
        ('scenario = "status_quo"', 'scenario = "status_qou"', "scenario: unknown scenario 'status_qou'"),
        ("leadership = 0.9", "leadership = 9", "changes: leadership = 9 is out of range"),
        ("leadership = 0.9", "leadreship = 0.9", "did you mean 'leadership'"),
        ('"cross_department"', '"cros_department"', "did you mean 'cross_department'"),
        ('"cross_department"', '"trust"', "trust needs a group, such as"),
        ('"cross_department"', '"trust"\ngroup = "health servic"', "did you mean 'health service'"),
        ('"cross_department"', '"cross_department"\nwindow = [1, 2]', "it has no group and no window"),
        ('"cross_department"', '"concern"\nwindow = [1, 60]', "window = [1, 60]; first and last month"),
        ('"cross_department"', '"concern"\nwindow = 3', "window = 3; first and last month"),
        ('"cross_department"', '"nearest"', "nearest is a word: equals is missing"),
        ('"cross_department"', '"nearest"\nequals = "silo"', "did you mean 'silos'"),
        ("at_least = 0.01", 'at_least = 0.01\nequals = "silos"', "equals is for outcomes that are words"),
        ("at_least = 0.01", "", "nothing says where the number must be"),
        ("at_least = 0.01", "at_least = true", "at_least = True is not a number"),
        ("at_least = 0.01", "at_least = nan", "at_least = nan is not a number"),
        ("at_least = 0.01", "between = [2, 1]", "nothing is at least 2 and at most 1"),
        ("at_least = 0.01", "between = 2", "between = 2; two numbers are needed"),
        ("at_least = 0.01", "between = [1, 2]\nat_most = 3", "between is given beside"),
        ("runs = 6", "runs = 1", "runs = 1; a whole number from 2 to 1,000"),
        ("citizens = 300", "citizens = 1.5", "citizens = 1.5; a whole number"),
        ("months = 24", "months = 0", "months = 0; a whole number from 1 to 600"),
        ("name =", "name", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, old, new, message):
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_checks(path)
    text = str(caught.value)
    assert message in text
    assert str(path) in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("text", "message"), [("", "is empty; it needs at least one [[check]]"), ("check = 1", "write [[check]]")]
)
def test_a_file_without_checks(tmp_path, text, message):
    with pytest.raises(InputError, match=message.replace("[", r"\[")):
        read_checks(written(tmp_path, text))


def test_two_checks_of_one_name(tmp_path):
    with pytest.raises(InputError, match="'Leaders open desks' is taken"):
        read_checks(written(tmp_path, GOOD + GOOD))


def test_no_such_file(tmp_path):
    with pytest.raises(InputError, match="there is no such file; the name of a pattern"):
        read_checks(tmp_path / "none.toml")

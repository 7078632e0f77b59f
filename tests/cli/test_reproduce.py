"""`socialicence reproduce` as its users meet it."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_bad_input import refused


@pytest.fixture
def summary(inside, tmp_path):
    done = inside("compare", "silos", "status_quo", "--citizens", "200", "--runs", "2", "--months", "24")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out" / "compare" / "summary.json"


def touch(summary):
    content = json.loads(summary.read_text())
    content["scenarios"]["silos"]["runs"] = 3
    summary.write_text(json.dumps(content))


def test_the_count_comes_first_then_a_line_for_each_number(inside, summary):
    done = inside("reproduce", "out/compare/summary.json")
    assert done.returncode == 0, done.stdout
    first, *rest = done.stdout.splitlines()
    count = sum(line.startswith("same  ") for line in rest)
    assert first == f"out/compare/summary.json: {count} numbers: {count} same, 0 within 1e-6, 0 different"
    assert count > 100


def test_a_difference_is_shown_and_exits_with_one(inside, summary):
    touch(summary)
    done = inside("reproduce", str(summary), "--brief")
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if line.startswith(("same ", "different "))]
    assert lines == ["different    silos/runs  3 -> 2"]


def test_json_says_the_same(inside, summary):
    touch(summary)
    done = inside("reproduce", str(summary), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["counts"]["different"] == 1
    assert sum(told["counts"].values()) == len(told["numbers"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.json"], "there is no such file"),
        ([""], "FILE is empty"),
        (["."], "is a folder"),
        (["nowhere.json", "--sample", "0"], "--sample 0 is out of range"),
        (["nowhere.json", "--workers", "x"], "--workers 'x'"),
    ],
)
def test_bad_input_is_one_line(inside, arguments, words):
    refused(inside("reproduce", *arguments), words)

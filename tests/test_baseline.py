"""Results are those of the committed baseline, on every Python and Mesa."""

import json

import pytest

from socialicence.world import MODEL_VERSION
from tests.baseline import FILE, measured

COMMITTED = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def now():
    return measured()


def test_the_model_version_is_that_of_the_baseline():
    assert COMMITTED["model_version"] == MODEL_VERSION, "update the baseline: python -m tests.baseline --update"


@pytest.mark.parametrize("run", [key for key in COMMITTED if key != "model_version"])
def test_a_run_comes_out_as_committed(run, now):
    assert now[run].keys() == COMMITTED[run].keys()
    for outcome, value in COMMITTED[run].items():
        expected = value if value is None or isinstance(value, str) else pytest.approx(value, rel=1e-6, abs=1e-6)
        assert now[run][outcome] == expected, outcome


def test_no_scenario_is_left_out(now):
    assert now.keys() == COMMITTED.keys()

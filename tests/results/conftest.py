"""Results of an engine that costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from socialicence.results import Results
from socialicence.scenarios import Scenario
from tests import fake_world


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the fake engine in place of the real one."""
    fake_world.install(monkeypatch.setitem)


SCENARIOS = [Scenario("status_quo"), Scenario("faulty", values={"leadership": 0.6, "recommendation.arbitration": 1.0})]


@pytest.fixture
def results(engine: None) -> Results:
    """Seven runs of two scenarios; some runs of the second fail."""
    from socialicence import compare

    return compare(SCENARIOS, citizens=200, runs=7, months=5, seed=4)


@pytest.fixture
def folder(results: Results, tmp_path: Path) -> Path:
    """The files of those results."""
    results.write(tmp_path / "out")
    return tmp_path / "out"

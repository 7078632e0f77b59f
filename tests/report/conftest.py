"""Results to report on: of the real engine at a small size, and of one that costs nothing."""

from __future__ import annotations

import pytest

from socialicence.results import Results
from socialicence.scenarios import Scenario
from tests import fake_world

HOSTILE = "<script>alert('1')</script> & \"$x^{\" --> ]]> </title>"


@pytest.fixture(scope="session")
def real() -> Results:
    """Two scenarios of the model itself, long enough for two years."""
    from socialicence import compare

    return compare(["status_quo", "public_good"], citizens=300, runs=3, months=30, seed=5)


@pytest.fixture(scope="session")
def plain(real: Results) -> str:
    """The page on them, without the runs of an explanation."""
    from socialicence.report import page

    return page(real, explained=False)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the fake engine in place of the real one."""
    fake_world.install(monkeypatch.setitem)


@pytest.fixture
def hostile(engine: None) -> Results:
    """A scenario whose title would be a script, and one whose name is a thousand letters long."""
    from socialicence import compare

    scenarios = [Scenario("mine", title=HOSTILE, values={"leadership": 0.6}), Scenario("n" * 1000)]
    return compare(scenarios, citizens=200, runs=3, months=30, seed=4)


@pytest.fixture
def all_failed(engine: None) -> Results:
    """One run, which fails."""
    from socialicence import compare

    return compare([Scenario("faulty", title="Faulty")], citizens=200, runs=1, months=5, seed=3)

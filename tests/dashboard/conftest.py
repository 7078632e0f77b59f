"""Small simulations: what is tested is what stands around the model."""

from __future__ import annotations

import pytest

from socialicence.dashboard.simulation import Simulation


@pytest.fixture(scope="session")
def small():
    simulation = Simulation(citizens=300, runs=4, quick=2)
    yield simulation
    simulation.close()

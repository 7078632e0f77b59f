"""Small models for tests of the Mesa surface."""

from __future__ import annotations

import pytest

from socialicence.model import LicenceModel


@pytest.fixture
def model():
    return LicenceModel(citizens=400, rng=1, months=6)


@pytest.fixture
def grown():
    """A model that has run for long enough to have projects."""
    model = LicenceModel(citizens=200, rng=2, months=6)
    model.run_model()
    return model

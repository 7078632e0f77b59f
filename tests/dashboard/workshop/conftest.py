"""The settings of the standard pack: made once, as they are read and not changed."""

from __future__ import annotations

import pytest

from socialicence.dashboard import packs
from socialicence.dashboard.workshop.settings import Settings


@pytest.fixture(scope="package")
def settings() -> Settings:
    return Settings(packs.standard())

"""Small runs, and the blocks of `docs/extending.md`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socialicence.scenarios.reading import from_table
from socialicence.world import new_world

DOCUMENT = Path(__file__).parents[2] / "docs" / "extending.md"


def blocks(language: str) -> list[str]:
    """Code blocks of a language in the document, in order."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def run():
    """Run a scenario given as a table (or a scenario) for some months on a small public."""

    def one(scenario=None, months=6, citizens=300, seed=3, **settings):
        if scenario is None or isinstance(scenario, dict):
            scenario = from_table({"name": "mine", **(scenario or {})})
        return new_world(scenario, citizens=citizens, seed=seed, months=months, **settings).run()

    return one

"""Words of the workshop's file and cards, read from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from socialicence.figures.style import capital

FILE = Path(__file__).with_name("words.toml")


@cache
def words() -> Mapping[str, Any]:
    """Return all words by key."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def made_of(citizens: int, runs: int, seed: int) -> str:
    """Return what numbers are based on, for a caption."""
    import socialicence
    from socialicence.world import MODEL_VERSION

    return (
        f"socialicence {socialicence.__version__}, model version {MODEL_VERSION}: {runs} runs of each set of choices, "
        f"seeds {seed} to {seed + runs - 1}, {citizens:,} citizens each"
    )


def first_sentence(description: str) -> str:
    """Return what a future is, without what its file says of itself."""
    sentence = description.removeprefix("Our reading of OSR's scenario: ").partition(". ")[0]
    return f"{capital(sentence.rstrip('.'))}."

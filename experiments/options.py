"""Write the list of options of `three_recommendations`: nothing, and every three of the 16 recommendations.

python -m experiments.options
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from socialicence.parameters import levers

FILE = Path(__file__).with_name("three_recommendations.csv")


def lines() -> list[str]:
    """Return the lines of the file: 561 options after the name of the factor."""
    names = [name.removeprefix("recommendation.") for name in levers() if name.startswith("recommendation.")]
    return ["recommendations", "none", *("+".join(three) for three in combinations(names, 3))]


if __name__ == "__main__":
    FILE.write_text("\n".join(lines()) + "\n", encoding="utf-8")

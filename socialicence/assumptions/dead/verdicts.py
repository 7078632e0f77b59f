"""What is said of a parameter: whether it does something, and the largest effect that was measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a parameter does, as far as it was tried."""

    NO_RANGE = "has no range"
    NOTHING = "changes nothing"
    LITTLE = "moves nothing worth noting"
    UNSETTLED = "not settled at this size"
    MOVES = "moves something"


MEANING = {
    Verdict.NO_RANGE: "its low end is its high end",
    Verdict.NOTHING: "no bit of any run is another",
    Verdict.LITTLE: "runs are others, but every outcome surely moves by less than 0.1 standard deviations",
    Verdict.UNSETTLED: "no outcome surely moves by more than 0.1 standard deviations, nor do all surely by less",
    Verdict.MOVES: "some outcome surely moves by more than 0.1 standard deviations",
}
"""What each verdict means."""


@dataclass(frozen=True)
class Finding:
    """What was found of one parameter.

    Attributes
    ----------
    name : str
    verdict : Verdict
    effect, error : float
        Largest measured effect, of those that surely are one where it moves something, and its standard error; in
        standard deviations between runs.
    outcome, setting, end : str
        Where it was measured; empty where nothing moved.
    at_most : float or None
        What the effect on any outcome is at most (the largest upper bound, each one-sided at 5 %); None where one
        surely moves.
    """

    name: str
    verdict: Verdict
    effect: float = 0.0
    error: float = 0.0
    outcome: str = ""
    setting: str = ""
    end: str = ""
    at_most: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON would hold it, numbers to four digits after the point."""
        found = asdict(self)
        rounded = {key: round(value, 4) for key, value in found.items() if isinstance(value, float)}
        return {**found, **rounded, "verdict": str(self.verdict)}

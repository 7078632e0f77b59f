"""What a scenario chooses: every difference from status quo, in plain words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from socialicence.scenarios.reading import load
from socialicence.scenarios.scenario import STATUS_QUO, Scenario

_SHARED = ("name", "label", "unit", "kind", "low", "high", "low_means", "high_means")
"""What a difference says of its lever or parameter as the table does."""


@dataclass(frozen=True)
class Difference:
    """One lever or parameter on which a scenario differs from another.

    Attributes
    ----------
    name, label, unit : str
    kind : str
        `lever` or `parameter`.
    before, after : float
        Value in the scenario compared with, and in this one.
    low, high : float
        The ends of its range.
    low_means, high_means : str
        What the ends mean.
    """

    name: str
    label: str
    unit: str
    kind: str
    before: float
    after: float
    low: float
    high: float
    low_means: str
    high_means: str

    @property
    def meaning(self) -> str:
        """What it is moved towards, in plain words (empty where the table does not say)."""
        return self.high_means if self.after > self.before else self.low_means

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain values."""
        return {**asdict(self), "meaning": self.meaning}


def differences(scenario: Scenario, base: Scenario | None = None) -> list[Difference]:
    """Return every lever and parameter on which `scenario` differs from `base` (status quo if not given)."""
    base = base or load(STATUS_QUO)
    found = []
    for name, parameter in {**base.parameters, **scenario.parameters}.items():
        before = base.values.get(name, parameter.default)
        after = scenario.values.get(name, parameter.default)
        if before != after:
            found.append(Difference(before=before, after=after, **{key: getattr(parameter, key) for key in _SHARED}))
    return found

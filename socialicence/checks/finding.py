"""What one check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of a check.

    Attributes
    ----------
    pattern : str
        P1 to P13.
    expectation : str
        What must be seen, in plain words.
    source : str
    tolerance : str
        What counts as seen, and why that much.
    found : str
        What was seen, with its spread.
    runs : int
    passed : bool
    numbers : dict of str to float
        The figures behind `found`.
    """

    pattern: str
    expectation: str
    source: str
    tolerance: str
    found: str
    runs: int
    passed: bool
    numbers: dict[str, float]

"""What one check found: the numbers it is about, their spread, and whether they are where they must be."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

from socialicence.checks.uncertainty import Estimate
from socialicence.results.writing import plain

VERDICTS = {True: "pass", False: "fail", None: "not judged"}
NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Measured:
    """One number of a check, and where it must be.

    Attributes
    ----------
    name : str
        Key of the number, the same in every version of the model.
    label : str
        What it is, in plain words.
    value, low, high : float
        The number and its 95 % interval over runs; all three the same where it is an extreme of all runs.
    error : float or None
        Standard error over runs; None where it has none.
    at_least, at_most : float or None
        Where it must be; both None where it is reported only.
    unit : str
    verdict : bool or None
        Whether the whole interval is where it must be (True), lies wholly outside (False), or neither (None):
        then the runs are too few to judge.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    error: float | None
    at_least: float | None
    at_most: float | None
    unit: str
    verdict: bool | None

    @property
    def is_required(self) -> bool:
        """Whether it must be somewhere, or is reported only."""
        return self.at_least is not None or self.at_most is not None


def measured(
    name: str,
    label: str,
    estimate: Estimate,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    unit: str = "points",
    worth: float = 0.0,
) -> Measured:
    """Return a number judged by its interval; `worth` is the least distance from a limit that would matter."""
    value, error, low, high = estimate
    verdict = judged(estimate, at_least, at_most, worth)
    return Measured(name, label, value, low, high, error, at_least, at_most, unit, verdict)


def judged(estimate: Estimate, at_least: float | None, at_most: float | None, worth: float = 0.0) -> bool | None:
    """Whether an interval lies where it must; None where it lies partly outside, or is not known.

    An interval around the limit that ends less than `worth` within it is a failure: runs enough to say that there is
    no effect worth the name. An interval of an estimate that only touches a limit is not within it: an effect of
    exactly nought is no rise. A number that is no estimate may lie on its limit.
    """
    least = -math.inf if at_least is None else at_least
    most = math.inf if at_most is None else at_most
    low, high = estimate.low, estimate.high
    if math.isnan(low) or math.isnan(high):
        return None
    if low == high and estimate.error != 0.0:
        return least <= low <= most
    if low > least and high < most:
        return True
    return False if high <= least + worth or low >= most - worth else None


def together(verdicts: list[bool | None]) -> bool | None:
    """One verdict of many: a failure fails all, one that cannot be judged leaves all unjudged."""
    if False in verdicts:
        return False
    return None if None in verdicts else True


@dataclass(frozen=True)
class Finding:
    """One check.

    Attributes
    ----------
    pattern : str
        P1 to P23, or the name of a user's own check.
    expectation : str
        What must be seen, in plain words.
    source : str
    tolerance : str
        What counts as seen, and why that much.
    found : str
        What was seen, with its spread.
    runs : int
        Runs of each setting; settings are paired by seed.
    passed : bool or None
        None where the runs are too few to judge.
    numbers : dict of str to float
        The figures behind `found`.
    measures : tuple of Measured
        The same with intervals and limits, where they are known.
    citizens : int
        Citizens in each run; 0 where sizes differ.
    checked : bool
        False where there is no such check yet.
    """

    pattern: str
    expectation: str
    source: str
    tolerance: str
    found: str
    runs: int
    passed: bool | None
    numbers: dict[str, float]
    measures: tuple[Measured, ...] = field(default=())
    citizens: int = 0
    checked: bool = True

    @property
    def verdict(self) -> str:
        """`pass`, `fail`, `not judged` or `not checked`."""
        return VERDICTS[self.passed] if self.checked else NOT_CHECKED

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON has it: what is not a number becomes null."""
        return {"pattern": self.pattern, "verdict": self.verdict, **plain(asdict(self))}


def concluded(
    pattern: str,
    *,
    expectation: str,
    source: str,
    tolerance: str,
    found: str,
    runs: int,
    citizens: int,
    measures: list[Measured],
) -> Finding:
    """Return a finding whose verdict and numbers are those of its measures."""
    passed = together([one.verdict for one in measures if one.is_required])
    numbers = {one.name: one.value for one in measures}
    return Finding(
        pattern, expectation, source, tolerance, found, runs, passed, numbers, tuple(measures), citizens
    )  # fmt: skip

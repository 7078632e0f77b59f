"""What is declared of an outcome of a run: what it is, how it is computed, and where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialicence.outcomes.finished import FinishedRun

Value = float | int | str | None


class Place(Enum):
    """Where an outcome can be shown beside `runs.parquet`, `measures.csv` and `summary.json`, which have all."""

    SCREEN = "first rows of a comparison, on the screen and in the report"
    EXPLANATION = "what every choice is held against by `explain`"
    CHARTS = "dashboard: charts, and what each choice of a plan contributed"
    TAKE_AWAY = "dashboard: table of the page to take away"
    ROUNDS = "workshop: what a round may ask about"
    DEFINED = "workshop: defined on the page"
    EFFECTS = "workshop: what each change contributed"


@dataclass(frozen=True)
class Shown:
    """How an outcome is shown in a place.

    Attributes
    ----------
    order : int
        The lowest is first.
    label : str
        Where it is called otherwise than everywhere else.
    reach : float
        Reach of an axis of effects to both sides, doubled until all lie within.
    """

    order: int
    label: str = ""
    reach: float = 1.0


@dataclass(frozen=True)
class Measure:
    """What a measure is, of a run or of its months.

    Attributes
    ----------
    name, label, unit, denominator, definition : str
        As in `measures.csv`. The unit decides how it is stored and told: `count` is a whole number, `share` is told in
        hundredths.
    digits : int, optional
        After the point, where the unit does not say.
    """

    name: str
    label: str
    unit: str
    denominator: str
    definition: str
    digits: int | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share of something."""
        return self.unit == "share"

    @property
    def in_hundredths(self) -> bool:
        """Whether effects on it are told in points of a hundred."""
        return self.unit in ("share", "0-1")

    def row(self) -> dict[str, str]:
        """Return its row of `measures.csv`, but for the tables that it is in."""
        kept = ("label", "unit", "denominator", "definition")
        return {"measure": self.name, **{name: getattr(self, name) for name in kept}}


@dataclass(frozen=True, kw_only=True)
class RunOutcome(Measure):
    """An outcome of a run: a column of `runs.parquet`.

    Attributes
    ----------
    of : callable
        Computes it from a run that is over; None where it is not known.
    words : tuple of str
        What it may be, where it is a word: over runs words are counted, numbers have mean and percentiles.
    less_is_better : bool
        Where options are ranked; of all others more is taken to be better.
    signed : bool
        A difference of shares, told in points with its sign.
    least_months : int
        In a shorter run a comparison does not show it.
    shown : mapping of Place to Shown
    """

    of: Callable[[FinishedRun], Value]
    words: tuple[str, ...] = ()
    less_is_better: bool = False
    signed: bool = False
    least_months: int = 0
    shown: Mapping[Place, Shown] = field(default_factory=dict)

    def label_in(self, place: Place) -> str:
        """Return what it is called in a place."""
        return (place in self.shown and self.shown[place].label) or self.label

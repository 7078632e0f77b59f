"""What an explanation holds: contributions, the chain in words, and the runs that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.categories import FUTURES
from socialicence.explanation.effects import BEYOND, TOGETHER
from socialicence.explanation.items import Item
from socialicence.results import Results
from socialicence.results.writing import Writer, as_json, plain, text_writer, write_all
from socialicence.scenarios import Scenario

if TYPE_CHECKING:
    import pandas as pd

SHOWN = ("licence_affected", "cross_department", "external_access")
"""Outcomes that are shown first, beside the distance to a future."""


@dataclass(frozen=True)
class Explanation:
    """Why a scenario comes out as it does.

    Attributes
    ----------
    scenario, today : Scenario
        What is explained, and what it is held against.
    items : tuple of Item
        The choices in which they differ.
    contributions : DataFrame
        What each choice contributes to each headline outcome, as `figures.contributions` draws it: `outcome, lever,
        label, alone, alone_low, alone_high, alone_clear, last, last_low, last_high, last_clear, runs,
        last_runs` (see `effects.effects_frame`). For each outcome also the rows `together` and `together_beyond_sum`.
    mechanisms : DataFrame
        The same for what lies between: desks, reasons, events, moods.
    together : DataFrame
        One row for each headline outcome: its mean today and here, the difference, and what of it is beyond the sum.
    sentences : list of str
        The chain in words. Silent where a difference is not clear of luck.
    notes : list of str
        What has to be known to read it.
    citizens, runs, months, seed : int
    by : str
        `lever` or `group`.
    results : Results
        The runs of today and of the scenario.
    """

    scenario: Scenario
    today: Scenario
    items: tuple[Item, ...]
    contributions: pd.DataFrame
    mechanisms: pd.DataFrame
    together: pd.DataFrame
    sentences: list[str]
    notes: list[str]
    citizens: int
    runs: int
    months: int
    seed: int
    by: str
    results: Results

    def __repr__(self) -> str:
        return f"<Explanation of {self.scenario.name}: {len(self.items)} choices over {self.runs} paired runs>"

    def choices(self, outcome: str) -> list[dict[str, Any]]:
        """Return the rows of the choices for one outcome, by the size of what they contribute at either end."""
        rows = self.contributions[self.contributions["outcome"] == outcome]
        rows = rows[~rows["lever"].isin([TOGETHER, BEYOND])]
        size = rows[["alone", "last"]].abs().max(axis=1).sort_values(ascending=False, kind="stable")
        return [{str(key): value for key, value in row.items()} for row in rows.loc[size.index].to_dict("records")]

    def outcomes_drawn(self) -> list[str]:
        """Return the four outcomes that the figure and the screen show: the last is the future most runs end near."""
        nearest = self.results.summary["scenarios"][self.scenario.name]["nearest"]
        future = max(FUTURES, key=lambda name: nearest.get(name, 0))
        return [*SHOWN, f"distance_{future}"]

    def drawn(self) -> pd.DataFrame:
        """Return the rows of `contributions` that `figures.contributions` is to draw, in its order."""
        import pandas as pd

        parts = [self.contributions[self.contributions["outcome"] == name] for name in self.outcomes_drawn()]
        return pd.concat(parts, ignore_index=True)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values: NaN becomes None."""
        return {
            "scenario": self.scenario.name,
            "label": self.scenario.label,
            "against": self.today.name,
            "by": self.by,
            "sentences": list(self.sentences),
            "notes": list(self.notes),
            "together": _rows(self.together),
            "contributions": _rows(self.contributions),
            "mechanisms": _rows(self.mechanisms),
            "provenance": self.results.provenance,
        }

    def writers(self) -> dict[str, Writer]:
        """Return what writes each file, by file name (for `results.writing.write_all`)."""
        return {
            "contributions.csv": lambda path: self.contributions.to_csv(path, index=False),
            "mechanisms.csv": lambda path: self.mechanisms.to_csv(path, index=False),
            "explanation.json": text_writer(as_json(self.to_dict())),
        }

    def write(self, folder: str | Path) -> list[Path]:
        """Write `contributions.csv`, `mechanisms.csv` and `explanation.json`, all or none; return their paths.

        Raises
        ------
        InputError
            If the folder cannot be written to.
        """
        return write_all(Path(folder), self.writers())


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [plain(row) for row in frame.to_dict("records")]

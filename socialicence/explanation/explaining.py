"""`explain`: from a scenario to what each of its choices contributes, and the chain in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.categories import FUTURES
from socialicence.ensemble import Progress
from socialicence.errors import InputError
from socialicence.explanation.chain import Chain
from socialicence.explanation.effects import BEYOND, TOGETHER, as_effect, effects_frame, levels
from socialicence.explanation.items import Item, items_of, today_of
from socialicence.explanation.measured import headlines, measure, mechanisms
from socialicence.explanation.paired_runs import PairedRuns, Size, run_pairs
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.results import Results
from socialicence.results.writing import Writer, as_json, plain, text_writer, write_all
from socialicence.scenarios import Scenario, load, with_additions
from socialicence.words import plural

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


def explain(
    scenario: str | Path | Scenario,
    *,
    citizens: int = 2000,
    runs: int = 10,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    by: str = "lever",
    additions: str | Path | None = None,
    changes: Mapping[str, object] | None = None,
    progress: Progress | None = None,
    command: Sequence[str] | None = None,
) -> Explanation:
    """Explain a scenario: what each choice contributes, from both ends, and the chain in words.

    Every choice in which the scenario differs from today (levers, parameters, scheduled events, stages left out) is
    added alone to today, and taken away alone from the scenario, with the same seeds.

    Parameters
    ----------
    scenario : str, Path or Scenario
        A name, a file or a scenario.
    citizens : int
        Size of each public.
    runs : int
        Paired runs of each setting.
    months : int, optional
        Length of each run; the scenario's own if not given.
    seed : int
        Run `r` of every setting uses `seed + r`.
    workers : int, optional
        Runs side by side. Results do not depend on it.
    by : str
        `lever`: each choice by itself. `group`: recommendations together, engagement together, other levers each.
    additions : str or Path, optional
        TOML file of recommendations and more that is added to the scenario.
    changes : mapping, optional
        Levers and parameters set otherwise, by name.
    progress : callable, optional
        Called a few times a second with the months done and in all.
    command : sequence of str, optional
        What was typed, for the record.

    Returns
    -------
    Explanation

    Raises
    ------
    InputError
        If a name is unknown, a number is out of range, the scenario changes nothing, or no pair of runs was completed.

    Notes
    -----
    With `n` choices there are `2 n + 2` settings. Intervals are the 10th to 90th percentile over paired runs; a
    difference is clear of luck where the 95 % interval of its mean (Student's t over pairs) leaves nought out.

    Examples
    --------
    >>> from socialicence import explain
    >>> found = explain("public_good", runs=10, by="group")  # doctest: +SKIP
    >>> print(*found.sentences, sep="  ")  # doctest: +SKIP
    """
    import pandas as pd

    chosen = load(scenario)
    if additions is not None:
        chosen = with_additions([chosen], additions)[0]
    chosen = chosen.changed(changes or {}, "changes")
    items = items_of(chosen, by)
    length = months if months is not None else chosen.months
    pairs = run_pairs(chosen, items, Size(citizens, runs, length, seed, workers), progress, command)
    if not any(here and today for here, today in zip(pairs.here, pairs.today, strict=True)):
        failed = pairs.results.failed
        why = f"the first failed with: {failed[0].error}" if failed else "all failed"
        raise InputError(f"{chosen.name}: no pair of runs was completed; {why}")
    contributions, between = (effects_frame(pairs, items, names) for names in (headlines(), mechanisms()))
    both = pd.concat([one.astype({"last_clear": object}) for one in (contributions, between)], ignore_index=True)
    chain = Chain(chosen.label, pairs, both)
    return Explanation(
        chosen, today_of(chosen), tuple(items), contributions, between, together_frame(pairs, contributions),
        chain.sentences(), _notes(chosen, pairs, items, chain.silent()), citizens, runs, length, seed, by,
        pairs.results,
    )  # fmt: skip


def together_frame(pairs: PairedRuns, contributions: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each headline outcome: today, here, the difference, and what of it is beyond the sum.

    Each is a mean with its 10th and 90th percentile (`_low`, `_high`) over runs; `clear` says whether the difference,
    and what is beyond the sum, is clear of luck.
    """
    import pandas as pd

    rows = []
    own = {(row["outcome"], row["lever"]): row for row in contributions.to_dict("records")}
    for name in headlines():
        row: dict[str, object] = {"outcome": name, "label": measure(name).label, "unit": measure(name).unit}
        for key, effect in (
            ("today", levels(pairs.today, name)),
            ("here", levels(pairs.here, name)),
            ("difference", as_effect(own[name, TOGETHER], "alone")),
            ("beyond_sum", as_effect(own[name, BEYOND], "alone")),
        ):
            row |= {key: effect.mean, f"{key}_low": effect.low, f"{key}_high": effect.high}
            if key in ("difference", "beyond_sum"):
                row[f"{key}_clear"] = effect.clear
        rows.append(row | {"runs": int(own[name, TOGETHER]["runs"])})
    return pd.DataFrame(rows)


def _notes(scenario: Scenario, pairs: PairedRuns, items: Sequence[Item], silent: Sequence[str]) -> list[str]:
    """What has to be known to read the explanation."""
    notes = []
    if silent:
        labels = "; ".join(measure(name).label for name in silent)
        notes.append(f"Not clear of luck in these runs, so nothing is said of it: {labels}.")
    if scenario.additions.other_institutions:
        notes.append(
            "Today has the scenario's own departments and contexts here: they are no choice that is explained."
        )
    if pairs.results.provenance["months"] < TWO_YEARS:
        notes.append(
            f"Runs shorter than {TWO_YEARS} months: the nearest future and access within {TWO_YEARS} months are of the "
            "months there are."
        )
    if len(items) == 1:
        notes.append("There is one choice: added alone, added last and all together are the same.")
    lost = [one for one in (*pairs.alone.values(), *pairs.without.values()) for run in one if not run]
    failed = len(pairs.results.failed) + (0 if len(items) == 1 else len(lost))
    if failed:
        notes.append(f"{plural(failed, 'run')} failed and their pairs are left out.")
    return notes

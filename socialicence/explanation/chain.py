"""The chain in words: from choices to desks, events and people, and from there to outcomes, as recorded in the runs.

A sentence is told only where the difference is clear of luck; where it is not, there is silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from socialicence.categories import FUTURE_NAMES, RequesterKind, Shock, Stage, Unblocker, Why
from socialicence.explanation.effects import BEYOND, TOGETHER, Effect, as_effect, differences, effect_of, levels
from socialicence.explanation.measured import DESKS, OPENERS, REASONS, desk, happened, headlines, held, measure, opened
from socialicence.explanation.paired_runs import PairedRuns
from socialicence.explanation.wording import change, level, number, signed, unit_of_change
from socialicence.outcomes.pathway_times import ACCESS_24M
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.results import DONE, Results, RunRecord
from socialicence.words import listed

if TYPE_CHECKING:
    import pandas as pd

OPENED = {
    Unblocker.TRAINING: "by training",
    Unblocker.COLLEAGUE: "by a colleague's help",
    Unblocker.LEADERSHIP: "by leaders",
    Unblocker.ARBITRATION: "by arbitration",
    Unblocker.NEWCOMER: "when their holders changed",
}
"""What opened blocked desks, in words."""
_OPENED_IT = OPENED | {Unblocker.NEWCOMER: "when its holder changed"}


def one_project(results: Results) -> Iterator[str]:
    """Yield a sentence on one project of the first pair of runs that was done: the one of median difference.

    Draws are keyed, so the same idea is put in at the same moment in both. Nothing where no project has its data in
    both.
    """
    half = len(results.records) // 2
    for today, here in zip(results.records[:half], results.records[half:], strict=True):
        if today.status == here.status == DONE:
            found = median_pair(today, here)
            if found is not None:
                yield _told(today, here, *found)
            return


def median_pair(today: RunRecord, here: RunRecord) -> tuple[int, int] | None:
    """Return the rows of the project whose difference in months to access is the median; None if there is none."""
    of_here = {key: row for row, key in enumerate(_keys(here))}
    pairs = [(row, of_here[key]) for row, key in enumerate(_keys(today)) if key in of_here and key[1] >= 0.0]
    known = [(a, b) for a, b in pairs if today.projects["accessed"][a] >= 0 and here.projects["accessed"][b] >= 0]
    if not known:
        return None
    gains = [float(here.projects["accessed"][b] - today.projects["accessed"][a]) for a, b in known]
    return known[int(np.argsort(gains, kind="stable")[len(gains) // 2])]


def _keys(record: RunRecord) -> list[tuple[int, float]]:
    """What says which idea a project is: who asks, and when it was put in."""
    return list(zip(record.projects["requester"].tolist(), record.projects["started"].tolist(), strict=True))


def _told(today: RunRecord, here: RunRecord, row: int, other: int) -> str:
    project = today.projects
    start = float(project["started"][row])
    waits = [float(one.projects["accessed"][at]) - start for one, at in ((today, row), (here, other))]
    who = RequesterKind(int(project["requester"][row])).label
    text = (
        f"One project, the median of run {today.run}: put in by the {who} in month {start:.0f}, it has its data after "
        f"{waits[1]:.1f} instead of {waits[0]:.1f} months"
    )
    slow, at = (today, row) if waits[0] >= waits[1] else (here, other)
    longest = _longest(slow, at)
    if longest is None:
        return f"{text}."
    return f"{text}. {'Today' if slow is today else 'Here'} it waits longest at {longest}."


def _longest(record: RunRecord, project: int) -> str | None:
    """The desk that took most time before access, in words."""
    visits: Any = record.stages
    rows = np.flatnonzero((visits["project"] == project) & (visits["stage"] <= Stage.ACCESS) & (visits["left"] >= 0))
    if not rows.size:
        return None
    spent = visits["left"][rows] - visits["entered"][rows]
    row = int(rows[spent.argmax()])
    department = int(visits["department"][row])
    where = f" of {record.departments[department]}" if department >= 0 else ""
    why, opener = Why(int(visits["why"][row])), Unblocker(int(visits["unblocked_by"][row]))
    reason = "" if why is Why.NOTHING else f", {why.label}"
    ended = "" if opener is Unblocker.NOTHING else f"; the desk was blocked and opened {_OPENED_IT[opener]}"
    return f"{Stage(int(visits['stage'][row])).label}{where} ({float(spent.max()):.1f} months{reason}{ended})"


Kind = TypeVar("Kind", Stage, Why)
MOST_CAUSES, MOST_DESKS, MOST_REASONS = 2, 3, 2
LEAST_PART = 0.1
"""Share of a whole change below which a choice is not named as its cause."""
_EVENTS = {
    Shock.BREACH: "breaches",
    Shock.SCANDAL: "scandals",
    Shock.CONTROVERSY: "controversies",
    Shock.ANNOUNCEMENT: "announcements",
    Shock.WIDENING: "programmes put to wider use",
}


class Chain:
    """What can be told of a set of paired runs.

    Parameters
    ----------
    label : str
        The scenario in words.
    pairs : PairedRuns
    effects : DataFrame
        Contributions to headline outcomes and to mechanisms.
    """

    def __init__(self, label: str, pairs: PairedRuns, effects: pd.DataFrame) -> None:
        self.label = label
        self.pairs = pairs
        self._rows = {
            name: rows.to_dict("records") for name, rows in effects.groupby("outcome", sort=False, observed=True)
        }

    def whole(self, name: str) -> Effect:
        """Return the scenario less today."""
        return effect_of(differences(self.pairs.here, self.pairs.today, name))

    def tells(self, name: str) -> bool:
        """Whether there is something to say of a measure: a difference clear of luck that can be seen as it is told."""
        effect = self.whole(name)
        return effect.clear and float(number(effect.mean, name)) != 0.0

    def sentences(self) -> list[str]:
        """Return the chain, a sentence or two an entry, first where the runs end."""
        return [self._nearest(), *self._access(), *self._desks(), *self._opened(), *self._outside(), *self._licence(),
                *self._events(), *self._departments(), *self._objecting(), *self._beyond()]  # fmt: skip

    def silent(self) -> list[str]:
        """Return the headline outcomes whose difference is not clear of luck."""
        return [name for name in headlines() if not self.tells(name)]

    def causes(self, name: str) -> str:
        """Return the choices that moved a measure clearly from both ends, most first; nothing if there is none."""
        whole = self.whole(name)
        found: list[tuple[float, str]] = []
        for row in self._rows[name]:
            if row["lever"] in (TOGETHER, BEYOND):
                continue
            alone, last = as_effect(row, "alone"), as_effect(row, "last")
            both = alone.clear and last.clear and alone.mean * whole.mean > 0 and last.mean * whole.mean > 0
            size = min(abs(alone.mean), abs(last.mean))
            if both and abs(alone.mean + last.mean) / 2 >= LEAST_PART * abs(whole.mean):
                told = f'"{row["label"]}", {signed(alone, name)} alone and {signed(last, name)} added last'
                found.append((size, told))
        if len(self._rows[name]) <= 3:
            return ""  # one choice only: it is the cause of all
        if not found:
            return "No choice by itself does this both alone and added last."
        best = [told for _, told in sorted(found, reverse=True)[:MOST_CAUSES]]
        return f"Behind {'most of it' if len(found) > len(best) else 'it'}: {'; '.join(best)}."

    def _told(self, name: str, sentence: str, less: str = "fewer", unsaid: str = "") -> Iterator[str]:
        """A measure here and today (for the `{}` of a sentence), its change, and what is behind it."""
        if self.tells(name):
            words = change(self.whole(name), name, "more", less).replace(unsaid, "")
            yield f"{sentence.format(self._levels(name))}: {words}. {self.causes(name)}".strip()

    def _levels(self, name: str) -> str:
        return f"{level(levels(self.pairs.here, name), name)} instead of {level(levels(self.pairs.today, name), name)}"

    def _nearest(self) -> str:
        summary = self.pairs.results.summary["scenarios"]
        parts = []
        for name, start in zip(summary, ("Today", self.label), strict=True):
            found = summary[name]
            ends = [f"{FUTURE_NAMES[future]} in {count}" for future, count in found["nearest"].items() if count]
            parts.append(f"{start}: nearest {listed(ends)} of {found['runs']} runs" if ends else f"{start}: no run")
        return f"{'. '.join(parts)}."

    def _access(self) -> Iterator[str]:
        name = "median_months_to_access"
        whole = self.whole(name)
        if self.tells(name) and whole.runs == len(self.pairs.here):
            words = change(whole, name, "later", "sooner")
            yield f"Half of all projects have their data after {self._levels(name)} months: {words}."
            yield from one_project(self.pairs.results)
        for one in ACCESS_24M:
            who = measure(one).label.rpartition(", ")[2]
            yield from self._told(one, f"Of {who} projects {{}} have data within {TWO_YEARS} months", less="less")

    def _desks(self) -> Iterator[str]:
        for stage in self._largest({stage: desk(stage) for stage in DESKS})[:MOST_DESKS]:
            yield from self._told(desk(stage), f"A desk at the stage {stage.label} clears in {{}} months")
        for why in self._largest({why: held(why) for why in REASONS})[:MOST_REASONS]:
            yield from self._told(held(why), f"{why.label.capitalize()} holds a project up for {{}} desk-months")

    def _largest(self, names: Mapping[Kind, str]) -> list[Kind]:
        """What can be told of, the largest difference first."""
        told = [kind for kind, name in names.items() if self.tells(name)]
        return sorted(told, key=lambda kind: -abs(self.whole(names[kind]).mean))

    def _opened(self) -> Iterator[str]:
        yield from self._counted("Blocked desks that opened in a run", {opened(one): OPENED[one] for one in OPENERS})

    def _outside(self) -> Iterator[str]:
        turned = "{} of projects are turned away because the data are not open to whoever asks"
        yield from self._told("turned_away", turned, less="less")
        yield from self._told("external_access", "{} of accesses go outside government", less="less")

    def _licence(self) -> Iterator[str]:
        yield from self._told("licence_affected", "Backing among those affected is {}", less="less")
        yield from self._told("licence_everyone", "Backing among everyone is {}", less="less")
        moods = ("trust", "fairness", "understanding", "perceived_benefit", "concern")
        parts = [
            f"{measure(name).label.lower()} {signed(effect, name)} {unit_of_change(name)}".rstrip()
            for name in moods
            if self.tells(name) and (effect := self.whole(name))
        ]
        if parts:
            yield f"In people's minds: {'; '.join(parts)}."

    def _events(self) -> Iterator[str]:
        yield from self._counted("Events in a run", {happened(shock): _EVENTS[shock] for shock in Shock})

    def _counted(self, title: str, names: Mapping[str, str]) -> Iterator[str]:
        """How much more or less often each of some things happened."""
        parts = [f"{change(self.whole(name), name)} {what}" for name, what in names.items() if self.tells(name)]
        if parts:
            yield f"{title}: {'; '.join(parts)}."

    def _departments(self) -> Iterator[str]:
        yield from self._told("nervousness", "Departments' nervousness is {}", less="less")
        desks = "Two departments together clear {} desks a month"
        yield from self._told("cross_department", desks, unsaid=" desks a month")

    def _objecting(self) -> Iterator[str]:
        yield from self._told(
            "objecting_percent", "{} of adults in England opt out of health data sharing", less="less"
        )

    def _beyond(self) -> Iterator[str]:
        parts = []
        for name in ("licence_affected", "cross_department", "external_access"):
            row = self._rows[name][-1]
            effect = as_effect(row, "alone")
            if effect.clear and float(number(effect.mean, name)):
                parts.append(f"{measure(name).label.lower()} {signed(effect, name)} {unit_of_change(name)}".rstrip())
        if parts:
            yield f"What all choices do together is not the sum of what each does alone. Beyond it: {'; '.join(parts)}."

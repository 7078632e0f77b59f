"""The chain in words: from choices to desks, events and people, and from there to outcomes, as recorded in the runs.

A sentence is told only where the difference is clear of luck; where it is not, there is silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from socialicence.categories import FUTURE_NAMES, Shock, Stage, Why
from socialicence.explanation.effects import BEYOND, TOGETHER, Effect, as_effect, differences, effect_of, levels
from socialicence.explanation.example import OPENED, one_project
from socialicence.explanation.measured import DESKS, OPENERS, REASONS, desk, happened, headlines, held, measure, opened
from socialicence.explanation.paired_runs import PairedRuns
from socialicence.explanation.wording import change, level, number, quoted, signed, unit_of_change
from socialicence.outcomes.pathway_times import ACCESS_24M
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.words import listed

if TYPE_CHECKING:
    import pandas as pd

Kind = TypeVar("Kind", Stage, Why)
MOST_CAUSES, MOST_DESKS, MOST_REASONS = 2, 3, 2
LEAST_PART = 0.1
"""Share of a whole change below which a choice is not named as its cause."""
_EVENTS = {
    Shock.BREACH: "breaches",
    Shock.SCANDAL: "scandals",
    Shock.CONTROVERSY: "controversies",
    Shock.ANNOUNCEMENT: "announcements",
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
                told = f"{quoted(row['label'])}, {signed(alone, name)} alone and {signed(last, name)} added last"
                found.append((size, told))
        if len(self._rows[name]) <= 3:
            return ""  # one choice only: it is the cause of all
        if not found:
            return "No choice by itself does this both alone and added last."
        best = [told for _, told in sorted(found, reverse=True)[:MOST_CAUSES]]
        return f"Behind {'most of it' if len(found) > len(best) else 'it'}: {'; '.join(best)}."

    def _with_causes(self, sentence: str, name: str) -> str:
        return f"{sentence} {self.causes(name)}".strip()

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
            effect = self.whole(one)
            if self.tells(one):
                who = measure(one).label.rpartition(", ")[2]
                words = (
                    f"Of {who} projects {self._levels(one)} have data within {TWO_YEARS} months: {change(effect, one)}."
                )
                yield self._with_causes(words.replace("points fewer", "points less"), one)

    def _desks(self) -> Iterator[str]:
        for stage in self._largest({stage: desk(stage) for stage in DESKS})[:MOST_DESKS]:
            name = desk(stage)
            words = change(self.whole(name), name, "more", "fewer")
            yield self._with_causes(
                f"A desk at the stage {stage.label} clears in {self._levels(name)} months: {words}.", name
            )
        for why in self._largest({why: held(why) for why in REASONS})[:MOST_REASONS]:
            name = held(why)
            yield self._with_causes(
                f"{why.label.capitalize()} holds a project up for {self._levels(name)} desk-months: "
                f"{change(self.whole(name), name)}.",
                name,
            )

    def _largest(self, names: Mapping[Kind, str]) -> list[Kind]:
        """What can be told of, the largest difference first."""
        told = [kind for kind, name in names.items() if self.tells(name)]
        return sorted(told, key=lambda kind: -abs(self.whole(names[kind]).mean))

    def _opened(self) -> Iterator[str]:
        parts = []
        for one in OPENERS:
            name = opened(one)
            if self.tells(name):
                parts.append(f"{change(self.whole(name), name)} {OPENED[one]}")
        if parts:
            yield f"Blocked desks that opened in a run: {'; '.join(parts)}."

    def _outside(self) -> Iterator[str]:
        effect = self.whole("turned_away")
        if self.tells("turned_away"):
            words = change(effect, "turned_away", "more", "less")
            yield self._with_causes(
                f"{self._levels('turned_away')} of projects are turned away because the data are not open to whoever "
                f"asks: {words}.",
                "turned_away",
            )
        effect = self.whole("external_access")
        if self.tells("external_access"):
            yield self._with_causes(
                f"{self._levels('external_access')} of accesses go outside government: "
                f"{change(effect, 'external_access', 'more', 'less')}.",
                "external_access",
            )

    def _licence(self) -> Iterator[str]:
        for name, who in (("licence_affected", "those affected"), ("licence_everyone", "everyone")):
            effect = self.whole(name)
            if self.tells(name):
                words = change(effect, name, "more", "less")
                yield self._with_causes(f"Backing among {who} is {self._levels(name)}: {words}.", name)
        moods = ("trust", "fairness", "understanding", "perceived_benefit", "concern")
        parts = [
            f"{measure(name).label.lower()} {signed(effect, name)} {unit_of_change(name)}".rstrip()
            for name in moods
            if self.tells(name) and (effect := self.whole(name))
        ]
        if parts:
            yield f"In people's minds: {'; '.join(parts)}."

    def _events(self) -> Iterator[str]:
        parts = []
        for shock in Shock:
            name = happened(shock)
            if self.tells(name):
                parts.append(f"{change(self.whole(name), name)} {_EVENTS[shock]}")
        if parts:
            yield f"Events in a run: {'; '.join(parts)}."

    def _departments(self) -> Iterator[str]:
        effect = self.whole("nervousness")
        if self.tells("nervousness"):
            words = change(effect, "nervousness", "more", "less")
            yield self._with_causes(
                f"Departments' nervousness is {self._levels('nervousness')}: {words}.", "nervousness"
            )
        effect = self.whole("cross_department")
        if self.tells("cross_department"):
            words = change(effect, "cross_department", "more", "fewer")
            yield self._with_causes(
                f"Two departments together clear {self._levels('cross_department')} desks a month: "
                f"{words.replace(' desks a month', '')}.",
                "cross_department",
            )

    def _objecting(self) -> Iterator[str]:
        name = "objecting_percent"
        effect = self.whole(name)
        if self.tells(name):
            yield self._with_causes(
                f"{self._levels(name)} of adults in England opt out of health data sharing: "
                f"{change(effect, name, 'more', 'less')}.",
                name,
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


def told(label: str, pairs: PairedRuns, effects: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the sentences, and the names of headline outcomes that are passed over in silence."""
    chain = Chain(label, pairs, effects)
    return chain.sentences(), chain.silent()


def labels_of(names: Sequence[str]) -> str:
    """Return outcomes in words."""
    return "; ".join(measure(name).label for name in names)

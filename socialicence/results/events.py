"""What happened in a run, told: `events.parquet` has one plain sentence for each event, by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from socialicence.categories import EventKind, OrganisationType, Shock, Stance
from socialicence.month.scheduled import SCHEDULED
from socialicence.results.columns import CODED, coded, numbers, positions, repeated
from socialicence.words import capital, lower

if TYPE_CHECKING:
    from socialicence.results.record import RunRecord
    from socialicence.world import World

EVENTS_SCHEMA = pa.schema(
    {
        "scenario": CODED,
        "run": pa.int32(),
        "month": pa.float32(),
        "kind": CODED,
        "who": CODED,
        "what": CODED,
        "why": CODED,
        "programme": pa.int32(),
        "sentence": CODED,
    }
)
HARDLY, WELL = 0.05, 0.5
"""Preparation below which nobody affected was asked in earnest, and above which they were asked widely."""


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes
    ----------
    month : float
        From the start of the run.
    kind : str
        A kind of event, or of shock.
    who, what, why : str
        Department or type of organisation; use of data; what led to it, empty where that is not known.
    programme : int
        Row of the national programme; -1 where none.
    sentence : str
        The event in plain words.
    """

    month: float
    kind: str
    who: str
    what: str
    why: str
    programme: int
    sentence: str


def events_of(world: World) -> tuple[Event, ...]:
    """Return what happened in a run, in order of time."""
    found = [_of_programme(world, row) for row in world.events[: world.event_count]]
    announced = set((world.programmes["key"][: world.programme_count] - SCHEDULED).tolist())
    for row, incident in enumerate(world.incidents[: world.incident_count]):
        if row not in announced and _is_told(incident, world.month):
            found.append(_of_incident(world, incident))
    return tuple(sorted(found, key=lambda one: one.month))


def events_table(records: Sequence[RunRecord]) -> pa.Table:
    """Return one row for each event of each run that was done."""
    tables = [_table(record) for record in records if record.events]
    return pa.concat_tables(tables).unify_dictionaries() if tables else EVENTS_SCHEMA.empty_table()


def _table(record: RunRecord) -> pa.Table:
    events = record.events

    def words(name: str) -> pa.DictionaryArray:
        texts = [getattr(one, name) for one in events]
        labels, index = positions(texts)
        return coded(np.array([index[text] for text in texts], dtype=np.int32), labels)

    columns = [
        repeated(record.scenario, len(events)),
        pa.array(np.full(len(events), record.run, dtype=np.int32)),
        numbers(np.array([one.month for one in events], dtype=np.float32), pa.float32()),
        *(words(name) for name in ("kind", "who", "what", "why")),
        pa.array(np.array([one.programme for one in events], dtype=np.int32)),
        words("sentence"),
    ]
    return pa.Table.from_arrays(columns, schema=EVENTS_SCHEMA)


def _of_programme(world: World, event: Any) -> Event:
    """Tell what happened to a national programme."""
    kind, number = EventKind(int(event["kind"])), float(event["number"])
    who = world.institutions.department_names[int(event["department"])]
    what = world.institutions.context_titles[int(event["context"])]
    row = int(event["programme"])
    said, why = _TOLD[kind](who, lower(what), number)
    return Event(float(event["month"]), kind.label, who, what, why, row, said)


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"


def _months(number: float) -> str:
    return f"{number:.0f} months" if round(number) != 1 else "one month"


def _asked(prepared: float) -> str:
    """How people were asked before data were first used."""
    if prepared <= -HARDLY:
        return "Those affected were asked and not heeded."
    if prepared < HARDLY:
        return "Hardly anybody affected had been asked."
    if prepared < WELL:
        return "Some of those affected had been asked and heeded."
    return "Those affected had been asked widely and heeded."


def _sides(stance: float) -> str:
    return {Stance.BACK: "back", Stance.OPPOSE: "oppose", Stance.NEUTRAL: "take no side on"}[Stance(int(stance))]


_TOLD: dict[EventKind, Callable[[str, str, float], tuple[str, str]]] = {
    EventKind.ANNOUNCED: lambda who, what, number: (f"A national programme is announced by {who}: {what}.", ""),
    EventKind.FIRST_USE: lambda who, what, number: (
        f"The programme of {who} begins to use data: {what}. {_asked(number)}", "",
    ),
    EventKind.STANCE_CHANGED: lambda who, what, number: (
        f"Professional bodies {_sides(number)} the programme of {who}: {what}.", "",
    ),
    EventKind.CONTESTED: lambda who, what, number: (
        f"The programme of {who} is contested in public: {what}. Of those affected, {_percent(number)} oppose it.",
        f"{_percent(number)} of those affected oppose it",
    ),
    EventKind.SHARE_CONTESTED: lambda who, what, number: (
        f"A single share of {who} is contested in public: {what}.", f"{_percent(number)} of those affected oppose it",
    ),
    EventKind.PAUSED: lambda who, what, number: (
        f"The programme of {who} is paused for review: {what}. All its shares stand still.",
        f"contested {_months(number)} before",
    ),
    EventKind.CASE_DISMISSED: lambda who, what, number: (
        f"The case against the programme of {who} ends without consequence: {what}.",
        f"contested {_months(number)} before",
    ),
    EventKind.UNDERTAKINGS: lambda who, what, number: (
        f"After a case, the programme of {who} goes on with more safeguards: {what}.",
        f"contested {_months(number)} before",
    ),
    EventKind.FOUND_UNLAWFUL: lambda who, what, number: (
        f"The programme of {who} is found unlawful and stopped: {what}. It ends {_shares(number)}.",
        "decision of a regulator or court",
    ),
    EventKind.RESUMED: lambda who, what, number: (
        f"The programme of {who} resumes, with more safeguards: {what}.", f"its review took {_months(number)}",
    ),
    EventKind.STOPPED: lambda who, what, number: (
        f"The programme of {who} is stopped: {what}. It ends {_shares(number)}.", "end of its review",
    ),
    EventKind.WITHHELD: lambda who, what, number: (
        f"Data are held back for {_months(number)} by {who}: {what}.", "the programme of another is contested",
    ),
    EventKind.WIDENED: lambda who, what, number: (
        f"The programme of {who} is put to wider use, and nobody was asked: {what}.", "",
    ),
    EventKind.ELECTION: lambda who, what, number: (
        f"A new government decides about the programme of {who}: {what}.", "election",
    ),
}  # fmt: skip


def _shares(number: float) -> str:
    return "no share" if number == 0 else "one share" if number == 1 else f"{number:.0f} shares"


def _is_told(incident: Any, month: int) -> bool:
    """Whether an incident has become known, and is told by no event of a programme."""
    told_there = incident["shock"] == Shock.WIDENING or (
        incident["shock"] == Shock.CONTROVERSY and not incident["scheduled"]
    )
    return not told_there and bool(0.0 < incident["disclosed"] <= month)


def _of_incident(world: World, incident: Any) -> Event:
    """Tell an incident when it becomes known."""
    shock = Shock(int(incident["shock"]))
    d = int(incident["department"])
    who = world.institutions.department_names[d] if d >= 0 else OrganisationType(int(incident["organisation"])).label
    why = "scheduled by the scenario" if incident["scheduled"] else "caused by use of its data"
    return Event(
        float(incident["disclosed"]),
        shock.label,
        who,
        "",
        why,
        -1,
        f"{capital(who)}: {_INCIDENTS[shock]} becomes known.",
    )


_INCIDENTS = {
    Shock.BREACH: "a breach of data",
    Shock.SCANDAL: "a scandal",
    Shock.CONTROVERSY: "a controversy over data",
    Shock.ANNOUNCEMENT: "an announcement that people did not expect",
}

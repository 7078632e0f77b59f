"""The story of one run: what happened, in dated sentences that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from socialicence.categories import EventKind
from socialicence.results.events import Event
from socialicence.results.record import RunRecord
from socialicence.scenarios import Scenario
from socialicence.words import listed, lower, plural

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NOTHING = "Nothing happened that people would have heard of."
NOT_A_FORECAST = "One run of a model, with one seed: what could happen, not what will."


@dataclass(frozen=True)
class Moment:
    """What happened in one month.

    Attributes
    ----------
    when : str
        Month and year.
    month : int
        Months since the start.
    sentences : tuple of str
    """

    when: str
    month: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One run, told.

    Attributes
    ----------
    title : str
    seed : int
    summary : str
        What it came to.
    moments : tuple of Moment
        In order of time; months in which nothing happened are left out.
    """

    title: str
    seed: int
    summary: str
    moments: tuple[Moment, ...]

    def text(self) -> str:
        """Return the story as plain text, a paragraph a month."""
        told = [f"{moment.when}: {' '.join(moment.sentences)}" for moment in self.moments] or [NOTHING]
        return "\n\n".join([self.title, self.summary, *told, NOT_A_FORECAST]) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Return the story as JSON has it."""
        moments = [{"when": one.when, "month": one.month, "sentences": list(one.sentences)} for one in self.moments]
        return {"title": self.title, "seed": self.seed, "summary": self.summary, "moments": moments}

    def html(self) -> str:
        """Return the story as a page that needs nothing else: no script, nothing to fetch."""
        lines = "\n".join(
            f"<dt>{escape(one.when)}</dt><dd>{'<br>'.join(escape(sentence) for sentence in one.sentences)}</dd>"
            for one in self.moments
        )
        body = f"<dl>\n{lines}\n</dl>" if self.moments else f"<p>{NOTHING}</p>"
        return _PAGE.format(title=escape(self.title), summary=escape(self.summary), body=body, note=NOT_A_FORECAST)


def story_of(record: RunRecord, scenario: Scenario) -> Story:
    """Return the story of a run that is done."""
    told = tuple(
        Moment(month_and_year(scenario.start_date, month), month, tuple(_sentences(list(events))))
        for month, events in groupby(record.events, key=lambda one: int(one.month))
    )
    return Story(f"{scenario.label}, seed {record.seed}", record.seed, _summary(record), told)


def month_and_year(start: str, month: int) -> str:
    """Return the calendar month so many months after the start, such as `March 2028`.

    Parameters
    ----------
    start : str
        Year and month, such as `2026-01`.
    """
    year, first = (int(part) for part in start.split("-")[:2])
    years, place = divmod(first - 1 + month, len(MONTHS))
    return f"{MONTHS[place]} {year + years}"


def _sentences(events: Sequence[Event]) -> Iterator[str]:
    """What happened in a month; departments that hold data back for one reason share a sentence."""
    told: set[int] = set()
    for event in events:
        if event.kind != EventKind.WITHHELD.label:
            yield event.sentence
            continue
        if event.programme in told:
            continue
        told.add(event.programme)
        who = [one.who for one in events if (one.kind, one.programme) == (event.kind, event.programme)]
        if len(who) == 1:
            yield event.sentence
        else:
            yield f"Data are held back by {listed(who)}: {lower(event.what)}."


def _summary(record: RunRecord) -> str:
    """What the run came to, in a sentence or two."""
    found = record.outcomes
    counts = {name: int(found[f"programmes_{name}"]) for name in ("launched", "contested", "altered", "stopped")}
    if not counts["launched"]:
        programmes = "No national programme was launched."
    else:
        fates = f"{counts['contested']} contested, {counts['altered']} altered, {counts['stopped']} stopped"
        programmes = f"National programmes launched: {counts['launched']}; {fates}."
    kept = plural(int(found["access_kept"]), "project got and kept its data", "projects got and kept their data")
    return f"{programmes} {kept[:1].upper()}{kept[1:]}."


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1.15rem/1.5 sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #0b0c0c; }}
dt {{ font-weight: bold; margin-top: 1.2rem; }}
dd {{ margin: 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{summary}</p>
{body}
<p>{note}</p>
</main>
</body>
</html>
"""

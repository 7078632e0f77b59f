"""What stands on the page: the plan, what its runs came to beside today's, the votes, and where it can be had again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from socialicence.categories import FUTURE_NAMES
from socialicence.dashboard.charts.wording import most_often
from socialicence.dashboard.course import Course
from socialicence.dashboard.packs import Question
from socialicence.dashboard.people import NAMES
from socialicence.dashboard.plan import NOTHING_CHANGES
from socialicence.figures.personas import EVIDENCE
from socialicence.figures.style import percent
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import OUTCOMES, shown_in

MOTTO = "A tool to think with. It has not read the future."
USABLE = "Runs with evidence published that each can use within two years; access alone is not enough"


@dataclass(frozen=True)
class Votes:
    """How the room answered a question, and in how many of its runs the model did, where it was a round's.

    Attributes
    ----------
    question : Question
    counts, runs : mapping of str to int
        By the name of the choice; no runs where the model has no answer.
    """

    question: Question
    counts: Mapping[str, int]
    runs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TakeAway:
    """Everything that the page shows.

    Attributes
    ----------
    course : Course
        Of the plan.
    today : Course
        If nothing changes; on the same seeds.
    votes : sequence of Votes
    link : str
        Address that opens the same state again; empty if there is none.
    title : str
        What the workshop was about.
    """

    course: Course
    today: Course
    votes: Sequence[Votes] = field(default=())
    link: str = ""
    title: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the plan changes nothing: then there is nothing to compare."""
        return self.course.plan.is_today

    @property
    def differences(self) -> list[str]:
        """What the plan changes, in plain sentences."""
        return self.course.plan.differences() or ["Nothing: every lever is as today."]

    @property
    def made(self) -> str:
        """What the numbers are based on."""
        import socialicence

        course = self.course
        last = course.seed + len(course.records) - 1
        seeds = f"seed {course.seed}" if last == course.seed else f"seeds {course.seed} to {last}"
        return (
            f"socialicence {socialicence.__version__}, model version {course.model_version}: "
            f"{course.number_of_runs} runs, {seeds}, {course.citizens:,} citizens each"
        )


class Line(NamedTuple):
    """A row of a table: an outcome, or what a persona gets, under the plan and if nothing changes."""

    label: str
    plan: str
    today: str


def lines(take: TakeAway) -> list[Line]:
    """Return the table: mean over runs, and where 8 in 10 runs lie; last, where runs end."""
    found = [
        Line(one.label_in(Place.TAKE_AWAY), spread(take.course, one.name), spread(take.today, one.name))
        for one in shown_in(Place.TAKE_AWAY)
    ]
    return [*found, Line("Nearest future", nearest(take.course), nearest(take.today))]


def spread(course: Course, name: str) -> str:
    """Return an outcome as mean and the range of 8 in 10 runs, in its unit."""
    given = [record.outcomes[name] for record in course.done]
    known = np.array([float(value) for value in given if value is not None])
    known = known[~np.isnan(known)]
    if not known.size:
        return "not known"
    low, high = np.percentile(known, (10, 90))
    mean, low, high = (_amount(name, float(value)) for value in (known.mean(), low, high))
    return f"{mean} ({low} to {high})"


def _amount(name: str, value: float) -> str:
    unit = OUTCOMES[name].unit
    if unit == "share":
        return percent(value)
    return f"{value:.1f}%" if unit == "percent" else f"{value:.2f}"


def nearest(course: Course) -> str:
    """Return where most runs end: `20 of 30 Silos`."""
    future, count = most_often(course)
    return f"{count} of {course.number_of_runs} {FUTURE_NAMES[future]}"


def people(take: TakeAway) -> list[Line]:
    """Return in how many runs each of the three people gets usable evidence in two years, of those long enough."""
    names = list(dict.fromkeys(take.course.personas["requester"]))
    return [Line(f"{NAMES[name]}, {name}", _served(take.course, name), _served(take.today, name)) for name in names]


def _served(course: Course, name: str) -> str:
    stories = [record.personas[name][EVIDENCE] for record in course.done]
    known = [bool(story) for story in stories if story is not None]
    return f"{sum(known)} of {len(known)} runs" if known else "not known"


class Said(NamedTuple):
    """A choice: its votes, their share of all votes, and what the model's runs say, if they say anything."""

    label: str
    votes: int
    share: float
    model: str


def answers(votes: Votes) -> list[Said]:
    """Return each choice with what the room and the model said of it."""
    counts = [max(int(votes.counts.get(choice.name, 0)), 0) for choice in votes.question.choices]
    everybody = sum(counts)
    of_runs = sum(votes.runs.values())
    return [
        Said(
            choice.label,
            count,
            count / everybody if everybody else 0.0,
            f"{votes.runs.get(choice.name, 0)} of {of_runs} runs" if of_runs else "",
        )
        for choice, count in zip(votes.question.choices, counts, strict=True)
    ]


def local_link(link: str) -> str:
    """Return what to say of a link that leads to the reader's own machine; nothing of others."""
    from urllib.parse import urlsplit

    own = urlsplit(link).hostname in ("127.0.0.1", "::1", "localhost")
    return (
        "It opens on a machine where the dashboard runs, as the command “socialicence dashboard” starts it."
        if own
        else ""
    )


def label_of(take: TakeAway) -> str:
    """Return what the plan is called."""
    return NOTHING_CHANGES if take.is_today else take.course.label

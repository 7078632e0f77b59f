"""Plans in plain words: what differs from today, a sentence each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from socialicence.dashboard.levers import levers
from socialicence.errors import InputError
from socialicence.parameters import parameters
from socialicence.scenarios import load
from socialicence.scenarios.fields import plain_text
from socialicence.words import lower

if TYPE_CHECKING:
    from socialicence.dashboard.plan import Plan

LONGEST_TITLE = 80
_NOT_IN_A_TITLE = "<>{}`\\"
"""Characters of markup and templates: no title needs them, and a page can then show any title."""


def checked_title(title: object) -> str:
    """Return a plan's title, without spaces around it.

    Raises
    ------
    InputError
        If it is no plain text on one line, or too long.
    """
    if not isinstance(title, str):
        raise InputError(f"title = {title!r} is not text")
    text = plain_text(title.strip(), "title", LONGEST_TITLE)
    if found := sorted(set(text) & set(_NOT_IN_A_TITLE)):
        raise InputError(f"title has {' '.join(found)}; letters, digits and ordinary punctuation are needed")
    return text


def difference_sentences(plan: Plan) -> list[str]:
    """Return what differs from today, and only that.

    Steps come first, each as question and answer, then cards, other levers and what goes wrong. A step whose values
    are those of today is left out.
    """
    start = [] if plan.future is None else [f"Starts from our reading of {load(plan.future).label}, not from today."]
    wrong = [] if plan.incident is None else [plan.incident.sentence]
    return [*start, *_steps(plan), *_cards(plan), *_more(plan), *wrong]


def _steps(plan: Plan) -> list[str]:
    known = parameters()
    base = load(plan.future or "status_quo").values
    found = []
    for name, step in plan.steps.items():
        if step is None:
            continue
        lever = levers()[name]
        values = lever.steps[step].values
        if any(base.get(key, known[key].default) != value for key, value in values.items()):
            found.append(f"{lever.question} {lever.label(step)}: {lower(lever.means(step))}")
    return found


def _cards(plan: Plan) -> list[str]:
    known = parameters()
    return [
        f"Adopted in full: {lower(known[f'recommendation.{card}'].label)} "
        f"({lower(known[f'recommendation.{card}'].high_means)})."
        for card in plan.cards
    ]


def _more(plan: Plan) -> list[str]:
    """Other levers: from what the plan would set without them, to what they are set to."""
    known = parameters()
    without = replace(plan, more={}).scenario().values
    found = []
    for name, value in plan.more.items():
        one = known[name]
        before = without.get(name, one.default)
        if before != value:
            found.append(f"{one.label}: {value:g} instead of {before:g} ({one.unit}).")
    return found

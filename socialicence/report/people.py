"""What it means for three people, as frequencies: usable evidence within two years, and what held them up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.report.words import in_runs, most_frequent
from socialicence.results.finding import main_scenario, opening
from socialicence.words import capital, listed, shortened

if TYPE_CHECKING:
    from socialicence.results import Results

EVIDENCE = "usable_evidence_within_24m"
WHO = {
    "academic researcher": "The academic researcher asks for data from outside government, for public-interest work.",
    "government researcher": "The government researcher asks for the data of other departments.",
    "charity service co-ordinator": "The charity’s service co-ordinator asks for data to see who needs help.",
}


class Person(NamedTuple):
    """One persona's story: who it is, how often there is evidence, and what holds it up."""

    name: str
    who: str
    story: str
    held_up: str


def people(results: Results) -> list[Person]:
    """Return the story of each persona that these runs tell of."""
    main = main_scenario(results)
    own: Mapping[str, Any] = results.summary["scenarios"][main]["personas"]
    return [
        Person(capital(name), WHO.get(name, ""), _story(results, name), _held_up(own[name], name))
        for name in own
        if EVIDENCE in own[name] and "of" in own[name][EVIDENCE]
    ]


def _story(results: Results, person: str) -> str:
    """How often there is usable evidence within two years: in the main scenario, and where most and least often."""
    main = main_scenario(results)
    found = {
        name: one["personas"].get(person, {}).get(EVIDENCE, {}) for name, one in results.summary["scenarios"].items()
    }
    told = {name: (one["runs"], one["of"]) for name, one in found.items() if one.get("of")}
    if told[main] in ((0, 1), (1, 1)):
        there_is = "there is" if told[main][0] else "there is no"
        text = f"{_opening(results, main)}, {there_is} usable evidence within two years in the one run."
    else:
        text = f"{_opening(results, main)}, there is usable evidence within two years {in_runs(*told[main])}."
    others = {name: runs / of for name, (runs, of) in told.items() if name != main}
    if not others:
        return text
    most, least = max(others, key=lambda name: others[name]), min(others, key=lambda name: others[name])
    text = f"{text} {_opening(results, most)}, {in_runs(*told[most])}"
    if others[least] < others[most]:
        last = _opening(results, least)
        text += f"; {last[:1].lower()}{last[1:]}, {in_runs(*told[least])}"
    return f"{text}."


def _opening(results: Results, name: str) -> str:
    return shortened(opening(results, name))


def _held_up(story: Mapping[str, Any], person: str) -> str:
    """Where and why it was most often held up in the main scenario."""
    of = story[EVIDENCE]["of"]
    at, why = most_frequent(story.get("held_up_at")), most_frequent(story.get("held_up_why"))
    if at is None:
        return "Nothing held these projects up."
    if of == 1:
        return f"Most held up at {at[0]}{f', mostly for “{why[0]}”' if why is not None else ''}."
    parts = [f"at {at[0]} ({in_runs(at[1], of)})"]
    if why is not None:
        parts.append(f"most often the reason was “{why[0]}” ({in_runs(why[1], of)})")
    return f"Most often held up {listed(parts) if why is None else '; '.join(parts)}."

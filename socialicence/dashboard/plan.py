"""A plan: what a room chose, as positions of five levers and what it added; its scenario, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from socialicence.dashboard.incident import Incident
from socialicence.dashboard.levers import levers
from socialicence.errors import InputError, unknown
from socialicence.parameters import canonical, checked, parameters
from socialicence.scenarios import STANDARD, STATUS_QUO, Scenario, load
from socialicence.scenarios.fields import plain_text
from socialicence.words import lower

FUTURES = tuple(name for name in STANDARD if name != STATUS_QUO)
NOTHING_CHANGES = "If nothing changes"
RECOMMENDATION = "recommendation."
LONGEST_TITLE = 80
_NOT_IN_A_TITLE = "<>{}`\\"
"""Characters of markup and templates: no title needs them, and a page can then show any title."""
_KEYS = ("steps", "more", "cards", "incident", "future", "title")


def recommendations() -> tuple[str, ...]:
    """Return the names of the recommendations that can be adopted in full, in the order of the table."""
    return tuple(name.removeprefix(RECOMMENDATION) for name in parameters() if name.startswith(RECOMMENDATION))


@dataclass(frozen=True, eq=False)
class Plan:
    """A set of choices; nothing chosen is today's course.

    What is chosen later in this list wins: the future it starts from, steps of the five levers, cards, other levers.

    Attributes
    ----------
    steps : mapping of str to int or None
        Step of each of the five levers; None, or left out, is as today (or as the future it starts from).
    more : mapping of str to float
        Any other lever of the model, by name, within its range.
    cards : tuple of str
        Recommendations adopted in full.
    incident : Incident or None
        Something that goes wrong.
    future : str or None
        One of the four futures, whose file of choices is started from instead of today.
    title : str
        What the room calls it.

    Raises
    ------
    InputError
        Naming what was given and what is allowed.

    Examples
    --------
    >>> Plan(steps={"involved": 4}).scenario().values["engagement.targeted"]
    0.6
    """

    steps: Mapping[str, int | None] = field(default_factory=dict)
    more: Mapping[str, float] = field(default_factory=dict)
    cards: tuple[str, ...] = ()
    incident: Incident | None = None
    future: str | None = None
    title: str = ""

    def __post_init__(self) -> None:
        """Check what was given, and bring it into one form, so that equal choices are equal plans."""
        known = levers()
        for name in self.steps:
            if name not in known:
                raise unknown("lever of the dashboard", str(name), known)
        steps = {name: known[name].checked_step(self.steps.get(name)) for name in known}
        more = {canonical(name): checked(name, value) for name, value in self.more.items()}
        for name in more:
            if not parameters()[name].is_lever:
                raise InputError(f"{name} is a parameter, not a lever: nobody could choose it")
        if self.future is not None and self.future not in FUTURES:
            raise unknown("future", str(self.future), FUTURES)
        self._set("steps", MappingProxyType(steps))
        self._set("more", MappingProxyType({name: more[name] for name in parameters() if name in more}))
        self._set("cards", _checked_cards(self.cards))
        self._set("title", checked_title(self.title))

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @cached_property
    def choices(self) -> tuple[object, ...]:
        """All that decides the numbers, that is everything but the title; can be a key."""
        return (tuple(self.steps.items()), tuple(self.more.items()), self.cards, self.incident, self.future)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and (self.choices, self.title) == (other.choices, other.title)

    def __hash__(self) -> int:
        return hash((self.choices, self.title))

    def __reduce__(self) -> tuple[Any, ...]:
        return Plan.from_dict, (self.to_dict(),)

    @property
    def is_today(self) -> bool:
        """Whether nothing is chosen."""
        return self.choices == TODAY.choices

    @property
    def name(self) -> str:
        """Name of its scenario: `status_quo`, a future's own where nothing else is chosen, else `plan`."""
        if self.is_today:
            return STATUS_QUO
        return self.future if self.future and self.choices == Plan(future=self.future).choices else "plan"

    @property
    def label(self) -> str:
        """The title, or what it is in plain words."""
        if self.title:
            return self.title
        if self.name == "plan":
            return "This plan"
        return NOTHING_CHANGES if self.is_today else f"Choices for {load(self.name).label}"

    @property
    def values(self) -> dict[str, float]:
        """Levers of the model that differ from today, by name."""
        return dict(self.scenario().values)

    def scenario(self) -> Scenario:
        """Return the scenario that the model runs."""
        return self._scenario

    @cached_property
    def _scenario(self) -> Scenario:
        base = load(self.future or STATUS_QUO)
        known = levers()
        changes: dict[str, float] = {}
        for name, step in self.steps.items():
            if step is not None:
                changes |= known[name].steps[step].values
        changes |= {RECOMMENDATION + card: parameters()[RECOMMENDATION + card].high for card in self.cards}
        changed = base.changed({**changes, **self.more})
        shocks = () if self.incident is None else (self.incident.shock(),)
        return replace(changed, name=self.name, title=self.label, shocks=(*base.shocks, *shocks))

    def differences(self) -> list[str]:
        """Return what differs from today, and only that, as sentences.

        Steps come first, each as question and answer, then cards, other levers and what goes wrong. A step whose values
        are those of today is left out.
        """
        start = [f"Starts from our reading of {load(self.future).label}, not from today."] if self.future else []
        wrong = [] if self.incident is None else [self.incident.sentence]
        return [*start, *_steps(self), *_cards(self), *_more(self), *wrong]

    def with_step(self, lever: str, step: int | None) -> Plan:
        """Return the plan with one of the five levers moved."""
        return replace(self, steps={**self.steps, lever: step})

    def with_more(self, name: str, value: float | None) -> Plan:
        """Return the plan with another lever set, or as today for None."""
        kept = {key: number for key, number in self.more.items() if key != canonical(name)}
        return replace(self, more=kept if value is None else {**kept, name: value})

    def to_dict(self) -> dict[str, Any]:
        """Return what is chosen as plain values, for packs and files; read back by `from_dict`."""
        table: dict[str, Any] = {
            "steps": {name: step for name, step in self.steps.items() if step is not None},
            "more": dict(self.more),
            "cards": list(self.cards),
            "incident": None if self.incident is None else self.incident.to_dict(),
            "future": self.future,
            "title": self.title,
        }
        return {key: value for key, value in table.items() if value not in (None, {}, [], "")}

    @classmethod
    def from_dict(cls, table: Mapping[str, Any], where: str = "") -> Plan:
        """Return the plan that `to_dict` gave, or that stands in a pack; a step may be given by its label.

        Raises
        ------
        InputError
            Naming `where`, the key, what was given and what is allowed.
        """
        for key in table:
            if key not in _KEYS:
                raise unknown("key", str(key), _KEYS, where)
        given = dict(table)
        try:
            for key in ("steps", "more"):
                if not isinstance(given.get(key, {}), Mapping):
                    raise InputError(f"{key} = {given[key]!r} is not a table")
            if "incident" in given:
                if not isinstance(given["incident"], Mapping):
                    raise InputError(f"incident = {given['incident']!r} is not a table")
                given["incident"] = Incident.from_dict(given["incident"])
            return cls(**given)
        except InputError as error:
            raise InputError(f"{where}: {error}" if where else str(error)) from None


def _checked_cards(given: object) -> tuple[str, ...]:
    """Recommendations by their short names, each once, in the order of the table."""
    if not isinstance(given, list | tuple):
        raise InputError(f"cards = {given!r} is not a list of recommendations")
    known = recommendations()
    names = [str(name).removeprefix(RECOMMENDATION) for name in given]
    for name in names:
        if name not in known:
            raise unknown("recommendation", name, known)
    return tuple(name for name in known if name in names)


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


TODAY = Plan()
"""If nothing changes."""

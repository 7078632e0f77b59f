"""The whole state of the dashboard as a readable address: `?model=2&involved=citizens-jury&leadership=0.8`.

A link outlives the program it was made with. Reading one never fails: what cannot be read is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from socialicence.dashboard.incident import Incident
from socialicence.dashboard.levers import levers
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.errors import InputError
from socialicence.scenarios.departments import standard_departments
from socialicence.world import MODEL_VERSION

SCREENS = ("start", "people", "try_it", "our_plan", "compare", "take_away")
LONGEST = 8_000
"""Characters of an address: far more than any has."""
MOST_PAIRS = 300
LARGEST_SEED = 2**31 - 1
PINNED = "pinned."
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_INCIDENT = ("incident", "incident_month", "incident_at", "incident_size")
_STATE = ("model", "screen", "seed", "pack", "round", "moment")


@dataclass(frozen=True)
class Address:
    """Everything that a link brings back.

    Attributes
    ----------
    plan : Plan
    pinned : Plan or None
        What is kept to compare with, besides today.
    screen : str
        One of `SCREENS`.
    seed : int
        Of the first run.
    pack : str
        Name of the workshop's pack.
    round, moment : str
        Where a workshop stands in its pack, such as `2` and `reveal`; empty if nowhere.
    """

    plan: Plan = TODAY
    pinned: Plan | None = None
    screen: str = "start"
    seed: int = 1
    pack: str = "standard"
    round: str = ""
    moment: str = ""

    def __post_init__(self) -> None:
        """Check what is not a plan.

        Raises
        ------
        InputError
            Naming what was given and what is allowed.
        """
        if self.screen not in SCREENS:
            raise InputError(f"screen = {_shown(self.screen)}; allowed: {', '.join(SCREENS)}")
        if not isinstance(self.seed, int) or isinstance(self.seed, bool) or not 0 <= self.seed <= LARGEST_SEED:
            raise InputError(f"seed = {_shown(self.seed)}; a whole number from 0 to {LARGEST_SEED:,} is needed")
        for name, given, empty in (
            ("pack", self.pack, False),
            ("round", self.round, True),
            ("moment", self.moment, True),
        ):
            if not (empty and given == "") and not _WORD.fullmatch(given):
                raise InputError(f"{name} = {_shown(given)}; letters, digits, dots and dashes are needed, 60 at most")


def to_query(address: Address) -> str:
    """Return an address as the text after `?`: only what differs from the start of the dashboard, and the version."""
    usual = Address()
    pairs: list[tuple[str, str]] = [("model", str(MODEL_VERSION))]
    for name in _STATE[1:]:
        if getattr(address, name) != getattr(usual, name):
            pairs.append((name, str(getattr(address, name))))
    pairs += _plan_pairs(address.plan)
    if address.pinned is not None:
        # A pinned plan of which nothing differs from today must still be seen to be there.
        pairs += [(PINNED + name, value) for name, value in _plan_pairs(address.pinned) or [("start", "today")]]
    return "&".join(f"{quote(name, safe='.')}={quote(value, safe=',.')}" for name, value in pairs)


def from_query(text: str | None) -> tuple[Address, str | None]:
    """Return what an address says, and what to tell whoever opened it; nothing that it holds can make this fail.

    Parameters
    ----------
    text : str or None
        The part after `?`, with or without it.

    Returns
    -------
    address : Address
        Whatever could be read; the rest as at the start.
    message : str or None
        What could not be read, or that the numbers may have changed since; None if all is well.
    """
    given, problems = _pairs(text)
    own = {name: value for name, value in given.items() if not name.startswith(PINNED)}
    pinned = {name.removeprefix(PINNED): value for name, value in given.items() if name.startswith(PINNED)}
    version = own.pop("model", None)
    state: dict[str, Any] = {}
    for name in _STATE[1:]:
        if name in own:
            state |= _kept(problems, name, own.pop(name))
    plan = _plan(own, problems)
    kept = _plan(pinned, problems) if pinned else None
    return Address(plan=plan, pinned=kept, **state), _message(version, problems, bool(given))


def _plan_pairs(plan: Plan) -> list[tuple[str, str]]:
    """A plan as pairs; none for today's course."""
    pairs = [] if plan.future is None else [("start", plan.future)]
    known = levers()
    pairs += [(name, known[name].steps[step].short_name) for name, step in plan.steps.items() if step is not None]
    if plan.cards:
        pairs.append(("cards", ",".join(plan.cards)))
    pairs += [(name, _number(value)) for name, value in plan.more.items()]
    if plan.incident is not None:
        one = plan.incident
        pairs += [
            ("incident", one.kind),
            ("incident_month", _number(one.month)),
            ("incident_at", one.organisation or _slug(str(one.department))),
        ]
        pairs += [("incident_size", _number(one.size))] if one.size != 1 else []
    return pairs + ([("title", plan.title)] if plan.title else [])


def _number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) else repr(float(value))


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def _shown(value: object) -> str:
    """What was given, short and on one line, fit for a message."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _pairs(text: object) -> tuple[dict[str, str], list[str]]:
    """Names and values; of a name given twice the last counts."""
    if not text:
        return {}, []
    if not isinstance(text, str) or len(text) > LONGEST:
        return {}, [f"it is longer than {LONGEST:,} characters"]
    try:
        pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_PAIRS, errors="strict")
    except (ValueError, UnicodeError):
        return {}, ["it is damaged"]
    return dict(pairs), []


def _kept(problems: list[str], name: str, value: str) -> dict[str, Any]:
    """One part of the state if it can be used."""
    try:
        given: Any = _whole(value) if name == "seed" else value
        Address(**{name: given})
        return {name: given}
    except InputError as error:
        problems.append(str(error))
        return {}


def _whole(value: str) -> int:
    if not re.fullmatch("[0-9]{1,10}", value):
        raise InputError(f"seed = {_shown(value)}; a whole number from 0 to {LARGEST_SEED:,} is needed")
    return int(value)


def _plan(given: Mapping[str, str], problems: list[str]) -> Plan:
    """The plan in some pairs; each part that cannot be used is left out and said."""
    plan = TODAY
    for part in _parts(given, problems):
        try:
            table = plan.to_dict()
            for key, value in part.items():
                table[key] = {**table.get(key, {}), **value} if key in ("steps", "more") else value
            plan = Plan.from_dict(table)
        except InputError as error:
            problems.append(_short(str(error)))
    return plan


def _parts(given: Mapping[str, str], problems: list[str]) -> Iterator[dict[str, Any]]:
    """Each part of a plan on its own."""
    for name, value in given.items():
        if name in _INCIDENT:
            continue
        if name in levers():
            yield {"steps": {name: value}}
        elif name == "start":
            if value != "today":
                yield {"future": value}
        elif name == "cards":
            yield from ({"cards": cards} for cards in [_listed(value, problems)])
        elif name == "title":
            yield {"title": value}
        else:
            yield {"more": {name: value}}
    if any(name in given for name in _INCIDENT):
        yield from _incident(given, problems)


def _listed(value: str, problems: list[str]) -> list[str]:
    """Those names of cards that exist."""
    found = []
    for name in dict.fromkeys(filter(None, value.split(","))):
        try:
            found.append(Plan(cards=(name,)).cards[0])
        except InputError as error:
            problems.append(_short(str(error)))
    return found


def _incident(given: Mapping[str, str], problems: list[str]) -> Iterator[dict[str, Any]]:
    try:
        at = given.get("incident_at", "")
        departments = {_slug(one.name): one.name for one in standard_departments()}
        place = {"department": departments[at]} if at in departments else {"organisation": at}
        one = Incident(
            kind=given.get("incident", ""),
            month=_float(given.get("incident_month", "12"), "incident_month"),
            size=_float(given.get("incident_size", "1"), "incident_size"),
            **place,  # type: ignore[arg-type]
        )
        yield {"incident": one.to_dict()}
    except InputError as error:
        problems.append(_short(str(error)))


def _float(value: str, name: str) -> float:
    try:
        if "_" in value or not value.isascii():
            raise ValueError
        return float(value)
    except ValueError:
        raise InputError(f"{name} = {_shown(value)} is not a number") from None


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:197]}..."


def _message(version: str | None, problems: Iterable[str], given: bool) -> str | None:
    """What to say of a link, in a sentence or two; what was given is in it, so that a page must show it as text."""
    said = []
    found = list(problems)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        said.append(f"Part of this link could not be used: {found[0]}{more}. The rest is as it says.")
    if given and version != str(MODEL_VERSION):
        other = f"version {version}" if version and re.fullmatch("[0-9]{1,4}", version) else "an unknown version"
        said.append(f"It was made with {other} of the model, this is version {MODEL_VERSION}: numbers may differ.")
    return " ".join(said) or None

"""The whole state of the dashboard as a readable address: `?model=2&involved=citizens-jury&leadership=0.8`.

A link outlives the program it was made with. Reading one never fails: what cannot be read is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.plan_pairs import (
    NOTHING_CHOSEN,
    Choices,
    as_text,
    check,
    from_text,
    plan_from,
    plan_pairs,
    shown,
)
from socialicence.errors import InputError
from socialicence.world import MODEL_VERSION

SCREENS = ("start", "people", "try_it", "our_plan", "compare", "take_away")
LONGEST = 12_000
"""Characters of an address: far more than any has."""
MOST_PAIRS = 300
LARGEST_SEED = 2**31 - 1
PINNED = "pinned."
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
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
        Name of the workshop's pack (`as_word`); empty if the link does not say.
    round, moment : str
        Where a workshop stands in its pack, such as `2` and `reveal`; empty if nowhere.
    tables : tuple of frozenset of str
        Cards that each table has chosen.
    """

    plan: Plan = TODAY
    pinned: Plan | None = None
    screen: str = "start"
    seed: int = 1
    pack: str = ""
    round: str = ""
    moment: str = ""
    tables: Choices = NOTHING_CHOSEN

    def __post_init__(self) -> None:
        """Check what is not a plan.

        Raises
        ------
        InputError
            Naming what was given and what is allowed.
        """
        if self.screen not in SCREENS:
            raise InputError(f"screen = {shown(self.screen)}; allowed: {', '.join(SCREENS)}")
        if type(self.seed) is not int or not 0 <= self.seed <= LARGEST_SEED:
            raise InputError(f"seed = {shown(self.seed)}; a whole number from 0 to {LARGEST_SEED:,} is needed")
        for name, given in (("pack", self.pack), ("round", self.round), ("moment", self.moment)):
            if given and not _WORD.fullmatch(given):
                raise InputError(f"{name} = {shown(given)}; letters, digits, dots and dashes are needed, 60 at most")
        check(self.tables)


def as_word(name: str) -> str:
    """Return a name as a link may hold it: whatever is no letter, digit, dot or dash becomes a dash."""
    return re.sub("[^A-Za-z0-9._-]+", "-", name).strip("._-")[:60] or "pack"


def to_query(address: Address) -> str:
    """Return an address as the text after `?`: only what differs from the start of the dashboard, and the version."""
    usual = Address()
    pairs: list[tuple[str, str]] = [("model", str(MODEL_VERSION))]
    for name in _STATE[1:]:
        if getattr(address, name) != getattr(usual, name):
            pairs.append((name, str(getattr(address, name))))
    pairs += plan_pairs(address.plan)
    if address.pinned is not None:
        # A pinned plan of which nothing differs from today must still be seen to be there.
        pairs += [(PINNED + name, value) for name, value in plan_pairs(address.pinned) or [("start", "today")]]
    if address.tables != usual.tables:
        pairs.append(("tables", as_text(address.tables)))
    return "&".join(f"{quote(name, safe='.')}={quote(value, safe=',.')}" for name, value in pairs)


def from_query(text: str | None, seed: int = Address.seed) -> tuple[Address, str | None]:
    """Return what an address says, and what to tell whoever opened it; nothing that it holds can make this fail.

    Parameters
    ----------
    text : str or None
        The part after `?`, with or without it.
    seed : int
        What holds if the link names none that can be read.

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
    state: dict[str, Any] = {"seed": seed}
    for name in _STATE[1:]:
        if name in own:
            state |= _kept(problems, name, own.pop(name))
    if "tables" in own:
        state["tables"] = from_text(own.pop("tables"), problems)
    plan = plan_from(own, problems)
    kept = plan_from(pinned, problems) if pinned else None
    return Address(plan=plan, pinned=kept, **state), _message(version, problems, bool(given))


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
        raise InputError(f"seed = {shown(value)}; a whole number from 0 to {LARGEST_SEED:,} is needed")
    return int(value)


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

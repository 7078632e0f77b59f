"""The ballot box: votes on one question at a time, in memory only, with the hands that were counted beside them."""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from socialicence.errors import InputError, unknown

if TYPE_CHECKING:
    from socialicence.dashboard.packs import Question

MOST_PHONES = 500
"""Phones that may vote on one question."""
MOST_HANDS = 1000
GATHERING = 0.1
"""Seconds for which news is gathered before screens are told: forty votes at once are one change on screen."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tally:
    """What came of a question: votes by choice, of phones and of hands, and whether phones may still vote."""

    question: Question
    phones: Mapping[str, int]
    hands: Mapping[str, int]
    is_open: bool

    @property
    def counts(self) -> dict[str, int]:
        """Votes by choice, phones and hands together, in the order of the choices."""
        return {name: self.phones[name] + self.hands[name] for name in self.phones}

    @property
    def voters(self) -> int:
        """How many voted."""
        return sum(self.counts.values())


@dataclass
class _Asked:
    question: Question
    slips: dict[bytes, str] = field(default_factory=dict)
    hands: dict[str, int] = field(default_factory=dict)


class Ballots:
    """One room's votes. Every method may be called from any thread.

    A question is known by its name; methods take the question or its name. Nothing is written anywhere. A vote is kept
    under a digest of phone and question, so that what one phone said to two questions cannot be put together, not even
    by looking into memory.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._salt = secrets.token_bytes(32)
        self._asked: dict[str, _Asked] = {}
        self._open: str | None = None
        self._listeners: dict[int, Callable[[], None]] = {}
        self._next_listener = 0
        self._telling = False

    # --- the facilitator ---------------------------------------------------------------------------------------

    def open(self, question: Question) -> None:
        """Let phones vote on this question, and on no other.

        Votes from when it was open before stay, unless its words or choices have changed.
        """
        with self._lock:
            self._ask(question)
            self._open = question.name
        self._ring()

    def close(self) -> None:
        """Let nobody vote any more."""
        with self._lock:
            self._open = None
        self._ring()

    def clear(self, question: Question | str | None = None) -> None:
        """Forget the votes and hands of a question, or of all; an open question stays open."""
        with self._lock:
            for name in list(self._asked) if question is None else [_name(question)]:
                if name in self._asked:
                    self._asked[name] = _Asked(self._asked[name].question)
        self._ring()

    def hands(self, question: Question, counts: Mapping[str, int]) -> None:
        """Write down hands by choice, in place of those counted earlier; choices that are not given keep theirs.

        Raises
        ------
        InputError
            If a choice is none of the question's, or a number is none from 0 to 1,000.
        """
        names = [choice.name for choice in question.choices]
        for name, number in counts.items():
            if name not in names:
                raise unknown("choice", name, names, question.name)
            if type(number) is not int or not 0 <= number <= MOST_HANDS:
                raise InputError(
                    f"{question.name}: {number!r} hands for {name!r}; a whole number from 0 to {MOST_HANDS:,} is needed"
                )
        with self._lock:
            self._ask(question).hands.update(counts)
        self._ring()

    # --- phones ------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Question | None:
        """The question that phones may vote on now."""
        with self._lock:
            return None if self._open is None else self._asked[self._open].question

    def vote(self, phone: str, question: Question | str, choice: str) -> None:
        """Take a vote, in place of the one this phone gave to this question before.

        Raises
        ------
        InputError
            If the question is not open, the choice is none of its choices, or the box is full.
        """
        name = _name(question)
        with self._lock:
            if name != self._open:
                raise InputError("voting on this question has closed")
            asked = self._asked[name]
            if choice not in (one.name for one in asked.question.choices):
                raise InputError("that is none of the choices")
            slip = self._slip(phone, name)
            if slip not in asked.slips and len(asked.slips) >= MOST_PHONES:
                raise InputError(f"no more than {MOST_PHONES} phones can vote")
            asked.slips[slip] = choice
        self._ring()

    def choice_of(self, phone: str, question: Question | str) -> str | None:
        """Return what this phone has voted, if it has."""
        with self._lock:
            asked = self._asked.get(_name(question))
            return None if asked is None else asked.slips.get(self._slip(phone, _name(question)))

    # --- who looks ---------------------------------------------------------------------------------------------

    def counts(self, question: Question | str) -> dict[str, int]:
        """Return votes by choice, phones and hands together; empty if the question has not been asked."""
        tally = self.tally(question)
        return {} if tally is None else tally.counts

    def tally(self, question: Question | str) -> Tally | None:
        """Return what came of a question; None if it has not been asked."""
        with self._lock:
            asked = self._asked.get(_name(question))
            if asked is None:
                return None
            votes = Counter(asked.slips.values())
            names = [choice.name for choice in asked.question.choices]
            return Tally(
                asked.question,
                phones={name: votes[name] for name in names},
                hands={name: asked.hands.get(name, 0) for name in names},
                is_open=self._open == asked.question.name,
            )

    def tallies(self) -> tuple[Tally, ...]:
        """Return what came of all questions, in the order in which they were first asked."""
        with self._lock:
            return tuple(tally for name in self._asked if (tally := self.tally(name)) is not None)

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` after every change, from a thread of the box's own; return what ends it.

        Changes within a tenth of a second are one call. In Solara the callback enters its own kernel's context, and
        ends with the component::

            def watch():
                context = solara.server.kernel_context.get_current_context()
                def changed():
                    with context:
                        counts.set(box().counts(question))
                return box().listen(changed)
            solara.use_effect(watch, [question])
        """
        with self._lock:
            key, self._next_listener = self._next_listener, self._next_listener + 1
            self._listeners[key] = callback

        def end() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return end

    # --- inside ------------------------------------------------------------------------------------------------

    def _ask(self, question: Question) -> _Asked:
        asked = self._asked.get(question.name)
        if asked is None or asked.question != question:
            asked = self._asked[question.name] = _Asked(question)
        return asked

    def _slip(self, phone: str, name: str) -> bytes:
        """What stands for a phone in one question."""
        return hashlib.blake2b(f"{phone}\n{name}".encode(), key=self._salt, digest_size=16).digest()

    def _ring(self) -> None:
        """Tell the listeners soon, together with what else happens until then."""
        with self._lock:
            if self._telling or not self._listeners:
                return
            self._telling = True
        bell = threading.Timer(GATHERING, self._tell)
        bell.daemon = True
        bell.start()

    def _tell(self) -> None:
        with self._lock:
            self._telling = False
            listeners = list(self._listeners.values())
        for callback in listeners:
            try:
                callback()
            except Exception:
                # A screen that has gone must not keep the others from being told.
                _log.warning("a screen could not be told of votes", exc_info=True)


def _name(question: Question | str) -> str:
    return question if isinstance(question, str) else question.name

"""The facilitator's PIN: six digits printed at start, compared in constant time, with limits on guessing."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from socialicence.dashboard.limits import Allowance, Limits

DIGITS = 6
TRIES = 5
"""Wrong PINs that a session may give before it has to wait."""
FIRST_WAIT = 15.0
LONGEST_WAIT = 120.0
"""Seconds; each wait is twice the one before, up to this."""
MOST_SESSIONS = 4096
ALL_WRONG = Allowance(burst=60, each_second=1 / 3)
"""Wrong PINs of all sessions together: in 90 minutes fewer than two of a thousand PINs can be tried."""


@dataclass
class _Tried:
    wrong: int = 0
    free_at: float = 0.0
    wait: float = FIRST_WAIT


class Pin:
    """The PIN of one running dashboard.

    A session that has given it is known from then on, so that nobody's guessing can keep the facilitator out. Waiting
    times end by themselves.

    Parameters
    ----------
    digits : str, optional
        Six digits; drawn at random if not given.
    now : callable
        Seconds on a clock that only goes forward.
    """

    def __init__(self, digits: str | None = None, now: Callable[[], float] = time.monotonic) -> None:
        self.digits = digits if digits is not None else f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        self._now = now
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._tried: OrderedDict[str, _Tried] = OrderedDict()
        self._all = Limits(ALL_WRONG, now=now)

    @property
    def spaced(self) -> str:
        """The digits as people read them aloud: `493 021`."""
        return f"{self.digits[:3]} {self.digits[3:]}"

    def knows(self, session: str) -> bool:
        """Whether this session has given the right PIN."""
        with self._lock:
            return session in self._known

    def check(self, session: str, text: str) -> bool:
        """Return whether `text` is the PIN, and remember the session if it is.

        Parameters
        ----------
        session : str
            Whatever tells one browser from another.
        text : str
            As typed; spaces and hyphens are ignored.

        Returns
        -------
        bool
            False also for the right PIN while the session has to wait (see `wait`).
        """
        given = "".join(character for character in text[:64] if character not in " -\u00a0\t\r\n")
        with self._lock:
            tried = self._of(session)
            if self._now() < tried.free_at or not self._all.has_room("all"):
                return False
            if hmac.compare_digest(given.encode("utf-8", "replace"), self.digits.encode()):
                self._known.add(session)
                self._tried.pop(session, None)
                return True
            self._all.allows("all")
            self._count_wrong(tried)
            return False

    def wait(self, session: str) -> int:
        """Return for how many seconds this session need not try again; 0 if it may now."""
        with self._lock:
            own = self._of(session).free_at - self._now()
            return max(0, -int(-max(own, self._all.wait("all")) // 1))

    def forget(self, session: str) -> None:
        """Let the session be asked again: the facilitator leaves this browser."""
        with self._lock:
            self._known.discard(session)

    def _of(self, session: str) -> _Tried:
        """What this session has tried; the sessions heard of longest ago are dropped."""
        tried = self._tried.setdefault(session, _Tried())
        self._tried.move_to_end(session)
        while len(self._tried) > MOST_SESSIONS:
            self._tried.popitem(last=False)
        return tried

    def _count_wrong(self, tried: _Tried) -> None:
        tried.wrong += 1
        if tried.wrong >= TRIES:
            tried.wrong = 0
            tried.free_at = self._now() + tried.wait
            tried.wait = min(LONGEST_WAIT, 2 * tried.wait)

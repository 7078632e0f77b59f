"""The facilitator's PIN: digits printed at start, compared in constant time, with a limit on guessing by each."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

DIGITS = 8
"""So many that guessing needs no limit on all browsers together, which would keep the facilitator out as well."""
TRIES = 5
"""Wrong PINs that a session may give before it has to wait."""
FIRST_WAIT = 15.0
LONGEST_WAIT = 120.0
"""Seconds; each wait is twice the one before, up to this."""
MOST_SESSIONS = 4096


@dataclass
class _Tried:
    wrong: int = 0
    free_at: float = 0.0
    wait: float = FIRST_WAIT


class Pin:
    """The PIN of one running dashboard.

    A session that has given it is known from then on. Each session waits for its own wrong PINs only, so that nobody's
    guessing can keep another out. Sessions are free: a new tab without a cookie has one. How many tabs an address may
    open in a time (`visitors.OPENINGS`) is therefore what bounds guessing, and this machine itself is exempt from that.

    Parameters
    ----------
    digits : str, optional
        `DIGITS` digits; drawn at random if not given.
    now : callable
        Seconds on a clock that only goes forward.
    """

    def __init__(self, digits: str | None = None, now: Callable[[], float] = time.monotonic) -> None:
        self.digits = digits if digits is not None else f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        self._now = now
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._tried: OrderedDict[str, _Tried] = OrderedDict()

    @property
    def spaced(self) -> str:
        """The digits as people read them aloud: `4930 2187`."""
        half = len(self.digits) // 2
        return f"{self.digits[:half]} {self.digits[half:]}"

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
            if self._now() < tried.free_at:
                return False
            if hmac.compare_digest(given.encode("utf-8", "replace"), self.digits.encode()):
                self._known.add(session)
                self._tried.pop(session, None)
                return True
            self._count_wrong(tried)
            return False

    def wait(self, session: str) -> int:
        """Return for how many seconds this session need not try again; 0 if it may now."""
        with self._lock:
            return max(0, ceil(self._of(session).free_at - self._now()))

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

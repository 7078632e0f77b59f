"""Institutions at month 0 held in memory: made once for a seed, beliefs and public, and lent to every run alike."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

from socialicence.state import USUAL
from socialicence.state.tables import Array

MOST_BYTES = 32_000_000
"""Memory for what is lent: of some two hundred runs."""


class Warm(NamedTuple):
    """Institutions at month 0, as they are lent: tables of a `State`, those that grow with rows in use only."""

    departments: Array
    professionals: Array
    requesters: Array
    projects: Array
    visits: Array
    incidents: Array
    programmes: Array
    assets: Array
    closed_until: Array
    withheld_until: Array
    headlines: float

    @property
    def size(self) -> int:
        """Bytes of all tables."""
        return sum(table.nbytes for table in self[:-1])


class WarmStore:
    """Institutions at month 0 by what they were made from; threads may share a store.

    What was used longest ago goes first. No bit of a result depends on what is kept: what is not is made again.

    Parameters
    ----------
    most_bytes : int
        Memory to keep.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._kept: OrderedDict[bytes, Warm] = OrderedDict()
        self._making: dict[bytes, Lock] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, run: Any, make: Callable[[Any], Warm]) -> Warm:
        """Return institutions for a run whose public has been observed; nobody may change them.

        Parameters
        ----------
        run : World
        make : callable
            Makes them, where they are not at hand.
        """
        key = key_of(run)
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:  # whoever wants what is just being made waits for it
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    self._making.pop(key, None)
                    return self._kept[key]
            made = make(run)
            with self._lock:
                self._kept[key] = made
                self._making.pop(key, None)
                self.size += made.size
                while self.size > self.most_bytes:
                    self.size -= self._kept.popitem(last=False)[1].size
        return made


def key_of(run: Any) -> bytes:
    """Return a hash of all that institutions at month 0 are made from: seed, beliefs, tables as given, the public.

    Levers, shocks and stages of a run are not in it. The public is in it by all that was observed of it.
    """
    state, seen = run.state, run.state.observations
    digest = hashlib.blake2b(digest_size=16)
    first = (table[:1] for table in (seen.licence, seen.trust, seen.mood, seen.spread, seen.opposition))
    tables = (state.run["seed"], state.run["adults"], state.in_force[USUAL : USUAL + 1], state.departments)
    for table in (*tables, state.contexts, state.affected_totals, state.system, *first):
        digest.update(table.tobytes())
    return digest.digest()


KEPT = WarmStore()
"""What all runs of this process share."""

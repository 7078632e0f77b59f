"""Publics held in memory: each drawn once, and lent as a copy to every run that would draw the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.state.tables import Citizens, Network

if TYPE_CHECKING:
    from socialicence.data.survey import Survey

Public = tuple[Citizens, Network]

MOST_BYTES = 128_000_000
"""Memory that a store may keep: the publics of some fifty runs of 10,000 citizens."""


class _Noted(dict[str, float]):
    """Values that note which of them are read."""

    def __init__(self, values: Mapping[str, float]) -> None:
        super().__init__(values)
        self.read: dict[str, float] = {}

    def __getitem__(self, name: str) -> float:
        value = super().__getitem__(name)
        self.read[name] = value
        return value

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self.keys() else default


class _Drawn(NamedTuple):
    """A public, what was asked for, and the values that were read when it was drawn."""

    asked: tuple[Any, ...]
    read: Mapping[str, float]
    public: Public
    size: int


class PublicStore:
    """Publics drawn before, for runs on the same seeds: scenarios side by side, levers moved to and fro.

    What is drawn depends on the number of citizens, the seed, the nations, the youngest age, the survey, and those
    parameter values that drawing reads. Where all of these are the same the public is the same, bit for bit; they are
    noted as they are read, so that no list of them has to be kept. Threads may share a store.

    Parameters
    ----------
    most_bytes : int
        Memory to keep. What was used longest ago goes first; a public larger than this is not kept.

    Attributes
    ----------
    size : int
        Bytes kept now.

    Examples
    --------
    >>> from socialicence.publics import PublicStore
    >>> from socialicence.world import new_world
    >>> publics = PublicStore()
    >>> first = new_world("status_quo", citizens=500, seed=1, months=2, publics=publics)
    >>> again = new_world("public_good", citizens=500, seed=1, months=2, publics=publics)  # the same people, a copy
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._kept: OrderedDict[int, _Drawn] = OrderedDict()
        self._drawn = 0
        self._drawing: dict[tuple[Any, ...], Lock] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def draw(
        self,
        citizens: int,
        seed: int,
        values: Mapping[str, float],
        *,
        nations: str = "uk",
        youngest: int = 18,
        survey: Survey | None = None,
        threads: int = 1,
    ) -> Public:
        """Return a public to be changed as one likes; see `population.draw_public` for what is given and raised."""
        from socialicence.population import draw_public

        asked = (citizens, seed, nations, youngest, survey)
        found = self._found(asked, values)
        if found is not None:
            return _copied(found)
        with self._lock:
            drawing = self._drawing.setdefault(asked, Lock())
        with drawing:  # whoever wants what is just being drawn waits for it
            found = self._found(asked, values)
            if found is None:
                noted = _Noted(values)
                found = draw_public(
                    citizens, seed, noted, nations=nations, youngest=youngest, survey=survey, threads=threads
                )
                kept = self._keep(asked, noted.read, found)
                self._drawing.pop(asked, None)
                if not kept:
                    return found
        return _copied(found)

    def _found(self, asked: tuple[Any, ...], values: Mapping[str, float]) -> Public | None:
        with self._lock:
            for number, one in reversed(self._kept.items()):
                if one.asked == asked and all(values[name] == value for name, value in one.read.items()):
                    self._kept.move_to_end(number)
                    return one.public
        return None

    def _keep(self, asked: tuple[Any, ...], read: Mapping[str, float], public: Public) -> bool:
        """Keep a public if it is not too large; others are let go to make room."""
        size = sum(column.nbytes for part in public for column in part)
        if size > self.most_bytes:
            return False
        with self._lock:
            self._drawn += 1
            self._kept[self._drawn] = _Drawn(asked, read, public, size)
            self.size += size
            while self.size > self.most_bytes:
                self.size -= self._kept.popitem(last=False)[1].size
        return True


def _copied(public: Public) -> Public:
    people, ties = public
    return Citizens(*(column.copy() for column in people)), Network(*(column.copy() for column in ties))

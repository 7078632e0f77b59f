"""Who asks, how often and how much each may: this machine as much as it likes, every other address its share."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MOST_TABS = 6
"""Tabs that an address may have open at once."""
MOST_TABS_OF_ALL = 100
MOST_KEPT = 12
"""Tabs of an address, together with those that were left and are still kept for coming back."""
MOST_KEPT_OF_ALL = 150
KEPT_MINUTES = 10
"""How long a tab that was left is kept."""
MOST_KEYS = 4096


@dataclass(frozen=True)
class Allowance:
    """So many at once, and so many more for each second that passes."""

    burst: float
    each_second: float


class Limits:
    """An allowance for each key (a phone, an address).

    Parameters
    ----------
    allowance : Allowance
    most : int
        Keys that are remembered; the one heard of longest ago is dropped first.
    now : callable
        Seconds on a clock that only goes forward.
    """

    def __init__(self, allowance: Allowance, most: int = MOST_KEYS, now: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._most = most
        self._now = now
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Use one of the key's allowance; False if there is none."""
        with self._lock:
            left = self._of(key)
            if left < 1:
                return False
            self._left[key] = (left - 1, self._now())
            return True

    def has_room(self, key: str) -> bool:
        """Whether `allows` would say yes, without using anything."""
        with self._lock:
            return self._of(key) >= 1

    def wait(self, key: str) -> float:
        """Return the seconds until `allows` says yes again."""
        with self._lock:
            return max(0.0, 1 - self._of(key)) / self._allowance.each_second

    def __len__(self) -> int:
        """Keys that are remembered."""
        return len(self._left)

    def _of(self, key: str) -> float:
        """What is left for a key by now, which is moved to the end of those to be dropped."""
        now = self._now()
        left, at = self._left.get(key, (self._allowance.burst, now))
        left = min(self._allowance.burst, left + (now - at) * self._allowance.each_second)
        self._left[key] = (left, now)
        self._left.move_to_end(key)
        while len(self._left) > self._most:
            self._left.popitem(last=False)
        return left


def address_key(address: str) -> str:
    """Return what stands for an address: itself, or its network of 64 bits, all of which one IPv6 host may use."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


OPENINGS = Allowance(burst=30, each_second=0.5)
"""Of tabs by an address. As every tab may try a few PINs, this is also what bounds guessing (see `pin`)."""


def visitor(client: tuple[str, int] | None, server: tuple[str, int | None] | None) -> str | None:
    """Return what stands for who is at the other end of a connection; None for this machine.

    A connection of this machine comes from a loopback address, or from the very address that it goes to. Nobody else
    can open one from there: the answers would not reach them.

    Parameters
    ----------
    client, server : tuple of address and port, or None
        Both ends, as ASGI gives them.
    """
    own, other = (_parsed(end) for end in (server, client))
    if other is not None and (other.is_loopback or other == own):
        return None
    return address_key(client[0] if client else "")


def _parsed(end: tuple[str, int | None] | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(end[0].partition("%")[0] if end else "")
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


class Tabs:
    """The open tabs of visitors. To be used from the server's event loop only.

    Parameters
    ----------
    kept : callable
        Returns the names of all tabs that the server keeps, open or left.
    limits : Limits, optional
        How often a visitor may open one.
    """

    def __init__(self, kept: Callable[[], Collection[str]], limits: Limits | None = None) -> None:
        self._kept = kept
        self._openings = Limits(OPENINGS) if limits is None else limits
        self._open: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._owners: dict[str, str] = {}

    def refusal(self, who: str, name: str | None = None) -> tuple[int, str] | None:
        """Return status and text if this visitor cannot have this tab (or any new one) now.

        Parameters
        ----------
        who : str
            See `visitor`.
        name : str, optional
            The tab: one that is kept already may be come back to.
        """
        self._forget_ended()
        if self._open[who] >= MOST_TABS:
            return 429, f"{MOST_TABS} tabs are open from this address. Close one, then load this page again."
        if self._open.total() >= MOST_TABS_OF_ALL:
            return 503, "As many tabs are open as this dashboard can serve. Close some, then load this page again."
        if name not in self._owners:
            wait = f"Wait {KEPT_MINUTES} minutes, then load this page again."
            if sum(owner == who for owner in self._owners.values()) >= MOST_KEPT:
                return 429, f"Too many tabs were opened from this address. {wait}"
            if len(self._owners) >= MOST_KEPT_OF_ALL:
                return 503, f"Too many tabs were opened. {wait}"
        if not self._openings.has_room(who):
            return 429, "That was too often. Wait a minute, then load this page again."
        return None

    @contextmanager
    def opened(self, who: str, name: str) -> Iterator[None]:
        """Count a tab as open for as long as this lasts, and as the visitor's for as long as it is kept."""
        self._openings.allows(who)
        self._open[who] += 1
        self._names[name] += 1
        self._owners.setdefault(name, who)
        try:
            yield
        finally:
            for counter, key in ((self._open, who), (self._names, name)):
                counter[key] -= 1
                if not counter[key]:
                    del counter[key]

    def _forget_ended(self) -> None:
        kept = self._kept()
        self._owners = {name: who for name, who in self._owners.items() if name in kept or name in self._names}

"""Who asks, and how much each may hold: this machine as much as it likes, every other address its share."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from socialicence.dashboard.limits import Allowance, Limits, address_key

MOST_TABS = 6
"""Tabs that an address may have open at once."""
MOST_TABS_OF_ALL = 100
MOST_KEPT = 12
"""Tabs of an address, together with those that were left and are still kept for coming back."""
MOST_KEPT_OF_ALL = 150
KEPT_MINUTES = 10
"""How long a tab that was left is kept."""
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

"""How often something may be done: an allowance that fills up again with time, one for each key, in bounded memory."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

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

"""Placing labels beside what they name, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from socialicence.state.tables import Array

WAYS = tuple(np.deg2rad(angle) for angle in (90, 0, 270, 180, 45, 135, 315, 225, 20, 160, 340, 200, 65, 115, 245, 295))
GAP = 6.0
"""Least distance between two labels, in points of the screen."""

DOT = 5.0
"""Half the width of a dot."""


class Box(NamedTuple):
    """A rectangle on the screen."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two rectangles come nearer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )

    def wider(self, by: float) -> Box:
        """The rectangle with a margin."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def toward(self, place: tuple[float, float]) -> tuple[float, float]:
        """Its point that is nearest to a place."""
        return min(max(place[0], self.left), self.right), min(max(place[1], self.bottom), self.top)

    def crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a straight line goes through it."""
        steps = np.linspace(0, 1, 30)[:, np.newaxis]
        return self.holds(np.array(start) + steps * (np.array(end) - np.array(start))) > 0

    def within(self, other: Box) -> bool:
        """Whether this rectangle lies in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )

    def holds(self, places: Array) -> int:
        """How many points it covers."""
        x, y = places[:, 0], places[:, 1]
        return int(((x > self.left) & (x < self.right) & (y > self.bottom) & (y < self.top)).sum())


def box_of(artist: Any) -> Box:
    """Return where an artist stands on the screen."""
    return Box(*artist.get_window_extent().extents)


def find_place(
    anchor: tuple[float, float], size: tuple[float, float], taken: Sequence[Box], dots: Array, bounds: Box
) -> Box:
    """Return the best place for a label: clear of labels, off the dots, near what it names.

    Parameters
    ----------
    anchor : tuple of float
        Where that which it names is.
    size : tuple of float
        Width and height of the label.
    taken : sequence of Box
        Labels already placed: never covered while any candidate is clear of them.
    dots : ndarray of float, shape (points, 2)
    bounds : Box
        The label stays within it.
    """
    best, least = None, np.inf
    for reach in range(1, 15):
        for order, way in enumerate(WAYS):
            box = _beside(anchor, size, 16.0 * reach, way)
            if not box.within(bounds):
                continue
            # Covering a label is worse than anything; a dot costs as much as standing five steps further off.
            covers = sum(box.meets(other, GAP) for other in taken)
            crosses = sum(other.crossed(anchor, box.toward(anchor)) for other in taken)
            cost = 1000.0 * covers + 20.0 * crosses + 5.0 * box.wider(DOT).holds(dots) + reach + 0.05 * order
            if cost < least:
                best, least = box, cost
    return best or _beside(anchor, size, 16.0, WAYS[0])


def _beside(anchor: tuple[float, float], size: tuple[float, float], away: float, way: float) -> Box:
    """A rectangle whose edge is `away` from the anchor, in one direction."""
    width, height = size
    x = anchor[0] + np.cos(way) * (away + width / 2)
    y = anchor[1] + np.sin(way) * (away + height / 2)
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

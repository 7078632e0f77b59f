"""The words on the crossroads: areas in their corners, and a label for each cloud, so that none covers another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from socialicence.categories import FUTURE_NAMES
from socialicence.figures.frames import scenarios_of
from socialicence.figures.style import FAINT, FUTURE_TEXT, INK, PAPER, with_choices
from socialicence.outcomes.futures import scaling
from socialicence.state.tables import Array

if TYPE_CHECKING:
    import pandas as pd


AREAS = {
    "public_good": (0.985, 0.985, "right", "top"),
    "silos": (0.015, 0.985, "left", "top"),
    "government": (0.985, 0.012, "right", "bottom"),
    "deprioritised": (0.015, 0.012, "left", "bottom"),
}
"""Corner of each future: joined up and open, open but not joined up, joined up but closed, neither."""
EDGE = 4.0
"""Least distance of a label from the edge, on the screen."""
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


def name_areas(axes: Any) -> list[Any]:
    """Draw the cross between the four areas, halfway on both scales of the signature, and name the areas."""
    across, up = (sum(scaling()[name]) / 2 for name in ("cross_department", "external_access"))
    axes.axvline(across, color=FAINT, linewidth=1.2, zorder=0.5)
    axes.axhline(up, color=FAINT, linewidth=1.2, zorder=0.5)
    return [
        axes.text(
            x, y, FUTURE_NAMES[future], transform=axes.transAxes, ha=ha, va=va, fontsize=15,
            color=FUTURE_TEXT[future], zorder=1,
        )
        for future, (x, y, ha, va) in AREAS.items()
    ]  # fmt: skip


def name_scenarios(
    axes: Any,
    runs: pd.DataFrame,
    lines: Mapping[str, Sequence[tuple[float, float]]],
    areas: Sequence[Any],
    titles: Mapping[str, str] | None,
    *,
    changed: bool,
) -> None:
    """Label each cloud with the choices it comes from, clear of other labels and off the runs, with a leader."""
    taken = [box_of(area) for area in areas]
    to_screen = axes.transData.transform
    dots = to_screen(runs[["cross_department", "external_access"]].to_numpy(dtype=float))
    ways = [to_screen(np.array(way)) for way in lines.values()]
    around = np.concatenate([dots, *(_along(way) for way in ways)])
    bounds = box_of(axes.patch).wider(-EDGE)
    clouds = scenarios_of(runs)
    # The most crowded clouds choose first: they have the fewest places.
    centres = {name: dots[(runs["scenario"] == name).to_numpy()].mean(axis=0) for name in clouds}
    order = sorted(clouds, key=lambda name: (_nearest_other(name, centres), str(name)))
    for name in order:
        text = axes.text(
            0, 0, with_choices(str(name), titles, changed=changed), fontsize=12, fontweight="bold", color=INK,
            ha="left", va="bottom", zorder=5, transform=None,
        )  # fmt: skip
        size = box_of(text)
        anchor = (float(centres[name][0]), float(centres[name][1]))
        place = find_place(anchor, (size.right - size.left, size.top - size.bottom), taken, around, bounds)
        taken.append(place)
        _put(axes, text, place, anchor)


def _along(way: Any) -> Any:
    """Points along a line, so that a label keeps off it as it does off the runs."""
    steps = np.linspace(0, 1, 12)[:, np.newaxis]
    return np.concatenate([way[:1], *(a + steps * (b - a) for a, b in pairwise(way))])


def _nearest_other(name: Any, centres: Mapping[Any, Any]) -> float:
    away = [float(np.hypot(*(centre - centres[name]))) for other, centre in centres.items() if other != name]
    return min(away, default=0.0)


def _put(axes: Any, text: Any, place: Box, centre: tuple[float, float]) -> None:
    """Move a label to its place, and lead from it to the middle of what it names."""
    from matplotlib.patheffects import Normal, Stroke

    to_axes = axes.transAxes.inverted().transform
    x, y = to_axes((place.left, place.bottom))
    text.set_transform(axes.transAxes)
    text.set_position((x, y))
    ends = to_axes(np.array([place.toward(centre), centre]))
    axes.plot(
        *ends.T, color=INK, linewidth=1.0, transform=axes.transAxes, zorder=4, solid_capstyle="round",
        path_effects=[Stroke(linewidth=2.6, foreground=PAPER), Normal()],
    )  # fmt: skip

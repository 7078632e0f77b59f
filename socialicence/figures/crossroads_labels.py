"""The words on the crossroads: the four areas in their corners, and the choices that each cloud of runs comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.categories import FUTURE_NAMES
from socialicence.figures.frames import scenarios_of
from socialicence.figures.placing import Box, box_of, find_place
from socialicence.figures.style import FAINT, FUTURE_TEXT, INK, PAPER, with_choices
from socialicence.outcomes.futures import scaling

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
    bounds = _inside(box_of(axes.patch))
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


def _inside(box: Box) -> Box:
    return Box(box.left + EDGE, box.bottom + EDGE, box.right - EDGE, box.top - EDGE)


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

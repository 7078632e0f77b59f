"""Where the names of courses stand on the crossroads: near where their runs end, clear of one another and of runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product


@dataclass(frozen=True)
class Size:
    """About the size of the map and of a name on it, and how far a name may stand from its end; all in pixels.

    Attributes
    ----------
    width, height : float
        Of the map.
    letter, line : float
        Width of a letter, height of a name.
    across, down : tuple of float
        Moves that are tried.
    """

    width: float
    height: float
    letter: float
    line: float
    across: tuple[float, ...]
    down: tuple[float, ...]


PROJECTOR = Size(
    width=860.0, height=255.0, letter=8.8, line=26.0,
    across=(0.0, 80.0, -80.0, 150.0, -150.0),
    down=(-34.0, 34.0, -64.0, 64.0, -94.0, 94.0, -124.0, 124.0, -154.0, 154.0),
)  # fmt: skip
TALL = replace(PROJECTOR, height=355.0)
"""Where many courses are compared, on a screen of their own."""
FEW = 3
"""Courses that are shown at once beside other things: today's, a pinned one, the plan."""
PHONE = Size(
    width=255.0, height=270.0, letter=6.8, line=22.0,
    across=(0.0, 30.0, -30.0, 60.0, -60.0, 95.0, -95.0),
    down=(-24.0, 24.0, -46.0, 46.0, -68.0, 68.0, -90.0, 90.0, -112.0, 112.0, -134.0, 134.0),
)  # fmt: skip
_CORNER = 30.0
"""Height of the names of the areas, which are kept free."""

FOREIGN = 3
"""How much worse it is to stand upon a run of another than upon one's own: a name is taken for what it stands on."""

Dot = tuple[float, float]
Box = tuple[float, float, float, float]


def label_offsets(
    ends: Sequence[tuple[str, float, float]],
    runs: Sequence[Sequence[Sequence[float]]],
    right: float,
    top: float,
    size: Size = PROJECTOR,
) -> list[tuple[float, float]]:
    """Return how far each name stands from the end that it names, in pixels across and down.

    Parameters
    ----------
    ends : sequence of (str, float, float)
        Name, and place on the axes.
    runs : sequence of sequences of (float, float)
        Places of the runs of each, in the order of the ends.
    right, top : float
        Ends of the axes.
    size : Size
        Of what it is drawn on.
    """
    clouds = [[(size.width * x / right, size.height * (1 - y / top)) for x, y in cloud] for cloud in runs]
    taken: list[Box] = []
    offsets = []
    for number, (name, x, y) in enumerate(ends):
        across, down = size.width * x / right, size.height * (1 - y / top)
        own = clouds[number]
        others = [dot for cloud in clouds if cloud is not own for dot in cloud]
        aside, below = min(
            product(size.across, size.down),
            key=lambda move: _cost(_box(name, across + move[0], down + move[1], size), move, taken, own, others, size),
        )
        taken.append(_box(name, across + aside, down + below, size))
        offsets.append((aside, below))
    return offsets


def moved(offset: tuple[float, float]) -> dict[str, float]:
    """Return an offset as the chart library takes it, which then draws a line from the name to the end."""
    return {"dx": offset[0], "dy": offset[1]}


def _cost(
    box: Box, move: tuple[float, float], taken: Sequence[Box], own: Sequence[Dot], others: Sequence[Dot], size: Size
) -> tuple[float, float]:
    """How bad a place is: outside the map, upon another name, upon runs of its own or (worse) of others, far away."""
    left, upper, right, lower = box
    outside = left < 0 or right > size.width or upper < _CORNER or lower > size.height - _CORNER
    names = sum(left < other[2] and other[0] < right and upper < other[3] and other[1] < lower for other in taken)
    covered = _covered(box, own) + FOREIGN * _covered(box, others)
    return 100.0 * names + 100.0 * outside, covered + (abs(move[0]) + abs(move[1])) / 12


def _covered(box: Box, dots: Sequence[Dot]) -> int:
    """How many runs a name would hide."""
    left, upper, right, lower = box
    return sum(left - 8 < x < right + 8 and upper - 8 < y < lower + 8 for x, y in dots)


def _box(name: str, across: float, down: float, size: Size) -> Box:
    half = (size.letter * len(name) + 14) / 2
    return across - half, down - size.line / 2, across + half, down + size.line / 2

"""How every figure looks: one colour, shape and line per future everywhere, plain type, and the form of a page."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from math import isnan
from typing import Any, ParamSpec, TypeVar

from socialicence.categories import FUTURE_NAMES
from socialicence.words import capital

P = ParamSpec("P")
R = TypeVar("R")
INK, MUTED, FAINT, PAPER = "#1A1A1A", "#595959", "#CFCFCF", "#FFFFFF"
"""Text and lines, notes, what stays behind, and the ground."""
FUTURE_COLOURS = {
    "public_good": "#0072B2",
    "silos": "#E69F00",
    "government": "#009E73",
    "deprioritised": "#CC79A7",
    "none": "#6B6B6B",
}
"""Okabe and Ito's colour-blind-safe palette."""
FUTURE_TEXT = {
    "public_good": "#005A8C",
    "silos": "#8A5F00",
    "government": "#006B4E",
    "deprioritised": "#9B4478",
    "none": "#5B5B5B",
}
"""The same hues, dark enough to be read as text on white (contrast of 4.5 or more)."""
FUTURE_SHAPES = {"public_good": "o", "silos": "s", "government": "^", "deprioritised": "v", "none": "D"}
FUTURE_LINES: dict[str, Any] = {
    "public_good": "-",
    "silos": (0, (6, 2)),
    "government": (0, (6, 2, 1.5, 2)),
    "deprioritised": (0, (1.5, 1.5)),
}
TODAY = "status_quo"
OTHER_COLOURS = ("#D55E00", "#56B4E9", "#7A5195", "#8C564B")
OTHER_LINES: tuple[Any, ...] = ((0, (9, 2)), (0, (3, 1, 1, 1, 1, 1)), (0, (4, 4)), (0, (1, 3)))
SPREAD = "Spread between runs of this model, not confidence about the UK."
FONT: Any = {
    "font.family": "sans-serif",
    "font.size": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": PAPER,
    "svg.hashsalt": "socialicence",
    "text.parse_math": False,  # a dollar sign in somebody's title is a dollar sign
    "svg.fonttype": "none",
}
TITLE_SIZE, NOTE_SIZE = 14, 9
LONGEST_NAME = 48
"""Letters of a scenario's name that a picture has room for."""


def line_style(scenario: str, order: Sequence[str]) -> dict[str, Any]:
    """Return colour, dashes and width of a scenario's line: a future's own, black for today, the rest by order."""
    if scenario == TODAY:
        return {"color": INK, "linestyle": "-", "linewidth": 2.6}
    if scenario in FUTURE_LINES:
        return {"color": FUTURE_COLOURS[scenario], "linestyle": FUTURE_LINES[scenario], "linewidth": 2.2}
    others = [name for name in order if name != TODAY and name not in FUTURE_LINES]
    place = others.index(scenario) if scenario in others else 0
    colour = OTHER_COLOURS[place % len(OTHER_COLOURS)]
    return {"color": colour, "linestyle": OTHER_LINES[place % len(OTHER_LINES)], "linewidth": 2.0}


def scenario_name(scenario: str, titles: Mapping[str, str] | None = None) -> str:
    """Name of a scenario in plain words, no longer than there is room for."""
    given = (titles or {}).get(scenario) or FUTURE_NAMES.get(scenario) or scenario.replace("_", " ").capitalize()
    return given if len(given) <= LONGEST_NAME else f"{given[: LONGEST_NAME - 1].rstrip()}…"


def with_choices(scenario: str, titles: Mapping[str, str] | None = None, *, changed: bool = False) -> str:
    """What a scenario supposes, as a label or the opening of a sentence; choices for a future are not that future."""
    if scenario == TODAY:
        return "Status quo, changed" if changed else "If nothing changes"
    name = scenario_name(scenario, titles)
    return f"Choices for {name}" if scenario in FUTURE_NAMES else name


def in_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Return a function that draws a figure as one that does so in the type and colours of all."""

    @wraps(draw)
    def drawing(*given: P.args, **options: P.kwargs) -> R:
        import matplotlib as mpl

        with mpl.rc_context(FONT):
            return draw(*given, **options)

    return drawing


def signed_axis(axes: Any) -> None:
    """Give a panel few numbers below, with their signs, as many on either side."""
    from matplotlib.ticker import FuncFormatter

    axes.locator_params(axis="x", nbins=4, symmetric=True)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}".replace("-", "−") if value else "0"))


def page(width: float, height: float) -> Any:
    """Return an empty figure of this size in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height))


def titled(figure: Any, text: str) -> Any:
    """Write the finding above a figure, over as many lines as its width asks; return what was written."""
    letters = int(figure.get_figwidth() * 7.9)
    height = figure.get_figheight()
    return figure.suptitle(
        "\n".join(textwrap.wrap(text, letters)),
        x=0.1 / figure.get_figwidth(),
        y=1 - 0.12 / height,
        ha="left",
        va="top",
        fontsize=TITLE_SIZE,
        fontweight="bold",
    )


def caption(figure: Any, text: str) -> Any:
    """Write below a figure what it is based on; return what was written."""
    letters = int(figure.get_figwidth() * 13.2)
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, letters)]
    return figure.text(
        0.1 / figure.get_figwidth(),
        0.1 / figure.get_figheight(),
        "\n".join(lines),
        fontsize=NOTE_SIZE,
        color=MUTED,
        ha="left",
        va="bottom",
    )


def percent_axis(axis: Any) -> None:
    """Show shares as whole percents."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))


def share_scale(axes: Any) -> None:
    """Give a panel the whole scale of a share, across, so that small differences look small."""
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1])
    percent_axis(axes.xaxis)
    for label, side in zip(axes.get_xticklabels(), ("left", "center", "right"), strict=True):
        label.set_horizontalalignment(side)


def wrapped(text: str, letters: int) -> str:
    """Text in lines of at most so many letters, opening with a capital."""
    return "\n".join(textwrap.wrap(capital(text), letters))


def percent(share: float) -> str:
    """A share as text; never a false 0% or 100%."""
    if isnan(share):
        return "not known"
    whole = round(100 * share)
    if (whole == 0 and share > 0) or (whole == 100 and share < 1):
        return "under 1%" if whole == 0 else "over 99%"
    return f"{whole}%"


def points(difference: float) -> str:
    """A difference of shares as signed percentage points, with a true minus sign."""
    if isnan(difference):
        return "not known"
    whole = round(100 * difference)
    return "0" if whole == 0 else f"{whole:+d}".replace("-", "−")


def listed(parts: Sequence[str]) -> str:
    """Words in a row: one, two and three."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""

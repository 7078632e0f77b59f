"""What each choice contributed to one outcome: alone on today's course, and added last to all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import (
    Chart,
    Option,
    Theme,
    axis,
    categories,
    effects,
    legend,
    made,
    rounded,
    theme_of,
)
from socialicence.errors import unknown
from socialicence.figures.style import wrapped
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import OUTCOMES, shown_in
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

ALONE, LAST = "Alone, on today's course", "Added last, to all the others"
NOTE = (
    "Pairs of runs on the same seeds, with and without a choice. Line: 8 in 10 pairs of this model; real life could "
    "fall outside. Where the two dots differ, choices depend on one another."
)
_NONE = "no difference"


def outcomes() -> dict[str, str]:
    """Return the outcomes that can be drawn, each with its name on the screen."""
    return {one.name: one.label_in(Place.CHARTS) for one in shown_in(Place.CHARTS)}


def contributions(table: pd.DataFrame, outcome: str = "licence_affected", theme: str = "light") -> Chart:
    """Draw what each choice contributed to an outcome.

    Parameters
    ----------
    table : DataFrame
        As from `Simulation.contributions`.
    outcome : str
        One of `outcomes`.
    theme : {"light", "dark"}

    Raises
    ------
    InputError
        If there is no such outcome.
    """
    if outcome not in outcomes():
        raise unknown("outcome", str(outcome), outcomes())
    colours = theme_of(theme)
    declared, name = OUTCOMES[outcome], outcomes()[outcome]
    unit = "points" if declared.unit in ("share", "percent") else declared.unit
    factor = 100.0 if declared.is_share else 1.0
    own = table[table["outcome"] == outcome].reset_index(drop=True)
    numbers = own.select_dtypes("number").columns.difference(["runs"])
    own[numbers] = factor * own[numbers]
    reach = _reach(own[list(numbers)], declared.shown[Place.CHARTS].reach)
    summary = _summary(own, name, unit)
    option = {
        "grid": {"left": 10, "right": 28, "top": 44, "bottom": 48, "containLabel": True},
        "legend": legend(colours, [ALONE, LAST], itemWidth=15),
        "xAxis": axis(colours, f"{name} ({unit})", min=-reach, max=reach, nameLocation="middle", nameGap=36),
        # The names stand on one axis; dots and lines on another, on which they can lie between the rows.
        "yAxis": [
            categories(colours, [wrapped(label, 44) for label in own["label"]]),
            axis(colours, show=False, min=-0.5, max=len(own) - 0.5, inverse=True),
        ],
        "series": [
            _effects(own, "alone", ALONE, colours, shift=-0.14, full=True),
            _effects(own, "last", LAST, colours, shift=0.14, full=False),
        ],
    }  # fmt: skip
    narrow = phone.rows(
        xAxis=phone.numbers(name=unit, interval=reach),
        yAxis=[phone.names(own["label"], lift=15)],
    )
    return made(colours, option, narrow, _title(own, name, unit), summary, _words(own, unit), NOTE)


def _reach(numbers: pd.DataFrame, usual: float) -> float:
    """The usual reach, doubled until all effects lie within."""
    largest = float(np.nanmax(np.abs(numbers.to_numpy(dtype=float)), initial=0.0))
    while usual < largest:
        usual *= 2
    return usual


def _effects(own: pd.DataFrame, which: str, name: str, colours: Theme, *, shift: float, full: bool) -> Option:
    known = own[own[which].notna()]
    in_pairs = known["last"].notna()
    place = {row: row + shift * bool(in_pairs[row]) for row in known.index}
    ends = [
        [{"coord": [rounded(low, 3), place[row]]}, {"coord": [rounded(high, 3), place[row]]}]
        for row, low, high in zip(known.index, known[f"{which}_low"], known[f"{which}_high"], strict=True)
    ]
    dots = [[rounded(value, 3), place[row]] for row, value in known[which].items()]
    return effects(colours, name, dots, ends, full=full, yAxisIndex=1, z=4)


def _amount(value: float) -> str:
    text = f"{value:+.2f}" if abs(value) < 0.995 else f"{value:+.1f}"
    return (_NONE if float(text) == 0 else text).replace("-", "−")


def _choices(own: pd.DataFrame) -> pd.DataFrame:
    return own[own["last"].notna()]


def _title(own: pd.DataFrame, name: str, unit: str) -> str:
    choices = _choices(own)
    if choices.empty:
        return f"{name}: nothing differs from today"
    most = choices.loc[choices["alone"].abs().idxmax()]
    if _amount(most["alone"]) == _NONE:
        return f"{name}: no choice moves it alone"
    return f"{name}: moved most, alone, by “{most['label']}” ({_amount(most['alone'])} {unit})"


def _summary(own: pd.DataFrame, name: str, unit: str) -> str:
    parts = [f"{row.label} {_amount(row.alone)} alone, {_amount(row.last)} last" for row in _choices(own).itertuples()]
    whole = own.loc[own["lever"] == "together", "alone"]
    total = f"; all together {_amount(float(whole.iloc[0]))}" if len(whole) else ""
    return f"{name} in {unit}: {'; '.join(parts) or 'nothing differs from today'}{total}."


def _words(own: pd.DataFrame, unit: str) -> pd.DataFrame:
    names: dict[str, Any] = {
        "label": "choice",
        "alone": f"alone ({unit})",
        "alone_low": "alone, 10th percentile",
        "alone_high": "alone, 90th percentile",
        "last": f"added last ({unit})",
        "last_low": "last, 10th percentile",
        "last_high": "last, 90th percentile",
        "runs": "pairs of runs",
    }
    return own[list(names)].rename(columns=names).rename(columns=capital).round(3)

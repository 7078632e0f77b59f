"""From the rows of an analysis to its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.analysis.convergence import main_rows
from socialicence.analysis.index import ALL
from socialicence.analysis.methods import Method
from socialicence.analysis.names import factor_label, in_own_unit, is_share, number, outcome_label, percent, short_label

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.analysis.study import Analysis

SHOWN = 15
"""Conditions of a contrast that are drawn: those with the largest differences."""
AXES = {
    "morris": "mean size of the effect over the factor's range (mu*)",
    "sobol": "share of the variance between points, interactions included (total)",
    "features": "score (all add up to 1)",
    "regression": "change from the lowest to the highest value of the factor",
    "subsets": "share of draws in which it is among the top three",
    "contrasts": "difference, same seeds",
}
SECOND = {
    "morris": ("luck", "what luck alone would make of it"),
    "sobol": ("first", "by itself (first order)"),
}
"""Index shown as a hollow dot, and what it means."""


def figure_writers(analysis: Analysis) -> dict[str, Callable[[Path], Any]]:
    """Return what writes each figure, by file name."""
    figures = {analysis.method.name: main_figure(analysis)}
    if analysis.method.name != "prim":
        figures[f"{analysis.method.name}_convergence"] = growth_figure(analysis)
    return {f"{name}.{kind}": _writer(figure) for name, figure in figures.items() for kind in ("svg", "png")}


def _writer(figure: Any) -> Callable[[Path], Any]:
    from socialicence.figures import save_figure

    return lambda path: save_figure(figure, path)


def main_figure(analysis: Analysis) -> Any:
    """Return the figure of the main index."""
    if analysis.method.name == "prim":
        return _box_figure(analysis)
    from socialicence.figures.indices import dots

    rows = _drawn(analysis.table, analysis.method)
    index, meaning = SECOND.get(analysis.method.name, ("", ""))
    if index:
        marks = analysis.table[analysis.table["index"] == index].set_index(["scenario", "outcome", "factor"])["value"]
        rows["mark"] = marks.reindex(
            list(zip(rows["scenario"], rows["outcome"], rows["factor"], strict=True))
        ).to_numpy()
        meaning = meaning if rows["mark"].notna().any() else ""
    return dots(
        _in_points(rows), title=analysis.headline, axis=AXES[analysis.method.name], second=meaning,
        note=f"Bars: 95 % intervals. {analysis.caption}",
    )  # fmt: skip


def _in_points(rows: pd.DataFrame) -> pd.DataFrame:
    """Differences of shares in points of a hundred, as words tell them; what has no unit stays."""
    pairs = zip(rows["outcome"], rows["index"], strict=True)
    shares = np.array([is_share(str(outcome)) and in_own_unit(str(index)) for outcome, index in pairs], dtype=bool)
    scaled = rows.copy()
    for column in {"value", "low", "high", "mark"} & set(rows.columns):
        scaled[column] = rows[column].where(~shares, 100 * rows[column])
    scaled["panel"] = rows["panel"].where(~shares, rows["panel"] + ", points")
    return scaled


def _drawn(table: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Rows of the main index, largest first in each panel; contrasts stay in the order of the study."""
    rows = main_rows(table, method)
    rows = rows[rows["factor"] != ALL].copy()
    several = rows["scenario"].nunique() > 1
    rows["panel"] = [
        f"{outcome_label(row.outcome)}{f' ({row.scenario})' if several else ''}" for row in rows.itertuples()
    ]
    rows["label"] = [short_label(name) for name in rows["factor"]]
    if method.name == "contrasts":
        rows["label"] = [_contrast_label(name) for name in rows["factor"]]
        return _with_detail(table, rows)
    size = rows["value"].abs()
    place = {panel: number for number, panel in enumerate(dict.fromkeys(rows["panel"]))}
    return rows.assign(size=size, place=rows["panel"].map(place)).sort_values(
        ["place", "size"], ascending=[True, False], kind="stable"
    )


def _with_detail(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The choice by its conditions for the first outcome, the largest differences, above what holds over all."""
    import pandas as pd

    first = table.iloc[0]
    own = table[(table["scenario"] == first["scenario"]) & (table["outcome"] == first["outcome"])]
    own = own[own["factor"].str.contains(" | ", regex=False) & own["index"].str.contains(" against ", regex=False)]
    if own.empty:
        return rows
    largest = own["value"].abs().sort_values(ascending=False, kind="stable").index[:SHOWN]
    own = own[own.index.isin(largest)].copy()
    choice = own["factor"].iloc[0].partition(" | ")[0]
    alike = own["index"].nunique() == 1
    which = f"{own['index'].iloc[0]}, by condition" if alike else "by condition"
    own["panel"] = f"{outcome_label(first['outcome'])}: {factor_label(choice)}, {which}"
    own["label"] = [
        where.partition(" | ")[2] if alike else f"{pair}, {where.partition(' | ')[2]}"
        for pair, where in zip(own["index"], own["factor"], strict=True)
    ]
    return pd.concat([own, rows], ignore_index=True)


def _contrast_label(text: str) -> str:
    name, _, pair = text.partition(": ")
    return f"{short_label(name)}: {pair}"


def growth_figure(analysis: Analysis) -> Any:
    """Return the figure of the main index of the first outcome at growing samples."""
    from socialicence.figures.indices import growth

    first = analysis.table.iloc[0]
    own = analysis.convergence
    own = main_rows(own[(own["scenario"] == first["scenario"]) & (own["outcome"] == first["outcome"])], analysis.method)
    own = own[own["factor"] != ALL].assign(runs=own["points"] * own["replicates"])
    last = own[own["runs"] == own["runs"].max()]
    order = list(last.reindex(last["value"].abs().sort_values(ascending=False).index)["factor"])
    label = _contrast_label if analysis.method.name == "contrasts" else short_label
    own = own.assign(label=[label(name) for name in own["factor"]])
    own = own.assign(place=own["factor"].map({name: place for place, name in enumerate(order)})).sort_values("place")
    return growth(
        own, title=f"Has it settled? {outcome_label(first['outcome'])}", axis=analysis.method.main.replace("_", " "),
        note=f"Shaded: 95 % intervals. {analysis.caption}",
    )  # fmt: skip


def _box_figure(analysis: Analysis) -> Any:
    """The box of the first scenario."""
    import pandas as pd

    from socialicence.figures.indices import box

    table = analysis.table
    own = table[table["scenario"] == table["scenario"].iloc[0]]
    whole: Mapping[str, float] = own[own["factor"] == ALL].set_index("index")["value"]
    rows = []
    for row in own[own["index"] == "limit"].itertuples():
        least, most = analysis.ranges.get(row.factor, (row.low, row.high))
        rows.append(
            (short_label(row.factor), least, most, row.low, row.high, f"{number(row.low)} to {number(row.high)}")
        )
    levels = own[own["index"] == "level"]["factor"].str.partition(" = ")
    for name, group in levels.groupby(0, sort=False) if len(levels) else ():
        rows.append((short_label(str(name)), 0.0, 1.0, 0.0, 1.0, " or ".join(group[2])))
    limits = pd.DataFrame(rows, columns=["label", "least", "most", "low", "high", "text"])
    summary = (
        f"{outcome_label(str(own['outcome'].iloc[0]))}: in {percent(whole['density'])} of runs in the box, "
        f"{percent(whole['density everywhere'])} of all; the box holds {percent(whole['coverage'])} of such runs"
    )
    return box(limits, title=analysis.headline, summary=summary, note=analysis.caption)

"""Short tables for the README: the rows of an analysis that a reader wants at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from socialicence.analysis import Analysis
from socialicence.analysis.names import amount, factor_label, outcome_label, percent
from socialicence.analysis.words import told

MOST_ROWS = 12
DETAIL_ROWS = 20


def tables_of(analysis: Analysis) -> list[str]:
    """Return Markdown tables of an analysis: what its method is about."""
    if analysis.method.name == "contrasts":
        return _contrasts(analysis.table)
    if analysis.method.name == "subsets":
        return _subsets(analysis.table)
    if analysis.method.name == "prim":
        return []
    return [_indices(analysis.table, analysis.method.main)]


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _contrasts(table: pd.DataFrame) -> list[str]:
    """Differences over all conditions for every outcome, and in detail for the first."""
    pairs = table[table["index"].str.contains(" against ", regex=False)]
    detailed = pairs["factor"].str.contains(" | ", regex=False)
    found = []
    for scenario, own in pairs[~detailed].groupby("scenario", sort=False):
        heads = [f"{scenario}: difference", *(outcome_label(name) for name in own["outcome"].unique())]
        cells = own.assign(
            text=[amount(*row) for row in own[["outcome", "value", "low", "high"]].itertuples(index=False)]
        )
        wide = cells.pivot_table(
            index=["factor", "index"], columns="outcome", values="text", aggfunc="first", sort=False
        )
        rows = [
            [f"{factor_label(key[0])}: {key[1]}", *row] for key, row in zip(wide.index, wide.to_numpy(), strict=True)
        ]
        found.append(markdown(heads, rows))
    return [*found, *_detail(table, pairs[detailed])]


def _detail(table: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    """The choice by the conditions, for the first outcome."""
    if pairs.empty:
        return []
    outcome = pairs["outcome"].iloc[0]
    every = pairs[pairs["outcome"] == outcome]
    largest = every["value"].abs().sort_values(ascending=False, kind="stable").index[:DETAIL_ROWS]
    own = every[every.index.isin(largest)]
    shares = table[table["outcome"] == outcome].set_index(["factor", "index"])["value"]
    rows = [
        [
            row.factor.partition(" | ")[2],
            row.pair,
            amount(str(outcome), row.value, row.low, row.high),
            percent(shares.loc[(row.factor, row.pair.replace(" against ", " above "))]),
        ]
        for row in own.rename(columns={"index": "pair"}).itertuples()
    ]
    heads = ["where", factor_label(own["factor"].iloc[0].partition(" | ")[0]), outcome_label(outcome), "above 0 in"]
    cut = f"\n\n*The {DETAIL_ROWS} largest of {len(every)}.*" if len(every) > DETAIL_ROWS else ""
    return [markdown(heads, rows) + cut]


def _indices(table: pd.DataFrame, main: str) -> str:
    """The largest of the main index for each outcome, side by side."""
    heads, columns = [], []
    for outcome, own in table[table["index"] == main].groupby("outcome", sort=False):
        largest = own.reindex(own["value"].abs().sort_values(ascending=False).index).head(MOST_ROWS)
        heads.append(outcome_label(str(outcome)))
        columns.append(
            [
                f"{factor_label(row.factor)}: {told(str(outcome), main, row.value, row.low, row.high)}"
                for row in largest.itertuples()
            ]
        )
    ranks = range(max(map(len, columns)))
    return markdown(
        ["", *heads],
        [[str(rank + 1), *(column[rank] if rank < len(column) else "" for column in columns)] for rank in ranks],
    )


def _subsets(table: pd.DataFrame) -> list[str]:
    """Members by how often they are in the top three, and the sets that were run again."""
    outcome = str(table["outcome"].iloc[0])
    wide = table.pivot_table(
        index="factor", columns="index", values=["value", "low", "high"], aggfunc="first", sort=False
    )
    members = wide[wide[("value", "gain")].notna()].sort_values(("value", "top_three_share"), ascending=False)
    first = markdown(
        ["recommendation", "in the top three of 16", "gain (less is nearer)"],
        [
            [factor_label(str(name)), _cell(row, "top_three_share", ""), _cell(row, "gain", outcome)]
            for name, row in members.iterrows()
        ],
    )
    if ("value", "behind_best") not in wide:
        return [first]
    again = wide[wide[("value", "behind_best")].notna()].sort_values(("value", "behind_best"))
    second = markdown(
        ["set, on fresh seeds", "mean", "behind the best"],
        [
            [factor_label(str(name)), _cell(row, "mean on fresh seeds", outcome), _cell(row, "behind_best", outcome)]
            for name, row in again.iterrows()
        ],
    )
    return [first, second]


def _cell(row: pd.Series, index: str, outcome: str) -> str:
    """A value and its interval: in percent, or in the unit of the outcome."""
    value, low, high = (float(row[(end, index)]) for end in ("value", "low", "high"))
    return amount(outcome, value, low, high) if outcome else f"{percent(value)} ({percent(low)} to {percent(high)})"

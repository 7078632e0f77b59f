"""A paragraph in words on what an analysis found, what it rests on, and what it does not say."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from socialicence.analysis.convergence import SETTLED, Settling
from socialicence.analysis.index import ALL
from socialicence.analysis.methods import Method
from socialicence.analysis.names import amount, factor_label, in_own_unit, interval, number, outcome_label, percent
from socialicence.analysis.ranking import CANNOT, HOLDS, TOP, holding, holds, less_is_better
from socialicence.analysis.sample import Sample
from socialicence.words import listed, plural

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
CAVEAT = "This is about the model, not about the UK."


def paragraph(method: Method, sample: Sample, outcome: str, rows: pd.DataFrame, settled: Settling) -> str:
    """Return what was found on one outcome, in one scenario.

    Parameters
    ----------
    method : Method
    sample : Sample
    outcome : str
    rows : DataFrame
        Its rows of the table.
    settled : Settling
    """
    opening = f"**{outcome_label(outcome)}** (`{outcome}`, {sample.scenario})."
    return " ".join([opening, finding(method, rows, outcome), basis(sample, rows, settled)])


def finding(method: Method, rows: pd.DataFrame, outcome: str) -> str:
    """Return what was found on one outcome, in one scenario, without what it rests on."""
    return _FINDINGS[method.name](rows, outcome)


def basis(sample: Sample, rows: pd.DataFrame, settled: Settling) -> str:
    """Return what the numbers rest on: points, replicates, luck, failures, convergence."""
    share = float(rows["noise_share"].iloc[0])
    each = f"{sample.replicates:,} draws of the assumptions" if sample.varied else plural(sample.replicates, "run")
    parts = [f"It rests on {sample.points:,} points, {each} each."]
    if math.isfinite(share):
        luck = "The draw and luck together make" if sample.varied else "Luck (the seed) makes"
        parts.append(f"{luck} {percent(share)} of the variance between single runs.")
    else:
        parts.append("How much of it is luck is unknown: that needs at least two replicates.")
    if sample.failed or sample.missing:
        parts.append(f"{sample.failed:,} runs failed and {sample.missing:,} were not done; they are left out.")
    if settled.same_top is None:
        parts.append("Too small to say whether it has settled.")
    elif settled.settled:
        parts.append(
            f"It has settled: the last step of growth changed no index by over {percent(SETTLED)} of the largest."
        )
    else:
        order = (
            "left the first three in place" if settled.same_top else "changed which three come first, or their order,"
        )
        parts.append(
            f"It has not settled: the last step of growth {order} and moved an index by {percent(settled.change)} of "
            "the largest."
        )
    return " ".join([*parts, CAVEAT])


def headline(method: Method, rows: pd.DataFrame) -> str:
    """Return the finding on the first outcome in one line."""
    if method.name in ("subsets", "prim"):
        return ranking_headline(rows) if method.name == "subsets" else _prim_headline(rows)
    return f"{outcome_label(str(rows['outcome'].iloc[0]))}: {_HEADLINES[method.name](rows)}"


def _top(rows: pd.DataFrame, index: str, count: int = SHOWN) -> list[tuple[str, str]]:
    """The largest of one index: factor in words, and value with interval."""
    own = rows[(rows["index"] == index) & (rows["factor"] != ALL)]
    own = own.reindex(own["value"].abs().sort_values(ascending=False, kind="stable").index).head(count)
    return [
        (factor_label(row.factor), told(str(row.outcome), index, row.value, row.low, row.high))
        for row in own.itertuples()
    ]


def told(outcome: str, index: str, value: float, low: float, high: float) -> str:
    """Return an index and its interval: in the unit of its outcome if it has that, else as a plain number."""
    return amount(outcome, value, low, high) if in_own_unit(index) else interval(value, low, high)


def _explained(rows: pd.DataFrame) -> float:
    return float(rows.loc[rows["index"] == "explained", "value"].iloc[0])


def _morris(rows: pd.DataFrame, outcome: str) -> str:
    sizes = rows[rows["index"] == "mu_star"].set_index("factor")
    most = _listed_top(rows, "mu_star")
    text = f"Of {len(sizes)} factors these move it most, over their whole range and either way: {most}."
    floor = rows[rows["index"] == "luck"].set_index("factor")["value"]
    if len(floor):
        clear = int((sizes["low"] > floor.reindex(sizes.index)).sum())
        text += f" {clear} of {len(sizes)} move it by more than luck would."
    curved = rows[rows["index"] == "sigma"].set_index("factor")["value"].reindex(sizes.index) > sizes["value"]
    return f"{text} For {int(curved.sum())} the effect depends on the other factors or bends (sigma above mu_star)."


def _listed_top(rows: pd.DataFrame, index: str, count: int = SHOWN) -> str:
    return "; ".join(f'"{name}" {value}' for name, value in _top(rows, index, count))


def _sobol(rows: pd.DataFrame, outcome: str) -> str:
    first = float(rows.loc[rows["index"] == "first", "value"].sum())
    return (
        f"Shares of the variance between points, interactions included: {_listed_top(rows, 'total')}. "
        f"Single factors by themselves add up to {percent(first)}; the rest is due to factors together."
    )


def _features(rows: pd.DataFrame, outcome: str) -> str:
    explained = _explained(rows)
    weak = " That is little: the scores say hardly anything." if explained < 0.3 else ""
    return (
        f"Trees lean most on: {_listed_top(rows, 'score')} (scores add up to 1). "
        f"They foretell {percent(max(explained, 0.0))} of the variance of points they have not seen.{weak}"
    )


def _regression(rows: pd.DataFrame, outcome: str) -> str:
    clear = rows[(rows["index"] == "effect") & ((rows["low"] > 0) | (rows["high"] < 0))]
    count = int((rows["index"] == "effect").sum())
    return (
        f"From the lowest to the highest value of a factor it changes most with: {_listed_top(rows, 'effect')}. "
        f"For {len(clear)} of {count} the interval leaves out 0. Straight lines account for "
        f"{percent(max(_explained(rows), 0.0))} of the variance between points."
    )


def _prim(rows: pd.DataFrame, outcome: str) -> str:
    whole = rows[rows["factor"] == ALL].set_index("index")
    box = "; ".join(_restrictions(rows)) or "no factor: no box is better than the whole"
    held = whole.loc["density held out"]
    return (
        f"It holds in {percent(whole.loc['density everywhere', 'value'])} of runs, and in "
        f"{percent(whole.loc['density', 'value'])} of those in the box, which holds "
        f"{percent(whole.loc['coverage', 'value'])} of all such runs. The box: {box}. "
        f"A box found in half of the points holds it in {percent(held['value'])} of the runs at the other half."
    )


def _restrictions(rows: pd.DataFrame) -> list[str]:
    limits = rows[rows["index"] == "limit"]
    texts = [
        f'"{factor_label(row.factor)}" is from {number(row.low)} to {number(row.high)}' for row in limits.itertuples()
    ]
    levels = rows[rows["index"] == "level"]["factor"].str.partition(" = ")
    return (
        texts + [f'"{factor_label(str(name))}" is {" or ".join(own[2])}' for name, own in levels.groupby(0, sort=False)]
        if len(levels)
        else texts
    )


def _contrasts(rows: pd.DataFrame, outcome: str) -> str:
    pairs = rows[rows["index"].str.contains(" against ", regex=False)]
    over = pairs[~pairs["factor"].str.contains(" | ", regex=False)]
    text = "; ".join(
        f'"{factor_label(str(name))}", {pair}, {amount(outcome, value, low, high)}, '
        f"above 0 in {percent(share)} of pairs"
        for name, pair, value, low, high, share in largest_of_each(rows, over)
    )
    detail = pairs[pairs["factor"].str.contains(" | ", regex=False)]
    more = ""
    if len(detail):
        up, down = int((detail["low"] > 0).sum()), int((detail["high"] < 0).sum())
        more = (
            f" The first factor by the others: {up} of {len(detail)} differences are above 0, {down} below, and "
            f"{len(detail) - up - down} have intervals that hold 0."
        )
    return f"The largest difference of each factor, on the same seeds and over all other factors: {text}.{more}"


def largest_of_each(rows: pd.DataFrame, over: pd.DataFrame) -> list[tuple[str, str, float, float, float, float]]:
    """The largest difference of each factor: factor, levels, value, low, high, share of pairs above 0."""
    shares = rows[rows["index"].str.contains(" above ", regex=False)].set_index(["factor", "index"])["value"]
    found = []
    for name, own in over.groupby("factor", sort=False):
        pair, value, low, high = own.loc[own["value"].abs().idxmax(), ["index", "value", "low", "high"]]
        share = float(shares.loc[(name, pair.replace(" against ", " above "))])
        found.append((str(name), str(pair), float(value), float(low), float(high), share))
    return found


def _subsets(rows: pd.DataFrame, outcome: str) -> str:
    shares = member_shares(rows)
    kind = "lower" if less_is_better(outcome) else "higher"
    own = rows[(rows["index"] == "top_three_share") & rows["factor"].isin(shares)].sort_values("value", ascending=False)
    tops = "; ".join(
        f"{factor_label(row.factor)} in {percent(row.value)} of draws ({percent(row.low)} to {percent(row.high)})"
        for row in own.head(SHOWN).itertuples()
    )
    return f"{ranking_headline(rows)} Among the top {TOP} ({kind} is better): {tops}."


def fresh_paragraph(rows: pd.DataFrame) -> str:
    """Return which of the options that were run again cannot be told from the best."""
    gaps = rows[rows["index"] == "behind_best"]
    alike = [factor_label(name) for name in gaps.loc[~(gaps["low"] > 0), "factor"]]
    first, *others = alike
    times = f"{int(gaps['replicates'].iloc[0]):,} times each"
    again = f"The {len(gaps)} with the best means were run again on fresh seeds, {times}."
    if not others:
        return f"{again} One is better than all others: {first}."
    return (
        f"{again} {len(alike)} of them cannot be told from the best (95 % for all comparisons together). "
        f"Best mean: {first}. "
        f"Not distinguishable from it: {'; '.join(others)}."
    )


def member_shares(rows: pd.DataFrame) -> dict[str, float]:
    """Return how often each option (member of sets, where options are sets) is in the top three."""
    members = set(rows.loc[rows["index"] == "gain", "factor"])
    own = rows[rows["index"] == "top_three_share"]
    own = own[own["factor"].isin(members)] if members else own
    return dict(zip(own["factor"], own["value"].astype(float), strict=True))


def ranking_headline(rows: pd.DataFrame) -> str:
    """Return whether the options can be ranked, by the criterion of `ranking`."""
    shares = member_shares(rows)
    often = holding(shares)
    names = listed([factor_label(name) for name in often])
    if holds(shares):
        return f"{names}: each among the top {TOP} in at least {percent(HOLDS)} of draws."
    clear = "none is" if not often else f"only {names} {'is' if len(often) == 1 else 'are'}"
    return f"{CANNOT}: {clear} among the top {TOP} in at least {percent(HOLDS)} of draws."


def _first(index: str, text: str) -> Callable[[pd.DataFrame], str]:
    def line(rows: pd.DataFrame) -> str:
        (name, value), *_ = _top(rows, index, 1)
        return text.format(name=name, value=value)

    return line


def _prim_headline(rows: pd.DataFrame) -> str:
    box = _restrictions(rows)
    outcome = outcome_label(str(rows["outcome"].iloc[0]))
    return (
        f"{outcome}: mostly where {listed(box)}."
        if box
        else f"{outcome}: no box of conditions is better than the whole."
    )


def _contrasts_headline(rows: pd.DataFrame) -> str:
    """The study's choice, its first factor: over all conditions, and from where to where."""
    pairs = rows[rows["index"].str.contains(" against ", regex=False)]
    choice = str(pairs["factor"].iloc[0])
    over = pairs[pairs["factor"] == choice]
    largest = over.loc[over["value"].abs().idxmax()]
    detail = pairs[pairs["factor"].str.startswith(f"{choice} | ")]
    text = f'"{factor_label(choice)}", {largest["index"]}: {_valued(largest)}'
    up, down = detail[detail["low"] > 0], detail[detail["high"] < 0]
    if len(up) and len(down):
        low, high = down.loc[down["value"].idxmin()], up.loc[up["value"].idxmax()]
        turns = [f"{_valued(one)} where {one['factor'].partition(' | ')[2]} ({one['index']})" for one in (low, high)]
        return f'"{factor_label(choice)}" turns with the conditions: from {turns[0]} to {turns[1]}.'
    if len(detail):
        text += (
            f" over all conditions; {max(len(up), len(down))} of {len(detail)} conditions by themselves say the same"
        )
    return f"{text}."


def _valued(row: pd.Series) -> str:
    return amount(str(row["outcome"]), float(row["value"]), float(row["low"]), float(row["high"]))


_FINDINGS: dict[str, Callable[[pd.DataFrame, str], str]] = {
    "morris": _morris, "sobol": _sobol, "features": _features, "regression": _regression, "prim": _prim,
    "contrasts": _contrasts, "subsets": _subsets,
}  # fmt: skip
_HEADLINES: dict[str, Callable[[pd.DataFrame], str]] = {
    "morris": _first("mu_star", 'moved most by "{name}", {value} over its range.'),
    "sobol": _first("total", 'most of the variance is due to "{name}", {value}.'),
    "features": _first("score", 'best foretold by "{name}", score {value}.'),
    "regression": _first("effect", 'changes most with "{name}", {value} over its range.'),
    "contrasts": _contrasts_headline,
}

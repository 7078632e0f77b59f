"""What each group of choices contributes, in a sentence for each of four outcomes; silent where luck could do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from socialicence.explanation.effects import TOGETHER
from socialicence.figures.contributions import amount, outcome_name
from socialicence.words import capital, listed, lower

if TYPE_CHECKING:
    import pandas as pd

SAID = {
    "licence_affected": "of every 100 people affected, {by} back the sharing",
    "access_within_24m_academic": "of every 100 projects of academic researchers, {by} have access within two years",
    "external_access": "of every 100 data shares, {by} go to people outside government",
    "cross_department": "departments clear {by} desks together in a month",
}
"""The outcomes that are told, in this order, and how."""
SHARES = tuple(outcome for outcome in SAID if outcome != "cross_department")
MOST, WHOLE = 2, 1.5
"""Choices that are named for each outcome, and from how many of a hundred on whole ones are told."""


def told(contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the contributions to the outcomes that the page tells of, in its order."""
    import pandas as pd

    parts = [contributions[contributions["outcome"] == outcome] for outcome in SAID]
    return pd.concat(parts, ignore_index=True)


def sentences(contributions: pd.DataFrame) -> list[str]:
    """Return a sentence for each outcome: what all choices do together, and which of them do most of it."""
    return [
        _sentence(outcome, contributions[contributions["outcome"] == outcome])
        for outcome in SAID
        if (contributions["outcome"] == outcome).any()
    ]


def _sentence(outcome: str, rows: pd.DataFrame) -> str:
    whole = rows[rows["lever"] == TOGETHER].iloc[0]
    if not whole["alone_clear"]:
        return f"{outcome_name(outcome)}: no change that luck could not explain."
    by = f"{_size(whole['alone'], outcome)} {'more' if whole['alone'] > 0 else 'fewer'}"
    low, high = (amount(whole[f"alone_{end}"], outcome) for end in ("low", "high"))
    text = f"{capital(SAID[outcome].format(by=by))} ({low} to {high} over pairs of runs)."
    named = [_choice(row, outcome) for row in _most(rows, whole["alone"])]
    if not named:
        return f"{text} No one choice does it by itself."
    return f"{text} Most of it comes from {listed(named)}."


def _most(rows: pd.DataFrame, whole: float) -> list[Any]:
    """The choices that do most of it, from both ends, and clear of luck at both."""
    own = rows[rows["last"].notna()]
    own = own[own["alone_clear"].astype(bool) & own["last_clear"].astype(bool)]
    size = (own["alone"] + own["last"]) / 2
    own = own[size * whole > 0.1 * whole * whole]
    order = size.loc[own.index].abs().sort_values(ascending=False, kind="stable").index
    return [row for _, row in own.loc[order].head(MOST).iterrows()]


def _choice(row: Any, outcome: str) -> str:
    alone, last = amount(row["alone"], outcome), amount(row["last"], outcome)
    return f"“{lower(str(row['label']))}” ({alone} alone, {last} last)"


def _size(value: float, outcome: str) -> str:
    """A difference in whole people or projects where it is one, else to a decimal."""
    scaled = abs(100 * value if outcome in SHARES else value)
    return f"about {scaled:.0f}" if outcome in SHARES and scaled >= WHOLE else f"{scaled:.1f}"

"""Cut-offs of willingness: one for each survey, fitted to the support and opposition it published (specification 4.3).

`socialicence calibrate public` shows each survey's cut-off and what it leaves unexplained. The fitted numbers stand in
the parameter table.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from socialicence.parameters import defaults
from socialicence.population import draw_public
from socialicence.state.institutions import standard_institutions
from socialicence.state.tables import Array, Citizens

FILE = Path(__file__).parents[1] / "data" / "licence_items.csv"
REFERENCE_CITIZENS, REFERENCE_SEED = 20_000, 1
GRID = np.linspace(0.0, 0.9, 3601)
"""Cut-offs tried: steps of a quarter of a thousandth."""


@dataclass(frozen=True)
class Item:
    """One published question: shares that support and oppose a use of data (NaN where not published)."""

    survey: str
    context: str
    support: float
    oppose: float


@dataclass(frozen=True)
class Residual:
    """What a fit leaves unexplained of one item, in points."""

    item: Item
    support: float
    oppose: float


@cache
def items() -> tuple[Item, ...]:
    """Return the published questions."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Item(
            row["survey"],
            row["context"],
            float(row["support_percent"]) / 100,
            float(row["oppose_percent"]) / 100 if row["oppose_percent"] else np.nan,
        )
        for row in rows
    )


def willingness_of(citizens: Citizens, context: str, values: Mapping[str, float]) -> Array:
    """Willingness of each citizen at month 0 in one context, in plain numpy."""
    institutions = standard_institutions()
    use = institutions.contexts[institutions.context_names.index(context)]
    trust = citizens.trust.astype(float)
    owners = [k for k in range(trust.shape[1]) if int(use["owners"]) >> k & 1]
    understanding = citizens.understanding.astype(float)
    safeguards = understanding * use["safeguards"] + (1 - understanding) * values["blind_safeguards"]
    grounds = np.column_stack(
        [
            trust[:, owners].mean(axis=1),
            trust[:, use["recipient"]],
            citizens.perceived_benefit + use["benefit"],
            safeguards,
        ]
    )
    grounds = np.maximum(grounds, 0.05)
    weights = np.array([values[f"weight.{name}"] for name in ("owner", "recipient", "benefit", "safeguards")])
    harmonic = weights.sum() / (weights / grounds).sum(axis=1)
    linear = grounds @ weights / weights.sum()
    mean = harmonic + values["linear_share"] * (linear - harmonic)
    return mean - values["concern_weight"] * citizens.concern * use["sensitivity"]


def shares_at(willing: Array, weight: Array, cutoff: float, values: Mapping[str, float]) -> tuple[float, float]:
    """Weighted shares that support and oppose at a cut-off."""
    spread, gap = values["support_spread"], values["opposition_gap"]
    support = 1 / (1 + np.exp(-(willing - cutoff) / spread))
    oppose = 1 / (1 + np.exp(-(cutoff - gap - willing) / spread))
    return float(np.average(support, weights=weight)), float(np.average(oppose, weights=weight))


def fit_cutoffs(values: Mapping[str, float] | None = None) -> tuple[dict[str, float], list[Residual]]:
    """Fit each survey's cut-off by least squares over its support and opposition; the pooled one is their mean.

    Returns
    -------
    cutoffs : dict
        By survey, and `pooled`.
    residuals : list of Residual
        Model less published, in points.
    """
    values = defaults() if values is None else values
    citizens, _ = draw_public(REFERENCE_CITIZENS, REFERENCE_SEED, values)
    weight = citizens.weight.astype(float)
    cutoffs: dict[str, float] = {}
    residuals = []
    for survey in dict.fromkeys(item.survey for item in items()):
        own = [(item, willingness_of(citizens, item.context, values)) for item in items() if item.survey == survey]
        best = _least_squares(own, weight, values)
        cutoffs[survey] = best
        for item, willing in own:
            support, oppose = shares_at(willing, weight, best, values)
            residuals.append(Residual(item, 100 * (support - item.support), 100 * (oppose - item.oppose)))
    cutoffs["pooled"] = float(np.mean(list(cutoffs.values())))
    return cutoffs, residuals


def _least_squares(own: list[tuple[Item, Array]], weight: Array, values: Mapping[str, float]) -> float:
    """Cut-off with the least squared miss, to a quarter of a thousandth: a coarse pass, then a fine one."""

    def miss(cutoff: float) -> float:
        total = 0.0
        for item, willing in own:
            support, oppose = shares_at(willing, weight, cutoff, values)
            total += (support - item.support) ** 2
            total += 0.0 if np.isnan(item.oppose) else (oppose - item.oppose) ** 2
        return total

    coarse = min(GRID[::40], key=miss)
    near = GRID[(coarse - 0.011 < GRID) & (coarse + 0.011 > GRID)]
    return float(min(near, key=miss))

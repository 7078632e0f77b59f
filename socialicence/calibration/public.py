"""The fit of the public at the start: trust, with a threshold for each survey measure, and cut-offs of willingness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from socialicence.calibration.cutoffs import Residual as CutoffResidual
from socialicence.calibration.cutoffs import fit_cutoffs
from socialicence.population.trust import Residual, TrustFit, fit_trust

LEVELS_HEAD = ("organisation", "level_probits", "loading")
THRESHOLDS_HEAD = ("survey", "measure", "threshold_probits", "items")
RESIDUALS_HEAD = ("survey", "measure", "organisation", "about", "published_percent", "fitted_percent", "miss_points",
                  "used")  # fmt: skip
CUTOFFS_HEAD = ("survey", "cutoff", "in_force")
ITEMS_HEAD = ("survey", "context", "support_percent", "support_miss_points", "oppose_percent", "oppose_miss_points")


@dataclass(frozen=True)
class PublicFit:
    """Both fits of month 0.

    Attributes
    ----------
    trust : TrustFit
    cutoffs : dict
        By survey, and `pooled`.
    items : list
        What the cut-offs leave unexplained.
    values : mapping
        The parameter values that they were fitted with.
    """

    trust: TrustFit
    cutoffs: dict[str, float]
    items: list[CutoffResidual]
    values: Mapping[str, float]


@dataclass(frozen=True)
class SurveyMiss:
    """How far the fit of trust is from one survey, in points over its items.

    `no_difference` is the same for "all organisations alike": each item at the mean of those on its threshold. A
    threshold with a single item is met by construction, in both.
    """

    survey: str
    items: int
    root_mean_square: float
    no_difference: float
    worst: float
    about: str
    used: int


def fit_public(values: Mapping[str, float]) -> PublicFit:
    """Fit initial trust and cut-offs, given the values of all parameters."""
    cutoffs, items = fit_cutoffs(values)
    return PublicFit(fit_trust(values), cutoffs, items, values)


def survey_misses(fit: PublicFit) -> list[SurveyMiss]:
    """Return the residuals of trust by survey, the worst-fitted survey first."""
    found = []
    for survey, group in groupby(sorted(fit.trust.residuals, key=_survey), key=_survey):
        own = list(group)
        worst = max(own, key=lambda one: abs(one.deviation_points))
        found.append(
            SurveyMiss(
                survey,
                len(own),
                float(np.sqrt(np.mean([one.deviation_points**2 for one in own]))),
                _no_difference(own),
                worst.deviation_points,
                worst.item.organisation.label,
                sum(one.item.fitted for one in own),
            )
        )
    return sorted(found, key=lambda one: -one.root_mean_square)


def _no_difference(own: list[Residual]) -> float:
    """Root mean squared miss, in points, of the mean of the items on each threshold."""
    alike: dict[tuple[str, str], list[float]] = {}
    for one in own:
        alike.setdefault(one.item.threshold, []).append(100.0 * one.item.share)
    gaps = [share - np.mean(shares) for shares in alike.values() for share in shares]
    return float(np.sqrt(np.mean(np.square(gaps))))


def _survey(one: Residual) -> str:
    return one.item.survey


def tables(fit: PublicFit) -> dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Return the files of the fit by name: head and rows."""
    from socialicence.categories import OrganisationType

    trust = fit.trust
    counts = {key: sum(one.item.threshold == key for one in trust.residuals) for key in trust.threshold}
    return {
        "trust_levels.csv": (
            LEVELS_HEAD,
            [(k.label, f"{trust.level[k]:.4f}", f"{trust.loading[k]:.4f}") for k in OrganisationType],
        ),
        "trust_thresholds.csv": (
            THRESHOLDS_HEAD,
            [(*key, f"{value:.4f}", str(counts[key])) for key, value in sorted(trust.threshold.items())],
        ),
        "trust_residuals.csv": (RESIDUALS_HEAD, [_residual_row(one) for one in trust.residuals]),
        "cutoffs.csv": (
            CUTOFFS_HEAD,
            [(name, f"{value:.4f}", f"{fit.values[f'cutoff.{name}']:g}") for name, value in fit.cutoffs.items()],
        ),
        "cutoff_residuals.csv": (ITEMS_HEAD, [_item_row(one) for one in fit.items]),
    }


def _residual_row(one: Residual) -> tuple[str, ...]:
    item = one.item
    return (
        item.survey, item.measure, item.organisation.label, item.about, f"{100 * item.share:.1f}",
        f"{one.expected_percent:.1f}", f"{one.deviation_points:+.1f}", "yes" if item.fitted else "reported only",
    )  # fmt: skip


def _item_row(one: CutoffResidual) -> tuple[str, ...]:
    def told(value: float, form: str) -> str:
        return "" if np.isnan(value) else format(value, form)

    item = one.item
    return (
        item.survey, item.context, f"{100 * item.support:.1f}", f"{one.support:+.1f}",
        told(100 * item.oppose, ".1f"), told(one.oppose, "+.1f"),
    )  # fmt: skip


def as_json(fit: PublicFit) -> dict[str, Any]:
    """Return the fit as JSON has it."""
    return {
        name.removesuffix(".csv"): [dict(zip(head, row, strict=True)) for row in rows]
        for name, (head, rows) in tables(fit).items()
    } | {"surveys": [one.__dict__ for one in survey_misses(fit)]}

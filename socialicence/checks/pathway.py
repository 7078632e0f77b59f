"""P6 and P10: how long projects take, and what a newcomer does to a blocked desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from socialicence.categories import Outcome
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_runs, seen_in_settings
from socialicence.checks.uncertainty import Estimate, estimated
from socialicence.outcomes.pathway_times import median_months, requests_of, share_within, times_to_access
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.world import World

MEDIANS = {"reuse": 3.6, "one": 9.9, "several": 25.0}
"""Months, as specification 4.8 works them out from published times."""
TOLERATED = 0.20
WINDOW = 3.0
"""Months after a desk changed hands in which its effect is looked for."""
NEWCOMERS = {"fresh": 1.0, "copies": 0.0}
"""How far newcomers differ from those they follow."""
COPIES = (0.67, 1.5)
"""An interval wider than this says nothing about copies."""


def _durations(world: World) -> np.ndarray:
    """Of each request not refused: kind (0 reuse, 1 one owner, 2 several), months followed, reached, lost."""
    projects = requests_of(world)
    months, reached, lost = times_to_access(projects, float(world.month))
    kind = np.where(projects["reuse"] == 1, 0, np.where(projects["number_of_owners"] == 1, 1, 2))
    return np.column_stack([kind, months, reached, lost])[projects["outcome"] != Outcome.REFUSED]


def _times(seen: Sequence[np.ndarray]) -> dict[str, float]:
    """Medians and skew by kind of project, and the share of multi-owner projects with access in two years."""
    found = np.concatenate(list(seen))
    numbers: dict[str, float] = {}
    for code, name in enumerate(MEDIANS):
        own = found[found[:, 0] == code]
        times = own[own[:, 2] == 1, 1]
        numbers[f"median_{name}"] = median_months(own[:, 1], own[:, 2] == 1) or np.inf
        numbers[f"skew_{name}"] = float(times.mean() / np.median(times)) if times.size else np.nan
    several = found[found[:, 0] == 2]
    numbers["several_within_24m"] = (
        share_within(several[:, 1], several[:, 2] == 1, several[:, 3] == 1, TWO_YEARS) or 0.0
    )
    return numbers


def durations_as_published(runs: int = 120, citizens: int = 500) -> Finding:
    """P6: durations are right-skewed with the published medians; most multi-owner projects miss two years."""
    seen = seen_in_runs(_durations, runs=runs, citizens=citizens)
    found = estimated(_times, seen)
    medians = [found[f"median_{name}"].value for name in MEDIANS]
    within = found["several_within_24m"]
    measures = []
    for (name, target), label in zip(MEDIANS.items(), ("reuse", "one owner", "several owners"), strict=True):
        low, high = target * (1 - TOLERATED), target * (1 + TOLERATED)
        measures += [
            measured(f"median_{name}", f"median, {label}", found[f"median_{name}"], at_least=low, at_most=high,
                     unit="months"),
            measured(f"skew_{name}", f"mean over median, {label}", found[f"skew_{name}"], at_least=1.0, unit="ratio"),
        ]  # fmt: skip
    measures.append(
        measured("several_within_24m", "several owners: access in two years", within, at_most=0.5, unit="share")
    )
    return concluded(
        "P6",
        expectation="Durations right-skewed, medians 3.6 (reuse), 9.9 (one owner), 25 months (several); fewer than "
        "half of multi-owner projects reach access in two years",
        source="Taylor 2021, Macnair 2021, ONS SRS, DARS",
        tolerance=f"medians within {TOLERATED:.0%} (published ranges are as wide), mean above median, share below half",
        found=f"medians {medians[0]:.1f}, {medians[1]:.1f}, {medians[2]:.1f} months; {within.value:.1%} "
        f"({within.low:.1%} to {within.high:.1%}) of multi-owner projects within two years "
        f"({sum(len(one) for one in seen):,} projects)",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )


def _blocked_time(world: World) -> np.ndarray:
    """Of each stage: unblockings and desk-months at risk, in the window after a change of hands and otherwise.

    The window is that of the first change: to take the last would leave out windows that end in another change,
    in which by definition nothing opened. A desk-month is at risk if at its start the desk was blocked and held.
    """
    visits = world.visits[: world.visit_count]
    blocked = visits[(visits["was_blocked"] == 1) & (visits["blocked_at"] > 0.0)]  # not from before month 0
    opened = blocked["opened_at"] >= 0
    end = np.where(opened, blocked["opened_at"], np.where(blocked["left"] >= 0, blocked["left"], float(world.month)))
    first, last = np.ceil(blocked["blocked_at"]), np.floor(end)
    counted = last >= first
    changed = blocked["holder_changed"]
    has_changed = (changed >= first) & (changed <= last)
    months = np.where(counted, last - first + 1.0, 0.0)
    window = np.where(has_changed, np.minimum(last - changed + 1.0, WINDOW), 0.0)
    in_window = has_changed & opened & (last - changed < WINDOW)
    rest = np.maximum(months - window - np.floor(blocked["blocked_vacant"]), 0.0)
    outside = opened & counted & ~in_window
    return np.column_stack(
        [np.bincount(blocked["stage"], weights=weights, minlength=11) for weights in (in_window, window, outside, rest)]
    )


def _hazard_ratio(seen: Sequence[np.ndarray]) -> Estimate:
    """Mantel-Haenszel ratio of unblocking rates, stratified by stage, with its 95 % interval."""
    a, t1, b, t0 = np.sum(seen, axis=0).T
    total = np.where(t1 + t0 > 0, t1 + t0, 1.0)
    ratio = float(((a * t0) / total).sum() / max(((b * t1) / total).sum(), 1e-9))
    error = float(np.sqrt(1 / max(a.sum(), 1.0) + 1 / max(b.sum(), 1.0)))
    return Estimate(ratio, ratio * error, ratio * float(np.exp(-1.96 * error)), ratio * float(np.exp(1.96 * error)))


def around_one(estimate: Estimate) -> bool | None:
    """Whether an interval holds 1; an interval that would hold almost anything cannot be judged."""
    low, high = estimate.low, estimate.high
    if not low <= 1.0 <= high:
        return False
    return True if COPIES[0] <= low and high <= COPIES[1] else None


def newcomers_open_desks(runs: int = 60, citizens: int = 200) -> Finding:
    """P10: a blocked desk opens sooner after it changes hands, and not if the newcomer is a copy."""
    doubled: dict[str, object] = {"turnover_scale": 2.0}
    seen = seen_in_settings(
        _blocked_time,
        {name: Setting(changes={**doubled, "newcomers_differ": differ}) for name, differ in NEWCOMERS.items()},
        runs=runs,
        citizens=citizens,
    )
    fresh, copies = (_hazard_ratio(seen[name]) for name in NEWCOMERS)
    return concluded(
        "P10",
        expectation="A blocked desk opens sooner in the three months after its holder changes; not if the newcomer is "
        "a copy",
        source="OSR sociotechnical blog: barriers unblocked when new people arrive",
        tolerance="ratio of unblocking rates, stratified by stage: interval above 1 for newcomers; for copies it "
        f"contains 1, and is judged only if it lies within {COPIES[0]:g} to {COPIES[1]:g} (turnover doubled, so that "
        "changes are many)",
        found=f"newcomers {fresh.told()}; copies {copies.told()}",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("fresh", "newcomers: ratio of unblocking rates", fresh, at_least=1.0, unit="ratio",
                     worth=COPIES[1] - 1.0),
            replace(
                measured("clone", "copies: ratio of unblocking rates", copies, at_least=COPIES[0], at_most=COPIES[1],
                         unit="ratio"),
                verdict=around_one(copies),
            ),
        ],
    )  # fmt: skip

"""P6 and P10: how long projects take, and what a newcomer does to a blocked desk."""

from __future__ import annotations

import numpy as np

from socialicence.categories import Outcome
from socialicence.checks.finding import Finding
from socialicence.checks.paired import seen_in_runs
from socialicence.outcomes.pathway_times import median_months, share_within, times_to_access
from socialicence.world import World

MEDIANS = {"reuse": 3.6, "one": 9.9, "several": 25.0}
"""Months, of evidence.md section 2 as worked out in model.md 4.8."""
TOLERATED = 0.20
WINDOW = 3.0
"""Months after a desk changed hands in which its effect is looked for."""


def _durations(world: World) -> np.ndarray:
    """Of each project not refused: kind (0 reuse, 1 one owner, 2 several), months followed, reached, lost."""
    projects = world.projects[: world.project_count]
    months, reached, lost = times_to_access(projects, float(world.month))
    kind = np.where(projects["reuse"] == 1, 0, np.where(projects["number_of_owners"] == 1, 1, 2))
    return np.column_stack([kind, months, reached, lost])[projects["outcome"] != Outcome.REFUSED]


def durations_as_published(runs: int = 30, citizens: int = 500) -> Finding:
    """P6: durations are right-skewed with the published medians; most multi-owner projects miss two years."""
    found = np.concatenate(seen_in_runs(_durations, runs=runs, citizens=citizens))
    numbers: dict[str, float] = {}
    passed = True
    for code, (name, target) in enumerate(MEDIANS.items()):
        own = found[found[:, 0] == code]
        median = median_months(own[:, 1], own[:, 2] == 1) or np.inf
        times = own[own[:, 2] == 1, 1]
        numbers[f"median_{name}"] = median
        numbers[f"skew_{name}"] = float(times.mean() / np.median(times))
        passed = passed and abs(median / target - 1) <= TOLERATED and numbers[f"skew_{name}"] > 1.0
    several = found[found[:, 0] == 2]
    within = share_within(several[:, 1], several[:, 2] == 1, several[:, 3] == 1, 24.0) or 0.0
    numbers["several_within_24m"] = within
    return Finding(
        "P6",
        "Durations right-skewed, medians 3.6 (reuse), 9.9 (one owner), 25 months (several); fewer than half of "
        "multi-owner projects reach access in two years",
        "evidence.md section 2: Taylor 2021, Macnair 2021, ONS SRS, DARS",
        f"medians within {TOLERATED:.0%} (published ranges are as wide), mean above median, share below half",
        f"medians {numbers['median_reuse']:.1f}, {numbers['median_one']:.1f}, {numbers['median_several']:.1f} months; "
        f"{within:.0%} of multi-owner projects within two years ({len(found)} projects)",
        runs,
        bool(passed and within < 0.5),
        numbers,
    )


def _blocked_time(world: World) -> np.ndarray:
    """Of each stage: unblockings and desk-months at risk, in the window after a change of hands and otherwise.

    The window is that of the first change: to take the last would leave out windows that end in another change,
    in which by definition nothing opened. A desk-month is at risk if at its start the desk was blocked and held.
    """
    visits = world.visits[: world.visit_count]
    blocked = visits[visits["was_blocked"] == 1]
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


def _hazard_ratio(runs: int, citizens: int, differ: float) -> tuple[float, float, float]:
    """Mantel-Haenszel ratio of unblocking rates, stratified by stage, with its 95 % interval."""
    changes: dict[str, object] = {"newcomers_differ": differ, "turnover_scale": 2.0}
    a, t1, b, t0 = np.sum(seen_in_runs(_blocked_time, runs=runs, citizens=citizens, changes=changes), axis=0).T
    total = np.where(t1 + t0 > 0, t1 + t0, 1.0)
    ratio = float(((a * t0) / total).sum() / ((b * t1) / total).sum())
    error = float(np.sqrt(1 / max(a.sum(), 1.0) + 1 / max(b.sum(), 1.0)))
    return ratio, ratio * np.exp(-1.96 * error), ratio * np.exp(1.96 * error)


def newcomers_open_desks(runs: int = 60, citizens: int = 200) -> Finding:
    """P10: a blocked desk opens sooner after it changes hands, and not if the newcomer is a copy."""
    fresh, low, high = _hazard_ratio(runs, citizens, 1.0)
    clone, clone_low, clone_high = _hazard_ratio(runs, citizens, 0.0)
    return Finding(
        "P10",
        "A blocked desk opens sooner in the three months after its holder changes; not if the newcomer is a copy",
        "OSR sociotechnical blog: barriers unblocked when new people arrive",
        "ratio of unblocking rates, stratified by stage: interval above 1 for newcomers, containing 1 for copies "
        "(turnover doubled, so that changes are many)",
        f"newcomers {fresh:.2f} ({low:.2f} to {high:.2f}); copies {clone:.2f} ({clone_low:.2f} to {clone_high:.2f})",
        runs,
        bool(low > 1.0 and clone_low <= 1.0 <= clone_high),
        {"fresh": fresh, "fresh_low": low, "clone": clone, "clone_low": clone_low, "clone_high": clone_high},
    )

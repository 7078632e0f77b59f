"""P4 and P5: an ordinary breach is forgotten, and a scandal stays with the type of organisation it hit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.checks.finding import Finding
from socialicence.checks.paired import seen_in_runs
from socialicence.scenarios import Scenario, load
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.world import World

MONTH, LATER = 12, 18
SPILLOVERS = (0.0, 0.15, 0.35)


def _with_shock(shock: ScheduledShock) -> Scenario:
    return replace(load("status_quo"), shocks=(shock,))


def _trust(world: World) -> np.ndarray:
    return np.concatenate([world.observations.trust[:, :, 0] * 100, world.observations.mood[:, 5:6, 0] * 100], axis=1)


def _effect(shock: ScheduledShock, runs: int, citizens: int, changes: dict[str, object]) -> np.ndarray:
    """Paired differences a shock makes: runs x months x (trust by type, objecting), in points.

    The events that the system causes itself are drawn alike in both and fall in both.
    """
    months = LATER + 6
    hit = seen_in_runs(
        _trust, runs=runs, citizens=citizens, scenario=_with_shock(shock), changes=changes, months=months
    )
    calm = seen_in_runs(_trust, runs=runs, citizens=citizens, changes=changes, months=months)
    return np.array(hit) - np.array(calm)


def breach_is_forgotten(runs: int = 10, citizens: int = 4000) -> Finding:
    """P4: six months after an ordinary breach trust is nearly back; objections are not."""
    shock = ScheduledShock(shock=Shock.BREACH, month=MONTH - 0.5, department="Hospital records")
    effect = _effect(shock, runs, citizens, {})
    k = OrganisationType.HEALTH_SERVICE
    dip, left = effect[:, MONTH, k], effect[:, LATER, k]
    share = float(left.mean() / dip.mean())
    announced = ScheduledShock(shock=Shock.ANNOUNCEMENT, month=2.0, organisation=k, domains=(Domain.HEALTH,))
    objecting = _effect(announced, runs, citizens, {})[:, :, -1]
    most, left_at_end = objecting.mean(axis=0).max(), objecting[:, -1].mean()
    return Finding(
        "P4",
        "Six months after an ordinary breach trust is within 10 % of the dip's depth of where it was; objections stay",
        "doi 10.1287/isre.2023.0391; national data opt-out 2020-21",
        "mean dip left below 10 %; at least 90 % of the objections after an announcement left a year and a half later",
        f"{share * 100:.1f} % of a dip of {-dip.mean():.2f} points left (SD over runs {dip.std():.2f}); "
        f"objecting +{most:.2f} points at most, +{left_at_end:.2f} at the end",
        runs,
        bool(dip.mean() < 0 and abs(share) < 0.10 and most > 0 and left_at_end >= 0.9 * most),
        {"dip_points": float(dip.mean()), "share_left": share, "objecting_points": float(left_at_end)},
    )


def scandal_stays(runs: int = 8, citizens: int = 3000) -> Finding:
    """P5: a scandal of one type moves that type by many points, others by few, over the range of spillover."""
    k = OrganisationType.CENTRAL_GOVERNMENT
    shock = ScheduledShock(shock=Shock.SCANDAL, month=MONTH - 0.5, organisation=k)
    numbers: dict[str, float] = {}
    parts = []
    passed = True
    for spillover in SPILLOVERS:
        effect = _effect(shock, runs, citizens, {"spillover": spillover})[:, MONTH, :8].mean(axis=0)
        others = np.delete(effect, k)
        numbers[f"own_points_{spillover:g}"] = float(effect[k])
        numbers[f"other_points_{spillover:g}"] = float(others.min())
        parts.append(f"spillover {spillover:g}: {effect[k]:.1f} against {others.min():.1f}")
        passed = passed and effect[k] < -4.0 and abs(others.min()) <= 0.5 * abs(effect[k])
    return Finding(
        "P5",
        "A scandal of one type of organisation moves that type by many points, others by few",
        "PCOS: civil service -6, statistics office -2, 2021-23",
        "own type down by more than 4 points; every other by at most half as much, over the whole range of spillover",
        "; ".join(parts) + " points",
        runs,
        passed,
        numbers,
    )

"""P4 and P5: an ordinary breach is forgotten, and a scandal stays with the type of organisation it hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.uncertainty import estimated
from socialicence.month import STAGES
from socialicence.month.schedule import without
from socialicence.scenarios import load
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.state.observations import ALL, Mood
from socialicence.world import World

MONTH, LATER = 12, 18
MONTHS = LATER + 6
SPILLOVERS = (0.0, 0.15, 0.35)
FORGOTTEN, KEPT = 0.10, 0.90
MANY_POINTS, FEW = 4.0, 0.5
QUIET = without(STAGES, "programmes")
"""One event alone: contests of programmes would add attention of their own."""
OBJECTING = 8
"""Place of objecting among what is seen, after trust in the eight types."""


def _with_shock(shock: ScheduledShock, changes: dict[str, object] | None = None) -> Setting:
    return Setting(replace(load("status_quo"), shocks=(shock,)), changes or {}, MONTHS, QUIET)


def _trust(world: World) -> np.ndarray:
    """Trust by type, and objecting, in points: months x 9."""
    seen = world.observations
    return np.column_stack([seen.trust[:, :, ALL] * 100, seen.mood[:, Mood.OBJECTING, ALL] * 100])


def _breach(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """What a breach and an announcement did: the dip, the share of it left, objections at most and at the end."""
    breach, announced = (np.mean([pair[i] for pair in pairs], axis=0) for i in (0, 1))
    k = OrganisationType.HEALTH_SERVICE
    most = float(announced[:, OBJECTING].max())
    return {
        "dip_points": float(-breach[MONTH, k]),
        "share_left": float(breach[LATER, k] / breach[MONTH, k]),
        "objecting_points": most,
        "objecting_left": float(announced[-1, OBJECTING] / most) if most > 0 else 0.0,
    }


def breach_is_forgotten(runs: int = 10, citizens: int = 4000) -> Finding:
    """P4: six months after an ordinary breach trust is nearly back; objections are not."""
    k = OrganisationType.HEALTH_SERVICE
    seen = seen_in_settings(
        _trust,
        {
            "calm": Setting(months=MONTHS, stages=QUIET),
            "breach": _with_shock(ScheduledShock(Shock.BREACH, month=MONTH - 0.5, department="Hospital records")),
            "announced": _with_shock(
                ScheduledShock(Shock.ANNOUNCEMENT, month=2.0, organisation=k, domains=(Domain.HEALTH,))
            ),
        },
        runs=runs,
        citizens=citizens,
    )
    pairs = [(b - c, a - c) for b, a, c in zip(seen["breach"], seen["announced"], seen["calm"], strict=True)]
    found = estimated(_breach, pairs)
    left, dip = found["share_left"], found["dip_points"]
    return concluded(
        "P4",
        expectation="Six months after an ordinary breach trust is within 10 % of the dip's depth of where it was; "
        "objections stay",
        source="doi 10.1287/isre.2023.0391; national data opt-out 2020-21",
        tolerance="between -10 and 10 % of the mean dip left (the pattern's own figure); at least 90 % of the "
        "objections after an announcement left a year and a half later, as a few are taken back",
        found=f"{left.value * 100:.1f} % of a dip of {dip.value:.2f} points left ({left.low * 100:.1f} to "
        f"{left.high * 100:.1f}); objecting +{found['objecting_points'].value:.2f} points at most, "
        f"{found['objecting_left'].value:.0%} of it left",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("dip_points", "depth of the dip", dip, at_least=0.0),
            measured("share_left", "share of the dip left", left, at_least=-FORGOTTEN, at_most=FORGOTTEN, unit="share"),
            measured("objecting_points", "more objecting after an announcement", found["objecting_points"], at_least=0),
            measured("objecting_left", "share of these left", found["objecting_left"], at_least=KEPT, unit="share"),
        ],
    )


def _scandal(seen: Sequence[tuple[np.ndarray, ...]]) -> dict[str, float]:
    """Fall of the type that was hit, and the largest of another as a share of it, for each spillover."""
    k = OrganisationType.CENTRAL_GOVERNMENT
    numbers: dict[str, float] = {}
    for place, spillover in enumerate(SPILLOVERS):
        effect = np.mean([one[place] for one in seen], axis=0)[MONTH, :OBJECTING]
        numbers[f"own_points_{spillover:g}"] = float(-effect[k])
        numbers[f"other_share_{spillover:g}"] = float(np.abs(np.delete(effect, k)).max() / -effect[k])
    return numbers


def scandal_stays(runs: int = 8, citizens: int = 3000) -> Finding:
    """P5: a scandal of one type moves that type by many points, others by few, over the range of spillover."""
    shock = ScheduledShock(Shock.SCANDAL, month=MONTH - 0.5, organisation=OrganisationType.CENTRAL_GOVERNMENT)
    settings: dict[str, Setting] = {}
    for spillover in SPILLOVERS:
        settings[f"calm {spillover}"] = Setting(changes={"spillover": spillover}, months=MONTHS)
        settings[f"hit {spillover}"] = _with_shock(shock, {"spillover": spillover})
    seen = seen_in_settings(_trust, settings, runs=runs, citizens=citizens)
    effects = [
        tuple(seen[f"hit {spillover}"][run] - seen[f"calm {spillover}"][run] for spillover in SPILLOVERS)
        for run in range(runs)
    ]
    found = estimated(_scandal, effects)
    measures, parts = [], []
    for spillover in SPILLOVERS:
        own, other = found[f"own_points_{spillover:g}"], found[f"other_share_{spillover:g}"]
        measures += [
            measured(f"own_points_{spillover:g}", f"fall of the type hit, spillover {spillover:g}", own,
                     at_least=MANY_POINTS),
            measured(f"other_share_{spillover:g}", f"largest fall elsewhere against it, spillover {spillover:g}",
                     other, at_most=FEW, unit="share"),
        ]  # fmt: skip
        parts.append(f"spillover {spillover:g}: -{own.value:.1f} against -{own.value * other.value:.1f}")
    return concluded(
        "P5",
        expectation="A scandal of one type of organisation moves that type by many points, others by few",
        source="PCOS: civil service -6, statistics office -2, 2021-23",
        tolerance="own type down by more than 4 points; every other by at most half as much (published: a third), "
        "over the whole range of spillover",
        found="; ".join(parts) + " points",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )

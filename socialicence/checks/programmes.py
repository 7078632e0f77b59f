"""P14, P17, P18 and P19: how often programmes are contested and altered, and what a contest does to the public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from socialicence.categories import Domain, OrganisationType, Segment, Shock
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.uncertainty import estimated, mean_of
from socialicence.month import STAGES, Stage
from socialicence.month.schedule import inserted, without
from socialicence.outcomes.contests import contests_of, median_time, share_by, times_to_contest
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.rules.objection import DAYS_A_MONTH
from socialicence.scenarios import load
from socialicence.state.observations import AFFECTED, ALL, FIRST_SEGMENT
from socialicence.world import World

RECORD = "35 UK programmes, found by searching: famous failures are over-represented"
SOON, YEAR = 2, 12
"""Months after a contest in which support is lost, and after which what is left of the loss is told."""
AFTER_PAUSE = 8.0
"""Months after a contest over which objections are counted."""


class Record(NamedTuple):
    """What became of the programmes and shares of one run."""

    months: np.ndarray
    contested: np.ndarray
    altered: np.ndarray
    waits: np.ndarray
    decided: np.ndarray
    fast: np.ndarray
    shares: int
    shares_contested: int


def record_of(world: World) -> Record:
    """Return what became of the programmes and shares of a run."""
    months, contested = times_to_contest(world)
    table, contests = world.programmes, contests_of(world)
    long_ago = [
        one.programme
        for one in contests
        if one.month <= world.month - TWO_YEARS and not table["at_start"][one.programme]
    ]
    waits = np.array([(world.month if np.isnan(c.decided) else c.decided) - c.month for c in contests])
    projects = world.projects[: world.project_count]
    news = world.incidents[: world.incident_count]
    own = (news["shock"] == Shock.CONTROVERSY) & (news["project"] >= 0)
    return Record(
        months,
        contested,
        table["altered"][sorted(set(long_ago))] >= 0.0,
        waits,
        np.array([not np.isnan(c.decided) for c in contests], dtype=bool),
        np.array([c.fast for c in contests], dtype=bool),
        len(projects),
        len(set(news["project"][own].tolist())),
    )


def _pooled(seen: Sequence[Record]) -> dict[str, float]:
    """P14's figures over all programmes of some runs."""
    months, contested, altered, waits, decided, fast = (np.concatenate([one[n] for one in seen]) for n in range(6))
    return {
        "contested": share_by(months, contested, TWO_YEARS),
        "altered": float(altered.mean()) if altered.size else float("nan"),
        "fast": median_time(waits[fast], decided[fast]),
        "slow": median_time(waits[~fast], decided[~fast]),
        "shares": sum(one.shares_contested for one in seen) / sum(one.shares for one in seen),
    }


def contested_as_recorded(runs: int = 60, citizens: int = 1000) -> Finding:
    """P14: national programmes are contested and altered about as often, and as soon, as those on record."""
    seen = seen_in_settings(record_of, {"today": Setting()}, runs=runs, citizens=citizens)["today"]
    found = estimated(_pooled, seen)
    launched = sum(one.months.size for one in seen)
    return concluded(
        "P14",
        expectation="Status quo: about half of national programmes are contested within two years, most of those "
        "altered, soon by publicity and late by regulators and courts; single shares hardly ever",
        source=RECORD,
        tolerance="contested within 24 months of announcement, by Kaplan-Meier: 35-65 %; altered, of those contested "
        "24 months before the end: 60-90 %; median from contest to decision 0.5-3 months by a pause, 12-30 by a case; "
        "single shares contested: under 1 %. The record over-represents famous failures",
        found=f"{launched} programmes: {found['contested'].value:.0%} contested, {found['altered'].value:.0%} of those "
        f"altered; decided after {found['fast'].value:.1f} and {found['slow'].value:.1f} months; "
        f"{found['shares'].value:.2%} of shares contested",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("contested", "Programmes contested within two years", found["contested"], at_least=0.35,
                     at_most=0.65, unit="share"),
            measured("altered", "Of those, altered", found["altered"], at_least=0.6, at_most=0.9, unit="share"),
            measured("fast", "Median wait for a pause", found["fast"], at_least=0.5, at_most=3.0, unit="months"),
            measured("slow", "Median wait for a case", found["slow"], at_least=12.0, at_most=30.0, unit="months"),
            measured("shares", "Single shares contested", found["shares"], at_most=0.01, unit="share"),
        ],
    )  # fmt: skip


def _support(world: World) -> np.ndarray:
    """Licence among those affected by month, context and group, in points."""
    return 100.0 * world.observations.licence[:, :, :, AFFECTED].astype(float)


def _seen_by(world: World) -> tuple[Any, ...]:
    """What is needed to say what each contest did: support, trust, and the contests with owner's type and context."""
    table = world.programmes
    contests = [
        (int(np.ceil(one.month)), int(table["context"][one.programme]),
         int(world.departments["kind"][table["owner"][one.programme]]))
        for one in contests_of(world)
    ]  # fmt: skip
    return _support(world), 100.0 * world.observations.trust.astype(float), contests


def _losses(pairs: Sequence[tuple[Any, Any]]) -> dict[str, float]:
    """Mean over contests of what was lost, in points, against the same runs without programmes."""
    found: dict[str, list[float]] = {name: [] for name in ("own", "others", "trust", "little", "much", "left")}
    for (support, trust, contests), (calm, calm_trust, _) in pairs:
        lost, mistrusted = calm - support, calm_trust - trust
        for month, context, kind in contests:
            before, after, later = month - 1, month - 1 + SOON, month - 1 + YEAR
            if before < 1 or later >= len(support):
                continue
            change = lost[after, :, ALL] - lost[before, :, ALL]
            found["own"].append(change[context])
            found["others"].append(float(np.nanmean(np.delete(change, context))))
            found["trust"].append(mistrusted[after, kind, ALL] - mistrusted[before, kind, ALL])
            groups = slice(FIRST_SEGMENT, FIRST_SEGMENT + len(Segment))
            order = np.argsort(trust[before, kind, groups])
            by_segment = (lost[after, context, groups] - lost[before, context, groups])[order]
            found["little"].append(by_segment[0])
            found["much"].append(by_segment[-1])
            found["left"].append(lost[later, context, ALL] - lost[before, context, ALL])
    means = {name: float(np.nanmean(values)) for name, values in found.items()}
    return means | {"elsewhere": means["others"] / means["own"], "kept": means["left"] / means["own"]}


def contests_cost_support(runs: int = 40, citizens: int = 2000) -> Finding:
    """P17: a contest takes support from its own use, little from others, and hardly any trust in the owner's type."""
    seen = seen_in_settings(
        _seen_by, {"today": Setting(), "none": Setting(stages=without(STAGES, "programmes"))}, runs=runs,
        citizens=citizens,
    )  # fmt: skip
    found = estimated(_losses, list(zip(seen["today"], seen["none"], strict=True)))
    return concluded(
        "P17",
        expectation="A contested programme loses support in its own context within two months; other contexts lose "
        "less than a third of that; trust in its owner's type hardly moves",
        source="assumption; the nearest figures are Healthwatch 2018 to June 2021 (three years apart) and the platform "
        "contract (trust 69 to 68 %)",
        tolerance="against the same run without programmes: own context 3-25 points on average, others less than a "
        "third of it, trust in the owner's type less than 6 points. How it differs by trust in the owner, and what is "
        "left after a year, are reported without a range",
        found=f"own context {found['own'].told('.1f')} points, others {found['others'].value:.1f}, trust in the "
        f"owner's type {found['trust'].value:.1f}; segments that trust it least {found['little'].value:.1f}, most "
        f"{found['much'].value:.1f}; after a year {found['kept'].value:.0%} of the loss is left",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("own", "Support lost in its own context", found["own"], at_least=3.0, at_most=25.0),
            measured("elsewhere", "Loss elsewhere against that", found["elsewhere"], at_most=1 / 3, unit="ratio"),
            measured("trust", "Trust lost in the owner's type", found["trust"], at_most=6.0),
            measured("little", "Lost among the segment that trusts the owner least", found["little"]),
            measured("much", "Lost among the segment that trusts the owner most", found["much"]),
            measured("kept", "Share of the loss left after a year", found["kept"], unit="ratio"),
        ],
    )


def _let_nobody_contest(world: World, month: int) -> None:
    """Let programmes run without contests (a stage)."""
    world.programmes["may_be_contested"] = 0


def _quiet() -> tuple[Stage, ...]:
    stage = Stage("quiet", _let_nobody_contest)
    again = Stage("still_quiet", _let_nobody_contest)
    # Before and after: a programme launched this month could otherwise be contested in it.
    return inserted(inserted(STAGES, stage, before="programmes"), again, after="programmes")


def _trust_at_end(world: World) -> np.ndarray:
    return 100.0 * world.observations.trust[world.month, :, ALL].astype(float)


def quiet_programmes_leave_trust(runs: int = 12, citizens: int = 2000) -> Finding:
    """P18: programmes that stay quiet move trust in their owners' types by less than two points."""
    seen = seen_in_settings(
        _trust_at_end, {"quiet": Setting(stages=_quiet()), "none": Setting(stages=without(STAGES, "programmes"))},
        runs=runs, citizens=citizens,
    )  # fmt: skip
    public = [int(kind) for kind in OrganisationType if kind <= OrganisationType.POLICE_AND_JUSTICE]
    moved = [float(np.abs(a - b)[public].max()) for a, b in zip(seen["quiet"], seen["none"], strict=True)]
    found = mean_of(moved)
    return concluded(
        "P18",
        expectation="A programme that stays quiet moves trust in its owner's type by less than 2 points",
        source="assumption: the platform contract, the only before and after, was contested",
        tolerance="five years of programmes that nobody contests, against the same run without programmes: the type "
        "of public body whose trust moves most, below 2 points on average over runs",
        found=f"{found.told('.2f')} points for the type that moves most",
        runs=runs,
        citizens=citizens,
        measures=[measured("moved", "Trust moved, in the type that moves most", found, at_most=2.0)],
    )


def _after_pause(world: World) -> list[float]:
    """Of the objections that follow each contested and paused health programme, the share after its pause."""
    assert world.expected is not None
    shares = []
    for one in contests_of(world):
        row = world.programmes[one.programme]
        health = int(world.contexts["domains"][row["context"]]) >> int(Domain.HEALTH) & 1
        end = one.month + AFTER_PAUSE
        if not health or not one.fast or np.isnan(one.decided) or end > world.month:
            continue
        first, pause, last = (
            float(world.expected.on_day(month * DAYS_A_MONTH)[..., 1].sum()) for month in (one.month, one.decided, end)
        )
        if last > first:
            shares.append((last - pause) / (last - first))
    return shares


def objections_follow_the_pause(runs: int = 30, citizens: int = 2000) -> Finding:
    """P19: much of the objecting to a contested health programme comes after its pause."""
    scenario = replace(load("government"), expected_objections=True)
    seen = seen_in_settings(_after_pause, {"government": Setting(scenario)}, runs=runs, citizens=citizens)
    shares = [share for run in seen["government"] for share in run]
    found = mean_of(shares)
    return concluded(
        "P19",
        expectation="Of the objections that follow a contested health programme, 30-70 % come after its pause",
        source="national data opt-out 2021: 48 % of the rise came after the deferral of 8 June",
        tolerance=f"mean over health programmes of the Government file that are paused, objections within "
        f"{AFTER_PAUSE:g} months of the contest: 30-70 %",
        found=f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%}) after the pause, of {len(shares)} programmes",
        runs=runs,
        citizens=citizens,
        measures=[measured("after", "Objections after the pause", found, at_least=0.3, at_most=0.7, unit="share")],
    )

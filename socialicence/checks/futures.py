"""P7 and P11: today's course does not lead to Public Good, and the nearest future follows the levers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from socialicence.categories import FUTURES, Future
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_runs, seen_in_settings
from socialicence.checks.stored import large_part_told, over_draws
from socialicence.checks.uncertainty import estimated, exact, mean_of, share_of
from socialicence.outcomes.futures import backing, distances, nearest, signature_of
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.parameters import levers
from socialicence.scenarios import Scenario, load
from socialicence.state.observations import AFFECTED
from socialicence.world import World

FALL = 0.05
HALF = 0.5
FILES = tuple(FUTURES)
GROUPS = {
    "recommendations": ("recommendation.",),
    "engagement": ("engagement.", "independent_advice", "disclosure_delay"),
    "openness": ("openness",),
    "institutions": ("leadership", "unevenness", "funding", "security"),
}
"""Levers that are exchanged together, by how their names begin (specification 5); all that the files set."""


class Course(NamedTuple):
    """Where a run ends, and its distance to Public Good at the start, in its first two years and in its last two."""

    nearest: str
    start: float
    first: float
    last: float


def course_of(world: World) -> Course:
    """Return the course of a run.

    At month 0 nothing has been opened yet: what goes outside is taken to be what goes there at the end, so that the
    start differs from the end in the three measures that can be observed at both.
    """
    end = signature_of(world)
    seen = world.observations
    start = end | {
        "licence_affected": backing(world, 0, AFFECTED),
        "cross_department": float(seen.system["joined_up"][0]),
        "dispersion": float(seen.departments["expected_clearance"][0].std()),
    }
    away = distances(end)
    first = signature_of(world, TWO_YEARS)
    good = Future.PUBLIC_GOOD
    return Course(nearest(away), distances(start)[good], distances(first)[good], away[good])


def today_leads_elsewhere(runs: int = 30, citizens: int = 10_000) -> Finding:
    """P7: status quo does not end near Public Good, and comes hardly nearer to it."""
    seen = seen_in_runs(course_of, runs=runs, citizens=citizens)
    good = sum(one.nearest == "public_good" for one in seen)
    fall = mean_of([one.start - one.last for one in seen])
    since = mean_of([one.first - one.last for one in seen])
    start, last = mean_of([one.start for one in seen]), mean_of([one.last for one in seen])
    counts = ", ".join(f"{name} {count}" for name, count in Counter(one.nearest for one in seen).most_common())
    return concluded(
        "P7",
        expectation="Status quo: the nearest is not Public Good, and the distance to it falls by less than 0.05 in "
        "five years",
        source="specification, section 8; our reading of OSR's 2023 report and 2024 follow-up",
        tolerance="fewer than half of the runs end nearest Public Good (interval below one half: publics differ by "
        "chance); mean fall from month 0 to the last two years below 0.05 (the margin that sets one future apart from "
        "the next). Nothing has been opened at month 0, so what goes outside counts as at the end in both; the fall "
        "since the first two years, all four measures observed in both, is reported beside it",
        found=f"nearest: {counts}; distance {start.value:.3f} at month 0, {last.value:.3f} in months 37-60: fall "
        f"{fall.told('+.3f')}; since months 1-24 {since.value:+.3f}",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("nearest_public_good", "runs nearest Public Good", share_of(good, runs), at_most=HALF,
                     unit="share"),
            measured("fall", "fall of the distance to Public Good", fall, at_most=FALL, unit="scaled"),
            measured("fall_since", "fall since months 1-24", since, unit="scaled"),
            measured("distance_start", "distance at month 0", start, unit="scaled"),
            measured("distance_last", "distance in months 37-60", last, unit="scaled"),
        ],
    )  # fmt: skip


class Ending(NamedTuple):
    """Where a run ends: the nearest future, and the distance to each."""

    nearest: str
    away: Mapping[Future, float]


def ending_of(world: World) -> Ending:
    """Return where a run ends."""
    away = distances(signature_of(world))
    return Ending(nearest(away), away)


def with_group_of(taker: str, giver: str, group: str) -> Scenario:
    """Return a file with one group of its levers as another file has them."""
    own, other = load(taker), load(giver)
    values = dict(own.values)
    for name, lever in levers().items():
        if name.startswith(GROUPS[group]):
            values[name] = other.values.get(name, lever.default)
    return Scenario(name=f"{taker} with {group} of {giver}", months=own.months).changed(values)


def in_the_name_of(taker: str, giver: str) -> Scenario:
    """Return one file's choices under the name and the words of another."""
    own, other = load(taker), load(giver)
    return Scenario(own.name, own.title, own.description, other.values, other.shocks, meaning=own.meaning)


def exchanges() -> dict[tuple[str, str, str], Scenario]:
    """Return every file with each group of levers of every other file."""
    return {
        (taker, giver, group): with_group_of(taker, giver, group)
        for taker in FILES
        for giver in FILES
        for group in GROUPS
        if taker != giver
    }


def pulled(taken: Sequence[Ending], own: Sequence[Ending], giver: str) -> float:
    """By how much the distance to the giver's target falls when its group of levers is taken over."""
    target = Future[giver.upper()]
    return float(np.mean([was.away[target] - now.away[target] for now, was in zip(taken, own, strict=True)]))


def _margins(files: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """For each file the share of runs nearest its own target, less that of the commonest other end."""
    found = {}
    for name in FILES:
        counts = Counter(run[name] for run in files)
        other = max((count for end, count in counts.items() if end != name), default=0)
        found[f"margin_{name}"] = (counts[name] - other) / len(files)
    return found


def nearest_follows_levers(runs: int = 30, citizens: int = 10_000) -> Finding:
    """P11: each file ends nearest its own target more often than anywhere else, and levers take the nearest along."""
    swaps = exchanges()
    few, small = max(2, runs // 6), max(300, citizens // 5)
    own = seen_in_settings(ending_of, {name: Setting(name) for name in FILES}, runs=runs, citizens=citizens)
    taken = seen_in_settings(
        ending_of,
        {
            **{f"own {name}": Setting(name) for name in FILES},
            **{f"all {name}": Setting(in_the_name_of(name, _next(name))) for name in FILES},
            **{" ".join(key): Setting(scenario) for key, scenario in swaps.items()},
        },
        runs=few,
        citizens=small,
    )
    follow = sum(taken[f"all {name}"] == taken[f"own {_next(name)}"] for name in FILES)
    pulls = {key: pulled(taken[" ".join(key)], taken[f"own {key[0]}"], key[1]) for key in swaps}
    margins = estimated(_margins, [{name: own[name][run].nearest for name in FILES} for run in range(runs)])
    shares = {name: sum(end.nearest == name for end in own[name]) for name in FILES}
    nearer = sum(pull > 0 for pull in pulls.values())
    told = "; ".join(f"{name} {shares[name]} of {runs}" for name in FILES)
    return concluded(
        "P11",
        expectation="Each file ends nearest its own target more often than anywhere else; with levers exchanged "
        "between files the nearest follows the levers",
        source="specification, section 6: files and targets are both ours, so that this tests consistency, not truth",
        tolerance="for each file, share of runs nearest its own target less that of the commonest other end: interval "
        "above 0; one file's levers under another's name end as the levers do, run for run; with one group of levers "
        "exchanged, the distance to the giver's target falls in more than half of the 48 exchanges. Reported, not "
        "forced: targets are as first committed",
        found=f"nearest own target: {told}; exchanged whole, {follow} of 4 follow; one group: nearer to the "
        f"giver's target in {nearer} of {len(pulls)} ({few} runs of {small:,}); {large_part_told()}",
        runs=runs,
        citizens=citizens,
        measures=[
            *(
                measured(f"margin_{name}", f"{load(name).label}: share ahead", margins[f"margin_{name}"], at_least=0.0,
                         unit="share")
                for name in FILES
            ),
            *(
                measured(f"own_{name}", f"{load(name).label}: nearest own target", share_of(shares[name], runs),
                         unit="share")
                for name in FILES
            ),
            measured("follow", "files exchanged whole that follow", exact(follow / len(FILES)), at_least=1.0,
                     unit="share"),
            measured("nearer", "exchanges of a group that pull", exact(nearer / len(pulls)), at_least=HALF,
                     unit="share"),
            *over_draws(),
        ],
    )  # fmt: skip


def _next(name: str) -> str:
    """The file after this one, round and round."""
    return FILES[(FILES.index(name) + 1) % len(FILES)]

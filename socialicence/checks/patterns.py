"""The named patterns of specification 8, their sizes, and how to check them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from socialicence.checks.bounds import scales_are_not_exhausted
from socialicence.checks.decides import (
    engagement_before_use_protects,
    extremes_bite,
    keeping_people_in_the_dark_costs,
    preparation_goes_with_quiet,
    the_public_decides,
)
from socialicence.checks.engagement import careless_broadcast_harms, deliberation_is_remembered
from socialicence.checks.events import breach_is_forgotten, scandal_stays
from socialicence.checks.finding import Finding
from socialicence.checks.futures import nearest_follows_levers, today_leads_elsewhere
from socialicence.checks.objections import objections_of_2021, persistence_beside_fit
from socialicence.checks.paired import watched
from socialicence.checks.pathway import durations_as_published, newcomers_open_desks
from socialicence.checks.programmes import (
    contested_as_recorded,
    contests_cost_support,
    objections_follow_the_pause,
    quiet_programmes_leave_trust,
)
from socialicence.checks.public import nothing_drifts, start_as_published
from socialicence.errors import InputError, unknown

Progress = Callable[[float, str], None]
"""Called with the share of all work that is done, and the name of the check at work."""


@dataclass(frozen=True)
class Pattern:
    """A check by name.

    Attributes
    ----------
    title : str
        In a few words.
    check : callable
        Takes sizes by name; returns a Finding.
    full, quick : mapping
        Sizes: those that can be judged, and smaller ones. Where the smaller are too small, the verdict says so.
    seconds : float
        About how long the full size takes on two cores; for the time left.
    """

    title: str
    check: Callable[..., Finding]
    full: Mapping[str, Any]
    quick: Mapping[str, Any]
    seconds: float = 5.0


def _size(runs: int, citizens: int, **more: float) -> dict[str, Any]:
    return {"runs": runs, "citizens": citizens, **more}


PATTERNS: dict[str, Pattern] = {
    "P1": Pattern("The public starts as published", start_as_published, _size(20, 5000), _size(20, 5000), 4.0),
    "P2": Pattern("Nothing drifts by itself", nothing_drifts, _size(10, 2000), _size(4, 500), 1.0),
    "P3": Pattern("Objections after the announcement of 2021", objections_of_2021, _size(20, 20_000), _size(8, 20_000),
                  3.0),
    "P4": Pattern("A breach is forgotten, objections are not", breach_is_forgotten, _size(10, 4000), _size(4, 1000),
                  3.0),
    "P5": Pattern("A scandal stays where it happened", scandal_stays, _size(8, 3000), _size(3, 800), 2.5),
    "P6": Pattern("Projects take as long as published", durations_as_published, _size(120, 500), _size(60, 300), 5.0),
    "P7": Pattern("Today's course does not lead to Public Good", today_leads_elsewhere, _size(30, 10_000),
                  _size(8, 4000), 4.0),
    "P8": Pattern("What becomes of deliberation is remembered", deliberation_is_remembered, _size(60, 3000),
                  _size(40, 3000), 6.0),
    "P9": Pattern("A careless broadcast can harm", careless_broadcast_harms, _size(20, 3000), _size(6, 800), 4.0),
    "P10": Pattern("Newcomers open blocked desks", newcomers_open_desks, _size(60, 200), _size(30, 200), 2.5),
    "P11": Pattern("The nearest future follows the levers", nearest_follows_levers, _size(30, 5000),
                   _size(8, 2000), 25.0),
    "P12": Pattern("Scales are not exhausted", scales_are_not_exhausted, _size(1, 1000),
                   _size(1, 400, scale=0.1), 5.0),
    "P13": Pattern("\"Nothing changes\" stands beside every fit", persistence_beside_fit, _size(20, 20_000),
                   _size(8, 20_000), 3.0),
    "P14": Pattern("Programmes are contested and altered as on record", contested_as_recorded, _size(60, 1000),
                   _size(40, 400), 5.0),
    "P15": Pattern("The public decides", the_public_decides, _size(80, 1000), _size(30, 300), 20.0),
    "P16": Pattern("Engagement before first use protects", engagement_before_use_protects, _size(60, 1000),
                   _size(40, 300), 12.0),
    "P17": Pattern("A contest costs support in its own context", contests_cost_support, _size(40, 2000),
                   _size(20, 1000), 8.0),
    "P18": Pattern("Quiet programmes leave trust as it is", quiet_programmes_leave_trust, _size(12, 2000),
                   _size(6, 500), 3.0),
    "P19": Pattern("Objections go on after the pause", objections_follow_the_pause, _size(60, 2000), _size(50, 1000),
                   8.0),
    "P21": Pattern("Prepared programmes stay quiet", preparation_goes_with_quiet, _size(40, 1000), _size(20, 300),
                   15.0),
    "P22": Pattern("Keeping people in the dark costs", keeping_people_in_the_dark_costs, _size(30, 2000),
                   _size(12, 800), 6.0),
    "P23": Pattern("Extremes bite", extremes_bite, _size(40, 1000), _size(30, 400), 4.0),
}  # fmt: skip
"""Patterns by their number in specification 8."""


def named(name: str) -> str:
    """Return the pattern's own name for what was typed.

    Raises
    ------
    InputError
        For a name that is no pattern, with the nearest.
    """
    if name.upper() not in PATTERNS:
        raise unknown("pattern", name, PATTERNS)
    return name.upper()


def check(
    names: Iterable[str] | None = None,
    *,
    quick: bool = False,
    seed: int = 1,
    others: Mapping[str, Pattern] | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """Check patterns by name (all if none is given), in order.

    Parameters
    ----------
    quick : bool
        Smaller sizes: some patterns can then not be judged, and say so.
    seed : int
        First seed; run r of every setting has `seed + r`.
    others : mapping of str to Pattern, optional
        A user's own checks, after the patterns.
    progress : callable, optional

    Returns
    -------
    list of Finding
        One for each check. A check that stops with an error is a failure, never the end of the others.

    Raises
    ------
    InputError
        For a name that is no pattern, or a user's check that cannot be set up.
    """
    chosen = {name: PATTERNS[name] for name in map(named, PATTERNS if names is None else names)} | dict(others or {})
    total, before = sum(pattern.seconds for pattern in chosen.values()), 0.0
    findings, farthest = [], 0.0
    for name, pattern in chosen.items():

        def report(share: float, name: str = name, begun: float = before, own: float = pattern.seconds) -> None:
            nonlocal farthest
            # A check of several ensembles tells of each from its start.
            farthest = max(farthest, (begun + own * share) / total)
            if progress is not None:
                progress(farthest, name)

        with watched(report, seed):
            findings.append(_checked(name, pattern, pattern.quick if quick else pattern.full))
        before += pattern.seconds
    return findings


def _checked(name: str, pattern: Pattern, sizes: Mapping[str, Any]) -> Finding:
    """Check one pattern; an error in it is its finding."""
    try:
        return pattern.check(**sizes)
    except InputError:
        raise
    except Exception as error:
        text = " ".join(f"the check stopped with {type(error).__name__}: {error}".split())
        return Finding(name, pattern.title, "", "", text, int(sizes.get("runs", 0)), False, {})

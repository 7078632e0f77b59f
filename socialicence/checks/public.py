"""P1 and P2: the public looks as published at month 0, and nothing about it drifts by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from socialicence.categories import OrganisationType, Segment
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import seen_in_runs
from socialicence.checks.uncertainty import estimated, exact
from socialicence.data.tables import segment_column
from socialicence.state.observations import ALL, FIRST_SEGMENT, Spread
from socialicence.world import World

TOLERATED_POINTS = 2.0
TOLERATED_SPREAD = 5.0
ABOVE = (OrganisationType.POLICE_AND_JUSTICE, OrganisationType.STATISTICS_OFFICE, OrganisationType.UNIVERSITIES)
BELOW = (OrganisationType.CHARITIES, OrganisationType.LOCAL_GOVERNMENT, OrganisationType.CENTRAL_GOVERNMENT)
DRIFTS = {
    "mean_points": ("mean trust in a type", "points"),
    "above_half_points": ("share above one half", "points"),
    "segment_points": ("a segment's mean", "points"),
    "sd_percent": ("spread between citizens", "%"),
}
_Start = tuple[np.ndarray, np.ndarray]


def _start(world: World) -> _Start:
    """Of each segment its size and the share in it that trusts the health service (per cent); trust by type."""
    weight = world.citizens.weight.astype(float)
    trusts = world.citizens.trust_anchor[:, OrganisationType.HEALTH_SERVICE] > 65535 / 2
    rows = [world.citizens.segment == segment for segment in Segment]
    segments = np.array(
        [[weight[row].sum() / weight.sum() * 100, weight[row & trusts].sum() / weight[row].sum() * 100] for row in rows]
    )
    return segments, 100.0 * world.observations.trust[0, :, ALL].astype(float)


def _fit(seen: Sequence[_Start]) -> dict[str, float]:
    """Largest distance from the published figures, and by how much each rank of types is above the next."""
    target = 100.0 * np.column_stack([segment_column("size_percent"), segment_column("trust_nhs_percent")])
    worst = np.abs(np.mean([segments for segments, _ in seen], axis=0) - target).max(axis=0)
    trust = np.mean([trust for _, trust in seen], axis=0)
    above, below = trust[list(ABOVE)], trust[list(BELOW)]
    return {
        "size_points": float(worst[0]),
        "trust_points": float(worst[1]),
        "health_above": float(trust[OrganisationType.HEALTH_SERVICE] - above.max()),
        "middle_above": float(above.min() - below.max()),
        "companies_below": float(below.min() - trust[OrganisationType.COMPANIES]),
    }


def start_as_published(runs: int = 20, citizens: int = 5000) -> Finding:
    """P1: segment sizes and trust within segment as published, and the order of organisations."""
    found = estimated(_fit, seen_in_runs(_start, runs=runs, citizens=citizens, months=1))
    order = {
        "health_above": "health service above police, statistics office and universities, by at least",
        "middle_above": "these above charities, local and central government, by at least",
        "companies_below": "these above companies, by at least",
    }
    measures = [
        measured("size_points", "largest error in a segment's size", found["size_points"], at_most=TOLERATED_POINTS),
        measured("trust_points", "largest error in a segment's trust", found["trust_points"], at_most=TOLERATED_POINTS),
        *(measured(name, label, found[name], at_least=0.0) for name, label in order.items()),
    ]
    least = min(found[name].value for name in order)
    return concluded(
        "P1",
        expectation="Segments and trust within them as published; health > police, statistics, universities > "
        "charities, local, central > companies",
        source="NHS England 2024; RSS 2014, ICO, ODI",
        tolerance=f"mean over runs within {TOLERATED_POINTS:g} points, as a published segment of 10 % has a sampling "
        "error of half a point and figures are rounded; each rank above the next",
        found=f"sizes within {found['size_points'].value:.2f}, trust within {found['trust_points'].value:.2f} points; "
        f"order {'holds' if least > 0 else 'fails'}, closest gap {least:.1f} points",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )


QUIET = ("events", "programmes")
"""Stages without which nothing happens that people would hear of."""


def _drift(world: World) -> np.ndarray:
    """Largest five-year change of mean trust, share above one half, a segment's mean (points), and of the SD (%)."""
    seen = world.observations
    segments_changed = (
        seen.trust[-1, :, FIRST_SEGMENT : FIRST_SEGMENT + 6] - seen.trust[0, :, FIRST_SEGMENT : FIRST_SEGMENT + 6]
    )
    return np.array(
        [
            np.abs(seen.trust[-1, :, ALL] - seen.trust[0, :, ALL]).max() * 100,
            np.abs(seen.spread[-1, :, Spread.MAJORITY] - seen.spread[0, :, Spread.MAJORITY]).max() * 100,
            np.abs(segments_changed).max() * 100,
            np.abs(seen.spread[-1, :, Spread.DEVIATION] / seen.spread[0, :, Spread.DEVIATION] - 1).max() * 100,
        ]
    )


def nothing_drifts(runs: int = 10, citizens: int = 2000) -> Finding:
    """P2: without events, incidents, programmes or engagement, trust does not drift in five years."""
    seen = seen_in_runs(_drift, runs=runs, citizens=citizens, changes={"engagement.spend": 0.0}, without=QUIET)
    largest = estimated(lambda runs: dict(zip(DRIFTS, map(float, np.max(list(runs), axis=0)), strict=True)), seen)
    mean, above, segment, spread = (largest[name].value for name in DRIFTS)
    measures = [
        measured(name, f"{label}: largest change", exact(largest[name].value, largest[name].error or None),
                 at_most=TOLERATED_SPREAD if unit == "%" else TOLERATED_POINTS, unit=unit)
        for name, (label, unit) in DRIFTS.items()
    ]  # fmt: skip
    return concluded(
        "P2",
        expectation="No events, incidents, programmes or engagement: trust stays where it is for five years",
        source="Waind 2020: support broad and stable",
        tolerance="mean, share above one half, each segment's mean by less than 2 points, SD by less than 5 %, in "
        "every run: below what a survey of a thousand people could tell",
        found=f"at most {mean:.2f}, {above:.2f} and {segment:.2f} points; SD {spread:.2f} % (largest of {runs} runs)",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )

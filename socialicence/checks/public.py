"""P1 and P2: the public looks as published at month 0, and nothing about it drifts by itself."""

from __future__ import annotations

import numpy as np

from socialicence.categories import OrganisationType, Segment
from socialicence.checks.finding import Finding
from socialicence.checks.paired import seen_in_runs
from socialicence.data.tables import segment_column
from socialicence.observed import FIRST_SEGMENT
from socialicence.world import World

TOLERATED_POINTS = 2.0
ABOVE = (OrganisationType.POLICE_AND_JUSTICE, OrganisationType.STATISTICS_OFFICE, OrganisationType.UNIVERSITIES)
BELOW = (OrganisationType.CHARITIES, OrganisationType.LOCAL_GOVERNMENT, OrganisationType.CENTRAL_GOVERNMENT)


def _segments_at_start(world: World) -> np.ndarray:
    """Size of each segment, and share in it that trusts the health service, in per cent."""
    weight = world.citizens.weight.astype(float)
    trusts = world.citizens.trust_anchor[:, OrganisationType.HEALTH_SERVICE] > 65535 / 2
    rows = [world.citizens.segment == segment for segment in Segment]
    return np.array(
        [[weight[row].sum() / weight.sum() * 100, weight[row & trusts].sum() / weight[row].sum() * 100] for row in rows]
    )


def start_as_published(runs: int = 20, citizens: int = 5000) -> Finding:
    """P1: segment sizes and trust within segment as published, and the order of organisations."""
    target = 100.0 * np.column_stack([segment_column("size_percent"), segment_column("trust_nhs_percent")])
    found = np.mean(seen_in_runs(_segments_at_start, runs=runs, citizens=citizens, months=1), axis=0)
    worst = np.abs(found - target).max(axis=0)
    trust = np.mean(
        seen_in_runs(lambda world: world.observations.trust[0, :, 0], runs=runs, citizens=citizens, months=1), axis=0
    )
    order = (
        trust[OrganisationType.HEALTH_SERVICE] > trust[list(ABOVE)].max()
        and trust[list(ABOVE)].min() > trust[list(BELOW)].max()
        and trust[list(BELOW)].min() > trust[OrganisationType.COMPANIES]
    )
    return Finding(
        "P1",
        "Segments and trust within them as published; health > police, statistics, universities > charities, local, "
        "central > companies",
        "NHS England 2024; RSS 2014, ICO, ODI",
        f"mean over runs within {TOLERATED_POINTS:g} points: a segment of 10 % has a sampling error of half a point",
        f"sizes within {worst[0]:.2f}, trust within {worst[1]:.2f} points; order {'holds' if order else 'fails'}",
        runs,
        bool(worst.max() < TOLERATED_POINTS and order),
        {"size_points": float(worst[0]), "trust_points": float(worst[1]), "order": float(order)},
    )


def _drift(world: World) -> np.ndarray:
    """Largest five-year change of mean trust, share above one half, a segment's mean (points), and of the SD (%)."""
    seen = world.observations
    segments_changed = (
        seen.trust[-1, :, FIRST_SEGMENT : FIRST_SEGMENT + 6] - seen.trust[0, :, FIRST_SEGMENT : FIRST_SEGMENT + 6]
    )
    return np.array(
        [
            np.abs(seen.trust[-1, :, 0] - seen.trust[0, :, 0]).max() * 100,
            np.abs(seen.spread[-1, :, 1] - seen.spread[0, :, 1]).max() * 100,
            np.abs(segments_changed).max() * 100,
            np.abs(seen.spread[-1, :, 0] / seen.spread[0, :, 0] - 1).max() * 100,
        ]
    )


def nothing_drifts(runs: int = 10, citizens: int = 2000) -> Finding:
    """P2: without events, incidents or engagement, trust does not drift in five years."""
    found = seen_in_runs(_drift, runs=runs, citizens=citizens, changes={"engagement.spend": 0.0}, without=("events",))
    mean, above, segment, spread = np.max(found, axis=0)
    return Finding(
        "P2",
        "No events, incidents or engagement: trust stays where it is for five years",
        "Waind 2020: support broad and stable",
        "mean, share above one half, each segment's mean by less than 2 points, SD by less than 5 %, in every run",
        f"at most {mean:.2f}, {above:.2f} and {segment:.2f} points; SD {spread:.2f} % (largest of {runs} runs)",
        runs,
        bool(max(mean, above, segment) < 2.0 and spread < 5.0),
        {
            "mean_points": float(mean),
            "above_half_points": float(above),
            "segment_points": float(segment),
            "sd_percent": float(spread),
        },
    )

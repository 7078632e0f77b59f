"""Which of the four futures a run is nearest to: the signature, its scaling, and the distances (specification 6).

Targets and scaling are ours: the targets committed before the scenario files were first run, the scaling recomputed
since (docs/decisions.md). Nearness tests consistency, not truth.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from socialicence.categories import NO_FUTURE, Future
from socialicence.outcomes.two_years import last_two_years
from socialicence.state.observations import AFFECTED, ALL

FILE = Path(__file__).parents[1] / "data" / "signature.toml"
DIMENSIONS = ("licence_affected", "cross_department", "external_access", "dispersion")
FARTHEST, MARGIN = 0.35, 0.05
"""Beyond this distance, or with a second future closer behind than this, a run is nearest to none of the four."""


@cache
def _file() -> Mapping[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def targets() -> dict[Future, tuple[float, ...]]:
    """Return the target of each future on the four scaled dimensions (our reading)."""
    return {future: tuple(_file()["targets"][future.name.lower()]) for future in Future}


def scaling() -> dict[str, tuple[float, float]]:
    """Return the 5th and 95th percentile of each dimension over draws of all levers."""
    return {name: tuple(_file()["scaling"][name]) for name in DIMENSIONS}


def fingerprint(table: Mapping[str, Any]) -> str:
    """Hash of targets and scaling, committed with them so that a later change cannot go unseen."""
    text = json.dumps({key: table[key] for key in ("targets", "scaling")}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def committed_fingerprint() -> tuple[str, str]:
    """Return the hash written in the file and the hash of what the file says."""
    return _file()["fingerprint"], fingerprint(_file())


def scaled(signature: Mapping[str, float]) -> tuple[float, ...]:
    """Place a signature between the 5th (0) and 95th percentile (1); beyond them counts as at them."""
    bounds = scaling()
    return tuple(
        float(np.clip((signature[name] - bounds[name][0]) / (bounds[name][1] - bounds[name][0]), 0.0, 1.0))
        for name in DIMENSIONS
    )


def distances(signature: Mapping[str, float]) -> dict[Future, float]:
    """Root-mean-square distance of a signature to each future, over all four scaled dimensions."""
    place = np.array(scaled(signature))
    return {future: float(np.sqrt(np.mean((place - np.array(target)) ** 2))) for future, target in targets().items()}


def nearest(away: Mapping[Future, float]) -> str:
    """Name of the nearest future, or `none` if it is far or hardly nearer than the next."""
    (first, second) = sorted(away, key=lambda future: away[future])[:2]
    if np.isnan(list(away.values())).any():
        return NO_FUTURE  # something of the signature was not observed
    if away[first] > FARTHEST or away[second] - away[first] < MARGIN:
        return NO_FUTURE
    return first.name.lower()


def backing(world: Any, months: slice | int, among: int) -> float:
    """Return the mean over contexts and months of licence `among` everyone or those affected."""
    return float(np.nanmean(world.observations.licence[months, :, ALL, among]))


def signature_of(world: Any, end: int | None = None) -> dict[str, float]:
    """Return the four unscaled dimensions of a run: means over two years.

    Parameters
    ----------
    end : int, optional
        Last month of the two years; that of the run if not given.

    Notes
    -----
    Dispersion is the standard deviation between departments of *expected* clearance, never of counts, whose chance
    variation would fake it. A run without any access has none that goes outside.
    """
    end = world.month if end is None else end
    months = last_two_years(end)
    seen = world.observations
    projects = world.projects[: world.project_count]
    accessed = (projects["accessed"] > months.start - 1) & (projects["accessed"] <= end)
    return {
        "licence_affected": backing(world, months, AFFECTED),
        "cross_department": float(seen.system["joined_up"][months].mean()),
        "external_access": float(projects["outside"][accessed].mean()) if accessed.any() else 0.0,
        "dispersion": float(seen.departments["expected_clearance"][months].std(axis=1).mean()),
    }

"""What a model collects by itself each month, and collectors that are safe with writable rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from mesa import DataCollector

from socialicence.categories import OrganisationType
from socialicence.state.observations import AFFECTED, ALL, EVERYONE, MOODS

if TYPE_CHECKING:
    from socialicence.model import LicenceModel


PROGRAMMES = ("programmes_launched", "programmes_contested", "programmes_altered", "programmes_stopped")
"""Counts of national programmes so far, as in `observations.SYSTEM`."""


def _licence(model: LicenceModel, among: int) -> float:
    """Mean over the reference contexts of licence `among` everyone or those affected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a tiny public may have nobody affected: NaN, and no noise
        return float(np.nanmean(model.world.observations.licence[model.month, :, ALL, among]))


def _trust(model: LicenceModel, organisation: int) -> float:
    """Weighted mean trust in a type of organisation."""
    return float(model.world.observations.trust[model.month, organisation, ALL])


def _mood(model: LicenceModel, place: int) -> float:
    """Weighted mean of a mood (see `tables.MOODS`)."""
    return float(model.world.observations.mood[model.month, place, ALL])


def _system(model: LicenceModel, name: str) -> float:
    """A count of the system, summed over its parts."""
    return float(np.sum(model.world.observations.system[name][model.month]))


def standard_collector() -> DataCollector:
    """Return the collector a model starts with: headline measures for the whole public and system.

    `licence_affected` and `licence_everyone` are means over the reference contexts, as everywhere in the package; the
    full results, by context, group and region, are what `socialicence run` and `compare` write.
    """
    reporters: dict[str, Any] = {
        "month": "month",
        "licence_affected": partial(_licence, among=AFFECTED),
        "licence_everyone": partial(_licence, among=EVERYONE),
        **{f"trust_{one.name.lower()}": partial(_trust, organisation=one) for one in OrganisationType},
        **{name: partial(_mood, place=place) for place, name in enumerate(MOODS)},
        "projects_started": partial(_system, name="started"),
        "projects_in_flight": partial(_system, name="in_flight"),
        "projects_accessed": partial(_system, name="accessed"),
        **{name: partial(_system, name=name) for name in PROGRAMMES},
        "incidents": partial(_system, name="incidents"),
    }
    return DataCollector(model_reporters=reporters)


def _snapshot(reporter: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a reporter's arrays be copied: `trust` is a live row, which would otherwise change after it is collected."""

    def report(agent: Any) -> Any:
        value = reporter(agent)
        return value.copy() if isinstance(value, np.ndarray) else value

    report.copies_rows = True  # type: ignore[attr-defined]  # so that assigning a collector twice wraps it once
    return report


def copying(collector: DataCollector) -> DataCollector:
    """Make a collector's agent reporters copy arrays (Mesa 3.5 does so by itself, 3.3.1 does not)."""
    for reporters in (collector.agent_reporters, *collector.agenttype_reporters.values()):
        for name, reporter in reporters.items():
            if not hasattr(reporter, "copies_rows"):
                reporters[name] = _snapshot(reporter)
    return collector

"""How long projects take: Kaplan-Meier times to access, and the share that get there when some give up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.categories import Outcome, RequesterKind
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.state.tables import Array

if TYPE_CHECKING:
    from socialicence.outcomes.finished import FinishedRun

ACCESS_24M = {
    "access_within_24m_academic": RequesterKind.ACADEMIC_RESEARCHER,
    "access_within_24m_government": RequesterKind.GOVERNMENT_RESEARCHER,
    "access_within_24m_charity": RequesterKind.CHARITY_COORDINATOR,
}
"""Whose access within two years each of these outcomes is about."""


def requests_of(world: Any) -> Array:
    """Return the projects put in in a run: those that it began with did not live under its choices from their idea."""
    projects: Array = world.projects[: world.project_count]
    return projects[projects["started"] > 0.0]


def times_to_access(projects: Array, month: float) -> tuple[Array, Array, Array]:
    """Return months each project was followed, whether it reached access, and whether it ended without.

    Parameters
    ----------
    projects : record array
    month : float
        End of the run: projects still waiting are censored there.
    """
    reached = projects["accessed"] >= 0
    # A programme that is stopped also ends shares with access: those did reach it.
    lost = np.isin(projects["outcome"], (Outcome.ABANDONED, Outcome.REFUSED, Outcome.STOPPED)) & ~reached
    end = np.where(reached, projects["accessed"], np.where(lost, projects["finished"], month))
    return end - projects["started"], reached, lost


def kaplan_meier(months: Array, reached: Array) -> tuple[Array, Array]:
    """Kaplan-Meier estimate of the share still without access.

    Parameters
    ----------
    months : ndarray
        Time each project was followed.
    reached : ndarray of bool
        Whether it ended in access; otherwise it is censored.

    Returns
    -------
    times, share : ndarrays
        Times at which somebody reached access, and the share still without just after.

    References
    ----------
    .. [1] Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53.
    """
    times = np.unique(months[reached])
    ordered = np.sort(months)
    at_risk = ordered.size - np.searchsorted(ordered, times, side="left")
    events = np.bincount(np.searchsorted(times, months[reached]), minlength=times.size)
    return times, np.cumprod(1.0 - events / at_risk)


def median_months(months: Array, reached: Array) -> float | None:
    """Kaplan-Meier median; None if fewer than half are estimated ever to get there."""
    times, share = kaplan_meier(months, reached)
    below = np.flatnonzero(share <= 0.5)
    return float(times[below[0]]) if below.size else None


def share_within(months: Array, reached: Array, lost: Array, limit: float) -> float | None:
    """Share of projects that reach access within `limit` months, when giving up is a way of never getting there.

    The cumulative incidence of access with giving up as a competing risk (Aalen-Johansen); None without projects.
    """
    if months.size == 0:
        return None
    return float(_steps(months, reached, lost, limit)[1].sum())


def cumulative_incidence(months: Array, reached: Array, lost: Array) -> tuple[Array, Array]:
    """Share that has reached access, when giving up is a way of never getting there (Aalen-Johansen).

    Parameters
    ----------
    months : ndarray
        Time each project was followed.
    reached, lost : ndarrays of bool
        Whether it ended in access, or without; otherwise it is censored.

    Returns
    -------
    times, share : ndarrays
        Times at which somebody reached access or gave up, and the share with access just after.

    References
    ----------
    .. [1] Aalen and Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains based on
       censored observations, Scandinavian Journal of Statistics 5.
    """
    times, steps = _steps(months, reached, lost)
    return times, np.cumsum(steps)


def _steps(months: Array, reached: Array, lost: Array, limit: float = np.inf) -> tuple[Array, Array]:
    """Times at which somebody reached access or gave up, and how much each adds to the share with access."""
    ended = reached | lost
    times = np.unique(months[ended])
    times = times[times <= limit]
    at_risk = months.size - np.searchsorted(np.sort(months), times, side="left")
    place = np.searchsorted(times, months)
    inside = months <= limit
    events = np.bincount(place[reached & inside], minlength=times.size)[: times.size]
    ends = np.bincount(place[ended & inside], minlength=times.size)[: times.size]
    still = np.concatenate([[1.0], np.cumprod(1.0 - ends / at_risk)[:-1]]) if times.size else np.zeros(0)
    return times, still * events / at_risk


def access_in_time(run: FinishedRun, requester: RequesterKind) -> float | None:
    """Return the share of a requester's projects, put in in the run, that reach access within two years."""
    own = run.requests["requester"] == requester
    months, reached, lost = (part[own] for part in run.times)
    return share_within(months, reached, lost, TWO_YEARS)

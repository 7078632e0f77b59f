"""What each future means for three people: an academic and a government researcher, and a charity's co-ordinator."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Outcome, RequesterKind, Stage, Why
from socialicence.outcomes.two_years import TWO_YEARS

YEAR = 12.0


def held_up_at(visits: Any, projects: Any, end: float) -> tuple[str | None, str | None]:
    """Stage and reason at which the given projects lost most time to blocks and vacancies.

    Parameters
    ----------
    visits : record array
        Desk visits of these projects.
    projects : record array
    end : float
        Month until which a visit that has not ended has lasted.
    """
    if projects.size and (projects["outcome"] == Outcome.REFUSED).mean() > 0.5:
        return Stage.SCOPING.label, Why.NOT_OPEN_TO_THIS_USER.label
    before_access = visits[visits["stage"] <= Stage.ACCESS]
    held = before_access[before_access["why"] > Why.WORK_IN_HAND]
    if held.size == 0:
        return None, None
    left = np.where(held["left"] >= 0, held["left"], end)
    opened = np.where(held["opened_at"] >= 0, held["opened_at"], left)
    spent = np.where(held["was_blocked"] == 1, opened - held["blocked_at"], left - held["entered"])
    stage = np.bincount(held["stage"], weights=spent).argmax()
    why = np.bincount(held["why"], weights=spent).argmax()
    return Stage(int(stage)).label, Why(int(why)).label


def personas_of(world: Any) -> dict[str, dict[str, object]]:
    """Return each persona's story in this run: the last project put in two years before its end or earlier.

    That project, put in in the run, lives under the choices made. The first one would have been half through before
    they took effect.

    Returns
    -------
    dict
        By persona: whether usable evidence (published) and access came within two years of the idea, how it ended,
        months to access, and where and why projects of this persona put in during the year before that were held up
        most. None without a project.
    """
    projects = world.projects[: world.project_count]
    visits = world.visits[: world.visit_count]
    stories: dict[str, dict[str, object]] = {}
    for kind in RequesterKind:
        old_enough = (projects["started"] > 0.0) & (projects["started"] <= world.month - TWO_YEARS)
        rows = np.flatnonzero((projects["requester"] == kind) & old_enough)
        story: dict[str, object] = {"usable_evidence_within_24m": None, "access_within_24m": None}
        if rows.size:
            one = projects[rows[-1]]
            completed = one["outcome"] == Outcome.COMPLETED
            accessed = one["accessed"] >= 0
            wait = float(one["accessed"] - one["started"]) if accessed else None
            alike = rows[projects["started"][rows] > one["started"] - YEAR]
            stage, why = held_up_at(visits[np.isin(visits["project"], alike)], projects[alike], float(world.month))
            story = {
                "usable_evidence_within_24m": bool(completed and one["finished"] - one["started"] <= TWO_YEARS),
                "access_within_24m": bool(wait is not None and wait <= TWO_YEARS),
                "ended": Outcome(int(one["outcome"])).label,
                "months_to_access": wait,
                "held_up_at": stage,
                "held_up_why": why,
            }
        stories[kind.label] = story
    return stories

"""What is compared between paired runs: headline outcomes, and what lies between a choice and an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from socialicence.categories import Outcome, Shock, Stage, Unblocker, Why
from socialicence.outcomes.declaring import Measure, Place
from socialicence.outcomes.registry import OUTCOMES, names_in
from socialicence.outcomes.two_years import last_two_years
from socialicence.results import RunRecord
from socialicence.results.measures import MONTHLY
from socialicence.results.summary import known_value

DESKS = tuple(stage for stage in Stage if stage <= Stage.ACCESS)
REASONS = tuple(why for why in Why if Why.WORK_IN_HAND < why < Why.NOT_OPEN_TO_THIS_USER)
OPENERS = tuple(one for one in Unblocker if one is not Unblocker.NOTHING)
_LEVELS = ("fairness", "understanding", "perceived_benefit", "concern")
_OVER_GROUPS = {"trust": "organisation", "nervousness": "department", "perceived_licence": "department"}
_AT_END = ("posts_changed_hands", "engagement_spend_total", "projects_accessed")


def headlines() -> tuple[str, ...]:
    """Return the outcomes that every choice is held against."""
    return names_in(Place.EXPLANATION)


def desk(stage: Stage) -> str:
    """Return the name of the time that one desk of a stage takes."""
    return f"desk_months.{stage.name.lower()}"


def held(why: Why) -> str:
    """Return the name of the time that a project loses for a reason."""
    return f"held_up.{why.name.lower()}"


def opened(by: Unblocker) -> str:
    """Return the name of the count of blocked desks opened by something."""
    return f"opened_by.{by.name.lower()}"


def happened(shock: Shock) -> str:
    """Return the name of the count of events of a kind."""
    return f"incidents.{shock.name.lower()}"


@cache
def mechanisms() -> Mapping[str, Measure]:
    """Return what lies between choices and outcomes, by name: label, unit, denominator and definition."""
    found = [
        Measure(desk(stage), f"Months at a desk: {stage.label}", "months", "desks cleared",
                "time that projects spent at desks of this stage, over the desks that they cleared in the run")
        for stage in DESKS
    ]  # fmt: skip
    found += [
        Measure(held(why), f"Held up by: {why.label}", "desk-months", "projects started",
                "time at desks where this was the main reason for the wait, for each project started in the run")
        for why in REASONS
    ]  # fmt: skip
    found += [
        Measure(opened(one), f"Blocked desks opened by: {one.label}", "count", "none", "in the run") for one in OPENERS
    ]
    found += [Measure(happened(shock), f"Events: {shock.label}", "count", "none", "in the run") for shock in Shock]
    found += [
        Measure("turned_away", "Turned away: data not open to this user", "share", "projects started",
                "projects refused because the data are not open to whoever asks"),
        Measure("gave_up", "Given up", "share", "projects started", "projects that requesters gave up"),
    ]  # fmt: skip
    kept = (*_LEVELS, *_OVER_GROUPS, *_AT_END)
    return {one.name: one for one in (*found, *(MONTHLY[name] for name in kept))}


def measured(record: RunRecord) -> dict[str, float]:
    """Return every headline outcome and mechanism of a run; NaN where it is not known.

    Parameters
    ----------
    record : RunRecord
        With its months, projects and stages.
    """
    outcomes = {name: _number(record.outcomes.get(name)) for name in headlines()}
    return {**outcomes, **_desks(record), **_projects(record), **_months(record)}


def measure(name: str) -> Measure:
    """Return what a headline outcome or a mechanism is."""
    return OUTCOMES[name] if name in OUTCOMES else mechanisms()[name]


def _number(value: object) -> float:
    return float(value) if known_value(value) else float("nan")  # type: ignore[arg-type]


def _desks(record: RunRecord) -> dict[str, float]:
    """Time at desks by stage and by reason, and what opened blocked ones."""
    visits, projects = record.stages, record.projects
    end = float(record.monthly.shape[1] - 1) if record.monthly is not None else 0.0
    finished = projects["finished"][visits["project"]]
    still = np.where(finished >= 0, np.minimum(finished, end), end)
    cleared = visits["left"] >= 0
    spent = np.maximum(np.where(cleared, visits["left"], still) - visits["entered"], 0.0)
    found = {}
    for stage in DESKS:
        own = visits["stage"] == stage
        # Time over clearances: desks that have not cleared count with the time they have taken so far.
        found[desk(stage)] = _ratio(float(spent[own].sum()), int((own & cleared).sum()))
    for why in REASONS:
        found[held(why)] = _ratio(float(spent[visits["why"] == why].sum()), len(projects["started"]))
    for one in OPENERS:
        found[opened(one)] = float((visits["unblocked_by"] == one).sum())
    return found


def _projects(record: RunRecord) -> dict[str, float]:
    outcome = record.projects["outcome"][record.projects["started"] >= 0]
    return {
        "turned_away": _ratio(float((outcome == Outcome.REFUSED).sum()), len(outcome)),
        "gave_up": _ratio(float((outcome == Outcome.ABANDONED).sum()), len(outcome)),
    }


def _ratio(amount: float, count: int) -> float:
    return amount / count if count else float("nan")


def _months(record: RunRecord) -> dict[str, float]:
    """Levels of the last two years, and counts at the end, from the monthly series."""
    if record.monthly is None:
        return {}
    rows = {(one.measure, one.group_kind, one.group): row for row, one in enumerate(record.series)}
    late = record.monthly[:, last_two_years(record.monthly.shape[1] - 1)].mean(axis=1, dtype=np.float64)
    last = record.monthly[:, -1]
    found = {name: float(late[rows[name, "all", "all"]]) for name in _LEVELS}
    for name, kind in _OVER_GROUPS.items():
        own = [row for (measure, group_kind, _), row in rows.items() if measure == name and group_kind == kind]
        found[name] = float(late[own].mean())
    for name in _AT_END:
        found[name] = float(last[rows[name, "all", "all"]])
    for shock in Shock:
        found[happened(shock)] = float(last[rows["incidents", "shock", shock.label]])
    return found

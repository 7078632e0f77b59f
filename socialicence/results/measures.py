"""Every measure once: label, unit, denominator, definition. `measures.csv`, screens and reports read from here."""

from __future__ import annotations

from typing import NamedTuple

from socialicence.state.observations import SYSTEM

SYSTEM_MEASURES = {
    "started": "projects_started",
    "in_flight": "projects_in_flight",
    "accessed": "projects_accessed",
    "completed": "projects_completed",
    "gave_up": "projects_abandoned",
    "waiting_at": "desks_waiting",
    "waiting_for": "desks_waiting",
    "blocked_desks": "desks_blocked",
    "unblocked_by": "desks_unblocked",
    "newcomers": "posts_changed_hands",
    "vacancies": "posts_vacant",
    "engagement_spend": "engagement_spend_total",  # the lever has the other name
}
"""Columns of `tables.SYSTEM` whose measure has another name."""
DEPARTMENT_MEASURES = ("nervousness", "perceived_licence", "expected_clearance")
"""Columns of the department table that are kept for every department and month."""


class Measure(NamedTuple):
    """What a measure is.

    Attributes
    ----------
    name, label, unit, denominator, definition : str
    """

    name: str
    label: str
    unit: str
    denominator: str
    definition: str


_ADULTS = "adults, weighted"
_AFFECTED = "adults whose records would be used and who have a stake, weighted"
_MEANS = "mean over the reference contexts of the weighted mean probability of support"
_YEAR = "of a run: mean of the last 24 months"
_LICENCE = (
    Measure(
        "licence_affected",
        "Backing among those affected",
        "share",
        _AFFECTED,
        f"{_MEANS}, among those affected; {_YEAR}",
    ),
    Measure("licence_everyone", "Backing among everyone", "share", _ADULTS, f"{_MEANS}, among everyone; {_YEAR}"),
    Measure(
        "licence_gap",
        "Gap: those affected less everyone",
        "share",
        "none",
        f"licence_affected less licence_everyone; its sign is not known beforehand; {_YEAR}",
    ),
)
_PUBLIC = (
    Measure("trust", "Trust with data", "share", _ADULTS, "weighted mean trust in a type of organisation with data"),
    Measure(
        "licence_factor",
        "Factor of licence",
        "0-1",
        _ADULTS,
        "what licence in a context rests on: economic (perceived benefit), socio-political (licence), interactional "
        "(trust in the owners, and fairness), institutional (lasting trust in the owners)",
    ),
    Measure(
        "licence_level",
        "Level of licence",
        "0 to 3",
        "none",
        "0 withheld, 1 acceptance, 2 approval, 3 identification: derived from the four factors, for reporting only",
    ),
    Measure("baseline_trust", "Lasting trust", "share", _ADULTS, "weighted mean baseline that trust returns to"),
    Measure("trust_spread", "Spread of trust", "share", _ADULTS, "standard deviation of trust between citizens"),
    Measure("trust_above_half", "Trust above one half", "share", _ADULTS, "share of adults whose trust is above 0.5"),
    Measure("fairness", "Felt fairness", "-1 to 1", _ADULTS, "weighted mean felt procedural fairness of public bodies"),
    Measure("understanding", "Understanding", "0-1", _ADULTS, "weighted mean of how truly safeguards are seen"),
    Measure("perceived_benefit", "Buy-in", "0-1", _ADULTS, "weighted mean benefit seen in the use of data"),
    Measure("concern", "Concern", "0-1", _ADULTS, "weighted mean worry about the use of data"),
    Measure("salience", "On people's minds", "0-1", _ADULTS, "weighted mean of how much the matter is on the mind"),
    Measure(
        "objecting_percent",
        "Opted out of health data sharing",
        "percent",
        "adults in England, weighted",
        "adults who object to the sharing of their health data, in percent",
    ),
)
_DEPARTMENTS = (
    Measure("nervousness", "Nervousness", "0-1", "none", "a department's fear that a share will go wrong"),
    Measure("perceived_licence", "Believed licence", "0-1", "none", "licence that a department believes it has"),
    Measure("expected_clearance", "Expected clearance", "desks a month", "none", "rate at which its desks clear"),
)
_LABELS = {
    "projects_started": "Projects started",
    "projects_in_flight": "Projects in flight",
    "projects_accessed": "Projects that reached access",
    "projects_completed": "Projects completed",
    "projects_abandoned": "Projects given up or refused",
    "desks_waiting": "Desks waiting",
    "joined_up": "Departments join up",
    "desks_unblocked": "Blocked desks opened",
}
_DEFINITIONS = {
    "desks_waiting": "desks waiting, by stage and by reason",
    "coverage": "share of all adults (not of England's alone) whose health data can be used: one less those who object",
    "representativeness": "one less the largest difference between a segment's share who object and that of all adults",
}
"""Where what the column says is not enough."""


def _system() -> list[Measure]:
    """Measures of the system, from the columns that the model records."""
    found = []
    for column in SYSTEM:
        if column.name == "waiting_for":  # the same desks as in `waiting_at`, counted by reason
            continue
        name = SYSTEM_MEASURES.get(column.name, column.name)
        label = _LABELS.get(name, name.replace("_", " ").capitalize())
        found.append(Measure(name, label, column.unit, "none", _DEFINITIONS.get(name, column.meaning)))
    return found


MONTHLY: dict[str, Measure] = {m.name: m for m in (*_LICENCE, *_PUBLIC, *_DEPARTMENTS, *_system())}
"""Measures of `months.parquet`."""

_END = "at the end of the run"
_TWO_YEARS = "mean over the last 24 months of the run"
_THEME = "theme score, our paraphrase; mean over the last 24 months of the run"
_PROJECTS = "all projects of that requester"
_WITHIN = (
    "cumulative incidence of access 24 months after the idea (Aalen-Johansen): giving up and refusal are competing "
    "risks, projects still waiting at the end are censored"
)
OUTCOMES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        *_LICENCE,
        Measure("cross_department", "Departments join up", "desks a month", "pairs of departments",
                f"expected clearance of two departments together, mean over pairs; {_TWO_YEARS}"),
        Measure("external_access", "Outside access", "share", "accesses in the last 24 months of the run",
                "share of accesses that went outside government; 0 if there was none"),
        Measure("dispersion", "Departments differ", "desks a month", "departments",
                f"standard deviation between departments of expected clearance; {_TWO_YEARS}"),
        Measure("theme_licence", "Licence and engagement", "0-1", "none", _THEME),
        Measure("theme_people", "People", "0-1", "none", _THEME),
        Measure("theme_processes", "Processes", "0-1", "none", _THEME),
        Measure("theme_technical", "Technical", "0-1", "none",
                f"{_THEME}, security and shared standards as at its end"),
        Measure("distance_public_good", "Distance to Public Good", "scaled", "none", "RMS over the four dimensions"),
        Measure("distance_silos", "Distance to Silos", "scaled", "none", "RMS over the four dimensions"),
        Measure("distance_government", "Distance to Government", "scaled", "none", "RMS over the four dimensions"),
        Measure("distance_deprioritised", "Distance to Deprioritised", "scaled", "none",
                "RMS over the four dimensions"),
        Measure("nearest", "Nearest", "future", "none",
                "future at the smallest distance; `none` where it is over 0.35 or leads the second by under 0.05"),
        Measure("projects_started", "Projects started", "count", "none", "projects started in the run"),
        Measure("projects_completed", "Projects completed", "count", "none", "projects published in the run"),
        Measure("projects_abandoned", "Projects given up or refused", "count", "none", "in the run"),
        Measure("projects_in_flight", "Projects in flight", "count", "none", _END),
        Measure("median_months_to_access", "Median months to access", "months", "projects",
                "Kaplan-Meier median from idea to access, giving up and refusal counted as censored; null where half "
                "do not reach it"),
        Measure("access_within_24m_academic", "Access in 24 months, academic", "share", _PROJECTS, _WITHIN),
        Measure("access_within_24m_government", "Access in 24 months, government", "share", _PROJECTS, _WITHIN),
        Measure("access_within_24m_charity", "Access in 24 months, charity", "share", _PROJECTS, _WITHIN),
        Measure("blocks_opened_within_6m", "Blocked desks opened within six months", "share", "blocks",
                "Kaplan-Meier; a block whose project ends, or that stands at the end of the run, is censored"),
        Measure("blocks_opened_by_newcomer", "Blocked desks opened by a newcomer", "share", "blocks that opened",
                "the desk changed hands and the new holder judged otherwise"),
        MONTHLY["objecting_percent"],
        Measure("shared_without_licence", "Shared without licence", "share", "accesses",
                "data went to use although those affected did not back it"),
        Measure("unshared_with_licence", "Not shared with licence", "share", "projects given up or refused",
                "data did not go to use although those affected backed it"),
        Measure("calibration_error", "Misplaced trust", "0-1", "types of public body",
                f"mean over types of public body of the distance between mean trust and what they deserve, {_END}"),
        Measure("incidents", "Incidents", "count", "none", "incidents and controversies in the run"),
        Measure("value_realised", "Value realised", "value units", "none", "value of completed projects"),
        Measure("value_visible", "Value made visible", "value units", "none",
                "part of the value that those concerned were told of"),
    )
}  # fmt: skip
"""The outcome columns of `runs.parquet`."""
RUNS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("run_id", "Run", "text", "none", "scenario and number of the run, one for each row"),
        Measure("scenario", "Scenario", "text", "none", "name of the scenario"),
        Measure("run", "Number of the run", "count", "none", "0, 1, ... within the scenario"),
        Measure("seed", "Seed", "count", "none", "seed of the run; run r of every scenario has the same"),
        Measure("citizens", "Citizens", "count", "none", "citizens simulated"),
        Measure("months", "Months", "months", "none", "length of the run"),
        Measure("status", "Status", "text", "none", "`done` or `failed`; a failed run has no outcomes"),
        Measure("error", "Error", "text", "none", "why a failed run failed; null otherwise"),
        Measure("model_version", "Version of the model", "count", "none", "raised whenever results change"),
        Measure("wall_seconds", "Seconds", "seconds", "none", "time it took to build the public and simulate"),
    )
}
"""What `runs.parquet` says of a run beside its choices and outcomes."""
ACCESS_24M = ("access_within_24m_academic", "access_within_24m_government", "access_within_24m_charity")
FUTURES = ("public_good", "silos", "government", "deprioritised")
SIGNATURE = ("licence_affected", "cross_department", "external_access", "dispersion")
THEMES = ("licence", "people", "processes", "technical")

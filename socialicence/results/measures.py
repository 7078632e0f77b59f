"""Every measure of months once: label, unit, denominator, definition. Those of runs are declared in `outcomes`."""

from __future__ import annotations

from socialicence.outcomes.declared import ADULTS as _ADULTS
from socialicence.outcomes.declaring import Measure
from socialicence.outcomes.registry import OUTCOMES
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
    "stopped": "projects_stopped",
    "programmes": "programmes_by_state",
    "engagement_spend": "engagement_spend_total",  # the lever has the other name
}
"""Columns of `tables.SYSTEM` whose measure has another name."""
DEPARTMENT_MEASURES = ("nervousness", "perceived_licence", "expected_clearance", "leaders_memory")
"""Columns of the department table that are kept for every department and month."""


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
    Measure(
        "standing",
        "Standing of a use",
        "willingness",
        "none",
        "what contests have taken from willingness for a use: of someone whose trust in its owner is one half",
    ),
    Measure("salience", "On people's minds", "0-1", _ADULTS, "weighted mean of how much the matter is on the mind"),
    OUTCOMES["objecting_percent"],
)
_DEPARTMENTS = (
    Measure("nervousness", "Nervousness", "0-1", "none", "a department's fear that a share will go wrong"),
    Measure("perceived_licence", "Believed licence", "0-1", "none", "licence that a department believes it has"),
    Measure("expected_clearance", "Expected clearance", "desks a month", "none", "rate at which its desks clear"),
    Measure(
        "leaders_memory",
        "Leaders remember contests",
        "logits",
        "none",
        "what leaders remember of contests and pauses, taken from their support",
    ),
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


_LICENCE = (OUTCOMES["licence_affected"], OUTCOMES["licence_everyone"], OUTCOMES["licence_gap"])
MONTHLY: dict[str, Measure] = {m.name: m for m in (*_LICENCE, *_PUBLIC, *_DEPARTMENTS, *_system())}
"""Measures of `months.parquet`."""

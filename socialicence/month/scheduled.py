"""What a scenario schedules for programmes: the announcement of 2021 with its dates, and a purpose that is widened."""

from __future__ import annotations

from typing import Any

from socialicence.categories import EventKind, ProgrammeState, Shock
from socialicence.compiled import part
from socialicence.month.launching import AT_START, add_to, is_free, is_live, tell
from socialicence.rules.objection import DAYS_A_MONTH, DEADLINE
from socialicence.state import State

SCHEDULED = 2 * AT_START
"""First number of scheduled programmes: beyond those of launches and of month 0."""
CONTESTED_AFTER, FIRST_USE_AFTER = 21.0, 50.0
"""Days from the announcement of 2021 to the petition and the doctors' bodies (2 June), and to first use (1 July)."""


@part
def take_in_scheduled(state: State, month: int) -> None:
    """Let scheduled announcements become programmes, and the purposes of others be widened, in their month."""
    for row in range(state.run[0].incidents):
        incident = state.incidents[row]
        if incident.scheduled == 0 or not month - 1.0 < incident.happened <= month:
            continue
        if incident.shock == Shock.ANNOUNCEMENT:
            _announce(state, incident, row)
        elif incident.shock == Shock.WIDENING:
            _widen(state, incident)


@part
def _concerns(state: State, incident: Any, d: int, c: int) -> bool:
    """Whether an event concerns a department and a use of its data."""
    one = state.departments[d]
    named = incident.department == d or (incident.department < 0 and incident.organisation == one.kind)
    shares = (one.in_contexts >> c) & 1 == 1
    return named and shares and (incident.domains == 0 or incident.domains & state.contexts[c].domains != 0)


@part
def _announce(state: State, incident: Any, row: int) -> None:
    """Let an announcement become a programme of the first free owner and use that it concerns, if there is one."""
    for c in range(state.contexts.size):
        for d in range(state.departments.size):
            if not _concerns(state, incident, d, c) or not is_free(state, d, c, incident.happened):
                continue
            found = add_to(state, c, d, SCHEDULED + row, incident.happened)
            if found >= 0:
                one = state.programmes[found]
                one.scheduled = 1
                one.first_use = one.announced + FIRST_USE_AFTER / DAYS_A_MONTH
                one.deadline = one.announced + DEADLINE / DAYS_A_MONTH
                tell(state, EventKind.ANNOUNCED, found, one.announced, 0.0)
            return


@part
def _widen(state: State, incident: Any) -> None:
    """Let the oldest programme that an event concerns be put to wider use, for which nothing is prepared."""
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        used = one.state == ProgrammeState.RUNNING or one.state == ProgrammeState.CHANGED
        if is_live(one) and used and _concerns(state, incident, one.owner, one.context):
            one.widened = incident.happened
            one.may_be_contested = 1
            one.at_start = 0
            one.spent = one.prepared = 0.0
            tell(state, EventKind.WIDENED, row, incident.happened, 0.0)
            return

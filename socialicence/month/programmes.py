"""National programmes, month by month: launched, prepared, contested, paused, changed or stopped (model 4, 2 to 4)."""

from __future__ import annotations

from socialicence.categories import ProgrammeState
from socialicence.compiled import part, stage
from socialicence.month.contests import contest_programmes, contest_shares
from socialicence.month.launching import launch, prepare
from socialicence.month.reviews import decide, elect
from socialicence.month.scheduled import take_in_scheduled
from socialicence.state import State


@stage
def programmes(state: State, month: int) -> None:
    """Programmes are launched, prepared and first used; some are contested, paused, changed or stopped."""
    launch(state, month)
    take_in_scheduled(state, month)
    prepare(state, month)
    contest_programmes(state, month)
    contest_shares(state, month)
    decide(state, month)
    elect(state, month)
    count_programmes(state)


@part
def count_programmes(state: State) -> None:
    """Count programmes launched in the run by what has become of them; those of month 0 are in no count."""
    system = state.system[0]
    system.programmes[:] = 0
    system.programmes_launched = system.programmes_contested = 0
    system.programmes_altered = system.programmes_stopped = 0
    for row in range(state.run[0].programmes):
        one = state.programmes[row]
        if one.at_start == 1:
            continue
        system.programmes[one.state] += 1
        system.programmes_launched += 1
        system.programmes_contested += 1 if one.contests > 0 else 0
        system.programmes_altered += 1 if one.altered >= 0.0 else 0
        system.programmes_stopped += 1 if one.stopped >= 0.0 else 0
        system.months_under_review += 1 if one.state == ProgrammeState.UNDER_REVIEW else 0

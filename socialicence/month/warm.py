"""Month 0 of a system that has long run: institutions alone, at status quo, before a public held at its start.

What these months leave behind is made once for a seed, beliefs and public, and lent as a copy to every scenario. Times
in it are months before month 0, so most of them are negative; counts begin anew.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numba
import numpy as np

from socialicence.categories import Outcome, ProgrammeState, Unblocker
from socialicence.compiled import kernel, stage
from socialicence.month.communication import communication
from socialicence.month.departments import departments
from socialicence.month.events import events
from socialicence.month.kept import KEPT, Warm
from socialicence.month.launching import LAUNCHES_AT_ONCE, is_live, open_programmes
from socialicence.month.licence import measure_projects
from socialicence.month.observation import count_projects, count_work, note_institutions
from socialicence.month.opening import REQUESTERS, WARM_MONTHS, new_state, open_institutions, open_public
from socialicence.month.order import live_months
from socialicence.month.professionals import professionals
from socialicence.month.programmes import programmes
from socialicence.month.projects import projects
from socialicence.month.starting import MOST_STARTS
from socialicence.parameters import parameters
from socialicence.state import NOW, State
from socialicence.state.compiled_tables import address_of
from socialicence.state.draws import Purpose, lasting_key
from socialicence.state.tables import NOT_YET, Array

_SEEN = ("licence", "trust", "spread", "opposition")
"""What institutions know of the public."""
_COUNTS = ("started", "accessed", "completed", "gave_up", "value")
_UNDECIDED = (ProgrammeState.ANNOUNCED, ProgrammeState.CONTESTED, ProgrammeState.UNDER_REVIEW)


@stage
def flows(state: State, month: int) -> None:
    """Count which data are in use: all that institutions need of the stage of observation."""
    count_projects(state, month)


_STAGES = (events, departments, professionals, programmes, projects, communication, flows)
"""A month of institutions alone, in the order of the model; policy stands still."""


def open_month_0(run: Any) -> None:
    """Set up month 0: the public, and institutions as they are after long years of status quo before it."""
    open_public(run)
    lend(KEPT.get(run, warm_start), run.state)
    _note(run.state)


def open_cold(run: Any) -> None:
    """Set up month 0 with nothing on its way: for an ablation, and to see a rule from the beginning."""
    open_public(run)
    open_institutions(run.state)
    _note(run.state)


def _note(state: State) -> None:
    """Observe institutions at month 0."""
    count_work(state, 0)
    note_institutions(state, 0)


def warm_start(run: Any) -> Warm:
    """Let institutions live the months before month 0 of a run whose public has been observed.

    They live them by the stages of the model, whatever stages the run has: an ablation begins where the run that it is
    compared with does.

    Parameters
    ----------
    run : World
        Nothing of it changes.

    Raises
    ------
    RuntimeError
        If a table that grows is full.
    """
    own = run.state
    usual = {name: (p.default if p.is_lever else run.values[name]) for name, p in parameters().items()}
    before = SimpleNamespace(
        scenario=replace(run.scenario, shocks=()),
        values=run.values,
        settled=usual,
        months=WARM_MONTHS,
        institutions=run.institutions,
    )
    state = new_state(before, own.citizens, own.network, int(own.run["seed"][0]))
    for name in _SEEN:
        getattr(state.observations, name)[:] = getattr(own.observations, name)[0]
    state.contexts[:], state.departments[:] = own.contexts, own.departments
    for name in ("affected_totals", "trust_at_start"):
        getattr(state, name)[:] = getattr(own, name)
    state.run["adults"], state.system[:] = own.run["adults"], own.system
    state.in_force["election"] = 0.0
    open_institutions(state)
    seed = state.run["seed"].copy()
    # Months before the start have draws of their own, however many they are.
    state.run["seed"] = np.int64(int(lasting_key(int(seed[0]), Purpose.BEFORE_THE_START)) >> 1)
    steps = [address_of(kernel, numba.typeof(state)) for kernel in _STAGES]
    if live_months(np.array(steps, dtype=np.int64), state, 1, WARM_MONTHS) < WARM_MONTHS:
        raise RuntimeError("before month 0: no room is left in a table")
    state.run["seed"] = seed
    state.contexts[:] = own.contexts
    return _handed_over(state)


def _handed_over(state: State) -> Warm:
    """What the months before month 0 leave behind, in months since month 0."""
    rows, visits = _projects_left(state)
    incidents = state.incidents[: state.run["incidents"][0]]
    incidents = incidents[(incidents["own_warier"] == 0) | (incidents["others_warier"] == 0)]
    for name in ("happened", "disclosed"):
        incidents[name] -= WARM_MONTHS
    incidents["project"] = -1
    people = state.professionals
    people["vacant_until"] = _since(people["vacant_until"])
    state.departments["incidents"] = 0
    for name in _COUNTS:
        state.requesters[name] = 0
    for table in (state.closed_until, state.withheld_until):
        table[:] = np.maximum(table - WARM_MONTHS, NOT_YET)
    _programmes_left(state)
    work = state.projects[:rows]
    join_programmes(state, rows)
    measure_projects(state, WARM_MONTHS)
    work["licence_at_start"] = work["licence_affected"]
    return Warm(
        state.departments,
        people,
        state.requesters,
        work.copy(),
        visits,
        incidents,
        state.programmes[: state.run["programmes"][0]].copy(),
        state.assets,
        state.closed_until,
        state.withheld_until,
        float(state.run["headlines"][0]),
    )


def _since(months: Array) -> Array:
    """Months counted from month 0, of what has happened."""
    return np.where(months >= 0.0, months - WARM_MONTHS, NOT_YET)


def _projects_left(state: State) -> tuple[int, Array]:
    """Move projects that still matter to the beginning of their table; return how many, and their visits.

    These are projects in flight, those whose data are still in use, and the latest linked asset of each context.
    """
    work = state.projects[: state.run["projects"][0]]
    in_flight = np.isin(work["outcome"], (Outcome.IN_FLIGHT, Outcome.ACCESSED))
    in_use = WARM_MONTHS - work["accessed"] < state.in_force["flow_months"][NOW]
    wanted = in_flight | ((work["outcome"] == Outcome.COMPLETED) & in_use)
    wanted[state.assets[state.assets >= 0]] = True
    places = np.cumsum(wanted) - 1
    visits = state.visits[: state.run["visits"][0]]
    of_work = in_flight[visits["project"]]
    visit_places = np.append(np.cumsum(of_work) - 1, -1)
    work["measure"] = in_flight
    work["visit"] = np.where(in_flight[:, None], visit_places[work["visit"]], -1)
    work["key"] -= WARM_MONTHS * REQUESTERS * MOST_STARTS
    for name in ("accessed", "finished"):
        work[name] = _since(work[name])
    for name in ("started", "entered"):
        work[name] -= WARM_MONTHS
    visits = visits[of_work]
    visits["project"] = places[visits["project"]]
    _begin_anew(visits)
    state.assets[:] = np.append(places, -1)[state.assets]
    left = work[wanted]
    state.projects[: left.size] = left
    state.run["projects"] = left.size
    return left.size, visits


def _begin_anew(visits: Array) -> None:
    """Count time at desks from month 0: of the run, a visit that is over took none, and a block began there."""
    visits["left"] = np.where(visits["left"] >= 0.0, 0.0, NOT_YET)
    visits["entered"] = visits["blocked_vacant"] = 0.0
    visits["was_blocked"] = visits["blocked"]
    visits["blocked_at"] = np.where(visits["blocked"], 0.0, NOT_YET)
    visits["opened_at"] = visits["holder_changed"] = NOT_YET
    visits["unblocked_by"] = Unblocker.NOTHING


def _programmes_left(state: State) -> None:
    """Leave the quiet programmes of the start, and those of these months about which nothing has been decided."""
    count = int(state.run["programmes"][0])
    ones = state.programmes[:count]
    undecided = ones[np.isin(ones["state"], _UNDECIDED) & (ones["at_start"] == 0)]
    undecided["at_start"] = 1
    undecided["key"] -= WARM_MONTHS * LAUNCHES_AT_ONCE
    for name in ("announced", "first_use", "due"):
        undecided[name] -= WARM_MONTHS
    for name in ("deadline", "widened", "contested", "altered", "paused", "review_ends", "resumed"):
        undecided[name] = _since(undecided[name])
    state.programmes[:count] = np.zeros(1, dtype=ones.dtype)
    state.run["programmes"] = 0
    open_at_0(state)
    for one in undecided:
        quiet = state.programmes[: state.run["programmes"][0]]
        if not ((quiet["owner"] == one["owner"]) & (quiet["context"] == one["context"])).any():
            state.programmes[quiet.size] = one
            state.run["programmes"] += 1


@kernel
def open_at_0(state: State) -> None:
    """Let the quiet programmes of the start run."""
    open_programmes(state)


@kernel
def join_programmes(state: State, projects: int) -> None:
    """Let projects belong to the live programme of their lead owner and context, where there is one at month 0."""
    for p in range(projects):
        project = state.projects[p]
        project.programme = -1
        for row in range(state.run[0].programmes):
            one = state.programmes[row]
            if one.owner == project.owners[0] and one.context == project.context and is_live(one):
                project.programme = row


def lend(warm: Warm, state: State) -> None:
    """Copy institutions of month 0 into the tables of a run."""
    for name, table in zip(Warm._fields[:-1], warm[:-1], strict=True):
        own = getattr(state, name)
        if name in ("projects", "visits", "programmes", "incidents"):
            first = int(state.run[name][0])
            own[first : first + table.size] = table
            state.run[name] = first + table.size
        else:
            own[:] = table
    state.run["headlines"] = warm.headlines

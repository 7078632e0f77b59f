"""Observation: licence, trust and moods by group; work, where it waits and who is in post; projects that ask."""

from __future__ import annotations

import numpy as np

from socialicence.categories import Outcome, Why
from socialicence.compiled import kernel, part, stage
from socialicence.month.by_group import (
    CELLS,
    PublicSums,
    add_sums,
    means_by_group,
    new_sums,
    note_coverage,
    state_by_cell,
    totals_by_group,
)
from socialicence.month.clearance import joined_up_clearance
from socialicence.month.desks import why_it_waits
from socialicence.month.licence import licence_by_cell, measure_projects
from socialicence.month.projects import desks_at, why_held
from socialicence.month.uses import uses_of_contexts
from socialicence.state import NOW, State
from socialicence.state.blocks import BLOCK, Run, sum_citizens
from socialicence.state.compiled_tables import copy_records
from socialicence.state.observations import GROUPS


@stage
def observation(state: State, month: int) -> None:
    """Licence, trust and moods are measured by group; work is counted; projects that ask are measured."""
    observe_public(state, month)
    measure_projects(state, month)
    count_work(state, month)
    note_institutions(state, month)


def observation_by_block(run: Run, month: int) -> None:
    """Observe the month block by block, on threads (see `observation`)."""
    observe_public_by_block(run, month)
    measure_projects(run.state, month)
    count_work(run.state, month)
    note_institutions(run.state, month)


@kernel
def observe_public(state: State, month: int) -> None:
    """Measure licence, trust and moods by group for one month: sums over blocks of citizens, then their means."""
    uses_of_contexts(state)
    people = state.citizens.age.size
    total = new_sums(CELLS, state.uses.size)
    for start in range(0, people, BLOCK):
        block, stop = new_sums(CELLS, state.uses.size), min(start + BLOCK, people)
        licence_by_cell(state, block, start, stop)
        state_by_cell(state, block, start, stop)
        add_sums(total, block)
    note_public(state, total, month)


def observe_public_by_block(run: Run, month: int) -> None:
    """Measure licence, trust and moods block by block, on threads (see `observe_public`)."""
    uses_of_contexts(run.state)
    sums = new_sums(CELLS, run.state.uses.size)
    note_public(run.state, sum_citizens(run, sum_block, sums), month)


@kernel
def sum_block(state: State, sums: PublicSums, start: int, stop: int) -> None:
    """Add licence and the state of citizens `start` to `stop` to their sums by cell."""
    licence_by_cell(state, sums, start, stop)
    state_by_cell(state, sums, start, stop)


@kernel
def note_public(state: State, sums: PublicSums, month: int) -> None:
    """Turn sums by cell into what is observed of the public."""
    totals = PublicSums(np.empty((GROUPS, sums.licence.shape[1])), np.empty((GROUPS, sums.state.shape[1])), sums.types)
    totals_by_group(sums.licence, totals.licence)
    totals_by_group(sums.state, totals.state)
    means_by_group(state, totals, month)
    note_coverage(state, totals)


@kernel
def count_work(state: State, month: int) -> None:
    """Count what is in flight, where it waits, and who is in post."""
    count_projects(state, month)
    count_people(state)
    state.system[0].joined_up = joined_up_clearance(state)


@part
def count_projects(state: State, month: int) -> None:
    """Count what is in flight, where it waits and why, and which data are in use."""
    system = state.system[0]
    system.in_flight[:] = 0
    system.waiting_at[:] = 0
    system.waiting_for[:] = 0
    system.blocked_desks = 0
    state.departments["live_flows"][:] = 0
    for p in range(state.run[0].projects):
        project = state.projects[p]
        shared = project.outcome == Outcome.ACCESSED or project.outcome == Outcome.COMPLETED
        if shared and month - project.accessed < state.in_force[NOW].flow_months:
            for o in range(project.number_of_owners):
                state.departments[project.owners[o]].live_flows += 1
        if project.outcome != Outcome.IN_FLIGHT and project.outcome != Outcome.ACCESSED:
            continue
        system.in_flight[project.requester] += 1
        for slot in range(desks_at(project)):
            visit = state.visits[project.visit[slot]]
            if visit.left < 0.0:
                system.waiting_at[project.stage] += 1
                held = why_held(state, project, month)
                system.waiting_for[why_it_waits(state, visit) if held == Why.NOTHING else held] += 1
                system.blocked_desks += visit.blocked


@part
def count_people(state: State) -> None:
    """Count vacancies, and take means over those in post."""
    system, held = state.system[0], 0
    skill = knowledge = motivation = 0.0
    for post in range(state.professionals.size):
        person = state.professionals[post]
        if person.vacant_until < 0.0:
            held += 1
            skill += person.skill
            knowledge += person.knowledge
            motivation += person.motivation
    system.vacancies = state.professionals.size - held
    system.skill = skill / max(held, 1)
    system.knowledge = knowledge / max(held, 1)
    system.motivation = motivation / max(held, 1)


@kernel
def note_institutions(state: State, month: int) -> None:
    """Keep the system and the department table as they are now."""
    copy_records(state.system, state.observations.system, month)
    copy_records(state.departments, state.observations.departments, month)

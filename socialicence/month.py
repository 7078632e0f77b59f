"""A month, in order: policy, events, departments, professionals, projects, communication, citizens, observation.

The order and the words are those of the ODD (`docs/odd.md`). A stage is a function of the run and the month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.observed import GROUPS
from socialicence.steps import (
    citizens as citizen_steps,
)
from socialicence.steps import clearance, objecting, opening, starting
from socialicence.steps import communication as communication_steps
from socialicence.steps import departments as department_steps
from socialicence.steps import incidents as incident_steps
from socialicence.steps import licence as licence_steps
from socialicence.steps import professionals as professional_steps
from socialicence.steps import projects as project_steps
from socialicence.steps import public as public_steps
from socialicence.tables import (
    DOMAINS,
    ORGANISATION_TYPES,
    PROFESSIONAL,
    USE,
    Array,
    new_records,
)

if TYPE_CHECKING:
    from socialicence.world import World


FAINT_ATTENTION = 1e-4
"""Weeks at the peak below which a threat is taken to be over."""


@dataclass(frozen=True)
class Stage:
    """One stage of the month.

    Attributes
    ----------
    name : str
    run : callable
        Takes the world (or the model) and the month.
    sees : str
        `world` for the tables, `model` for a `LicenceModel` with its agents.
    """

    name: str
    run: Callable[[Any, int], None]
    sees: str = "world"


def policy(world: World, month: int) -> None:
    """Levers take their value for the month: in a straight line from status quo to where policy takes them."""
    world.before_vector[:] = world.now_vector
    ramp = min(month / world.values["ramp_months"], 1.0)
    world.now_vector[:] = world.start_vector + ramp * (world.target - world.start_vector)


def events(world: World, month: int) -> None:
    """Incidents and controversies happen; those that become known make departments warier and draw attention."""
    world.incident_count = incident_steps.cause_incidents(
        world.incidents, world.incident_count, world.departments, world.projects, world.project_count,
        world.now, world.system, world.seed, month,
    )  # fmt: skip
    incident_steps.remember_incidents(
        world.incidents, world.incident_count, world.departments, world.now, world.system, month
    )
    incident_steps.attention_by_week(world.incidents, world.incident_count, world.now, month, world.attention)


def departments(world: World, month: int) -> None:
    """Departments follow policy, estimate the licence they have, grow nervous or calm, and fund engagement."""
    shares = communication_steps.engagement_shares(world.now)
    department_steps.follow_policy(world.departments, world.now, world.usual, shares[5])
    department_steps.perceive_licence(
        world.departments, world.observations.licence[month - 1, :, 0], world.headlines,
        shares[2] + shares[3] + shares[4], world.now, world.seed, month,
    )  # fmt: skip
    department_steps.fund_engagement(
        world.departments, world.now, world.usual, int(np.argmax(shares)) if shares.any() else 0
    )
    opening.mean_trustworthiness(
        world.departments, world.trust_at_start, world.trustworthiness, world.type_trustworthiness
    )


def professionals(world: World, month: int) -> None:
    """Professionals leave, join, learn, gain or lose heart."""
    world.system["newcomers"] += professional_steps.change_hands(
        world.professionals, world.departments, world.now, world.usual, world.seed, month
    )
    professional_steps.learn(world.professionals, world.now, world.before, world.usual)
    clearance.expect_clearance(world.departments, world.professionals, world.first_post, world.now, world.usual)


def projects(world: World, month: int) -> None:
    """Projects start, move along the pathway, stall, get unblocked, complete, are abandoned."""
    people = (world.requesters, world.departments, world.professionals, world.first_post)
    world.project_count, world.visit_count = starting.start_projects(
        world.projects, world.project_count, world.visits, world.visit_count, *people, world.contexts, world.assets,
        communication_steps.engagement_shares(world.now)[4], world.now, world.usual, world.system, world.seed, month,
    )  # fmt: skip
    heard = communication_steps.share_who_hear(world.now, world.usual)
    world.visit_count = project_steps.advance_projects(
        world.projects, world.project_count, world.visits, world.visit_count, *people, world.assets, heard,
        world.now, world.usual, world.system, world.seed, month,
    )  # fmt: skip
    project_steps.lose_patience(
        world.projects, world.project_count, world.visits, world.professionals, world.requesters, world.now,
        world.system, world.seed, month,
    )  # fmt: skip


def communication(world: World, month: int) -> None:
    """Engagement, results and incidents are put into words, and attention is shared among them."""
    shares = communication_steps.engagement_shares(world.now)
    world.engagements = communication_steps.compose_engagement(
        world.messages, world.departments, shares, world.adults, world.now, world.usual, world.system, world.seed, month
    )
    world.news = communication_steps.compose_news(
        world.messages, world.engagements, world.incidents, world.incident_count, world.projects,
        world.project_count, communication_steps.share_who_hear(world.now, world.usual), world.now,
        month,
    )  # fmt: skip
    limit = world.values["news_limit"]
    communication_steps.share_attention(world.messages, 0, world.engagements, limit, world.cumulative)
    world.headlines = communication_steps.share_attention(
        world.messages, world.engagements, world.news, limit, world.cumulative
    )
    communication_steps.move_reputations(
        world.messages, world.engagements + world.news, world.cumulative, world.engagements, world.departments,
        world.observations.trust[month - 1, :, 0], world.observations.spread[month - 1, :, 0], world.trustworthiness,
        world.now,
    )  # fmt: skip


def citizens(world: World, month: int) -> None:
    """Citizens settle, follow acquaintances, take in what reaches them, and some object."""
    people = world.citizens
    world.over_citizens(citizen_steps.settle, people, world.now)
    world.over_citizens(citizen_steps.influence, people, world.network, world.values["peer_weight"])
    world.over_citizens(
        citizen_steps.take_in, people, world.messages, world.cumulative, world.engagements, world.news,
        world.trustworthiness, world.type_trustworthiness, world.now, world.seed, month,
    )  # fmt: skip
    if world.attention.any():
        world.over_citizens(
            objecting.object_to_sharing, people, world.network, world.attention, world.now, world.seed, month
        )
    was_attentive, world.attentive = world.attentive, bool(world.attention.sum() > FAINT_ATTENTION)
    world.over_citizens(
        objecting.register_objections, people, world.values["objection_reversal"],
        was_attentive and not world.attentive, world.seed, month,
    )  # fmt: skip


def observation(world: World, month: int) -> None:
    """Licence, trust and moods are measured by group; work is counted; projects that ask are measured."""
    observe_public(world, month)
    licence_steps.measure_projects(
        world.citizens, world.projects, world.project_count, world.contexts, world.departments, world.project_uses,
        world.now, world.usual, world.seed, month,
    )  # fmt: skip
    project_steps.count_work(
        world.projects, world.project_count, world.visits, world.departments, world.professionals, world.now,
        world.system, month,
    )  # fmt: skip
    world.system["joined_up"] = clearance.joined_up_clearance(world.departments, float(world.now["openness"][0]))
    world.observations.system[month] = world.system[0]
    world.observations.departments[month] = world.departments


STAGES: tuple[Stage, ...] = (
    Stage("policy", policy),
    Stage("events", events),
    Stage("departments", departments),
    Stage("professionals", professionals),
    Stage("projects", projects),
    Stage("communication", communication),
    Stage("citizens", citizens),
    Stage("observation", observation),
)
"""The month as data: print it, time it, drop a stage for an ablation, or put in one of your own."""


def observe_public(world: World, month: int) -> None:
    """Measure licence, trust and moods by group for one month."""
    contexts = world.contexts.size
    licence_steps.uses_of_contexts(world.uses, world.contexts, world.now, world.usual)
    (licence_sums,) = world.sum_citizens(
        licence_steps.licence_by_cell, ((public_steps.CELLS, 2 * contexts),), world.citizens, world.uses, world.now
    )
    state_sums, spread_sums = world.sum_citizens(
        public_steps.state_by_cell,
        ((public_steps.CELLS, public_steps.STATE_SUMS), (ORGANISATION_TYPES, 2)),
        world.citizens,
    )
    state = _by_group(state_sums)
    seen = world.observations
    public_steps.means_by_group(
        _by_group(licence_sums), world.affected_totals, state, spread_sums,
        seen.licence[month], seen.trust[month], seen.mood[month], seen.spread[month],
    )  # fmt: skip
    public_steps.note_coverage(state, world.system)


def _by_group(sums: Array) -> Array:
    totals = np.empty((GROUPS, sums.shape[1]))
    public_steps.totals_by_group(sums, totals)
    return totals


def open_world(world: World) -> None:
    """Set up month 0: who is affected, what the public thinks, the departments and their people."""
    contexts = world.contexts.size
    world.uses = new_records(USE, contexts)
    world.project_uses = new_records(USE, world.projects.size)
    world.over_citizens(licence_steps.mark_affected, world.citizens, world.contexts)
    (affected,) = world.sum_citizens(
        licence_steps.affected_weight, ((public_steps.CELLS, contexts),), world.citizens, contexts
    )
    world.affected_totals = _by_group(affected)
    weights = world.citizens.weight
    world.adults = float(weights.sum(dtype=np.float64))
    by_stakes = np.bincount(world.citizens.stakes, weights=weights, minlength=1 << DOMAINS) / world.adults
    held = (np.arange(1 << DOMAINS) & world.departments["domains"][:, None]) != 0
    world.departments["concerned"] = held @ by_stakes
    observe_public(world, 0)
    world.trust_at_start = world.observations.trust[0, :, 0].astype(np.float64)
    _open_institutions(world)
    world.observations.system[0] = world.system[0]
    world.observations.departments[0] = world.departments


def _open_institutions(world: World) -> None:
    """Set up departments, posts and requesters."""
    truth = world.observations.licence[0, :, 0]
    opening.open_departments(world.departments, world.trust_at_start, truth, world.now, world.seed)
    posts = new_records(PROFESSIONAL, world.departments.size * opening.MOST_POSTS)
    count = opening.open_posts(posts, world.departments.size, world.first_post, world.seed)
    world.professionals = posts[:count].copy()
    professional_steps.hire_everyone(world.professionals, world.now, world.seed)
    world.requesters["kind"] = np.arange(world.requesters.size)
    world.requesters["confidence"] = 0.5
    world.trustworthiness = np.zeros(world.departments.size)
    world.type_trustworthiness = np.zeros(ORGANISATION_TYPES)
    department_steps.follow_policy(
        world.departments, world.now, world.usual, communication_steps.engagement_shares(world.now)[5]
    )
    for part in ("ability", "benevolence", "integrity"):
        # What a department deserves at the start is what was drawn; only changes from there count.
        added = world.departments[part] - world.departments[f"{part}_anchor"]
        world.departments[f"{part}_anchor"] -= added
        world.departments[part] -= added
    department_steps.perceive_licence(world.departments, truth, 0.0, 0.0, world.now, world.seed, 0)
    clearance.expect_clearance(world.departments, world.professionals, world.first_post, world.now, world.usual)
    world.system["joined_up"] = clearance.joined_up_clearance(world.departments, float(world.now["openness"][0]))

"""A month, in order: policy, events, departments, professionals, projects, communication, citizens, observation.

The order and the words are those of the ODD (`docs/odd.md`). A stage is a function of the run and the month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.steps import citizens as citizen_steps
from socialicence.steps import clearance, objecting, opening, stages, whole
from socialicence.steps import communication as communication_steps
from socialicence.steps import departments as department_steps
from socialicence.steps import licence as licence_steps
from socialicence.steps import professionals as professional_steps
from socialicence.steps import public as public_steps
from socialicence.tables import DOMAINS, ORGANISATION_TYPES, PROFESSIONAL, new_records

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
    world.incident_count = stages.events_of(
        world.incidents, world.incident_count, world.departments, world.projects, world.project_count,
        world.attention, world.now, world.system, world.seed, month,
    )  # fmt: skip


def departments(world: World, month: int) -> None:
    """Departments follow policy, estimate the licence they have, grow nervous or calm, choose and fund engagement."""
    stages.departments_of(
        world.departments, world.observations.licence[month - 1], world.headlines, world.trust_at_start,
        world.trustworthiness, world.type_trustworthiness, world.now, world.usual, world.seed, month,
    )  # fmt: skip


def professionals(world: World, month: int) -> None:
    """Professionals leave, move, join, learn, gain or lose heart."""
    stages.professionals_of(
        world.professionals, world.departments, world.first_post, world.now, world.before, world.usual,
        world.system, world.seed, month,
    )  # fmt: skip


def projects(world: World, month: int) -> None:
    """Projects start, move along the pathway, stall, get unblocked, complete, are abandoned."""
    world.project_count, world.visit_count = stages.projects_of(
        world.projects, world.project_count, world.visits, world.visit_count, world.requesters, world.departments,
        world.professionals, world.first_post, world.contexts, world.assets, world.now, world.usual, world.system,
        world.seed, month,
    )  # fmt: skip


def communication(world: World, month: int) -> None:
    """Engagement, results and incidents are put into words, and attention is shared among them."""
    seen = world.observations
    world.engagements, world.news, world.headlines = stages.communication_of(
        world.messages, world.cumulative, world.departments, world.incidents, world.incident_count, world.projects,
        world.project_count, world.adults, seen.trust[month - 1], seen.spread[month - 1], world.trustworthiness,
        world.now, world.usual, world.system, world.seed, month,
    )  # fmt: skip


def citizens(world: World, month: int) -> None:
    """Citizens settle, follow acquaintances, take in what reaches them, and some object."""
    people = world.citizens
    world.over_citizens(citizen_steps.settle, people, world.now)
    world.over_citizens(
        stages.citizens_of, people, world.network, world.messages, world.cumulative, world.engagements, world.news,
        world.trustworthiness, world.type_trustworthiness, world.attention, world.now, world.seed, month,
    )  # fmt: skip
    forget = _threat_is_over(world)
    world.over_citizens(
        objecting.register_objections, people, float(world.now["objection_reversal"][0]), forget, world.seed, month
    )
    if world.expected is not None:
        world.expected.live_a_month(world, month, forget)


def observation(world: World, month: int) -> None:
    """Licence, trust and moods are measured by group; work is counted; projects that ask are measured."""
    observe_public(world, month)
    stages.work_of(
        world.citizens, world.projects, world.project_count, world.visits, world.contexts, world.departments,
        world.professionals, world.project_uses, world.now, world.usual, world.system, world.seed, month,
    )  # fmt: skip
    _note_institutions(world, month)


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


def whole_month(world: World, month: int) -> None:
    """Do all stages of the model, those after policy in two compiled calls: for a public that is one block.

    The bits are those of the stages one by one. Between two compiled calls a run has to wait for the interpreter, which
    other runs want too: small runs side by side spent a third of their time waiting.
    """
    policy(world, month)
    institutions_month(world, month)
    public_month(world, month)
    _note_institutions(world, month)


def institutions_month(world: World, month: int) -> None:
    """Do the stages from events to communication."""
    seen = world.observations
    counts = np.array([world.incident_count, world.project_count, world.visit_count, 0, 0])
    world.headlines = whole.institutions_of(
        world.departments, world.professionals, world.first_post, world.requesters, world.projects, world.visits,
        world.incidents, world.contexts, world.assets, world.messages, world.cumulative, counts, world.headlines,
        world.adults, seen.licence[month - 1], seen.trust[month - 1], seen.spread[month - 1], world.trust_at_start,
        world.trustworthiness, world.type_trustworthiness, world.attention, world.now, world.before, world.usual,
        world.system, world.seed, month,
    )  # fmt: skip
    world.incident_count, world.project_count, world.visit_count, world.engagements, world.news = counts.tolist()


def public_month(world: World, month: int) -> None:
    """Do citizens and what is observed of them, their departments and projects."""
    whole.public_of(
        world.citizens, world.network, world.observations, world.departments, world.professionals, world.projects,
        world.project_count, world.visits, world.contexts, world.uses, world.project_uses, world.affected_totals,
        world.messages, world.cumulative, world.engagements, world.news, world.trustworthiness,
        world.type_trustworthiness, world.attention, float(world.now["objection_reversal"][0]), _threat_is_over(world),
        world.now, world.usual, world.system, world.seed, month,
    )  # fmt: skip


def _threat_is_over(world: World) -> bool:
    """Whether attention to a threat ended this month: the next one has to be heard of anew."""
    was_attentive, world.attentive = world.attentive, bool(world.attention.sum() > FAINT_ATTENTION)
    return was_attentive and not world.attentive


def observe_public(world: World, month: int) -> None:
    """Measure licence, trust and moods by group for one month."""
    licence_steps.uses_of_contexts(world.uses, world.contexts, world.now, world.usual)
    cells = public_steps.CELLS
    shapes = ((cells, 2 * world.contexts.size), (cells, public_steps.STATE_SUMS), (ORGANISATION_TYPES, 3))
    licence_sums, state_sums, type_sums = world.sum_citizens(
        stages.sums_of, shapes, world.citizens, world.uses, world.now
    )
    seen = world.observations
    stages.means_of(
        licence_sums, world.affected_totals, state_sums, type_sums, seen.licence[month], seen.trust[month],
        seen.mood[month], seen.spread[month], seen.baseline[month], world.system,
    )  # fmt: skip


def _note_institutions(world: World, month: int) -> None:
    """Keep the system and the department table as they are now."""
    seen = world.observations
    seen.system[month : month + 1].view(np.uint8)[:] = world.system.view(np.uint8)
    # As bytes: NumPy copies records field by field, which takes ten times as long.
    seen.departments[month].view(np.uint8)[:] = world.departments.view(np.uint8)


def open_world(world: World) -> None:
    """Set up month 0: who is affected, what the public thinks, the departments and their people."""
    open_public(world)
    open_institutions(world)
    stages.work_of(
        world.citizens, world.projects, 0, world.visits, world.contexts, world.departments, world.professionals,
        world.project_uses, world.now, world.usual, world.system, world.seed, 0,
    )  # fmt: skip
    _note_institutions(world, 0)


def open_public(world: World) -> None:
    """Mark who is affected by what, and observe the public."""
    contexts = world.contexts.size
    world.over_citizens(licence_steps.mark_affected, world.citizens, world.contexts)
    (affected,) = world.sum_citizens(
        licence_steps.affected_weight, ((public_steps.CELLS, contexts),), world.citizens, contexts
    )
    public_steps.totals_by_group(affected, world.affected_totals)
    weights = world.citizens.weight
    world.adults = float(weights.sum(dtype=np.float64))
    by_stakes = np.bincount(world.citizens.stakes, weights=weights, minlength=1 << DOMAINS) / world.adults
    held = (np.arange(1 << DOMAINS) & world.departments["domains"][:, None]) != 0
    world.departments["concerned"] = held @ by_stakes
    observe_public(world, 0)
    world.trust_at_start = world.observations.trust[0, :, 0].astype(np.float64)


def open_institutions(world: World) -> None:
    """Set up departments, posts and requesters."""
    truth = world.observations.licence[0, :, 0].copy()
    opening.open_departments(world.departments, world.trust_at_start, truth, world.now, world.seed)
    posts = new_records(PROFESSIONAL, world.departments.size * opening.MOST_POSTS)
    count = opening.open_posts(posts, world.departments.size, world.first_post, world.seed)
    world.professionals = posts[:count].copy()
    professional_steps.hire_everyone(world.professionals, world.now, world.seed)
    world.requesters["kind"] = np.arange(world.requesters.size)
    world.requesters["confidence"] = 0.5
    # Nobody has chosen yet: at the start every department does as policy asks.
    world.departments["mix"] = communication_steps.engagement_shares(world.now)
    department_steps.follow_policy(world.departments, world.now, world.usual)
    for part in ("ability", "benevolence", "integrity"):
        # What a department deserves at the start is what was drawn; only changes from there count.
        added = world.departments[part] - world.departments[f"{part}_anchor"]
        world.departments[f"{part}_anchor"] -= added
        world.departments[part] -= added
    department_steps.perceive_licence(world.departments, truth, 0.0, world.now, world.seed, 0)
    clearance.expect_clearance(world.departments, world.professionals, world.first_post, world.now, world.usual)

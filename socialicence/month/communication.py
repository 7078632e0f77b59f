"""What is said, about whom, how far it reaches: engagement, results, incidents (specification 4.6, 4.10, 4.11)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Outcome, Region, Shock, Strategy
from socialicence.compiled import part, rule, stage
from socialicence.month.attention import attention_by_week
from socialicence.month.events import own_or_usual
from socialicence.rules.engagement import households_reached, people_reached
from socialicence.rules.incidents import cost_of_delay
from socialicence.rules.moods import fairness_after
from socialicence.rules.trust import LEAST, MOST, change_of_trust, clipped
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, draw_key, uniform
from socialicence.state.observations import ALL, Spread
from socialicence.state.tables import STRATEGIES

OLDEST = 200.0
EVERY_REGION = (1 << len(Region)) - 1
ENGAGEMENT, NEWS = 0, 1
"""Kinds of message."""


@stage
def communication(state: State, month: int) -> None:
    """Engagement, results and incidents are put into words, and attention is shared among them."""
    run = state.run[0]
    run.engagements = run.news = 0
    compose_engagement(state, month)
    compose_news(state, month)
    share_attention(state, np.int64(0), run.engagements)
    run.headlines = share_attention(state, run.engagements, run.news)
    move_reputations(state, month)
    attention_by_week(state, month)


@part
def _blank(one: Any, kind: int, source: Any, d: int) -> None:
    """Start a message to everyone that changes nothing.

    Parameters
    ----------
    source : record
        What it is about: a department or an incident.
    d : int
        The department it is about; -1 for a whole type.
    """
    one.kind = kind
    one.department = d
    one.domains = source.domains
    one.concerned_only = 0
    one.age_low = 0.0
    one.age_high = OLDEST
    one.regions = EVERY_REGION
    one.spillover = -1.0
    one.reach = one.valence = one.strength = one.mark = one.own_share = 0.0
    one.fairness = one.depth = one.benefit = one.worry = one.attention = 0.0


@part
def communication_gain(state: State) -> float:
    """What communication (recommendation 11) adds to the share who hear."""
    v, u = state.in_force[NOW], state.in_force[USUAL]
    return v.effect_communication * (v.recommendation_communication - u.recommendation_communication)


@part
def share_who_hear(state: State) -> float:
    """Share of those concerned who hear of a result."""
    return max(state.in_force[NOW].result_heard + communication_gain(state), 0.0)


@part
def depth_of_engagement(state: State) -> float:
    """How deep engagement goes under its guidelines (recommendation 2), against status quo."""
    v, u = state.in_force[NOW], state.in_force[USUAL]
    return 1.0 + v.effect_engagement_guidelines * (
        v.recommendation_engagement_guidelines - u.recommendation_engagement_guidelines
    )


@part
def compose_engagement(state: State, month: int) -> None:
    """Write what departments do to involve people this month."""
    v, run = state.in_force[NOW], state.run[0]
    key = draw_key(run.seed, Purpose.HONOURED, month)
    for d in range(state.departments.size):
        one = state.departments[d]
        if one.spend <= 0.0:
            continue
        state.system[0].engagement_spend += one.spend
        for kind in range(1, STRATEGIES):
            spend = one.spend * one.mix[kind]
            if spend <= 0.0 or run.engagements >= state.messages.size // 2:
                continue
            if kind == Strategy.DELIBERATIVE:
                one.saved += spend
                if one.saved < v.jury_cost:
                    continue
                one.saved -= v.jury_cost
            honoured = uniform(key, d * STRATEGIES + kind) < v.engagement_honouring
            if Strategy.CONSULTATION <= kind <= Strategy.TARGETED:
                one.heeded = fairness_after(one.heeded, felt(honoured, v), v.fairness_step)
            message = state.messages[run.engagements]
            _blank(message, ENGAGEMENT, one, d)
            message.organisation = one.kind
            _write_engagement(state, message, kind, spend, honoured)
            message.own_share = v.own_share if message.strength > 0.0 else 0.0
            run.engagements += 1


@rule
def felt(honoured: bool, v: Any) -> float:
    """How fair it feels to have been asked: 1 where advice is acted on, the weight of a broken promise where not."""
    return 1.0 if honoured else -v.broken_promise


@part
def _write_engagement(state: State, message: Any, kind: int, spend: float, honoured: bool) -> None:
    """Fill in one department's engagement of one kind.

    Parameters
    ----------
    spend : float
        Thousand pounds on this kind this month.
    """
    v, adults = state.in_force[NOW], state.run[0].adults
    depth = depth_of_engagement(state)
    fair = felt(honoured, v)
    # Who was asked in person judges by what is seen of the department; who was asked and ignored, by that alone.
    quality = 0.0 if honoured else -1.0
    if kind == Strategy.BROADCAST:
        message.reach = households_reached(spend, v.broadcast_cost, v.households, v.broadcast_recall)
        message.valence = 1.0
        message.strength = v.broadcast_strength
        message.mark = v.mark_broadcast
        message.depth = v.broadcast_depth * depth
        # Announcing a decision already taken worries people; asking and acting first does not.
        message.worry = v.broadcast_worry * (1.0 - v.engagement_honouring)
        message.attention = v.attention_broadcast
    elif kind == Strategy.CONSULTATION:
        message.reach = people_reached(spend, v.consultation_cost, adults)
        message.fairness = fair
        if not honoured:
            message.valence = -1.0
            message.strength = v.targeted_strength
        message.depth = v.consultation_depth * depth
    elif kind == Strategy.DELIBERATIVE:
        heard = v.jury_reported if honoured else v.jury_heard
        message.reach = heard * share_who_hear(state) / v.result_heard
        message.fairness = fair
        message.valence = 1.0 if honoured else -1.0
        message.strength = v.jury_strength
        message.mark = v.mark_deliberation
        message.depth = v.deliberation_depth * depth
    elif kind == Strategy.TARGETED:
        stakeholders = adults * state.departments[message.department].concerned
        message.concerned_only = 1
        message.reach = people_reached(spend, v.targeted_cost, stakeholders)
        message.fairness = fair
        message.valence = quality
        message.strength = v.targeted_strength
        message.mark = v.mark_deliberation
        message.depth = v.targeted_depth * depth
    else:
        paid = min(spend / v.register_cost, 1.0)
        message.reach = v.register_reach * max(paid + communication_gain(state), 0.0)
        message.depth = v.broadcast_depth * depth


@part
def _write_incident(message: Any, incident: Any, v: Any) -> None:
    """Fill in the news of one incident."""
    late = cost_of_delay(max(incident.disclosed - incident.happened, 0.0), v.late_cost)
    strength, reach, mark = v.breach_strength, v.breach_reach, v.mark_breach * late
    if incident.shock == Shock.SCANDAL:
        strength, reach, mark = v.scandal_strength, v.scandal_reach, v.mark_scandal
    elif incident.shock == Shock.CONTROVERSY:
        strength, reach, mark = v.controversy_strength, v.controversy_reach, v.mark_controversy
    elif incident.shock == Shock.ANNOUNCEMENT:
        strength, reach, mark = v.broadcast_strength, v.scandal_reach, 0.0
    message.valence = -1.0
    message.strength = min(own_or_usual(incident.strength, strength) * late * incident.size, 0.9)
    message.reach = min(own_or_usual(incident.reach, reach) * np.sqrt(incident.size), 0.95)
    message.mark = min(own_or_usual(incident.mark, mark), 0.9)
    message.own_share = own_or_usual(incident.own_share, v.own_share) if incident.department >= 0 else 0.0
    message.spillover = own_or_usual(incident.spillover, -1.0)
    message.worry = min(own_or_usual(incident.worry, v.incident_worry) * incident.size, 0.9)
    message.attention = own_or_usual(incident.attention, v.attention_incident)


@part
def compose_news(state: State, month: int) -> None:
    """Write the month's news after its engagement: incidents disclosed and results published."""
    run = state.run[0]
    for row in range(run.incidents):
        incident = state.incidents[row]
        place = run.engagements + run.news
        if incident.shock == Shock.WIDENING:
            continue
        if month - 1.0 < incident.disclosed <= month and place < state.messages.size:
            _blank(state.messages[place], NEWS, incident, incident.department)
            state.messages[place].organisation = incident.organisation
            _write_incident(state.messages[place], incident, state.in_force[NOW])
            run.news += 1
    for p in range(run.projects):
        project = state.projects[p]
        place = run.engagements + run.news
        published = project.outcome == Outcome.COMPLETED and month - 1.0 < project.finished <= month
        if published and place < state.messages.size:
            _blank(state.messages[place], NEWS, project, project.owners[0])
            _write_result(state, state.messages[place], project)
            run.news += 1


@part
def _write_result(state: State, message: Any, project: Any) -> None:
    """Fill in the news of one published project: it reaches those whose data it used."""
    v = state.in_force[NOW]
    message.organisation = project.recipient
    message.concerned_only = 1
    message.age_low = project.age_low
    message.age_high = project.age_high
    message.regions = project.regions
    message.reach = share_who_hear(state)
    message.benefit = min(v.result_benefit * project.value, 0.5)
    message.depth = v.broadcast_depth


@part
def share_attention(state: State, first: int, count: int) -> float:
    """Share out a month's attention among messages of one kind; return the share of people bad news reaches."""
    messages, limit = state.messages, state.in_force[NOW].news_limit
    total = 0.0
    for j in range(first, first + count):
        total += messages[j].reach
    scale = limit / total if total > limit else 1.0
    running = 0.0
    bad = 0.0
    for j in range(first, first + count):
        running += messages[j].reach * scale
        state.cumulative[j] = running
        if messages[j].valence < 0.0:
            bad += messages[j].reach * scale
    return bad


@part
def move_reputations(state: State, month: int) -> None:
    """Move what departments' own names add to trust, by the mean effect of what was said about them, times reach."""
    run = state.run[0]
    for j in range(run.engagements + run.news):
        message = state.messages[j]
        if message.department < 0 or message.strength <= 0.0:
            continue
        lower = 0.0 if j == 0 or j == run.engagements else state.cumulative[j - 1]
        reach = state.cumulative[j] - lower
        one = state.departments[message.department]
        if message.concerned_only:
            reach *= one.concerned
        moved = _mean_change(state, message, month) * message.own_share * reach
        one.reputation = clipped(one.reputation + moved, -0.5, 0.5)


@part
def _mean_change(state: State, message: Any, month: int) -> float:
    """Mean change of trust by a message, over two citizens one standard deviation below and above mean trust.

    A department's name is one number for everyone, so what all citizens make of the message is not asked.
    """
    v, seen, organisation = state.in_force[NOW], state.observations, message.organisation
    deviation = seen.spread[month - 1, organisation, Spread.DEVIATION]
    mean = 0.0
    for side in (-1.0, 1.0):
        trust = clipped(seen.trust[month - 1, organisation, ALL] + side * deviation, LEAST, MOST)
        valence = message.valence
        if valence == 0.0:
            valence = state.trustworthiness[message.department] - trust
        mean += 0.5 * change_of_trust(trust, valence, message.strength, v.negativity_weight, v.confirmation)
    return mean

"""What is said, about whom, how far it reaches: engagement, results, incidents (specification 4.6, 4.10, 4.11)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.categories import Domain, Outcome, Region, Shock, Strategy
from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, uniform
from socialicence.rules.engagement import households_reached, people_reached
from socialicence.rules.incidents import cost_of_delay
from socialicence.rules.trust import LEAST, MOST, change_of_trust, clipped
from socialicence.steps.incidents import own_or_usual
from socialicence.tables import STRATEGIES, Array

HONOURED = int(Purpose.HONOURED)
BROADCAST, CONSULTATION, DELIBERATIVE, TARGETED, REGISTER = (
    int(Strategy.BROADCAST),
    int(Strategy.CONSULTATION),
    int(Strategy.DELIBERATIVE),
    int(Strategy.TARGETED),
    int(Strategy.TRANSPARENCY_REGISTER),
)
BREACH, SCANDAL, CONTROVERSY, ANNOUNCEMENT = (
    int(Shock.BREACH),
    int(Shock.SCANDAL),
    int(Shock.CONTROVERSY),
    int(Shock.ANNOUNCEMENT),
)
COMPLETED = int(Outcome.COMPLETED)
OLDEST = 200.0
EVERY_REGION = (1 << len(Region)) - 1
EVERY_DOMAIN = (1 << len(Domain)) - 1


@rule
def _blank(messages: Array, row: int, kind: int, d: int, organisation: int, domains: int) -> None:
    """Start a message to everyone that changes nothing."""
    one = messages[row]
    one.kind = kind
    one.department = d
    one.organisation = organisation
    one.domains = domains
    one.concerned_only = 0
    one.age_low = 0.0
    one.age_high = OLDEST
    one.regions = EVERY_REGION
    one.spillover = -1.0
    one.reach = one.valence = one.strength = one.mark = one.own_share = 0.0
    one.fairness = one.depth = one.benefit = one.worry = one.attention = 0.0


@rule
def communication_gain(v: Any, u: Any) -> float:
    """What communication (recommendation 11) adds to the share who hear."""
    return v.effect_communication * (v.recommendation_communication - u.recommendation_communication)


@kernel
def share_who_hear(now: Array, usual: Array) -> float:
    """Share of those concerned who hear of a result."""
    return max(now[0].result_heard + communication_gain(now[0], usual[0]), 0.0)


@kernel
def engagement_shares(now: Array) -> Array:
    """Share of engagement spend by strategy that policy asks for, adding up to one (or to nought: nothing is done)."""
    v = now[0]
    shares = np.zeros(STRATEGIES)
    shares[BROADCAST] = v.engagement_broadcast
    shares[CONSULTATION] = v.engagement_consultation
    shares[DELIBERATIVE] = v.engagement_deliberative
    shares[TARGETED] = v.engagement_targeted
    shares[REGISTER] = v.engagement_transparency_register
    total = shares.sum()
    return shares / total if total > 0.0 else shares


@rule
def _write_engagement(
    message: Any,
    kind: int,
    spend: float,
    adults: float,
    stakeholders: float,
    honoured: bool,
    depth: float,
    heard: float,
    v: Any,
) -> None:
    """Fill in one department's engagement of one kind.

    Parameters
    ----------
    spend : float
        Thousand pounds on this kind this month (for a jury: the cost of holding it).
    stakeholders : float
        Adults with a stake in the department's domains.
    heard : float
        What communication adds to the share who hear.
    """
    fair = 1.0 if honoured else -v.broken_promise
    if kind == BROADCAST:
        message.reach = households_reached(spend, v.broadcast_cost, v.households, v.broadcast_recall)
        message.valence = 1.0
        message.strength = v.broadcast_strength
        message.mark = v.mark_broadcast
        message.depth = v.broadcast_depth * depth
        # Announcing a decision already taken worries people; asking and acting first does not.
        message.worry = v.broadcast_worry * (1.0 - v.engagement_honouring)
        message.attention = v.attention_broadcast
    elif kind == CONSULTATION:
        message.reach = people_reached(spend, v.consultation_cost, adults)
        message.fairness = fair
        message.depth = v.consultation_depth * depth
    elif kind == DELIBERATIVE:
        message.reach = max(v.jury_heard + heard, 0.0)
        message.fairness = fair
        message.valence = 1.0 if honoured else -1.0
        message.strength = v.jury_strength
        message.mark = v.mark_deliberation
        message.depth = v.deliberation_depth * depth
    elif kind == TARGETED:
        message.concerned_only = 1
        message.reach = people_reached(spend, v.targeted_cost, stakeholders)
        message.fairness = fair
        message.strength = v.targeted_strength
        message.mark = v.mark_deliberation
        message.depth = v.targeted_depth * depth
    else:
        message.reach = v.register_reach * max(min(spend / v.register_cost, 1.0) + heard, 0.0)
        message.depth = v.broadcast_depth * depth


@kernel
def compose_engagement(
    messages: Array,
    departments: Array,
    adults: float,
    now: Array,
    usual: Array,
    system_row: Array,
    seed: int,
    month: int,
) -> int:
    """Write what departments do to involve people this month; return how many messages.

    Parameters
    ----------
    adults : float
        UK adults.
    """
    v = now[0]
    u = usual[0]
    count = 0
    key = draw_key(seed, HONOURED, month)
    heard = communication_gain(v, u)
    depth = 1.0 + v.effect_engagement_guidelines * (
        v.recommendation_engagement_guidelines - u.recommendation_engagement_guidelines
    )
    for d in range(departments.size):
        one = departments[d]
        if one.spend <= 0.0:
            continue
        system_row[0].engagement_spend += one.spend
        for kind in range(1, STRATEGIES):
            spend = one.spend * one.mix[kind]
            if spend <= 0.0 or count >= messages.size // 2:
                continue
            if kind == DELIBERATIVE:
                one.saved += spend
                if one.saved < v.jury_cost:
                    continue
                one.saved -= v.jury_cost
            honoured = uniform(key, d * STRATEGIES + kind) < v.engagement_honouring
            _blank(messages, count, 0, d, one.kind, one.domains)
            message = messages[count]
            _write_engagement(message, kind, spend, adults, adults * one.concerned, honoured, depth, heard, v)
            message.own_share = v.own_share if message.strength > 0.0 else 0.0
            count += 1
    return count


@rule
def _write_incident(message: Any, incident: Any, v: Any) -> None:
    """Fill in the news of one incident."""
    late = cost_of_delay(max(incident.disclosed - incident.happened, 0.0), v.late_cost)
    strength, reach, mark = v.breach_strength, v.breach_reach, v.mark_breach * late
    if incident.shock == SCANDAL:
        strength, reach, mark = v.scandal_strength, v.scandal_reach, v.mark_scandal
    elif incident.shock == CONTROVERSY:
        strength, reach, mark = v.controversy_strength, v.controversy_reach, v.mark_controversy
    elif incident.shock == ANNOUNCEMENT:
        strength, reach, mark = v.broadcast_strength, v.scandal_reach, 0.0
    message.valence = -1.0
    message.strength = min(own_or_usual(incident.strength, strength) * late * incident.size, 0.9)
    message.reach = min(own_or_usual(incident.reach, reach) * np.sqrt(incident.size), 0.95)
    message.mark = min(own_or_usual(incident.mark, mark), 0.9)
    message.own_share = own_or_usual(incident.own_share, v.own_share) if incident.department >= 0 else 0.0
    message.spillover = own_or_usual(incident.spillover, -1.0)
    message.worry = min(own_or_usual(incident.worry, v.incident_worry) * incident.size, 0.9)
    message.attention = own_or_usual(incident.attention, v.attention_incident)


@kernel
def compose_news(
    messages: Array,
    first: int,
    incidents: Array,
    incident_count: int,
    projects: Array,
    project_count: int,
    heard: float,
    now: Array,
    month: int,
) -> int:
    """Write the month's news after the engagement in `messages`: incidents disclosed and results published.

    Parameters
    ----------
    heard : float
        Share of those concerned who hear of a result.

    Returns
    -------
    int
        How many items of news.
    """
    v = now[0]
    count = 0
    for row in range(incident_count):
        incident = incidents[row]
        if month - 1.0 < incident.disclosed <= month and first + count < messages.size:
            _blank(messages, first + count, 1, incident.department, incident.organisation, incident.domains)
            _write_incident(messages[first + count], incident, v)
            count += 1
    for p in range(project_count):
        project = projects[p]
        published = project.outcome == COMPLETED and month - 1.0 < project.finished <= month
        if published and first + count < messages.size:
            _blank(messages, first + count, 1, project.owners[0], project.recipient, project.domains)
            message = messages[first + count]
            message.concerned_only = 1
            message.age_low = project.age_low
            message.age_high = project.age_high
            message.regions = project.regions
            message.reach = heard
            message.benefit = min(v.result_benefit * project.value, 0.5)
            message.depth = v.broadcast_depth
            count += 1
    return count


@kernel
def share_attention(messages: Array, first: int, count: int, limit: float, cumulative: Array) -> float:
    """Share out a month's attention among messages of one kind; return the share of people bad news reaches."""
    total = 0.0
    for j in range(first, first + count):
        total += messages[j].reach
    scale = limit / total if total > limit else 1.0
    running = 0.0
    bad = 0.0
    for j in range(first, first + count):
        running += messages[j].reach * scale
        cumulative[j] = running
        if messages[j].valence < 0.0:
            bad += messages[j].reach * scale
    return bad


@kernel
def move_reputations(
    messages: Array,
    count: int,
    cumulative: Array,
    first_news: int,
    departments: Array,
    mean_trust: Array,
    spread_of_trust: Array,
    trustworthiness: Array,
    now: Array,
) -> None:
    """Move what departments' own names add to trust, by the mean effect of what was said about them.

    A department's name is one number for everyone, so it moves by the mean effect on citizens, times reach. The mean
    is taken over two citizens, one standard deviation of trust below the mean and one above.
    """
    v = now[0]
    for j in range(count):
        message = messages[j]
        if message.department < 0 or message.strength <= 0.0:
            continue
        lower = 0.0 if j == 0 or j == first_news else cumulative[j - 1]
        reach = cumulative[j] - lower
        if message.valence == 0.0:
            # A contact is judged by its quality, and reaches only those with a stake.
            reach *= departments[message.department].concerned
        mean = 0.0
        for side in (-1.0, 1.0):
            trust = clipped(
                mean_trust[message.organisation] + side * spread_of_trust[message.organisation], LEAST, MOST
            )
            valence = message.valence
            if valence == 0.0:
                valence = trustworthiness[message.department] - trust
            mean += 0.5 * change_of_trust(trust, valence, message.strength, v.negativity_weight, v.confirmation)
        one = departments[message.department]
        one.reputation = clipped(one.reputation + mean * message.own_share * reach, -0.5, 0.5)

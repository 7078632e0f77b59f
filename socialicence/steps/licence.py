"""Licence: who supports which use of data, counted among everyone and among those affected (specification 4.3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, rule
from socialicence.draws import Purpose, draw_key, uniform
from socialicence.rules.willingness import perceived_safeguards, support_probability, willingness
from socialicence.steps.public import cell_of
from socialicence.tables import ORGANISATION_TYPES, Array, Citizens

TOGETHER = 256
"""Citizens worked on together: few enough to stay in the fastest memory, enough for vector code."""
TRUST, FAIRNESS, BENEFIT, UNDERSTANDING, CONCERN, COLUMNS = 0, 8, 9, 10, 11, 12
SAMPLING, SAMPLE = int(Purpose.SAMPLE), 50000


@rule
def _see(citizens: Citizens, who: Array, count: int, seen: Array) -> None:
    """Copy what the support of the first `count` citizens of `who` depends on, a row of `seen` for each column."""
    trust, fairness, benefit = citizens.trust, citizens.fairness, citizens.perceived_benefit
    understanding, concern = citizens.understanding, citizens.concern
    for n in range(count):
        i = who[n]
        for k in range(ORGANISATION_TYPES):
            seen[TRUST + k, n] = trust[i, k]
        seen[FAIRNESS, n] = fairness[i]
        seen[BENEFIT, n] = benefit[i]
        seen[UNDERSTANDING, n] = understanding[i]
        seen[CONCERN, n] = concern[i]


@rule
def _support(seen: Array, count: int, use: Any, v: Any, owner: Array, support: Array, row: int) -> None:
    """Probability that each of `count` citizens supports a use of data.

    Numbers are taken out of the records, in single precision, before the loops: only then are these vector code.

    Parameters
    ----------
    seen : ndarray of float32, shape (COLUMNS, TOGETHER)
        A column for each citizen: trust, fairness, benefit, understanding, concern.
    use : record
        See `tables.USE`.
    v : record
        Values in force.
    owner : ndarray of float32, shape (TOGETHER,)
        Room to work in.
    support : ndarray of float32, shape (rows, TOGETHER)
        Its `row` is overwritten.
    """
    reputation, bonus = np.float32(use.reputation), np.float32(v.fairness_bonus)
    for n in range(count):
        owner[n] = reputation + bonus * seen[FAIRNESS, n]
    types = 0
    for k in range(ORGANISATION_TYPES):
        types += (use.owners >> k) & 1
    share = np.float32(1.0 / types)
    for k in range(ORGANISATION_TYPES):
        if (use.owners >> k) & 1:
            for n in range(count):
                owner[n] += share * seen[TRUST + k, n]
    weight_owner, weight_recipient = np.float32(v.weight_owner), np.float32(v.weight_recipient)
    weight_benefit, weight_safeguards = np.float32(v.weight_benefit), np.float32(v.weight_safeguards)
    linear_share, blind = np.float32(v.linear_share), np.float32(v.blind_safeguards)
    recipient = TRUST + use.recipient
    added, safeguards = np.float32(use.benefit), np.float32(use.safeguards)
    worry = np.float32(v.concern_weight) * np.float32(use.sensitivity)
    cutoff, spread = np.float32(use.cutoff), np.float32(v.support_spread)
    for n in range(count):
        willing = willingness(
            owner[n],
            seen[recipient, n],
            seen[BENEFIT, n] + added,
            perceived_safeguards(seen[UNDERSTANDING, n], safeguards, blind),
            weight_owner,
            weight_recipient,
            weight_benefit,
            weight_safeguards,
            linear_share,
            worry * seen[CONCERN, n],
        )
        support[row, n] = support_probability(willing, cutoff, spread)


@kernel
def licence_by_cell(citizens: Citizens, uses: Array, now: Array, sums: Array, start: int, stop: int) -> None:
    """Add weighted probabilities of support to `sums`: a column for each context, everyone first, then those affected.

    Parameters
    ----------
    uses : record array
        The reference contexts this month (see `tables.USE`).
    sums : ndarray, shape (CELLS, 2 x contexts)
        Added to in place.
    """
    v = now[0]
    contexts = uses.size
    age, region, segment = citizens.age, citizens.region, citizens.segment
    weights, affected = citizens.weight, citizens.affected
    seen = np.empty((COLUMNS, TOGETHER), dtype=np.float32)
    owner = np.empty(TOGETHER, dtype=np.float32)
    support = np.empty((contexts, TOGETHER), dtype=np.float32)
    who = np.empty(TOGETHER, dtype=np.int64)
    for first in range(start, stop, TOGETHER):
        count = min(TOGETHER, stop - first)
        for n in range(count):
            who[n] = first + n
        _see(citizens, who, count, seen)
        for c in range(contexts):
            _support(seen, count, uses[c], v, owner, support, c)
        for n in range(count):
            i = first + n
            cell = cell_of(region[i], segment[i], age[i])
            weight = float(weights[i])
            bits = np.int64(affected[i])
            for c in range(contexts):
                part = weight * support[c, n]
                sums[cell, c] += part
                # Nought is added for those not affected: a branch that cannot be foreseen takes longer.
                sums[cell, contexts + c] += part * ((bits >> c) & 1)


@rule
def is_affected(
    age: int, region: int, stakes: int, age_low: float, age_high: float, regions: int, domains: int
) -> bool:
    """Whether a use of data takes a citizen's records (by age and region) and the citizen has a stake (a domain)."""
    return (age >= age_low) & (age <= age_high) & ((regions >> region) & 1 != 0) & ((stakes & domains) != 0)


@kernel
def mark_affected(citizens: Citizens, contexts: Array, start: int, stop: int) -> None:
    """Mark in which contexts a citizen's records would be used and the citizen has a stake."""
    age, region, stakes, affected = citizens.age, citizens.region, citizens.stakes, citizens.affected
    for c in range(contexts.size):
        one = contexts[c]
        low, high, regions, domains = one.age_low, one.age_high, one.regions, one.domains
        for i in range(start, stop):
            if is_affected(age[i], region[i], stakes[i], low, high, regions, domains):
                affected[i] |= np.uint16(1 << c)


@kernel
def affected_weight(citizens: Citizens, contexts: int, sums: Array, start: int, stop: int) -> None:
    """Add the weight of those affected to `sums` (cell, context); it never changes, so once a run."""
    age, region, segment = citizens.age, citizens.region, citizens.segment
    weights, affected = citizens.weight, citizens.affected
    for i in range(start, stop):
        cell = cell_of(region[i], segment[i], age[i])
        bits = np.int64(affected[i])
        for c in range(contexts):
            sums[cell, c] += weights[i] * ((bits >> c) & 1)


@rule
def policy_safeguards(v: Any, u: Any) -> float:
    """What policy adds to (or takes from) the safeguards of every use of data, against status quo."""
    return (
        v.security_safeguards * (v.security - u.security)
        + v.advice_safeguards * v.independent_advice
        + v.effect_five_safes * (v.recommendation_five_safes - u.recommendation_five_safes)
        + v.effect_privacy_technologies
        * (v.recommendation_privacy_technologies - u.recommendation_privacy_technologies)
    )


@kernel
def uses_of_contexts(uses: Array, contexts: Array, now: Array, usual: Array) -> None:
    """Fill `uses` with the reference contexts, with what policy adds to their usual safeguards."""
    added = policy_safeguards(now[0], usual[0])
    for c in range(contexts.size):
        use = uses[c]
        context = contexts[c]
        use.owners = context.owners
        use.recipient = context.recipient
        use.benefit = context.benefit
        use.sensitivity = context.sensitivity
        use.cutoff = context.cutoff
        use.reputation = 0.0
        use.safeguards = min(max(context.safeguards + added, 0.05), 0.95)


@rule
def _describe_use(use: Any, project: Any, context: Any, departments: Array, added: float, v: Any) -> None:
    """Fill in a project's use of data: its own people, safeguards and sensitivity, and its owners' names."""
    use.owners = 0
    use.recipient = project.recipient
    use.benefit = context.benefit
    use.sensitivity = project.sensitivity
    use.cutoff = context.cutoff
    use.reputation = 0.0
    for o in range(project.number_of_owners):
        owner = departments[project.owners[o]]
        use.owners |= 1 << owner.kind
        use.reputation += owner.reputation / project.number_of_owners
    safeguards = project.safeguards + v.redesign_safeguards * project.redesigned + added
    use.safeguards = min(max(safeguards, 0.05), 0.95)
    use.age_low = project.age_low
    use.age_high = project.age_high
    use.regions = project.regions
    use.domains = context.domains


@rule
def _chosen(people: int, step: float, key: np.uint64, first: int, count: int, who: Array) -> None:
    """Choose whom `count` places from `first` on stand for: everyone, or one citizen in each `step` by a draw."""
    for n in range(count):
        place = first + n
        who[n] = place if step == 1.0 else min(int((place + uniform(key, place)) * step), people - 1)


@rule
def licence_of_uses(citizens: Citizens, uses: Array, v: Any, sample_key: np.uint64, licence: Array) -> None:
    """Measure the licence of several uses of data, among everyone and among those they affect.

    Above 100,000 citizens a keyed sample of 50,000 stands for all of them.

    Parameters
    ----------
    licence : ndarray, shape (uses, 2)
        Overwritten; where nobody is affected, both numbers are those of everyone.
    """
    people = citizens.age.size
    rows = people if people <= 2 * SAMPLE else SAMPLE
    age, region, stakes, weights = citizens.age, citizens.region, citizens.stakes, citizens.weight
    seen = np.empty((COLUMNS, TOGETHER), dtype=np.float32)
    owner = np.empty(TOGETHER, dtype=np.float32)
    support = np.empty((1, TOGETHER), dtype=np.float32)
    who = np.empty(TOGETHER, dtype=np.int64)
    concerned = np.zeros(uses.size)
    licence[:] = 0.0
    total = 0.0
    for first in range(0, rows, TOGETHER):
        count = min(TOGETHER, rows - first)
        _chosen(people, people / rows, sample_key, first, count, who)
        _see(citizens, who, count, seen)
        for n in range(count):
            total += weights[who[n]]
        for u in range(uses.size):
            use = uses[u]
            _support(seen, count, use, v, owner, support, 0)
            low, high, regions, domains = use.age_low, use.age_high, use.regions, use.domains
            everyone = affected = reached = 0.0
            for n in range(count):
                i = who[n]
                weight = float(weights[i])
                among = weight * is_affected(age[i], region[i], stakes[i], low, high, regions, domains)
                everyone += weight * support[0, n]
                affected += among * support[0, n]
                reached += among
            licence[u, 0] += everyone
            licence[u, 1] += affected
            concerned[u] += reached
    for u in range(uses.size):
        licence[u, 0] /= total
        licence[u, 1] = licence[u, 1] / concerned[u] if concerned[u] > 0.0 else licence[u, 0]


@kernel
def measure_projects(
    citizens: Citizens,
    projects: Array,
    count: int,
    contexts: Array,
    departments: Array,
    uses: Array,
    now: Array,
    usual: Array,
    seed: int,
    month: int,
) -> None:
    """Measure the licence of the projects that ask for it: those put in this month, those that reached access.

    Parameters
    ----------
    uses : record array
        Room to work in, a row for every project there can be (see `tables.USE`).
    """
    v = now[0]
    added = policy_safeguards(now[0], usual[0])
    rows = np.flatnonzero(projects["measure"][:count])
    for n in range(rows.size):
        project = projects[rows[n]]
        _describe_use(uses[n], project, contexts[project.context], departments, added, v)
    licence = np.empty((rows.size, 2))
    if rows.size > 0:
        licence_of_uses(citizens, uses[: rows.size], v, draw_key(seed, SAMPLING, month), licence)
    for n in range(rows.size):
        project = projects[rows[n]]
        project.licence_everyone = licence[n, 0]
        project.licence_affected = licence[n, 1]
        project.measure = 0
        if project.started > month - 1:
            project.licence_at_start = licence[n, 1]

"""Licence: who supports which use of data, counted among everyone and among those affected (model.md 4.3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, rule
from socialicence.draws import uniform
from socialicence.rules.willingness import perceived_safeguards, support_probability, willingness
from socialicence.steps.public import cell_of
from socialicence.tables import ORGANISATION_TYPES, Array, Citizens

TOGETHER = 128
"""Citizens worked on together: few enough to stay in the fastest memory, enough for vector code."""
TRUST, FAIRNESS, BENEFIT, UNDERSTANDING, CONCERN, OWNER, COLUMNS = 0, 8, 9, 10, 11, 12, 13
SAMPLE = 50000


@rule
def willingness_weights(now: Array) -> Array:
    """The numbers of the rule of willingness, in single precision."""
    v = now[0]
    weights = np.empty(9, dtype=np.float32)
    weights[0] = v.weight_owner
    weights[1] = v.weight_recipient
    weights[2] = v.weight_benefit
    weights[3] = v.weight_safeguards
    weights[4] = v.linear_share
    weights[5] = v.concern_weight
    weights[6] = v.fairness_bonus
    weights[7] = v.blind_safeguards
    weights[8] = v.support_spread
    return weights


@rule
def _support(seen: Array, count: int, use: Any, weights: Array, support: Array) -> None:
    """Probability that each of `count` citizens supports a use of data.

    Parameters
    ----------
    seen : ndarray of float32, shape (COLUMNS, TOGETHER)
        A column for each citizen: trust, fairness, benefit, understanding, concern; the last row is room to work in.
    use : record
        See `tables.USE`.
    support : ndarray of float32, shape (TOGETHER,)
        Overwritten.
    """
    owner = seen[OWNER]
    fairness = seen[FAIRNESS]
    reputation = np.float32(use.reputation)
    bonus = weights[6]
    for n in range(count):
        owner[n] = reputation + bonus * fairness[n]
    types = 0
    for k in range(ORGANISATION_TYPES):
        types += (use.owners >> k) & 1
    share = np.float32(1.0 / types)
    for k in range(ORGANISATION_TYPES):
        if (use.owners >> k) & 1:
            trust = seen[TRUST + k]
            for n in range(count):
                owner[n] += share * trust[n]
    recipient = seen[TRUST + use.recipient]
    benefit, understanding, concern = seen[BENEFIT], seen[UNDERSTANDING], seen[CONCERN]
    added, safeguards = np.float32(use.benefit), np.float32(use.safeguards)
    worry = weights[5] * np.float32(use.sensitivity)
    cutoff, spread = np.float32(use.cutoff), weights[8]
    for n in range(count):
        willing = willingness(
            owner[n],
            recipient[n],
            benefit[n] + added,
            perceived_safeguards(understanding[n], safeguards, weights[7]),
            weights[0],
            weights[1],
            weights[2],
            weights[3],
            weights[4],
            worry * concern[n],
        )
        support[n] = support_probability(willing, cutoff, spread)


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
    weights = willingness_weights(now)
    contexts = uses.size
    seen = np.empty((COLUMNS, TOGETHER), dtype=np.float32)
    support = np.empty((contexts, TOGETHER), dtype=np.float32)
    for first in range(start, stop, TOGETHER):
        count = min(TOGETHER, stop - first)
        for n in range(count):
            i = first + n
            for k in range(ORGANISATION_TYPES):
                seen[TRUST + k, n] = citizens.trust[i, k]
            seen[FAIRNESS, n] = citizens.fairness[i]
            seen[BENEFIT, n] = citizens.perceived_benefit[i]
            seen[UNDERSTANDING, n] = citizens.understanding[i]
            seen[CONCERN, n] = citizens.concern[i]
        for c in range(contexts):
            _support(seen, count, uses[c], weights, support[c])
        for n in range(count):
            i = first + n
            cell = cell_of(citizens.region[i], citizens.segment[i], citizens.age[i])
            weight = float(citizens.weight[i])
            affected = np.int64(citizens.affected[i])
            for c in range(contexts):
                sums[cell, c] += weight * support[c, n]
            if affected != 0:
                for c in range(contexts):
                    if (affected >> c) & 1:
                        sums[cell, contexts + c] += weight * support[c, n]


@rule
def is_affected(age: int, region: int, stakes: int, use: Any) -> bool:
    """Whether a use of data takes a citizen's records and the citizen has a stake."""
    if age < use.age_low or age > use.age_high:
        return False
    return (use.regions >> region) & 1 != 0 and (stakes & use.domains) != 0


@kernel
def mark_affected(citizens: Citizens, contexts: Array, start: int, stop: int) -> None:
    """Mark in which contexts a citizen's records would be used and the citizen has a stake."""
    for i in range(start, stop):
        bits = 0
        for c in range(contexts.size):
            if is_affected(citizens.age[i], citizens.region[i], citizens.stakes[i], contexts[c]):
                bits |= 1 << c
        citizens.affected[i] = np.uint16(bits)


@kernel
def affected_weight(citizens: Citizens, contexts: int, sums: Array, start: int, stop: int) -> None:
    """Add the weight of those affected to `sums` (cell, context); it never changes, so once a run."""
    for i in range(start, stop):
        cell = cell_of(citizens.region[i], citizens.segment[i], citizens.age[i])
        for c in range(contexts):
            if (citizens.affected[i] >> c) & 1:
                sums[cell, c] += citizens.weight[i]


@kernel
def mark_affected(citizens: Citizens, contexts: Array, start: int, stop: int) -> None:
    """Mark in which contexts a citizen's records would be used and the citizen has a stake."""
    for i in range(start, stop):
        bits = 0
        for c in range(contexts.size):
            context = contexts[c]
            covered = context.age_low <= citizens.age[i] <= context.age_high
            if covered and (context.regions >> citizens.region[i]) & 1 and (citizens.stakes[i] & context.domains):
                bits |= 1 << c
        citizens.affected[i] = np.uint16(bits)


@kernel
def uses_of_contexts(uses: Array, contexts: Array, added: float) -> None:
    """Fill `uses` with the reference contexts; `added` is what policy adds to their usual safeguards."""
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


@kernel
def uses_of_projects(
    uses: Array, projects: Array, rows: Array, contexts: Array, departments: Array, added: float, redesign: float
) -> None:
    """Fill `uses` with projects: their own people, safeguards and sensitivity, and their owners' names."""
    for n in range(rows.size):
        use = uses[n]
        project = projects[rows[n]]
        context = contexts[project.context]
        use.owners = context.owners
        use.recipient = project.recipient
        use.benefit = context.benefit
        use.sensitivity = project.sensitivity
        use.cutoff = context.cutoff
        use.reputation = 0.0
        for o in range(project.number_of_owners):
            use.reputation += departments[project.owners[o]].reputation / project.number_of_owners
        use.safeguards = min(max(project.safeguards + redesign * project.redesigned + added, 0.05), 0.95)
        use.age_low = project.age_low
        use.age_high = project.age_high
        use.regions = project.regions
        use.domains = context.domains


@kernel
def licence_of_uses(citizens: Citizens, uses: Array, now: Array, sample_key: np.uint64, licence: Array) -> None:
    """Measure the licence of several uses of data, among everyone and among those they affect.

    Above 100,000 citizens a keyed sample of 50,000 stands for all of them.

    Parameters
    ----------
    licence : ndarray, shape (uses, 2)
        Overwritten; where nobody is affected, both numbers are those of everyone.
    """
    weights = willingness_weights(now)
    people = citizens.age.size
    sampled = people > 2 * SAMPLE
    step = people / SAMPLE if sampled else 1.0
    rows = SAMPLE if sampled else people
    seen = np.empty((COLUMNS, TOGETHER), dtype=np.float32)
    support = np.empty(TOGETHER, dtype=np.float32)
    who = np.empty(TOGETHER, dtype=np.int64)
    sums = np.zeros((uses.size, 3))
    total = 0.0
    for first in range(0, rows, TOGETHER):
        count = min(TOGETHER, rows - first)
        for n in range(count):
            r = first + n
            i = min(int((r + uniform(sample_key, r)) * step), people - 1) if sampled else r
            who[n] = i
            total += citizens.weight[i]
            for k in range(ORGANISATION_TYPES):
                seen[TRUST + k, n] = citizens.trust[i, k]
            seen[FAIRNESS, n] = citizens.fairness[i]
            seen[BENEFIT, n] = citizens.perceived_benefit[i]
            seen[UNDERSTANDING, n] = citizens.understanding[i]
            seen[CONCERN, n] = citizens.concern[i]
        for u in range(uses.size):
            use = uses[u]
            _support(seen, count, use, weights, support)
            for n in range(count):
                i = who[n]
                weight = float(citizens.weight[i])
                sums[u, 0] += weight * support[n]
                if is_affected(citizens.age[i], citizens.region[i], citizens.stakes[i], use):
                    sums[u, 1] += weight * support[n]
                    sums[u, 2] += weight
    for u in range(uses.size):
        licence[u, 0] = sums[u, 0] / total
        licence[u, 1] = sums[u, 1] / sums[u, 2] if sums[u, 2] > 0.0 else licence[u, 0]

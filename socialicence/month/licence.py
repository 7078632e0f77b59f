"""Licence: who supports which use of data, counted among everyone and among those affected (specification 4.3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialicence.compiled import kernel, part, rule
from socialicence.month.by_group import PublicSums, cell_of
from socialicence.rules.willingness import Weights, perceived_safeguards, support_probability, willingness
from socialicence.state import NOW, USUAL, State
from socialicence.state.draws import Purpose, draw_key, uniform
from socialicence.state.observations import AFFECTED, EVERYONE
from socialicence.state.tables import ORGANISATION_TYPES, Array

TOGETHER = 256
"""Citizens worked on together: few enough to stay in the fastest memory, enough for vector code."""
TRUST, FAIRNESS, BENEFIT, UNDERSTANDING, CONCERN, COLUMNS = 0, 8, 9, 10, 11, 12
"""Rows of what is seen of citizens: trust in each type of organisation first."""
SAMPLE = 50000
"""Citizens who stand for all where there are more than twice as many."""


@part
def _see(state: State, who: Array, count: int, seen: Array) -> None:
    """Copy what the support of the first `count` citizens of `who` depends on, a row of `seen` for each column."""
    citizens = state.citizens
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


@part
def _trust_in_owners(seen: Array, count: int, use: Any, bonus: float, trust: Array) -> None:
    """Write the trust of each of `count` citizens in those who hold the data: mean by type, their names, fairness."""
    reputation = np.float32(use.reputation)
    for n in range(count):
        trust[n] = reputation + bonus * seen[FAIRNESS, n]
    types = 0
    for k in range(ORGANISATION_TYPES):
        types += (use.owners >> k) & 1
    share = np.float32(1.0 / types)
    for k in range(ORGANISATION_TYPES):
        if (use.owners >> k) & 1:
            for n in range(count):
                trust[n] += share * seen[TRUST + k, n]


@part
def _weights(v: Any) -> Weights:
    """Weights of the grounds of willingness, in single precision."""
    single: Any = np.float32
    return Weights(
        single(v.weight_owner),
        single(v.weight_recipient),
        single(v.weight_benefit),
        single(v.weight_safeguards),
        single(v.linear_share),
    )


@part
def _support(seen: Array, count: int, use: Any, v: Any, support: Array) -> None:
    """Write the probability that each of `count` citizens supports a use of data.

    Numbers are taken out of the records, in single precision, before the loops: only then are these vector code.

    Parameters
    ----------
    seen : ndarray of float32, shape (COLUMNS, TOGETHER)
        A column for each citizen: trust, fairness, benefit, understanding, concern.
    use : record
        See `tables.USE`.
    v : record
        Values in force.
    support : ndarray of float32, shape (TOGETHER,)
        Overwritten, first by trust in the owners.
    """
    _trust_in_owners(seen, count, use, np.float32(v.fairness_bonus), support)
    weights = _weights(v)
    blind, recipient = np.float32(v.blind_safeguards), TRUST + use.recipient
    added, safeguards = np.float32(use.benefit), np.float32(use.safeguards)
    worry = np.float32(v.concern_weight) * np.float32(use.sensitivity)
    cutoff, spread = np.float32(use.cutoff), np.float32(v.support_spread)
    for n in range(count):
        willing = willingness(
            support[n],
            seen[recipient, n],
            seen[BENEFIT, n] + added,
            perceived_safeguards(seen[UNDERSTANDING, n], safeguards, blind),
            weights,
            worry * seen[CONCERN, n],
        )
        support[n] = support_probability(willing, cutoff, spread)


@kernel
def licence_by_cell(state: State, sums: PublicSums, start: int, stop: int) -> None:
    """Add weighted probabilities of support to `sums.licence`, everyone's first, then those of the affected."""
    v, uses, citizens, licence = state.in_force[NOW], state.uses, state.citizens, sums.licence
    contexts = uses.size
    age, region, segment = citizens.age, citizens.region, citizens.segment
    weights, affected = citizens.weight, citizens.affected
    seen = np.empty((COLUMNS, TOGETHER), dtype=np.float32)
    support = np.empty((contexts, TOGETHER), dtype=np.float32)
    who = np.empty(TOGETHER, dtype=np.int64)
    for first in range(start, stop, TOGETHER):
        count = min(TOGETHER, stop - first)
        for n in range(count):
            who[n] = first + n
        _see(state, who, count, seen)
        for c in range(contexts):
            _support(seen, count, uses[c], v, support[c])
        for n in range(count):
            i = first + n
            cell = cell_of(region[i], segment[i], age[i])
            weight = float(weights[i])
            bits = np.int64(affected[i])
            for c in range(contexts):
                share = weight * support[c, n]
                licence[cell, c] += share
                # Nought is added for those not affected: a branch that cannot be foreseen takes longer.
                licence[cell, contexts + c] += share * ((bits >> c) & 1)


@rule
def is_affected(age: int, region: int, stakes: int, use: Any) -> bool:
    """Whether a use of data takes a citizen's records (by age and region) and the citizen has a stake (a domain).

    Parameters
    ----------
    use : record
        A reference context or a project's use (see `tables.USE`).
    """
    right_age = (age >= use.age_low) & (age <= use.age_high)
    return right_age & ((use.regions >> region) & 1 != 0) & ((stakes & use.domains) != 0)


@kernel
def mark_affected(state: State, start: int, stop: int) -> None:
    """Mark in which contexts a citizen's records would be used and the citizen has a stake."""
    citizens = state.citizens
    age, region, stakes, affected = citizens.age, citizens.region, citizens.stakes, citizens.affected
    for c in range(state.contexts.size):
        one = state.contexts[c]
        for i in range(start, stop):
            if is_affected(age[i], region[i], stakes[i], one):
                affected[i] |= np.uint16(1 << c)


@kernel
def affected_weight(state: State, sums: Array, start: int, stop: int) -> None:
    """Add the weight of those affected to `sums` (cell, context); it never changes, so once a run."""
    citizens = state.citizens
    age, region, segment = citizens.age, citizens.region, citizens.segment
    weights, affected = citizens.weight, citizens.affected
    for i in range(start, stop):
        cell = cell_of(region[i], segment[i], age[i])
        bits = np.int64(affected[i])
        for c in range(sums.shape[1]):
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
def uses_of_contexts(state: State) -> None:
    """Describe this month's use of data in each reference context, with what policy adds to its usual safeguards."""
    added = policy_safeguards(state.in_force[NOW], state.in_force[USUAL])
    for c in range(state.contexts.size):
        use, context = state.uses[c], state.contexts[c]
        use.owners = context.owners
        use.recipient = context.recipient
        use.benefit = context.benefit
        use.sensitivity = context.sensitivity
        use.cutoff = context.cutoff
        use.reputation = 0.0
        use.safeguards = min(max(context.safeguards + added, 0.05), 0.95)


@part
def _describe_use(state: State, use: Any, project: Any) -> None:
    """Fill in a project's use of data: its own people, safeguards and sensitivity, and its owners' names."""
    v, context = state.in_force[NOW], state.contexts[project.context]
    use.owners = 0
    use.recipient = project.recipient
    use.benefit = context.benefit
    use.sensitivity = project.sensitivity
    use.cutoff = context.cutoff
    use.reputation = 0.0
    for o in range(project.number_of_owners):
        owner = state.departments[project.owners[o]]
        use.owners |= 1 << owner.kind
        use.reputation += owner.reputation / project.number_of_owners
    added = policy_safeguards(v, state.in_force[USUAL])
    safeguards = project.safeguards + v.redesign_safeguards * project.redesigned + added
    use.safeguards = min(max(safeguards, 0.05), 0.95)
    use.age_low = project.age_low
    use.age_high = project.age_high
    use.regions = project.regions
    use.domains = context.domains


@part
def _choose(people: int, step: float, key: np.uint64, first: int, who: Array) -> None:
    """Choose whom places from `first` on stand for: everyone, or one citizen in each `step` by a draw."""
    for n in range(who.size):
        place = first + n
        who[n] = place if step == 1.0 else min(int((place + uniform(key, place)) * step), people - 1)


@kernel
def licence_of_uses(state: State, uses: Array, month: int) -> Array:
    """Measure the licence of several uses of data, among everyone and among those they affect.

    Above 100,000 citizens a keyed sample of 50,000 stands for all of them.

    Returns
    -------
    ndarray, shape (uses, 2)
        Where nobody is affected, both numbers are those of everyone.
    """
    citizens, v = state.citizens, state.in_force[NOW]
    key = draw_key(state.run[0].seed, Purpose.SAMPLE, month)
    people = citizens.age.size
    rows = people if people <= 2 * SAMPLE else SAMPLE
    age, region, stakes, weights = citizens.age, citizens.region, citizens.stakes, citizens.weight
    seen = np.empty((COLUMNS, TOGETHER), dtype=np.float32)
    support = np.empty(TOGETHER, dtype=np.float32)
    who = np.empty(TOGETHER, dtype=np.int64)
    licence, concerned = np.zeros((uses.size, 2)), np.zeros(uses.size)
    total = 0.0
    for first in range(0, rows, TOGETHER):
        count = min(TOGETHER, rows - first)
        _choose(people, people / rows, key, first, who[:count])
        _see(state, who, count, seen)
        for n in range(count):
            total += weights[who[n]]
        for u in range(uses.size):
            use = uses[u]
            _support(seen, count, use, v, support)
            everyone = affected = reached = 0.0
            for n in range(count):
                i = who[n]
                weight = float(weights[i])
                among = weight * is_affected(age[i], region[i], stakes[i], use)
                everyone += weight * support[n]
                affected += among * support[n]
                reached += among
            licence[u, EVERYONE] += everyone
            licence[u, AFFECTED] += affected
            concerned[u] += reached
    for u in range(uses.size):
        licence[u, EVERYONE] /= total
        licence[u, AFFECTED] = licence[u, AFFECTED] / concerned[u] if concerned[u] > 0.0 else licence[u, EVERYONE]
    return licence


@kernel
def measure_projects(state: State, month: int) -> None:
    """Measure the licence of the projects that ask for it: those put in this month, those that reached access."""
    rows = np.flatnonzero(state.projects["measure"][: state.run[0].projects])
    if rows.size == 0:
        return
    for n in range(rows.size):
        _describe_use(state, state.project_uses[n], state.projects[rows[n]])
    licence = licence_of_uses(state, state.project_uses[: rows.size], month)
    for n in range(rows.size):
        project = state.projects[rows[n]]
        project.licence_everyone = licence[n, EVERYONE]
        project.licence_affected = licence[n, AFFECTED]
        project.measure = 0
        if project.started > month - 1:
            project.licence_at_start = licence[n, AFFECTED]

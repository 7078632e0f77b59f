"""Licence: who supports which use of data, counted among everyone and among those affected (specification 4.3)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from socialicence.compiled import kernel, part, rule
from socialicence.month.by_group import PublicSums, cell_of
from socialicence.month.uses import describe_use
from socialicence.rules.willingness import (
    Standing,
    Weights,
    felt_standing,
    opposition_of,
    perceived_safeguards,
    standing_by_trust,
    support_probability,
    willingness,
)
from socialicence.state import NOW, State
from socialicence.state.draws import Purpose, draw_key, uniform
from socialicence.state.eights import WIDTH, eight, eight_from, put_eight, turn_eight, widened
from socialicence.state.observations import AFFECTED, EVERYONE
from socialicence.state.tables import ORGANISATION_TYPES, Array

TOGETHER = 256
"""Citizens worked on together: few enough to stay in the fastest memory, enough for vector code."""
TRUST = 0
FAIRNESS, BENEFIT, UNDERSTANDING, CONCERN, COLUMNS = range(ORGANISATION_TYPES, ORGANISATION_TYPES + 5)
"""Rows of what is seen of citizens: trust in each type of organisation first."""
SAMPLE = 50000
"""Citizens who stand for all where there are more than twice as many."""


class Block(NamedTuple):
    """What the licence of up to `TOGETHER` citizens depends on, a column for each of them.

    Attributes
    ----------
    seen : ndarray of float32, shape (COLUMNS, TOGETHER)
        Trust, fairness, benefit, understanding, concern.
    weight, age, region, stakes : ndarrays, shape (TOGETHER,)
    """

    seen: Array
    weight: Array
    age: Array
    region: Array
    stakes: Array


@kernel
def _new_block() -> Block:
    """Room for a block of citizens."""
    return Block(
        np.empty((COLUMNS, TOGETHER), dtype=np.float32),
        np.empty(TOGETHER, dtype=np.float32),
        np.empty(TOGETHER, dtype=np.uint8),
        np.empty(TOGETHER, dtype=np.uint8),
        np.empty(TOGETHER, dtype=np.uint8),
    )


@part
def _copy(column: Array, into: Array) -> None:
    """Copy a column to the beginning of another array."""
    for n in range(column.size):
        into[n] = column[n]


@part
def _see(state: State, first: int, count: int, block: Block) -> None:
    """Copy into a block what the support of `count` citizens from `first` on depends on."""
    citizens, seen, whole = state.citizens, block.seen, count // WIDTH * WIDTH
    trust = citizens.trust
    for n in range(0, whole, WIDTH):
        turn_eight(trust, ORGANISATION_TYPES * (first + n), ORGANISATION_TYPES, seen, TRUST * TOGETHER + n, TOGETHER)
    for n in range(whole, count):
        for k in range(ORGANISATION_TYPES):
            seen[TRUST + k, n] = trust[first + n, k]
    here = slice(first, first + count)
    _copy(citizens.fairness[here], seen[FAIRNESS])
    _copy(citizens.perceived_benefit[here], seen[BENEFIT])
    _copy(citizens.understanding[here], seen[UNDERSTANDING])
    _copy(citizens.concern[here], seen[CONCERN])
    _copy(citizens.weight[here], block.weight)
    _copy(citizens.age[here], block.age)
    _copy(citizens.region[here], block.region)
    _copy(citizens.stakes[here], block.stakes)


@kernel
def _see_some(state: State, step: float, key: np.uint64, first: int, count: int, block: Block) -> None:
    """Copy into a block one citizen in each `step`, by a draw, for `count` places from `first` on."""
    citizens, seen, who = state.citizens, block.seen, np.empty(TOGETHER, dtype=np.int64)
    # Whom first, then their columns: memory is then asked for many citizens at once.
    for n in range(count):
        place = first + n
        who[n] = min(int((place + uniform(key, place)) * step), citizens.age.size - 1)
    for n in range(count):
        i = who[n]
        for k in range(ORGANISATION_TYPES):
            seen[TRUST + k, n] = citizens.trust[i, k]
        seen[FAIRNESS, n] = citizens.fairness[i]
        seen[BENEFIT, n] = citizens.perceived_benefit[i]
        seen[UNDERSTANDING, n] = citizens.understanding[i]
        seen[CONCERN, n] = citizens.concern[i]
    for n in range(count):
        i = who[n]
        block.weight[n] = citizens.weight[i]
        block.age[n] = citizens.age[i]
        block.region[n] = citizens.region[i]
        block.stakes[n] = citizens.stakes[i]


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
def _standing(use: Any, v: Any) -> Standing:
    """Standing of a use by trust in its owner, in single precision."""
    single: Any = np.float32
    found = standing_by_trust(use.standing, v.standing_trust)
    return Standing(single(found.level), single(found.slope), single(found.square))


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
    standing = _standing(use, v)
    for n in range(count):
        contested = felt_standing(support[n], standing)
        willing = willingness(
            support[n],
            seen[recipient, n],
            seen[BENEFIT, n] + added,
            perceived_safeguards(seen[UNDERSTANDING, n], safeguards, blind),
            weights,
            worry * seen[CONCERN, n],
        )
        support[n] = support_probability(willing + contested, cutoff, spread)


@kernel
def licence_by_cell(state: State, sums: PublicSums, start: int, stop: int) -> None:
    """Add weighted probabilities to `sums.licence`: everyone's support, that of the affected, their opposition."""
    v, uses, segment, affected = state.in_force[NOW], state.uses, state.citizens.segment, state.citizens.affected
    contexts, block = uses.size, _new_block()
    odds = np.float32(np.exp(v.opposition_gap / v.support_spread))
    support = np.empty((contexts, TOGETHER), dtype=np.float32)
    for first in range(start, stop, TOGETHER):
        count = min(TOGETHER, stop - first)
        _see(state, first, count, block)
        for c in range(contexts):
            _support(block.seen, count, uses[c], v, support[c])
        for n in range(count):
            i = np.uint64(first + n)
            row = sums.licence[cell_of(block.region[n], segment[i], block.age[n])]
            weight, bits = block.weight[n], np.int64(affected[i])
            for c in range(contexts):
                share = weight * support[c, n]
                row[c] += share
                # Nought is added for those not affected: a branch that cannot be foreseen takes longer.
                touched = (bits >> c) & 1
                row[contexts + c] += share * touched
                row[2 * contexts + c] += weight * opposition_of(support[c, n], odds) * touched


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


@part
def _among_affected(block: Block, count: int, use: Any, counted: Array) -> None:
    """Write below a row with support what of it is support of those affected, and 1 for those affected."""
    age, region, stakes = block.age, block.region, block.stakes
    # Whole years, as citizens' ages are: with fractions a vector would hold half as many.
    low, high = np.int32(np.ceil(use.age_low)), np.int32(np.floor(use.age_high))
    regions, domains = np.int32(use.regions), np.int32(use.domains)
    for n in range(count):
        takes = (age[n] >= low) & (age[n] <= high) & ((regions >> region[n]) & 1 != 0)
        one = np.float32(takes & ((stakes[n] & domains) != 0))
        counted[1, n] = one * counted[0, n]
        counted[2, n] = one


@part
def _turn(rows: Array, count: int, turned: Array) -> None:
    """Turn rows with a column for each citizen into a row for each citizen."""
    wide = rows.shape[0]
    for row in range(0, wide, WIDTH):
        for n in range(0, count, WIDTH):
            turn_eight(rows, row * TOGETHER + n, TOGETHER, turned, n * wide + row, wide)


@rule
def _whole_eights(rows: int) -> int:
    """So many rows, or a few more, that they are eight times a number."""
    return (rows + WIDTH - 1) // WIDTH * WIDTH


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


@part
def _add_weighted(turned: Array, weights: Array, count: int, sums: Array) -> None:
    """Add the columns of a row for each citizen to their sums, each citizen by weight."""
    wide = turned.shape[1]
    for row in range(0, wide, WIDTH):
        found = eight(0.0)
        for n in range(count):
            found = found + widened(eight(weights[n]) * eight_from(turned, n * wide + row))
        put_eight(sums, row, eight_from(sums, row) + found)


@kernel
def licence_of_uses(state: State, uses: Array, month: int) -> Array:
    """Measure the licence of several uses of data, among everyone and among those they affect.

    Above 100,000 citizens a keyed sample of 50,000 stands for all of them.

    Returns
    -------
    ndarray, shape (uses, 2)
        Where nobody is affected, both numbers are those of everyone.
    """
    v, people = state.in_force[NOW], state.citizens.age.size
    key = draw_key(state.run[0].seed, Purpose.SAMPLE, month)
    rows = people if people <= 2 * SAMPLE else SAMPLE
    block = _new_block()
    counted = np.zeros((_whole_eights(3 * uses.size), TOGETHER), dtype=np.float32)
    wide = counted.shape[0]
    turned, sums = np.empty((TOGETHER, wide), dtype=np.float32), np.zeros(wide)
    total = 0.0
    for first in range(0, rows, TOGETHER):
        count = min(TOGETHER, rows - first)
        if rows == people:
            _see(state, first, count, block)
        else:
            _see_some(state, people / rows, key, first, count, block)
        for u in range(uses.size):
            _support(block.seen, count, uses[u], v, counted[3 * u])
            _among_affected(block, count, uses[u], counted[3 * u : 3 * u + 3])
        _turn(counted, count, turned)
        for n in range(count):
            total += block.weight[n]
        _add_weighted(turned, block.weight, count, sums)
    licence = np.empty((uses.size, 2))
    for u in range(uses.size):
        licence[u, EVERYONE] = sums[3 * u] / total
        affected = sums[3 * u + 2]
        licence[u, AFFECTED] = sums[3 * u + 1] / affected if affected > 0.0 else licence[u, EVERYONE]
    return licence


@kernel
def measure_projects(state: State, month: int) -> None:
    """Measure the licence of the projects that ask for it: those put in this month, those that reached access."""
    rows = np.flatnonzero(state.projects["measure"][: state.run[0].projects])
    if rows.size == 0:
        return
    for n in range(rows.size):
        describe_use(state, state.project_uses[n], state.projects[rows[n]])
    licence = licence_of_uses(state, state.project_uses[: rows.size], month)
    for n in range(rows.size):
        project = state.projects[rows[n]]
        project.licence_everyone = licence[n, EVERYONE]
        project.licence_affected = licence[n, AFFECTED]
        project.measure = 0
        if project.started > month - 1:
            project.licence_at_start = licence[n, AFFECTED]

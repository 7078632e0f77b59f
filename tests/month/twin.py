"""A month of the citizens, and what is observed of them, in plain numpy: from the specification, not the loops."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from socialicence.state.draws import Purpose

GOLDEN, FIRST, SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
WEEKS_A_MONTH = 365.25 / 12 / 7


def splitmix(word):
    with np.errstate(over="ignore"):
        word = (word ^ (word >> np.uint64(30))) * FIRST
        word = (word ^ (word >> np.uint64(27))) * SECOND
        return word ^ (word >> np.uint64(31))


def key_of(seed, purpose, month):
    """Seed, purpose and month mixed into a key, one after the other."""
    with np.errstate(over="ignore"):
        key = splitmix(np.uint64(seed) + GOLDEN)
        key = splitmix(key ^ (np.uint64(purpose) * FIRST + GOLDEN))
        return splitmix(key ^ (np.uint64(month) * SECOND + GOLDEN))


def uniforms(key, rows):
    with np.errstate(over="ignore"):
        words = splitmix(key + np.asarray(rows).astype(np.uint64) * GOLDEN)
    return ((words >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53


def normals(key, rows):
    return norm.ppf(uniforms(key, rows))


def copied(citizens):
    """The citizens' columns in double precision, anchors as shares of one."""
    columns = {name: np.array(column) for name, column in citizens._asdict().items()}
    for name, column in columns.items():
        if name.endswith("_anchor"):
            columns[name] = column / 65535.0
        elif column.dtype.kind == "f":
            columns[name] = column.astype(np.float64)
    return SimpleNamespace(**columns)


def settle(people, v):
    def left(half_life):
        return 0.5 ** (1 / half_life)

    departures = people.trust - people.baseline_trust
    people.trust = people.baseline_trust + left(v["trust_half_life_months"]) * departures
    away = people.baseline_trust - people.trust_anchor
    people.baseline_trust = people.trust_anchor + (1 - v["baseline_return"]) * away
    people.fairness = people.fairness * left(v["fairness_half_life"])
    people.salience = people.salience * left(v["salience_half_life_weeks"] / WEEKS_A_MONTH)
    for mood, anchor, half_life in (
        ("understanding", "understanding_anchor", "understanding_half_life"),
        ("perceived_benefit", "benefit_anchor", "benefit_half_life"),
        ("concern", "concern_anchor", "concern_half_life"),
    ):
        home = getattr(people, anchor)
        setattr(people, mood, home + left(v[half_life]) * (getattr(people, mood) - home))
    return departures


def influence(people, network, departures, peer_weight):
    ties = np.diff(network.first)
    one = np.repeat(np.arange(ties.size), ties)
    total = np.zeros_like(departures)
    np.add.at(total, one, departures[network.neighbour])
    known = ties > 0
    pull = peer_weight * (1 - people.stubbornness[known, None])
    people.trust[known] += pull * (total[known] / ties[known, None] - departures[known])
    people.trust[known] = np.clip(people.trust[known], 0.01, 0.99)


def change_of_trust(trust, valence, strength, v):
    undecided = 4 * trust * (1 - trust)
    weight = np.where(valence < 0, 1 + (v["negativity_weight"] - 1) * undecided, 1.0)
    agrees = (trust > 0.5) == (valence > 0)
    weight *= 1 + np.where(agrees, 1, -1) * v["confirmation"] * (1 - undecided)
    step = np.minimum(strength * np.abs(valence) * weight, 1)
    return np.where(valence > 0, step * (1 - trust), -step * trust)


def shift_trust(people, rows, organisation, change, mark, spillover):
    for k in range(8):
        step = change if k == organisation else spillover * change
        people.trust[rows, k] = np.clip(people.trust[rows, k] + step, 0.01, 0.99)
        if mark:
            people.baseline_trust[rows, k] = np.clip(people.baseline_trust[rows, k] + mark * step, 0.01, 0.99)


def hear(people, message, rows, trustworthiness, noise, v):
    """Let one message reach those of `rows` it is meant for."""
    theirs = (message["domains"] == 0) | ((people.stakes[rows] & message["domains"]) != 0)
    meant = (message["age_low"] <= people.age[rows]) & (people.age[rows] <= message["age_high"])
    meant &= (message["regions"] >> people.region[rows].astype(int)) & 1 == 1
    if message["concerned_only"]:
        meant &= theirs
    rows, noise = rows[meant], noise[meant]
    near = np.where(theirs[meant], 1.0, v["distance"])
    if message["strength"] > 0:
        k = message["organisation"]
        trust = people.trust[rows, k]
        valence = np.full(rows.size, message["valence"])
        if message["valence"] == 0:
            valence = np.clip(trustworthiness[message["department"]] + noise - trust, -1, 1)
        change = change_of_trust(trust, valence, message["strength"], v)
        shift_trust(people, rows, k, change * (1 - message["own_share"]), message["mark"], v["spillover"])
    fairness = people.fairness[rows]
    moved = fairness + v["fairness_step"] * message["fairness"] * (1 - np.abs(fairness))
    people.fairness[rows] = np.clip(moved, -1, 1)
    for mood, push in (
        ("understanding", message["depth"]),
        ("perceived_benefit", message["benefit"] * near),
        ("concern", message["worry"] * near),
        ("salience", message["attention"]),
    ):
        column = getattr(people, mood)
        column[rows] += push * (1 - column[rows])


def take_in(people, world, month, v):
    everyone = np.arange(people.age.size)
    keys = {
        purpose: key_of(world.seed, purpose, month)
        for purpose in (
            Purpose.HEARING_ENGAGEMENT, Purpose.HEARING_NEWS, Purpose.CONTACT, Purpose.CONTACT_NOISE
        )
    }  # fmt: skip
    departments = world.departments
    trustworthiness = 0.4 * departments["ability"] + 0.3 * departments["benevolence"] + 0.3 * departments["integrity"]
    noise = v["contact_noise"] * normals(keys[Purpose.CONTACT_NOISE], 2 * everyone)
    first = 0
    for purpose, count in ((Purpose.HEARING_ENGAGEMENT, world.engagements), (Purpose.HEARING_NEWS, world.news)):
        ends = world.cumulative[first : first + count]
        which = np.searchsorted(ends, uniforms(keys[purpose], everyone), side="right")
        for n in range(count):
            rows = everyone[which == n]
            hear(people, world.messages[first + n], rows, trustworthiness, noise[rows], v)
        first += count
    by_type = world.trust_at_start.copy()
    for k in range(8):
        if (departments["kind"] == k).any():
            by_type[k] = trustworthiness[departments["kind"] == k].mean()
    draw = uniforms(keys[Purpose.CONTACT], everyone)
    meets = everyone[draw < v["contact_rate"]]
    if meets.size:
        kind = (draw[meets] / v["contact_rate"] * 8).astype(int)
        trust = people.trust[meets, kind]
        seen = by_type[kind] + v["contact_noise"] * normals(keys[Purpose.CONTACT_NOISE], 2 * meets + 1)
        change = change_of_trust(trust, np.clip(seen - trust, -1, 1), v["contact_strength"], v)
        people.trust[meets, kind] = np.clip(trust + change, 0.01, 0.99)


def live_a_month(people, world, month):
    """Settle, follow acquaintances, take in what reaches them: the citizens' month without objecting."""
    v = world.now[0]
    departures = settle(people, v)
    influence(people, world.network, departures, world.values["peer_weight"])
    take_in(people, world, month, v)


def support(people, use, v):
    """Probability that each citizen supports a use of data."""
    holders = [k for k in range(8) if use["owners"] >> k & 1]
    owner = people.trust[:, holders].mean(axis=1) + use["reputation"] + v["fairness_bonus"] * people.fairness
    safeguards = people.understanding * use["safeguards"] + (1 - people.understanding) * v["blind_safeguards"]
    grounds = (owner, people.trust[:, use["recipient"]], people.perceived_benefit + use["benefit"], safeguards)
    weights = [v[f"weight_{name}"] for name in ("owner", "recipient", "benefit", "safeguards")]
    floored = [np.maximum(ground, 0.05) for ground in grounds]
    harmonic = sum(weights) / sum(w / g for w, g in zip(weights, floored, strict=True))
    linear = sum(w * g for w, g in zip(weights, floored, strict=True)) / sum(weights)
    willing = harmonic + v["linear_share"] * (linear - harmonic)
    willing = willing - v["concern_weight"] * people.concern * use["sensitivity"]
    willing = willing + use["standing"] * (2.0 * (1.0 - owner)) ** v["standing_trust"]
    return expit((willing - use["cutoff"]) / v["support_spread"])


def affected(people, use):
    """Those whose records a use of data takes and who have a stake."""
    age = (use["age_low"] <= people.age) & (people.age <= use["age_high"])
    place = (use["regions"] >> people.region.astype(int)) & 1 == 1
    return age & place & ((people.stakes & use["domains"]) != 0)


def groups(people):
    """Membership of the 24 groups: all, ten regions, six segments, seven age bands."""
    band = np.digitize(people.age, [25, 35, 45, 55, 65, 75])
    yield np.ones(people.age.size, dtype=bool)
    for codes, count in ((people.region, 10), (people.segment, 6), (band, 7)):
        for code in range(count):
            yield codes == code


def mean(values, weights):
    return np.average(values, weights=weights) if weights.sum() > 0 else np.nan

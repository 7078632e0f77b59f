"""The citizens of the model as numpy arrays and a sparse matrix: what a user of numpy and scipy would write.

The same month as in `object_mesa.py`, with the same rules and parameters, on all citizens at once.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from benchmarks.object_mesa import CONTEXTS, FLOOR, LEAST, MESSAGE, MOST, TIES, TYPES, kept_a_month, parameters


class ArrayModel:
    """Citizens as columns; a month is five steps in the order of the package's month."""

    def __init__(self, citizens=10_000, seed=1):
        self.values = v = parameters()
        self.kept = kept_a_month(v)
        self.reach, self.attention = 0.3, 0.2
        draw = self.draw = np.random.default_rng(seed)
        self.trust = draw.random((citizens, TYPES), dtype=np.float32)
        self.baseline, self.anchor = self.trust.copy(), self.trust.copy()
        self.departure = np.zeros_like(self.trust)
        self.understanding, self.benefit, self.concern = draw.random((3, citizens), dtype=np.float32)
        self.moods = {name: getattr(self, name).copy() for name in ("understanding", "benefit", "concern")}
        self.fairness, self.salience = np.zeros((2, citizens), dtype=np.float32)
        self.stubbornness, self.reluctance = draw.random((2, citizens), dtype=np.float32)
        self.heard, self.objecting = np.zeros((2, citizens), dtype=bool)
        makes = np.repeat(np.arange(citizens), TIES // 2)
        other = draw.integers(0, citizens, makes.size)
        ties = sparse.coo_array((np.ones(makes.size, np.float32), (makes, other)), shape=(citizens, citizens)).tocsr()
        self.ties = (ties + ties.T).tocsr()
        self.number_of_ties = np.maximum(np.asarray(self.ties.sum(axis=1)).ravel(), 1.0).astype(np.float32)
        self.owner, self.recipient = draw.integers(0, TYPES, (2, CONTEXTS))
        self.use_benefit, self.sensitivity, self.safeguards = draw.random((3, CONTEXTS), dtype=np.float32)

    def settle(self):
        np.subtract(self.trust, self.baseline, out=self.departure)
        self.trust = self.baseline + np.float32(self.kept["trust"]) * self.departure
        self.baseline += np.float32(self.values.baseline_return) * (self.anchor - self.baseline)
        self.fairness *= np.float32(self.kept["fairness"])
        self.salience *= np.float32(self.kept["salience"])
        for name, anchor in self.moods.items():
            setattr(self, name, anchor + np.float32(self.kept[name]) * (getattr(self, name) - anchor))

    def follow_acquaintances(self):
        mean = (self.ties @ self.departure) / self.number_of_ties[:, None]
        pull = np.float32(self.values.peer_weight) * (1.0 - self.stubbornness)
        np.clip(self.trust + pull[:, None] * (mean - self.departure), LEAST, MOST, out=self.trust)

    def change_trust(self, rows, k, valence, strength, mark, spillover):
        v, trust = self.values, self.trust[rows, k]
        undecided = 4.0 * trust * (1.0 - trust)
        weight = np.where(valence < 0, 1.0 + (v.negativity_weight - 1.0) * undecided, 1.0)
        bend = v.confirmation * (1.0 - undecided)
        weight = weight * np.where((trust > 0.5) == (valence > 0), 1.0 + bend, 1.0 - bend)
        room = np.where(valence > 0, 1.0 - trust, trust)
        change = np.copysign(np.minimum(strength * np.abs(valence) * weight, 1.0) * room, valence)
        step = np.repeat(change[:, None] * spillover, TYPES, axis=1)
        step[np.arange(rows.size), k] = change
        self.trust[rows] = np.clip(self.trust[rows] + step, LEAST, MOST)
        if mark:
            self.baseline[rows] = np.clip(self.baseline[rows] + mark * step, LEAST, MOST)

    def take_in(self):
        v, draw, people = self.values, self.draw, len(self.trust)
        rows = np.flatnonzero(draw.random(people) < self.reach)
        k = np.full(rows.size, MESSAGE.organisation)
        valence = np.full(rows.size, MESSAGE.valence)
        self.change_trust(rows, k, valence, MESSAGE.strength, MESSAGE.mark, v.spillover)
        self.understanding[rows] += MESSAGE.depth * (1.0 - self.understanding[rows])
        self.concern[rows] += MESSAGE.worry * (1.0 - self.concern[rows])
        self.salience[rows] += MESSAGE.attention * (1.0 - self.salience[rows])
        rows = np.flatnonzero(draw.random(people) < v.contact_rate)
        k = draw.integers(0, TYPES, rows.size)
        seen = 0.5 + v.contact_noise * draw.standard_normal(rows.size)
        valence = np.clip(seen - self.trust[rows, k], -1.0, 1.0)
        self.change_trust(rows, k, valence, v.contact_strength, 0.0, 0.0)

    def perhaps_object(self):
        v, draw = self.values, self.draw
        may = ~self.objecting
        self.heard |= may & (draw.random(may.size) < 1.0 - np.exp(-v.hearing_rate * self.attention))
        share = (self.ties @ self.objecting.astype(np.float32)) / self.number_of_ties
        hazard = v.objection_scale * self.attention * self.concern * (1.0 - self.trust[:, 7])
        hazard *= 1.0 + v.objection_tie_spread * share
        willing = self.reluctance < 2.0 * v.objection_willing * (1.0 - self.trust[:, 0])
        self.objecting |= may & self.heard & willing & (draw.random(may.size) < 1.0 - np.exp(-hazard))

    def judge_uses(self):
        v = self.values
        total = v.weight_owner + v.weight_recipient + v.weight_benefit + v.weight_safeguards
        means = np.empty(CONTEXTS)
        for c in range(CONTEXTS):
            trusted = np.maximum(self.trust[:, self.owner[c]] + v.fairness_bonus * self.fairness, FLOOR)
            using = np.maximum(self.trust[:, self.recipient[c]], FLOOR)
            good = np.maximum(self.benefit + self.use_benefit[c], FLOOR)
            perceived = self.understanding * self.safeguards[c] + (1.0 - self.understanding) * v.blind_safeguards
            safe = np.maximum(perceived, FLOOR)
            mean = total / (
                v.weight_owner / trusted
                + v.weight_recipient / using
                + v.weight_benefit / good
                + v.weight_safeguards / safe
            )
            willing = mean - v.concern_weight * self.sensitivity[c] * self.concern
            support = 1.0 / (1.0 + np.exp(-np.clip((willing - 0.5) / v.support_spread, -32.0, 32.0)))
            means[c] = support.mean()
        return means

    def step(self):
        self.settle()
        self.follow_acquaintances()
        self.take_in()
        self.perhaps_object()
        return self.judge_uses()

"""The citizens of the model as ordinary Mesa objects: what a newcomer to Mesa would write, to compare speed with.

Each citizen is a `mesa.Agent` with plain attributes. A month is: settle, follow acquaintances, take in one message and
perhaps a contact, hear of a threat and perhaps object, and the licence of twelve uses of data. The rules and parameters
are those of `socialicence.rules`, as plain Python; draws come from Mesa's own generator.
"""

from __future__ import annotations

import math
import random
from types import SimpleNamespace

import mesa

TYPES, CONTEXTS, TIES = 8, 12, 10
LEAST, MOST, FLOOR = 0.01, 0.99, 0.05
MESSAGE = SimpleNamespace(organisation=0, valence=-1.0, strength=0.1, mark=0.1, depth=0.05, worry=0.1, attention=0.5)


def parameters() -> SimpleNamespace:
    """Defaults of the package's own parameters, by their names in code."""
    from socialicence.parameters import parameters as table

    return SimpleNamespace(**{one.column: one.default for one in table().values()})


def kept_a_month(v) -> dict[str, float]:
    """What is left after a month of what is above or below where a citizen returns to."""
    half_lives = {
        "trust": v.trust_half_life_months,
        "fairness": v.fairness_half_life,
        "salience": v.salience_half_life_weeks * 7.0 * 12.0 / 365.25,
        "understanding": v.understanding_half_life,
        "benefit": v.benefit_half_life,
        "concern": v.concern_half_life,
    }
    return {name: 2.0 ** (-1.0 / months) for name, months in half_lives.items()}


def clipped(value, least, most):
    return min(max(value, least), most)


class ObjectCitizen(mesa.Agent):
    """One citizen."""

    def __init__(self, model):
        super().__init__(model)
        draw = model.random
        self.trust = [draw.random() for _ in range(TYPES)]
        self.baseline = list(self.trust)
        self.anchor = list(self.trust)
        self.departure = [0.0] * TYPES
        self.understanding = self.understanding_anchor = draw.random()
        self.benefit = self.benefit_anchor = draw.random()
        self.concern = self.concern_anchor = draw.random()
        self.fairness = self.salience = 0.0
        self.stubbornness, self.reluctance = draw.random(), draw.random()
        self.heard = self.objecting = False
        self.neighbours = []
        self.support = [0.0] * CONTEXTS

    def settle(self):
        v, kept = self.model.values, self.model.kept
        for k in range(TYPES):
            self.departure[k] = self.trust[k] - self.baseline[k]
            self.trust[k] = self.baseline[k] + kept["trust"] * self.departure[k]
            self.baseline[k] += v.baseline_return * (self.anchor[k] - self.baseline[k])
        self.fairness *= kept["fairness"]
        self.salience *= kept["salience"]
        self.understanding = self.understanding_anchor + kept["understanding"] * (
            self.understanding - self.understanding_anchor
        )
        self.benefit = self.benefit_anchor + kept["benefit"] * (self.benefit - self.benefit_anchor)
        self.concern = self.concern_anchor + kept["concern"] * (self.concern - self.concern_anchor)

    def follow_acquaintances(self):
        if not self.neighbours:
            return
        pull = self.model.values.peer_weight * (1.0 - self.stubbornness)
        for k in range(TYPES):
            mean = sum(other.departure[k] for other in self.neighbours) / len(self.neighbours)
            self.trust[k] = clipped(self.trust[k] + pull * (mean - self.departure[k]), LEAST, MOST)

    def change_trust(self, k, valence, strength, mark, spillover):
        v = self.model.values
        trust = self.trust[k]
        undecided = 4.0 * trust * (1.0 - trust)
        weight = 1.0 + (v.negativity_weight - 1.0) * undecided if valence < 0 else 1.0
        bend = v.confirmation * (1.0 - undecided)
        weight *= 1.0 + bend if (trust > 0.5) == (valence > 0) else 1.0 - bend
        room = 1.0 - trust if valence > 0 else trust
        change = math.copysign(min(strength * abs(valence) * weight, 1.0) * room, valence)
        for other in range(TYPES):
            step = change if other == k else change * spillover
            self.trust[other] = clipped(self.trust[other] + step, LEAST, MOST)
            if mark:
                self.baseline[other] = clipped(self.baseline[other] + mark * step, LEAST, MOST)

    def take_in(self):
        v, draw = self.model.values, self.model.random
        if draw.random() < self.model.reach:
            self.change_trust(MESSAGE.organisation, MESSAGE.valence, MESSAGE.strength, MESSAGE.mark, v.spillover)
            self.understanding += MESSAGE.depth * (1.0 - self.understanding)
            self.concern += MESSAGE.worry * (1.0 - self.concern)
            self.salience += MESSAGE.attention * (1.0 - self.salience)
        if draw.random() < v.contact_rate:
            k = draw.randrange(TYPES)
            seen = 0.5 + v.contact_noise * draw.gauss(0.0, 1.0)
            self.change_trust(k, clipped(seen - self.trust[k], -1.0, 1.0), v.contact_strength, 0.0, 0.0)

    def perhaps_object(self):
        v, attention, draw = self.model.values, self.model.attention, self.model.random
        if self.objecting or attention <= 0.0:
            return
        if not self.heard and draw.random() < 1.0 - math.exp(-v.hearing_rate * attention):
            self.heard = True
        if self.heard and self.reluctance < 2.0 * v.objection_willing * (1.0 - self.trust[0]):
            share = sum(other.objecting for other in self.neighbours) / max(len(self.neighbours), 1)
            hazard = v.objection_scale * attention * self.concern * (1.0 - self.trust[7])
            hazard *= 1.0 + v.objection_tie_spread * share
            self.objecting = draw.random() < 1.0 - math.exp(-hazard)

    def judge_uses(self):
        v = self.model.values
        for c, (owner, recipient, benefit, sensitivity, safeguards) in enumerate(self.model.uses):
            trusted = max(self.trust[owner] + v.fairness_bonus * self.fairness, FLOOR)
            using = max(self.trust[recipient], FLOOR)
            good = max(self.benefit + benefit, FLOOR)
            perceived = self.understanding * safeguards + (1.0 - self.understanding) * v.blind_safeguards
            safe = max(perceived, FLOOR)
            total = v.weight_owner + v.weight_recipient + v.weight_benefit + v.weight_safeguards
            mean = total / (
                v.weight_owner / trusted
                + v.weight_recipient / using
                + v.weight_benefit / good
                + v.weight_safeguards / safe
            )
            willing = mean - v.concern_weight * sensitivity * self.concern
            self.support[c] = 1.0 / (1.0 + math.exp(-clipped((willing - 0.5) / v.support_spread, -32.0, 32.0)))


class ObjectModel(mesa.Model):
    """Citizens on a random network; a month is six methods of theirs, in the order of the package's month."""

    def __init__(self, citizens=200, seed=1):
        super().__init__(rng=seed)
        self.values = parameters()
        self.reach, self.attention = 0.3, 0.2
        self.kept = kept_a_month(self.values)
        draw = random.Random(seed)
        self.uses = [
            (draw.randrange(TYPES), draw.randrange(TYPES), draw.random(), draw.random(), draw.random())
            for _ in range(CONTEXTS)
        ]
        people = [ObjectCitizen(self) for _ in range(citizens)]
        for one in people:
            for other in draw.sample(people, TIES // 2):
                one.neighbours.append(other)
                other.neighbours.append(one)

    def step(self):
        for stage in ("settle", "follow_acquaintances", "take_in", "perhaps_object", "judge_uses"):
            self.agents.do(stage)
        return [sum(one.support[c] for one in self.agents) / len(self.agents) for c in range(CONTEXTS)]

"""The citizens of the model in starsim: a module with states, on a random network, stepped by its loop.

Moods are starsim's states, the network its own; the month is that of `arrays_scipy.py`, whose steps it borrows, so what
is measured is numpy and scipy in starsim's loop. It needs starsim, which no extra of the package installs.
"""

from __future__ import annotations

import numpy as np
import starsim
from scipy import sparse

from benchmarks.arrays_scipy import ArrayModel
from benchmarks.object_mesa import TIES

COLUMNS = ("understanding", "benefit", "concern", "fairness", "salience", "stubbornness")


class Licence(starsim.Module):
    """Trust, moods and licence, as states of people; acquaintances are those of the simulation's network."""

    def __init__(self, **given):
        super().__init__(**given)
        self.define_states(*[starsim.FloatArr(name, default=0.0) for name in COLUMNS])
        self.licence = []

    def init_post(self):
        super().init_post()
        people = len(self.sim.people)
        self.month = ArrayModel(people)
        edges = self.sim.networks[0].edges
        ones = np.ones(len(edges.p1), dtype=np.float32)
        ties = sparse.coo_array((ones, (np.asarray(edges.p1), np.asarray(edges.p2))), shape=(people, people)).tocsr()
        self.month.ties = (ties + ties.T).tocsr()
        self.month.number_of_ties = np.maximum(self.month.ties.sum(axis=1), 1.0).astype(np.float32)
        for name in COLUMNS:
            getattr(self, name)[:] = getattr(self.month, name)

    def step(self):
        for name in COLUMNS:  # states are starsim's: what its other modules did would be seen here
            setattr(self.month, name, np.asarray(getattr(self, name).values, dtype=np.float32))
        self.licence.append(self.month.step())
        for name in COLUMNS:
            getattr(self, name)[:] = getattr(self.month, name)


def simulation(citizens, months, seed=1):
    """A simulation that is ready to run."""
    network = starsim.StaticNet(n_contacts=TIES)
    sim = starsim.Sim(
        n_agents=citizens, networks=network, modules=Licence(), start=0, dur=months - 1, dt=1, rand_seed=seed, verbose=0
    )
    sim.init()
    return sim

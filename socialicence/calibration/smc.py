"""Approximate Bayesian computation by sequential Monte Carlo (pyABC), a generation at a time, each safe once done.

A simulation is accepted with the probability that observation error alone could bring what was seen (Wilkinson 2013
[1]_), tempered from hot to one, so that the last generation is a sample of the posterior under that error [2]_.

References
----------
.. [1] Wilkinson (2013), Approximate Bayesian computation (ABC) gives exact results under the assumption of model error,
   Statistical Applications in Genetics and Molecular Biology 12(2).
.. [2] Schaelte and Hasenauer (2020), Efficient exact inference for dynamical systems with noisy measurements using
   sequential approximate Bayesian computation, Bioinformatics 36.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from socialicence.calibration.announcement import FITTED, Prior, announced, scenario, simulated, strong, weak
from socialicence.calibration.posterior import Posterior
from socialicence.calibration.targets import OBSERVATION_ERROR, targets
from socialicence.errors import InputError
from socialicence.results.writing import as_json, text_writer, write_all
from socialicence.state.tables import Array
from socialicence.world import MODEL_VERSION, all_values

DATABASE, SETTINGS = "fit.sqlite", "fit.json"
_TEXTS = ("title", "description")
HOTTEST = 500.0
"""Temperature of the first generation: a good part of the draws of the prior is then accepted."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Settings:
    """What decides the outcome of a fit.

    Attributes
    ----------
    citizens : int
        Of each simulation.
    particles : int
        Accepted simulations in each generation; twice as many in the last, which is the posterior.
    generations : int
    seed : int
    model_version : int
    """

    citizens: int = 5000
    particles: int = 200
    generations: int = 10
    seed: int = 1
    model_version: int = MODEL_VERSION

    def accepted(self, generation: int) -> int:
        """Return how many simulations a generation accepts."""
        return self.particles * (2 if generation == self.generations - 1 else 1)

    def temperature(self, generation: int) -> float:
        """Return the temperature of a generation: geometric, to one in the last."""
        return float(HOTTEST ** (1.0 - generation / (self.generations - 1)))


def searched() -> tuple[Prior, ...]:
    """Return what the fit searches over: what is fitted, then what else moves the targets much."""
    return (*FITTED, *strong())


def inputs() -> dict[str, str]:
    """Return a hash of each thing that a fit rests on beside its settings: what it draws from, and what it aims at."""
    aims = targets()
    parts: dict[str, Any] = {
        "priors": [astuple(one) for one in (*searched(), *weak())],
        "defaults": all_values(scenario()),
        "scenario": {name: one for name, one in scenario().to_dict().items() if name not in _TEXTS},
        "targets": [aims.start, *(part.tolist() for part in aims[1:]), OBSERVATION_ERROR],
    }
    return {
        name: hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16] for name, part in parts.items()
    }


def fit(settings: Settings, folder: Path, progress: Progress | None = None) -> Posterior:
    """Fit to 2021, or go on with a fit in `folder` that was stopped.

    Each generation is drawn from its own seed and from what the database holds of the one before, so that a fit that
    was stopped comes to the same end as one that was not.

    Raises
    ------
    InputError
        If pyABC is not installed, or the folder holds a fit with other settings, priors, defaults or targets.
    """
    _check(settings, folder)
    pyabc = _pyabc()
    database = f"sqlite:///{(folder / DATABASE).absolute()}"
    done = _done(pyabc, database)
    while done < settings.generations:
        if progress is not None:
            progress(done, settings.generations)
        with _quiet(), _seeded(settings.seed, done):
            _generation(pyabc, settings, database, done)
        done += 1
    if progress is not None:
        progress(done, settings.generations)
    return _posterior(pyabc, settings, database)


def _pyabc() -> Any:
    try:
        with _quiet():
            import pyabc
    except ImportError:
        raise InputError(
            "calibrate gpdpr needs pyABC, which is not installed: pip install 'socialicence[calibration]'"
        ) from None
    return pyabc


def _check(settings: Settings, folder: Path) -> None:
    """Make sure that what the folder holds is a fit with these settings; say what they are where it holds none."""
    place, now, based = folder / SETTINGS, asdict(settings), inputs()
    if place.is_file():
        before = _record(place)
        for key, value in now.items():
            if before.get(key) != value:
                raise InputError(
                    f"{folder}: holds a fit with {key} = {before.get(key)}, not {value}; choose another --out, or the "
                    "same settings to go on with it"
                )
        kept = before.get("inputs")
        if not isinstance(kept, dict):
            raise InputError(f"{folder}: holds a fit that does not say what it was begun with; choose another --out")
        if changed := [name for name, one in based.items() if kept.get(name) != one]:
            raise InputError(
                f"{folder}: {', '.join(changed)} are not those that the fit there was begun with; choose another --out"
            )
        return
    if (folder / DATABASE).exists():
        raise InputError(f"{folder / DATABASE}: is there without {SETTINGS}; choose another --out")
    write_all(folder, {SETTINGS: text_writer(as_json({**now, "inputs": based}, indent=1))})


def _record(place: Path) -> dict[str, Any]:
    try:
        before = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = None
    if not isinstance(before, dict):
        raise InputError(f"{place}: is not the record of a fit; choose another --out")
    return before


def _done(pyabc: Any, database: str) -> int:
    """Generations in the database; one that was under way when a fit was stopped is not among them."""
    history = _history(pyabc, database)
    return 0 if history is None else int(history.max_t) + 1


def _history(pyabc: Any, database: str) -> Any:
    history = pyabc.History(database)
    if not history.all_runs():
        return None
    history.id = 1
    return history


def _generation(pyabc: Any, settings: Settings, database: str, generation: int) -> None:
    """Draw one generation and store it."""
    model = _Model(settings.citizens)
    ladder = [settings.temperature(t) for t in range(settings.generations)]
    abc = pyabc.ABCSMC(
        models=model,
        parameter_priors=pyabc.Distribution(**{_key(one): pyabc.RV("uniform", 0.0, 1.0) for one in searched()}),
        distance_function=pyabc.IndependentNormalKernel(
            var=np.full(targets().vector.size, OBSERVATION_ERROR**2), keys=["seen"]
        ),
        population_size=settings.accepted(generation),
        eps=pyabc.ListTemperature(values=ladder),
        acceptor=pyabc.StochasticAcceptor(),
        sampler=pyabc.SingleCoreSampler(),
    )
    if _history(pyabc, database) is None:
        abc.new(database, {"seen": targets().vector, "weak": np.zeros(len(weak()))})
    else:
        abc.load(database, 1)
    # A temperature of one is not the end of a run of one generation: its end is its number.
    abc.run(minimum_epsilon=0.0, max_nr_populations=1)


class _Model:
    """One simulation, as pyABC calls it: quantiles in, targets and the draws of all else out."""

    __name__ = "announcement"

    def __init__(self, citizens: int) -> None:
        self.citizens = citizens

    def __call__(self, quantiles: Any) -> dict[str, Array]:
        values = {one.name: float(one.quantile(quantiles[_key(one)])) for one in searched()}
        drawn = np.random.uniform(size=len(weak()))
        values |= {one.name: float(one.quantile(share)) for one, share in zip(weak(), drawn, strict=True)}
        world = announced(values, self.citizens, int(np.random.randint(1, 2**31 - 1)))
        return {"seen": simulated(world), "weak": drawn}


def _key(one: Prior) -> str:
    """The name as a keyword."""
    return one.name.replace(".", "_")


def _posterior(pyabc: Any, settings: Settings, database: str) -> Posterior:
    """Read the last generation, and the effort of all."""
    history = _history(pyabc, database)
    last = settings.generations - 1
    quantiles, weight = history.get_distribution(m=0, t=last)
    sums_weight, sums = history.get_weighted_sum_stats_for_model(m=0, t=last)
    order = searched()
    searched_values = np.column_stack([one.quantile(quantiles[_key(one)].to_numpy()) for one in order])
    drawn = np.array([one["weak"] for one in sums])
    drawn_values = np.column_stack([one.quantile(drawn[:, column]) for column, one in enumerate(weak())])
    by_particle = np.argsort(quantiles.index.to_numpy(), kind="stable")
    populations = history.get_all_populations()
    populations = populations[populations.t >= 0]
    assert np.allclose(np.asarray(weight)[by_particle], np.asarray(sums_weight))
    return Posterior(
        priors=(*order, *weak()),
        values=np.column_stack([searched_values[by_particle], drawn_values]),
        weight=np.asarray(sums_weight),
        seen=np.array([one["seen"] for one in sums]),
        temperatures=tuple(settings.temperature(t) for t in range(settings.generations)),
        simulations=tuple(int(n) for n in populations.samples),
    )


@contextlib.contextmanager
def _seeded(seed: int, generation: int) -> Iterator[None]:
    """Let pyABC, which draws from the global generators, start from a seed of the generation's own."""
    before, plain = np.random.get_state(), random.getstate()
    own = np.random.SeedSequence([seed, generation]).generate_state(4)
    np.random.seed(own)
    random.seed(int(own[0]))
    try:
        yield
    finally:
        np.random.set_state(before)
        random.setstate(plain)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep pyABC from telling the screen about itself."""
    logger = logging.getLogger("ABC")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)

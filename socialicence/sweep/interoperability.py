"""The model as other tools want it: a problem for SALib, a model for the EMA workbench.

`mesa.batch_run(LicenceModel, ...)` needs nothing from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from socialicence.ensemble import check_whole
from socialicence.errors import InputError, unknown
from socialicence.outcomes.futures import DIMENSIONS
from socialicence.outcomes.registry import numbers
from socialicence.parameters import Parameter, canonical, parameters, uk_adults
from socialicence.population import SMALLEST
from socialicence.scenarios import Scenario, load


def problem(names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return levers and parameters with their documented ranges, as SALib names a problem.

    Parameters
    ----------
    names : iterable of str, optional
        Levers and parameters in any accepted spelling; every parameter graded judgement or assumption if not given.

    Returns
    -------
    dict
        `num_vars`, `bounds`, and `names` with underscores for dots, so that they are keywords of `LicenceModel`.

    Raises
    ------
    InputError
        If a name is unknown, given twice, or has no range.

    Examples
    --------
    >>> problem(["leadership", "recommendation.arbitration"])["names"]
    ['leadership', 'recommendation_arbitration']
    """
    chosen = _chosen(names) if names is not None else _uncertain()
    return {
        "num_vars": len(chosen),
        "names": [one.column for one in chosen],
        "bounds": [[one.low, one.high] for one in chosen],
    }


def ema_model(
    *,
    uncertainties: Iterable[str] | None = None,
    levers: Iterable[str] | None = None,
    outcomes: Sequence[str] = DIMENSIONS,
    scenario: str | Scenario = "status_quo",
    citizens: int = 2_000,
    months: int | None = None,
    seed: int = 1,
) -> Any:
    """Return the model for the EMA workbench (2.5 and 3.0).

    Parameters
    ----------
    uncertainties, levers : iterable of str, optional
        Names in any accepted spelling. If not given: every parameter graded judgement or assumption, and every lever.
    outcomes : sequence of str
        Columns of `runs.parquet` that are numbers.
    scenario : str or Scenario
        What the levers change.
    citizens, months : int
        Size of the public, and length of the run (the scenario's own if not given).
    seed : int
        Each experiment has this seed: experiments differ only where their factors do.

    Returns
    -------
    ema_workbench.Model

    Raises
    ------
    InputError
        If the workbench is not installed, or a name is unknown.

    Notes
    -----
    An outcome that is unknown in a run (no median because half never reach access) is NaN.
    """
    ema = _workbench()
    base = load(scenario)
    unsure = _uncertain() if uncertainties is None else _chosen(uncertainties)
    chosen = [one for one in parameters().values() if one.is_lever] if levers is None else _chosen(levers)
    both = {one.name for one in unsure} & {one.name for one in chosen}
    if both:
        raise InputError(f"{min(both)} is given as an uncertainty and as a lever")
    for name in outcomes:
        if name not in numbers():
            raise unknown("outcome", name, numbers())
    check_whole("citizens", citizens, SMALLEST, uk_adults())
    model = ema.Model("socialicence", function=_Run(base, tuple(outcomes), citizens, months, seed))
    model.uncertainties = [ema.RealParameter(one.column, one.low, one.high) for one in unsure]
    model.levers = [ema.RealParameter(one.column, one.low, one.high) for one in chosen]
    model.outcomes = [ema.ScalarOutcome(name) for name in outcomes]
    return model


class _Run:
    """One experiment; an object and not a closure, so that it can be sent to other processes."""

    __name__ = "socialicence"

    def __init__(self, scenario: Scenario, outcomes: tuple[str, ...], citizens: int, months: int | None, seed: int):
        self.scenario, self.outcomes = scenario, outcomes
        self.citizens, self.months, self.seed = citizens, months, seed

    def __call__(self, **values: float) -> Mapping[str, float]:
        from socialicence.outcomes import outcomes_of
        from socialicence.world import new_world

        world = new_world(
            self.scenario, citizens=self.citizens, seed=self.seed, months=self.months, changes=dict(values)
        )
        found = outcomes_of(world.run())
        return {name: float("nan") if found[name] is None else float(found[name]) for name in self.outcomes}  # type: ignore[arg-type]


def _workbench() -> Any:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about optional parts that are not installed
            import ema_workbench
    except ImportError:
        raise InputError(
            'ema_model needs the EMA workbench, which is not installed: pip install "socialicence[sweep]"'
        ) from None
    return ema_workbench


def _uncertain() -> list[Parameter]:
    """Beliefs that no data settle, where there is a range."""
    return [one for one in parameters().values() if one.is_uncertain and one.low < one.high]


def _chosen(names: Iterable[str]) -> list[Parameter]:
    given = [names] if isinstance(names, str) else list(names)
    chosen = [parameters()[canonical(name)] for name in given]
    if not chosen:
        raise InputError("no lever or parameter is named")
    for one in chosen:
        if chosen.count(one) > 1:
            raise InputError(f"{one.name} is given twice")
        if one.low == one.high:
            raise InputError(f"{one.name} has no range: it is {one.low:g} by definition")
    return chosen

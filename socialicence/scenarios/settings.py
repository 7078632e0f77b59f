"""Settings of levers and parameters, with the one shorthand: a strategy's name for the five shares of spending."""

from __future__ import annotations

from collections.abc import Mapping

from socialicence.categories import Strategy
from socialicence.errors import InputError, unknown
from socialicence.parameters import Parameter, defaults, resolved

SHORTHAND = "engagement.strategy"
SHARES = {strategy: f"engagement.{strategy.name.lower()}" for strategy in Strategy if strategy is not Strategy.NONE}
"""The lever that holds each strategy's weight in spending."""


def _shares_of(strategy: object, where: str) -> dict[str, float]:
    """All spending on one strategy; `none` spends nothing."""
    names = [member.name.lower() for member in Strategy]
    place = f"{where}: " if where else ""
    if not isinstance(strategy, str):
        raise InputError(f"{place}{SHORTHAND} = {strategy!r} is not a name; allowed: {', '.join(names)}")
    if strategy not in names:
        raise unknown(SHORTHAND, strategy, names, where)
    return {lever: float(lever == f"engagement.{strategy}") for lever in SHARES.values()}


def without_idle_spend(values: Mapping[str, float]) -> dict[str, float]:
    """Return values with no spend on engagement where no strategy has a share: money for nothing is not spent."""
    found = dict(values)
    if not any(values[share] > 0.0 for share in SHARES.values()):
        found["engagement.spend"] = 0.0
    return found


def settings(
    changes: Mapping[str, object],
    where: str = "",
    base: Mapping[str, float] | None = None,
    own: Mapping[str, Parameter] | None = None,
) -> dict[str, float]:
    """Return the checked values that differ from the defaults, by canonical name.

    Parameters
    ----------
    changes : mapping
        Values by name in any accepted spelling. `engagement.strategy` is shorthand for all spending on one kind; a
        share given beside it wins.
    where : str
        File or option that they come from, for the message of an error.
    base : mapping, optional
        Values that the changes are laid over.
    own : mapping, optional
        Levers and parameters that a scenario brings with it.

    Raises
    ------
    InputError
        If a name is unknown or a value is not allowed.
    """
    plain = dict(changes)
    merged = dict(base or {})
    for spelling in (SHORTHAND, SHORTHAND.replace(".", "_")):
        if spelling in plain:
            merged.update(_shares_of(plain.pop(spelling), where))
    merged.update(resolved(plain, where, own))
    usual = defaults() | {name: parameter.default for name, parameter in (own or {}).items()}
    return {name: value for name, value in merged.items() if usual.get(name) != value}

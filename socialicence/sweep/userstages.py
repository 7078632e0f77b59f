"""The stages of a run's month: those of the model, some left out, or a user's own, known by what they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from socialicence.sweep.special import STAGES

if TYPE_CHECKING:
    from socialicence.month import Stage


@cache
def stages_of(source: str, without: tuple[str, ...]) -> tuple[Stage, ...]:
    """Return the stages of a run's month.

    Parameters
    ----------
    source : str
        `module:name` of a list of stages; empty for those of the model.
    without : tuple of str
        Names of stages left out.

    Raises
    ------
    InputError
        If there is no such list, or a stage that is left out is not in it.
    """
    from socialicence import month, schedule

    return schedule.without(schedule.checked_stages(source or month.STAGES), *without)


def sees_model(source: str, without: tuple[str, ...] = ()) -> bool:
    """Whether a stage asks for the model and its agents: such runs go through `LicenceModel`."""
    return any(stage.sees == "model" for stage in stages_of(source, without))


@cache
def identity_of(source: str, without: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells these stages from others: names, and for a user's own a hash of their source.

    The model's own stages change only with the model version, and need no import here.

    Raises
    ------
    InputError
        As `stages_of`, or if a stage cannot be known again by another process.
    """
    names = tuple(name for name in STAGES if name not in without)
    if not source:
        return names
    from socialicence.month.identity import stages_identity

    stages = stages_of(source, without)
    return (*(stage.name for stage in stages), stages_identity(stages))

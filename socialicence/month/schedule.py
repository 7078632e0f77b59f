"""The stages of a month as a list to work on: drop one, replace one, put one in, import them, draw for them."""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from socialicence.errors import InputError, in_one_line, unknown
from socialicence.month import Stage
from socialicence.state.draws import draw_key, uniform
from socialicence.state.tables import Array

AnyStage = Stage | Callable[[Any, int], None]
"""A stage, or a function of the model and the month."""
SEES = ("world", "model")
ALWAYS = "observation"
"""The stage that all results come from."""
_FIRST_OWN_PURPOSE = 1 << 20
"""Purposes of draws from here on are for stages of one's own."""


def as_stage(given: AnyStage, name: str = "") -> Stage:
    """Return a stage; a plain function becomes one that sees the model and goes by the function's name (or `name`).

    Raises
    ------
    InputError
        If it is neither a stage nor a function.
    """
    if isinstance(given, Stage):
        if given.sees not in SEES:
            raise unknown("sees of stage " + given.name, str(given.sees), SEES)
        return given
    if not callable(given):
        raise InputError(f"{given!r} is not a stage; allowed is a Stage or a function of (model, month)")
    return Stage(name=name or getattr(given, "__name__", type(given).__name__), run=given, sees="model")


def place_of(stages: Iterable[Stage], name: str) -> int:
    """Return where the stage of a name stands.

    Raises
    ------
    InputError
        If there is none; the text names the nearest.
    """
    names = [stage.name for stage in stages]
    if name not in names:
        raise unknown("stage", name, names)
    return names.index(name)


def without(stages: Iterable[AnyStage], *names: str) -> tuple[Stage, ...]:
    """Return the stages without some: an ablation.

    Raises
    ------
    InputError
        If there is no stage of a name, or it is the observation.

    Examples
    --------
    >>> from socialicence.month import STAGES
    >>> [stage.name for stage in without(STAGES, "events", "communication")]
    ['policy', 'departments', 'professionals', 'projects', 'citizens', 'observation']
    """
    kept = [as_stage(stage) for stage in stages]
    for name in names:
        place = place_of(kept, name)
        if name == ALWAYS:
            raise InputError(f"{ALWAYS} cannot be left out: all results come from it; replace it instead")
        del kept[place]
    return tuple(kept)


def replaced(stages: Iterable[AnyStage], name: str, stage: AnyStage) -> tuple[Stage, ...]:
    """Return the stages with another in the place of one; a plain function takes over the name.

    Raises
    ------
    InputError
        If there is no stage of that name.
    """
    kept = [as_stage(one) for one in stages]
    kept[place_of(kept, name)] = as_stage(stage, name)
    return tuple(kept)


def inserted(
    stages: Iterable[AnyStage], stage: AnyStage, *, before: str | None = None, after: str | None = None
) -> tuple[Stage, ...]:
    """Return the stages with one more, before or after the one that is named.

    Raises
    ------
    InputError
        If none or both are named, or there is no stage of that name.
    """
    if (before is None) == (after is None):
        raise InputError(f"a stage goes before or after another: name one of before=, after= ({before!r}, {after!r})")
    kept = [as_stage(one) for one in stages]
    place = place_of(kept, str(before)) if after is None else place_of(kept, after) + 1
    kept.insert(place, as_stage(stage))
    return tuple(kept)


def checked_stages(stages: str | Iterable[AnyStage]) -> tuple[Stage, ...]:
    """Return stages that a run can have: those given, or those that a text such as `my_module:stages` names.

    Raises
    ------
    InputError
        If they cannot be had, two have one name, or nothing is observed.
    """
    given = imported_stages(stages) if isinstance(stages, str) else tuple(as_stage(one) for one in stages)
    names = [stage.name for stage in given]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two stages are named {name!r}; each needs its own name")
    if ALWAYS not in names:
        raise InputError(
            f"the stages have no {ALWAYS}: all results come from it; keep it, or replace it under its name"
        )
    return given


def imported_stages(name: str) -> tuple[Stage, ...]:
    """Return the stages that `module:list` names; the module may lie in the present folder.

    Raises
    ------
    InputError
        If the module or the list is not there, or is no list of stages.
    """
    module_name, colon, attribute = name.partition(":")
    parts = module_name.split(".")
    named = all(part.isidentifier() for part in parts) and parts[-1] != "py"
    if not colon or not named or not attribute.isidentifier():
        raise InputError(f"stages {name!r}: MODULE:LIST is needed, such as my_stages:stages (no .py)")
    if (here := os.getcwd()) not in sys.path:
        sys.path.insert(0, here)
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and module_name.startswith(error.name):
            raise InputError(f"stages {name!r}: there is no module {error.name} here or installed") from None
        raise InputError(f"stages {name!r}: the module asks for {error.name}, which is not installed") from None
    except Exception as error:
        raise InputError(f"stages {name!r}: the module cannot be imported: {in_one_line(error)}") from error
    if not hasattr(module, attribute):
        own = [key for key in vars(module) if not key.startswith("_")]
        raise unknown("name", attribute, own, f"stages {name!r}")
    found = getattr(module, attribute)
    if not isinstance(found, list | tuple):
        raise InputError(f"stages {name!r}: {attribute} is no list of stages but {type(found).__name__}")
    return tuple(as_stage(one) for one in found)


def own_draws(model: Any, purpose: str, month: int, count: int) -> Array:
    """Return `count` uniform draws from 0 to 1 for a stage of one's own, keyed like those of the model.

    They depend on the run's seed, the purpose and the month alone: the same in every process, and no stage's draws
    change when another stage is dropped.

    Parameters
    ----------
    model : LicenceModel or World
    purpose : str
        What they are for; each purpose has draws of its own.
    month : int
    count : int

    Returns
    -------
    ndarray, shape (count,)

    Examples
    --------
    >>> own_draws(model, "strikes", month, len(model.departments)) < 0.02  # doctest: +SKIP
    """
    world = getattr(model, "world", model)
    number = int.from_bytes(hashlib.sha256(purpose.encode()).digest()[:5], "big")
    # As compiled code has it: a key that came to Python as a plain int would be read as signed.
    key = np.uint64(draw_key(world.seed, _FIRST_OWN_PURPOSE + number, month))
    return np.array([uniform(key, row) for row in range(count)], dtype=np.float64)

"""The stages of a run's month: those of the model, some left out, or a user's own, known by what they are."""

from __future__ import annotations

import hashlib
import inspect
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.errors import InputError
from socialicence.sweep.special import STAGES

if TYPE_CHECKING:
    from socialicence.month import Stage


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
        If there is no such list, or it holds something else.
    """
    if not source:
        from socialicence.month import STAGES as MODEL_STAGES

        return tuple(stage for stage in MODEL_STAGES if stage.name not in without)
    return tuple(stage for stage in _own_stages(source) if stage.name not in without)


@cache
def identity_of(source: str, without: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells these stages from others: names, and for a user's own their place and source.

    The model's own stages change only with the model version, and need no import here.
    """
    if not source:
        return tuple(name for name in STAGES if name not in without)
    return tuple(_identity(stage) for stage in stages_of(source, without))


@cache
def _own_stages(source: str) -> tuple[Stage, ...]:
    from socialicence.month import Stage

    module, _, name = source.partition(":")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise InputError(f"stages = {source!r} cannot be imported: {error}; worker processes need it too") from None
    stages = tuple(found) if isinstance(found, list | tuple) else ()
    if not stages or not all(isinstance(stage, Stage) for stage in stages):
        raise InputError(f"stages = {source!r} is not a list of socialicence.month.Stage")
    seeing = [stage.name for stage in stages if stage.sees != "world"]
    if seeing:
        raise InputError(f"stages = {source!r}: {seeing[0]} sees the model; sweeps run stages that see the world")
    return stages


def _identity(stage: Stage) -> str:
    module = getattr(stage.run, "__module__", "")
    place = f"{module}.{getattr(stage.run, '__qualname__', repr(stage.run))}"
    if module == "socialicence.month":
        return stage.name
    try:
        text = Path(inspect.getsourcefile(stage.run) or "").read_bytes()
    except (OSError, TypeError):
        text = b""
    return f"{stage.name} {place} {hashlib.sha256(text).hexdigest()[:16]}"

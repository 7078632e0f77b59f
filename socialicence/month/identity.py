"""What identifies stages of one's own: where they come from and what they say, so that results of others never pass.

The stages of the package go by name: what they do is the version of the model.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import sys
from collections.abc import Callable, Iterable
from typing import Any

from socialicence.errors import InputError
from socialicence.month import STAGES, Stage
from socialicence.month.schedule import AnyStage, as_stage

_PLAIN = (str, bytes, int, float, bool, type(None))


def stages_identity(stages: Iterable[AnyStage] | None = None) -> str:
    """Return a hash of the stages of a month: the same in every process, another whenever one of them is another.

    In it, for each stage in order: its name, what it sees, the module and qualified name of its function, the whole
    source of that module (of a cell, in a notebook), and the numbers and texts that the function was made with. Not in
    it: what the module imports.

    Raises
    ------
    InputError
        If a function was made with something that has no lasting form, or has no source.
    """
    digest = hashlib.sha256()
    for stage in map(as_stage, STAGES if stages is None else stages):
        for part in (stage.name, stage.sees, *_parts(stage)):
            digest.update(part.encode("utf-8", "backslashreplace") + b"\0")
    return digest.hexdigest()


def stages_record(stages: Iterable[AnyStage], given: object = None) -> dict[str, object]:
    """Return what results say of stages of one's own: names, functions, what was given as text, and the identity.

    The identity is None where there is none: such stages run, but nobody can tell later whether they are the same.
    """
    known = [as_stage(stage) for stage in stages]
    try:
        identity: str | None = stages_identity(known)
    except InputError:
        identity = None
    functions = [stage.run if hasattr(stage.run, "__qualname__") else type(stage.run) for stage in known]
    return {
        "from": given if isinstance(given, str) else None,
        "names": [stage.name for stage in known],
        "functions": [f"{function.__module__}:{function.__qualname__}" for function in functions],
        "identity": identity,
    }


def _parts(stage: Stage) -> list[str]:
    """What is hashed of a stage's function."""
    function, made_with = _unwrapped(stage.run, f"stage {stage.name!r}")
    where = f"{function.__module__}.{function.__qualname__}"
    own = function.__module__.partition(".")[0] == __name__.partition(".")[0]
    return [where, "" if own else _source(function, stage.name), *made_with]


def _unwrapped(function: Any, where: str) -> tuple[Callable[..., Any], list[str]]:
    """The function at the bottom of a partial, a method or an object that can be called; and what it was made with."""
    if isinstance(function, functools.partial):
        inner, below = _unwrapped(function.func, where)
        return inner, [*below, _lasting((function.args, function.keywords), where)]
    if inspect.ismethod(function):
        inner, below = _unwrapped(function.__func__, where)
        own = function.__self__
        return inner, [*below, _lasting(own.__qualname__ if inspect.isclass(own) else vars(own), where)]
    if not inspect.isfunction(function):
        own_call = type(function).__call__
        if not inspect.isfunction(own_call):
            raise InputError(f"{where}: {function!r} has no source to identify it by; give a function")
        return own_call, [_lasting(vars(function), where)]
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    return function, [_lasting((cells, function.__defaults__, function.__kwdefaults__), where)]


def _lasting(value: object, where: str) -> str:
    """A value as text that is the same in every process."""
    if isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_lasting(one, where) for one in value)}]"
    if isinstance(value, dict):
        pairs = (f"{_lasting(key, where)}: {_lasting(one, where)}" for key, one in value.items())
        return f"{{{', '.join(sorted(pairs))}}}"
    if hasattr(value, "py_func"):  # compiled: what it was compiled from says what it does
        return _lasting(value.py_func, where)
    if inspect.isfunction(value):
        inner, below = _unwrapped(value, where)
        return f"{inner.__module__}.{inner.__qualname__}({', '.join(below)})"
    raise InputError(
        f"{where}: it was made with a {type(value).__name__}, which cannot be identified from one process to the next; "
        "use numbers, texts, and lists of them"
    )


def _source(function: Callable[..., Any], name: str) -> str:
    """Source of the function's module, or of the function where that is all there is."""
    for what in (sys.modules.get(function.__module__), function):
        try:
            return inspect.getsource(what)  # type: ignore[arg-type]
        except (OSError, TypeError):
            continue
    raise InputError(f"stage {name!r} has no source to identify it by; write it in a file")

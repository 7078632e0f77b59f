"""The one compiled style: nogil, cached in a folder named by a hash of every compiled source.

Numba's own cache does not notice an edited callee in another file; the hash makes an old answer impossible.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_COMPILED = ("categories.py", "compiled.py", "data/columns.csv", "state", "population", "rules", "month")


def _sources() -> tuple[str, int]:
    """Hash of everything that decides what compiled code does, and how many functions are compiled."""
    here = Path(__file__).parent
    digest, functions = hashlib.sha256(sys.version.encode()), 0
    for name in _COMPILED:
        place = here / name
        for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            text = source.read_bytes()
            digest.update(text)
            functions += sum(text.count(b"\n@" + kind) for kind in (b"kernel", b"stage", b"rule", b"part"))
    # Parameters are fields of compiled records: a new one is a new layout.
    for table in sorted((here / "data" / "parameters").glob("*.csv")):
        digest.update(table.read_bytes())
    return digest.hexdigest()[:16], functions


def _cache_folder(sources: str) -> Path:
    """Folder for compiled code, outside site-packages, one for each state of the compiled sources.

    In a folder of the user's own too: numba does not notice an edited callee in another file, and would run old code.
    """
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        own = Path(given)
        return own if own.name == sources else own / sources
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return root / "socialicence" / sources


SOURCES, FUNCTIONS = _sources()
"""Name of this state of the compiled sources, and how many functions they have."""
os.environ["NUMBA_CACHE_DIR"] = str(_cache_folder(SOURCES))

import numba  # noqa: E402  (the cache folder has to be named before numba is imported)

numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]

_STYLE = {"nogil": True, "cache": True, "error_model": "numpy"}
_made: list[Any] = []


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what Python calls, or what makes arrays; it releases the interpreter lock, so runs go side by side."""
    return _compiled(function, no_cfunc_wrapper=True)


def stage(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a stage of the month: Python calls it, and compiled code that has its address."""
    return _compiled(function)


def rule(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a small function that changes nothing: numbers in, numbers out."""
    return _compiled(function, no_cfunc_wrapper=True)


def part(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a part of a kernel: it takes tables or their rows, only compiled code calls it, and it makes no array.

    That it makes none saves counting references to all that it is given, and that Python never calls it saves
    compiling how Python would.
    """
    return _compiled(function, no_cfunc_wrapper=True, no_cpython_wrapper=True, _nrt=False)


def _compiled(function: Callable[..., Any], **style: bool) -> Callable[..., Any]:
    compiled: Callable[..., Any] = numba.njit(**_STYLE, **style)(function)
    _made.append(compiled)
    return compiled


def cache_folder() -> Path:
    """Return the folder that numba keeps compiled code in."""
    return Path(os.environ["NUMBA_CACHE_DIR"])


def compiled_for() -> dict[str, str]:
    """Return what compiled code holds for: the sources, and what numba's own index asks of a cache."""
    import llvmlite
    from numba.core.registry import cpu_target

    system, processor, features = cpu_target.target_context.codegen().magic_tuple()
    return {
        "sources": SOURCES,
        "numba": numba.__version__,
        "llvmlite": llvmlite.__version__,
        "system": system,
        "processor": processor,
        "features": features,
    }


def marker() -> Path:
    """Return the file that says that everything is compiled: one for each kind of processor that shares the folder."""
    digest = hashlib.sha256(json.dumps(compiled_for(), sort_keys=True).encode())
    return cache_folder() / f"complete-{digest.hexdigest()[:16]}.json"


def finished_here() -> int:
    """Return how many functions this process has compiled or loaded."""
    return sum(bool(getattr(one, "overloads", ())) for one in _made)


def finished() -> dict[Path, int]:
    """Return the functions of which compiled code is kept, by file, and when each was written."""
    found = {}
    for index in cache_folder().rglob("*.nbi"):
        with contextlib.suppress(OSError):  # numba has just replaced it
            found[index] = index.stat().st_mtime_ns
    return found


def is_warm() -> bool:
    """Whether all code, compiled to its end for this processor, is at hand."""
    try:
        kept = json.loads(marker().read_text(encoding="utf-8"))["functions"]
        return len(finished()) >= kept > 0
    except (OSError, ValueError, KeyError, TypeError):  # no marker, or not one of ours
        return False

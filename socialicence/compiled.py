"""The one compiled style: nogil, cached in a folder named by a hash of every compiled source.

Numba's own cache does not notice an edited callee in another file; the hash makes an old answer impossible.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_COMPILED = (
    "categories.py", "compiled.py", "data/columns.csv", "state", "population", "rules", "month",
)  # fmt: skip


def _cache_folder() -> Path:
    """Folder for compiled code, outside site-packages, one for each state of the compiled sources."""
    here = Path(__file__).parent
    digest = hashlib.sha256(sys.version.encode())
    for name in _COMPILED:
        place = here / name
        for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(source.read_bytes())
    # Parameters are fields of compiled records: a new one is a new layout.
    for table in sorted((here / "data" / "parameters").glob("*.csv")):
        digest.update(table.read_bytes())
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return root / "socialicence" / digest.hexdigest()[:16]


os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache_folder()))

import numba  # noqa: E402  (the cache folder has to be named before numba is imported)
import numba.extending  # noqa: E402

numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]


_STYLE = {"nogil": True, "cache": True, "error_model": "numpy", "no_cfunc_wrapper": True}


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what Python calls; it releases the interpreter lock, so runs go side by side in threads."""
    compiled: Callable[..., Any] = numba.njit(**_STYLE)(function)
    return compiled


def rule(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a small pure function, numbers in and numbers out."""
    compiled: Callable[..., Any] = numba.njit(**_STYLE)(function)
    return compiled


def part(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a part of a kernel: it takes tables, only compiled code calls it, and it makes no array.

    That it makes none saves counting references to all that it is given, and that Python never calls it saves
    compiling how Python would: together most of the time of short calls, and half of that of compiling.
    """
    compiled: Callable[..., Any] = numba.njit(**_STYLE, _nrt=False, no_cpython_wrapper=True)(function)
    return compiled


def _fetch_ahead(_: Any, array: Any, row: Any) -> Any:
    """Type and machine code of `fetch_ahead`."""
    from llvmlite import ir

    byte, word = ir.PointerType(ir.IntType(8)), ir.IntType(32)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        table = context.make_array(signature.args[0])(context, builder, arguments[0])
        stride = builder.extract_value(table.strides, 0)
        place = builder.gep(builder.bitcast(table.data, byte), [builder.mul(arguments[1], stride)])
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        call = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        builder.call(call, [place, word(0), word(3), word(1)])  # to be read, kept in all caches, data
        return context.get_dummy_value()

    return numba.types.void(array, numba.types.int64), generate


fetch_ahead: Any = numba.extending.intrinsic(_fetch_ahead)
"""In compiled code, `fetch_ahead(array, row)` asks for the memory of a row that is read soon; it changes no value."""


def is_warm() -> bool:
    """Whether compiled code from an earlier run is at hand."""
    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    return folder.is_dir() and any(folder.rglob("*.nbi"))

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
    "categories.py", "compiled.py", "data/columns.csv", "draws.py", "observed.py", "tables.py", "population", "rules",
    "steps",
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

numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]  # type: ignore[attr-defined]


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop over rows; it releases the interpreter lock, so runs go side by side in threads."""
    compiled: Callable[..., Any] = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    return compiled


def rule(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a small pure function that kernels call."""
    compiled: Callable[..., Any] = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    return compiled


def is_warm() -> bool:
    """Whether compiled code from an earlier run is at hand."""
    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    return folder.is_dir() and any(folder.rglob("*.nbi"))

"""Committing a result to the package's data: made from a clean working copy, said where it is from, read back."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import socialicence
from socialicence.errors import InputError
from socialicence.results import provenance
from socialicence.world import MODEL_VERSION

DATA = Path(__file__).parents[1] / "data"
_WRITE = " --write"


def today() -> str:
    """Return the date, as results that are committed have it."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def made_now() -> dict[str, Any]:
    """Return the versions, the commit and the date that a result is made with."""
    return {
        "version": socialicence.__version__,
        "model_version": MODEL_VERSION,
        "git_commit": provenance.git_commit(),
        "date": today(),
    }


def kept(path: Path) -> dict[str, Any]:
    """Return what is committed in a JSON file."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def commit(
    command: str,
    about: str | None,
    make: Callable[[argparse.Namespace], int],
    arguments: Sequence[str] | None = None,
    options: Callable[[argparse.ArgumentParser], object] | None = None,
) -> int:
    """Read what was typed and make a result, to be shown or, with `--write`, to be committed; return the exit code.

    Parameters
    ----------
    command : str
        What makes and commits it; ends with ` --write`.
    about : str
        What the help says of it.
    make : callable
        Makes the result, shows it and, where `write` was chosen, writes it; returns 0, or 1 where a check fails.
    arguments : sequence of str, optional
        What was typed after the command, if not the process's own.
    options : callable, optional
        Adds options of its own.

    Returns
    -------
    int
        2 for bad input: among it a working copy whose changes are not committed, as results would then name a commit
        that does not give them.
    """
    parser = argparse.ArgumentParser(
        prog=command.removesuffix(_WRITE), description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="replace what is in the package's data")
    if options is not None:
        options(parser)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.write:
            provenance.check_committed()
        return make(chosen)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2

"""Where results come from, and committing them: from a clean working copy, written whole, read back."""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

import socialicence
from socialicence.errors import InputError
from socialicence.scenarios import Scenario
from socialicence.world import MODEL_VERSION

_PACKAGES = ("mesa", "numba", "numpy", "pandas", "pyarrow", "scipy")
_DIRTY, _WRITE = "-dirty", " --write"
DATA = Path(__file__).parents[1] / "data"


def provenance(
    scenarios: Sequence[Scenario],
    *,
    model_version: int,
    citizens: int,
    months: int,
    runs: int,
    seed: int,
    wall_seconds: float,
    command: Sequence[str] | None = None,
    stages: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return versions, choices, command and time of a set of runs.

    `stages` says which they were, where they are not those of the model (see `ensemble.compare`).
    """
    return {
        "version": socialicence.__version__,
        "model_version": model_version,
        "git_commit": git_commit(),
        "seed": seed,
        "citizens": citizens,
        "months": months,
        "runs": runs,
        "scenarios": [scenario.to_dict() for scenario in scenarios],
        **({"stages": dict(stages)} if stages else {}),
        "python": platform.python_version(),
        "packages": _versions(),
        "command": shlex.join(command) if command else None,
        "wall_seconds": round(wall_seconds, 3),
    }


def command_line() -> list[str]:
    """Return the present command as it would be typed."""
    return ["socialicence", *sys.argv[1:]]


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def git_commit() -> str | None:
    """Return the commit of the package's own repository, `-dirty` where files differ; None if it has none."""
    root = Path(socialicence.__file__).parents[1]
    # Only the package's own: an environment may lie inside somebody else's repository.
    if not (root / ".git").exists():
        return None
    try:
        asked = [
            subprocess.run(
                ["git", "-C", str(root), *command], capture_output=True, text=True, timeout=5, check=True
            ).stdout.strip()
            for command in (["rev-parse", "HEAD"], ["status", "--porcelain", "--untracked-files=no"])
        ]
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{asked[0]}{_DIRTY}" if asked[1] else asked[0]


def check_committed() -> None:
    """Make sure that results which are to be committed will name the commit that gives them.

    Raises
    ------
    InputError
        If the working copy has changes that are not committed.
    """
    if (git_commit() or "").endswith(_DIRTY):
        raise InputError(
            "--write: the working copy has changes that are not committed, so that results would name a commit that "
            "does not give them; commit first"
        )


def today() -> str:
    """Return the date, as results that are committed have it."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def made_now() -> dict[str, Any]:
    """Return the versions, the commit and the date that a result is made with."""
    return {
        "version": socialicence.__version__,
        "model_version": MODEL_VERSION,
        "git_commit": git_commit(),
        "date": today(),
    }


def kept(path: Path) -> dict[str, Any]:
    """Return what is committed in a JSON file."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


class _OneLine(argparse.ArgumentParser):
    """Says what is wrong with its arguments in one line, like all bad input."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message)


def commit(
    command: str,
    about: str | None,
    make: Callable[[argparse.Namespace], int],
    arguments: Sequence[str] | None = None,
    options: Callable[[argparse.ArgumentParser], object] | None = None,
    check: Callable[[argparse.Namespace], object] | None = None,
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
    check : callable, optional
        Raises `InputError` for options that cannot be.

    Returns
    -------
    int
        2 for bad input: among it a working copy whose changes are not committed, as results would then name a commit
        that does not give them.
    """
    parser = _OneLine(
        prog=command.removesuffix(_WRITE),
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--write", action="store_true", help="replace what is in the package's data")
    if options is not None:
        options(parser)
    try:
        chosen = parser.parse_args(arguments)
        if check is not None:
            check(chosen)
        if chosen.write:
            check_committed()
        return make(chosen)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2

"""`python -m socialicence.assumptions --dead`: its options, checked before anything is compiled or run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from socialicence.assumptions.dead.finding import Size
from socialicence.assumptions.dead.kept import kept
from socialicence.assumptions.dead.page import page
from socialicence.assumptions.dead.stored import FILE, write
from socialicence.assumptions.dead.trying import CITIZENS, believed, try_all
from socialicence.errors import InputError
from socialicence.results.writing import check_output

OPTIONS = {"citizens": (100, 100_000), "runs": (2, 1_000), "seed": (0, 2**31), "workers": (1, 1_000)}
"""Options that are whole numbers, with their least and most."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what goes with --dead."""
    given = parser.add_argument_group("with --dead")
    given.add_argument("--only", nargs="+", metavar="NAME", help="only these parameters")
    given.add_argument("--citizens", type=int, help=f"citizens of each run ({CITIZENS:,})")
    given.add_argument("--runs", type=int, help=f"fresh seeds of each test ({Size().runs}): more settle more")
    given.add_argument("--seed", type=int, help="the first seed")
    given.add_argument("--workers", type=int, help="runs side by side (as many as there are processors)")
    given.add_argument("--out", type=Path, metavar="FILE", help="write the result to this JSON file")
    given.add_argument("--all", action="store_true", help="also list what moves something")


def check(chosen: argparse.Namespace) -> None:
    """Make sure that the options can be used.

    Raises
    ------
    InputError
        Naming the option, what was given and what is allowed.
    """
    given = [name for name in ("only", *OPTIONS, "out", "all") if getattr(chosen, name) not in (None, False)]
    if given and not chosen.dead:
        raise InputError(f"--{given[0]} goes with --dead")
    for name, (least, most) in OPTIONS.items():
        value = getattr(chosen, name)
        if value is not None and not least <= value <= most:
            raise InputError(f"--{name} {value} is out of range; allowed is {least:,} to {most:,}")
    if chosen.write and (both := [name for name in ("only", "out") if name in given]):
        raise InputError(f"--write replaces the whole result in the package's data; leave out --{both[0]}")
    believed(chosen.only or ())
    if chosen.out is not None:
        if chosen.out.is_dir():
            raise InputError(f"--out {chosen.out}: is a folder; a file is needed")
        check_output(chosen.out.parent)


def run(chosen: argparse.Namespace) -> int:
    """Test, show, and write what is to be written; see `check` for what is raised."""
    usual, why = Size(), kept()
    size = usual._replace(
        runs=usual.runs if chosen.runs is None else chosen.runs,
        seed=usual.seed if chosen.seed is None else chosen.seed,
    )
    tested = try_all(believed(chosen.only or ()), chosen.citizens or CITIZENS, size, chosen.workers)
    sys.stdout.write(page(tested, why, chosen.all))
    path = FILE if chosen.write else chosen.out
    if path is not None:
        print(write(tested, path))
    return 0

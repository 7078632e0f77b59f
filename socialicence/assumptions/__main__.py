"""`python -m socialicence.assumptions`: compute the impact of every assumption anew. Some minutes on two cores.

With --write the results replace those in the package's data; then `python -m socialicence.reference --write
docs/assumptions.md` brings the page up to date. With --dead it is tested instead which parameters do something.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

import socialicence
from socialicence.assumptions.alone import CLOSE, SCREENING, changes_alone
from socialicence.assumptions.dead import command as dead
from socialicence.assumptions.impact import impacts
from socialicence.assumptions.seen import Report, uncertain
from socialicence.assumptions.stored import COMMAND, Computed, identity, write
from socialicence.errors import InputError
from socialicence.outcomes import warm_up
from socialicence.results.provenance import check_committed, git_commit
from socialicence.scenarios import STANDARD

DRAWS, RUNS, CITIZENS, SEED = 500, 15, 2_000, 20261125


def compute(draws: int = DRAWS, runs: int = RUNS, citizens: int = CITIZENS, seed: int = SEED) -> Computed:
    """Compute the impact of every assumption, and which can change the nearest future alone."""
    started, commit = time.perf_counter(), git_commit()
    warm_up(None)
    found, explained = impacts(draws, citizens, seed, _report("draws of all", started))
    changes = changes_alone(runs, citizens, seed, _report("each alone", started))
    made = {
        **identity(),
        "version": socialicence.__version__,
        "git_commit": commit,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "assumptions": len(uncertain()),
        "scenarios": list(STANDARD),
        "draws": draws,
        "runs": runs,
        "screening_runs": SCREENING,
        "screening_lead": CLOSE,
        "citizens": citizens,
        "seed": seed,
        "explained": round(explained, 4),
        "command": COMMAND,
        "seconds": round(time.perf_counter() - started),
    }
    return Computed(found, {name: tuple(one) for name, one in changes.items()}, made)


def _report(title: str, started: float) -> Report:
    """Say on stderr how far it is, a line for each tenth."""
    tenth = [0]

    def report(share: float) -> None:
        if int(10 * share) > tenth[0]:
            tenth[0] = int(10 * share)
            print(f"{title}: {share:.0%}, {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)

    return report


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with its arguments in one line, like all bad input."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message)


def _chosen(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python -m socialicence.assumptions", description=__doc__, allow_abbrev=False)
    parser.add_argument("--write", action="store_true", help="replace the results in the package's data")
    parser.add_argument("--dead", action="store_true", help="test which parameters move any outcome at all")
    dead.add_options(parser)
    chosen = parser.parse_args(arguments)
    dead.check(chosen)
    return chosen


def main(arguments: Sequence[str] | None = None) -> int:
    """Compute, show the first, and with --write replace the committed results; 0 done, 2 bad input."""
    try:
        chosen = _chosen(arguments)
        if chosen.dead:
            return dead.run(chosen)
        if chosen.write:
            check_committed()
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    found = compute()
    for name, impact in sorted(found.impacts.items(), key=lambda pair: -pair[1].value)[:15]:
        print(f"{name:35} {impact.value:7.2%}  {len(found.changes[name])} changes")
    if chosen.write:
        print(*write(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m socialicence.assumptions`: compute the impact of every assumption again. Some minutes on two cores.

With --write the results replace those in the package's data; then `python -m socialicence.reference --write
docs/assumptions.md` brings the page up to date. With --dead it is tested instead which parameters do something.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from socialicence.assumptions.dead import command as dead
from socialicence.assumptions.impact import CLOSE, SCREENING, Report, changes_alone, impacts, uncertain
from socialicence.assumptions.stored import COMMAND, Computed, identity, write
from socialicence.outcomes import warm_up
from socialicence.results.provenance import commit, made_now
from socialicence.scenarios import STANDARD

DRAWS, RUNS, CITIZENS, SEED = 500, 15, 2_000, 20261125


def compute(draws: int = DRAWS, runs: int = RUNS, citizens: int = CITIZENS, seed: int = SEED) -> Computed:
    """Compute the impact of every assumption, and which can change the nearest future alone."""
    started, now = time.perf_counter(), made_now()
    warm_up(None)
    found, explained = impacts(draws, citizens, seed, _report("draws of all", started))
    changes = changes_alone(runs, citizens, seed, _report("each alone", started))
    made = {
        **identity(),
        **now,
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Compute, show the first, and with --write replace the committed results; 0 done, 2 bad input."""
    return commit(COMMAND, __doc__, _made, arguments, _add_options, dead.check)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dead", action="store_true", help="test which parameters move any outcome at all")
    dead.add_options(parser)


def _made(chosen: argparse.Namespace) -> int:
    if chosen.dead:
        return dead.run(chosen)
    found = compute()
    for name, impact in sorted(found.impacts.items(), key=lambda pair: -pair[1].value)[:15]:
        print(f"{name:35} {impact.value:7.2%}  {len(found.changes[name])} changes")
    if chosen.write:
        print(*write(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

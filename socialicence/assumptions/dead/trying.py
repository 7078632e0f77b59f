"""The test of what does something from its options to what is kept: runs it on the model, and says how far it is."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Mapping, Sequence

import socialicence
from socialicence.assumptions.dead.effects import LEAST, LEVEL
from socialicence.assumptions.dead.finding import TESTED, Size, find
from socialicence.assumptions.dead.runs import Report, runner
from socialicence.assumptions.dead.settings import standard_settings
from socialicence.assumptions.dead.stored import COMMAND, Tried, identity
from socialicence.errors import unknown
from socialicence.outcomes import warm_up
from socialicence.outcomes.registry import numbers
from socialicence.parameters import Parameter, parameters
from socialicence.results.provenance import git_commit
from socialicence.scenarios import Scenario

CITIZENS = 1_000


def believed(names: Sequence[str] = ()) -> dict[str, Parameter]:
    """Return the parameters that are no levers, by name: all, or some.

    Raises
    ------
    InputError
        If a name is none of them.
    """
    table = {name: one for name, one in parameters().items() if not one.is_lever}
    for name in names:
        if name not in table:
            raise unknown("parameter", name, table, "--only")
    return {name: table[name] for name in names} if names else table


def try_all(
    table: Mapping[str, Parameter],
    citizens: int = CITIZENS,
    size: Size | None = None,
    workers: int | None = None,
    settings: Sequence[Scenario] | None = None,
) -> Tried:
    """Return which of some parameters do something; see `finding.find` for how it is told."""
    started, commit = time.perf_counter(), git_commit()
    size = size or Size()
    settings = standard_settings() if settings is None else settings
    warm_up(None)
    found = find(table, settings, numbers(), runner(citizens, workers), size, _report(started))
    made = {
        **identity(),
        "version": socialicence.__version__,
        "git_commit": commit,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "tried": len(table),
        "settings": [one.name for one in settings],
        "outcomes": numbers(),
        "citizens": citizens,
        **{f"{key}_seeds" if key != "seed" else key: value for key, value in size._asdict().items()},
        "tested": TESTED,
        "least": LEAST,
        "level": LEVEL,
        "command": COMMAND,
        "seconds": round(time.perf_counter() - started),
    }
    return Tried(tuple(found), made)


STEPS = ("at the defaults", "screening", "test on fresh seeds", "what is left")


def _report(started: float) -> Report:
    """Say on stderr how far it is, a line for each tenth of each step."""
    tenth, step = [0], [0]

    def report(share: float) -> None:
        if int(10 * share) > tenth[0]:
            tenth[0] = int(10 * share)
            seconds = time.perf_counter() - started
            print(f"{STEPS[step[0]]}: {share:.0%}, {seconds:.0f} s", file=sys.stderr, flush=True)
        if share >= 1.0:
            tenth[0], step[0] = 0, min(step[0] + 1, len(STEPS) - 1)

    return report

"""Make the committed result of all patterns at full size again: python -m socialicence.checks --write."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from socialicence.checks.patterns import check
from socialicence.checks.stored import COMMITTED, as_result, as_text
from socialicence.outcomes import warm_up
from socialicence.results.provenance import commit
from socialicence.results.writing import text_writer, write_all

COMMAND = "python -m socialicence.checks --write"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check all patterns and write or print the result; 0 all pass, 1 one fails, 2 bad input."""
    return commit(COMMAND, __doc__, _made, arguments)


def _made(chosen: argparse.Namespace) -> int:
    warm_up()
    started = time.perf_counter()
    findings = check()
    text = as_text(as_result(findings, quick=False, seed=1, seconds=time.perf_counter() - started, command=COMMAND))
    for one in findings:
        print(f"{one.pattern:4} {one.verdict:11} {one.found}", file=sys.stderr)
    if chosen.write:
        write_all(COMMITTED.parent, {COMMITTED.name: text_writer(text)})
    else:
        print(text, end="")
    return int(any(one.verdict == "fail" for one in findings))


if __name__ == "__main__":
    sys.exit(main())

"""Make the committed result of all patterns at full size anew: python -m socialicence.checks --write."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from socialicence.checks.patterns import check
from socialicence.checks.stored import COMMITTED, as_result, as_text
from socialicence.errors import InputError
from socialicence.outcomes import warm_up
from socialicence.results.provenance import check_committed
from socialicence.results.writing import write_all

COMMAND = "python -m socialicence.checks --write"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check all patterns and write or print the result; 0 all pass, 1 one fails, 2 bad input."""
    parser = argparse.ArgumentParser(prog="python -m socialicence.checks", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"replace {COMMITTED.name} in the package's data")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.write:
            check_committed()
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    warm_up()
    started = time.perf_counter()
    findings = check()
    result = as_result(findings, quick=False, seed=1, seconds=time.perf_counter() - started, command=COMMAND)
    for one in findings:
        print(f"{one.pattern:4} {one.verdict:11} {one.found}", file=sys.stderr)
    if chosen.write:
        write_all(COMMITTED.parent, {COMMITTED.name: lambda path: _write(path, as_text(result))})
    else:
        print(as_text(result), end="")
    return int(any(one.verdict == "fail" for one in findings))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

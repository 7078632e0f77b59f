"""`python -m socialicence` and the `socialicence` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 fault, 2 bad input, 130 stopped."""
    from socialicence.cli.faults import leave_with

    try:
        from socialicence.cli import app
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(leave_with(app))


if __name__ == "__main__":
    main()

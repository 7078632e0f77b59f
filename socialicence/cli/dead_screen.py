"""What does nothing, on screen: as it was tried and committed with the package."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import replace


def print_dead(names: Collection[str], *, as_json: bool) -> None:
    """Print what was found of some parameters as text, or all numbers as JSON.

    Raises
    ------
    InputError
        If it was not tried yet.
    """
    from socialicence.assumptions.dead.kept import kept
    from socialicence.assumptions.dead.page import page
    from socialicence.assumptions.dead.stored import is_current, read

    tried = read()
    shown = replace(tried, findings=tuple(one for one in tried.findings if one.name in names))
    if as_json:
        from socialicence.cli.options import print_json

        print_json([one.to_dict() for one in shown.findings])
        return
    sys.stdout.write(page(shown, kept()))
    if not is_current(tried):
        print(f"The numbers have changed since. To try anew: {tried.provenance['command']}")

"""What assumptions look like on screen: those that most hangs on first."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

from socialicence.errors import InputError

if TYPE_CHECKING:
    from socialicence.assumptions import Assumption


def print_assumptions(names: Collection[str], search: str, *, as_csv: bool, as_json: bool) -> None:
    """Print the assumptions among some parameters as a table, CSV or JSON.

    Raises
    ------
    InputError
        If none of them is an assumption.
    """
    from socialicence.assumptions import assumptions, text_of

    found = [one for one in assumptions() if one.parameter.name in names]
    if not found:
        raise InputError(
            f"none with {search!r} in its name or label is an assumption; see `socialicence parameters {search}`"
        )
    if as_json:
        from socialicence.cli.options import print_json

        print_json([one.to_dict() for one in found])
    elif as_csv:
        sys.stdout.write(text_of(found))
    else:
        _show(found)


def _show(found: list[Assumption]) -> None:
    from rich.table import Table

    from socialicence.assumptions import computed, is_current
    from socialicence.assumptions.page import impact_told
    from socialicence.cli.screen import console

    count = "1 assumption" if len(found) == 1 else f"{len(found)} assumptions"
    table = Table(title=f"{count}, what most hangs on first", title_justify="left")
    for heading in ("name", "in plain words", "range", "evidence", "impact (95 %)", "changes the nearest future of"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("impact (95 %)",))
    for one in found:
        own = one.parameter
        table.add_row(
            own.name, own.label, f"{own.low:g} to {own.high:g} {own.unit}", one.quality, impact_told(one),
            ", ".join(one.scenarios_changed) or "no",
        )  # fmt: skip
    made = computed().provenance
    screen = console()
    screen.print(table)
    screen.print(
        f"Impact: share of the variance between {made['draws']} draws of all assumptions, in the measures that decide "
        f"the nearest future\n(model version {made['model_version']}, {made['date']}). "
        "Sources: add --csv, or see docs/assumptions.md."
    )
    if not is_current():
        screen.print(f"The numbers have changed since. To compute impacts anew: {made['command']}", style="bold")

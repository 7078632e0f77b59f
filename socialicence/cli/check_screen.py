"""What a round of checks looks like on screen: a row each, what moved, an honest footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.cli.screen import console, shown

if TYPE_CHECKING:
    from socialicence.checks.moved import Move

STYLES = {"pass": "", "fail": "bold red", "not judged": "yellow", "not checked": "yellow"}


def show_checks(
    result: Mapping[str, Any],
    titles: Mapping[str, str],
    files: Sequence[Path],
    *,
    moved: Sequence[Move] | None,
    before: Mapping[str, Any] | None,
) -> None:
    """Print a row for each check, then what moved, then what to know."""
    from rich import box
    from rich.table import Table

    from socialicence.checks.page import headline

    screen = console()
    screen.print(f"\n{headline(result['counts'])}\n", style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 1, 0))
    table.add_column("", overflow="fold", max_width=24)
    table.add_column("Expected", overflow="fold", ratio=4)
    table.add_column("Found", overflow="fold", ratio=5)
    table.add_column("Runs", justify="right")
    table.add_column("", no_wrap=True)
    for one in result["findings"]:
        runs = str(one["runs"]) if one["runs"] else "-"
        table.add_row(
            shown(one["pattern"]), shown(one["expectation"]), shown(one["found"]), runs, one["verdict"],
            style=STYLES[one["verdict"]],
        )  # fmt: skip
    screen.print(table)
    if moved is not None and before is not None:
        _show_moved(screen, moved, before, result)
    screen.print(
        "Intervals are the spread between runs of this model, not confidence about the UK. A check says whether "
        "the model behaves as expected of it, not whether the world does."
    )
    if result["counts"]["not judged"]:
        screen.print("Not judged: the interval reaches over the limit; more runs would tell. It is no pass.")
    screen.print(f"Files: {', '.join(shown(path) for path in files)}  ({result['provenance']['seconds']:.0f} s)")


def _show_moved(screen: Any, moved: Sequence[Move], before: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    from rich import box
    from rich.table import Table

    from socialicence.checks.drawing import number
    from socialicence.checks.moved import UNCHANGED

    made, now = before["provenance"], result["provenance"]
    different = [one for one in moved if one.verdict != UNCHANGED]
    facts = [f"{key} {made.get(key)} then, {now[key]} now" for key in ("size", "seed") if made.get(key) != now[key]]
    screen.print(
        f"Against model version {made.get('model_version')} of {made.get('date')}: {len(moved) - len(different)} of "
        f"{len(moved)} numbers are the same." + (f" Not like for like: {'; '.join(facts)}." if facts else "")
    )
    if different:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
        for name in ("", "Number", "Old", "New", "Noise", ""):
            table.add_column(name, overflow="fold", justify="right" if name in ("Old", "New", "Noise") else "left")
        for one in different:
            values = (number(one.old), number(one.new), number(one.noise), one.verdict)
            table.add_row(shown(one.pattern), shown(one.label), *values)
        screen.print(table)
    turned = {one.pattern: one for one in moved if one.old_verdict != one.new_verdict}
    for name, one in turned.items():
        screen.print(f"{shown(name)} was {one.old_verdict}, is {one.new_verdict}.", style="bold")

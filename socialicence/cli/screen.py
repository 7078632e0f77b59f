"""What a comparison looks like on screen: a sentence, a table, an honest footer."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.words import plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from socialicence.results import Results

WIDTH = 120
LABEL_WIDTH = 29
_NOT_A_TERMINAL = 120
_CHANGES = ("recommendation.arbitration=1", "leadership=0.6", "security=0.9")
"""Choices worth trying."""


def console() -> Console:
    """Return where tables are printed: as wide as the terminal, at most 120 columns."""
    from rich.console import Console

    # No markup: what stands in brackets in somebody's title is text.
    plain = {"highlight": False, "markup": False, "emoji": False}
    screen = Console(**plain)  # type: ignore[arg-type]
    if not sys.stdout.isatty():
        return Console(width=_NOT_A_TERMINAL, **plain)  # type: ignore[arg-type]
    return Console(width=WIDTH, **plain) if screen.width > WIDTH else screen  # type: ignore[arg-type]


def new_table(title: str, headings: Iterable[str], whole: Collection[str] = (), right: Collection[str] = ()) -> Table:
    """Return a table with its headings: cells of `whole` are not broken, those of `right` stand there."""
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for one in headings:
        justify: Any = "right" if one in right else "left"
        table.add_column(one, overflow="fold", no_wrap=one in whole, justify=justify)
    return table


def show_comparison(results: Results, folder: Path, *, full: bool = False, report: bool = False) -> None:
    """Print the outcomes of each scenario as mean (p10-p90) over runs."""
    from socialicence.results.finding import finding, footers, size_of

    screen = console()
    screen.print(f"\n{finding(results)}\n", style="bold")
    screen.print(_table(results, screen.width, full=full))
    made = results.provenance
    screen.print(f"{size_of(results)},\nnot confidence about the UK. A tool to think with, not a forecast.")
    for line in footers(results):
        screen.print(line)
    if results.failed:
        first = results.failed[0]
        screen.print(f"{plural(len(results.failed), 'run')} failed, the first with: {first.error}", style="bold")
    screen.print(f"Files: {shown(folder)}  ({made['wall_seconds']:.1f} s of simulation)")
    if report:
        screen.print(f"Report: {shown(folder / 'report.html')}  (to open in a browser)")
    screen.print(f"Next: {_next(results)}")


def _table(results: Results, width: int, *, full: bool) -> Any:
    from rich import box
    from rich.table import Table

    from socialicence.results.rows import all_rows, headlines

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0, 0, 1))
    each = (width - LABEL_WIDTH) // len(results.scenarios) - 1
    table.add_column("", overflow="fold", width=LABEL_WIDTH - 1)
    for scenario in results.scenarios.values():
        table.add_column(scenario.label, justify="right", overflow="fold", width=max(8, min(26, each)))
    summaries = list(results.summary["scenarios"].values())
    for row in all_rows() if full else headlines():
        table.add_row(row.label, *(row.cell(summary) for summary in summaries))
    return table


def _next(results: Results) -> str:
    """A command worth trying after this one."""
    from socialicence.scenarios import names

    others = [name for name in results.scenarios if name != "status_quo" and name in names()]
    if others:
        return f"socialicence scenarios {others[0]}   (what it chooses)"
    set_already = {name for scenario in results.scenarios.values() for name in scenario.values}
    change = next((one for one in _CHANGES if one.partition("=")[0] not in set_already), None)
    if change is None:
        return "socialicence compare   (today and the four futures)"
    return f"socialicence run status_quo --set {change} --runs 10   (change one thing)"


def shown(path: str | Path) -> str:
    """Return the path as text that any screen can show."""
    text = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)

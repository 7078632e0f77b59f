"""What a comparison looks like on screen: a sentence, a table, an honest footer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from socialicence.results import Results

WIDTH = 120
LABEL_WIDTH = 29
_NOT_A_TERMINAL = 120


def console() -> Console:
    """Return where tables are printed: as wide as the terminal, at most 120 columns."""
    from rich.console import Console

    screen = Console(highlight=False)
    if not sys.stdout.isatty():
        return Console(highlight=False, width=_NOT_A_TERMINAL)
    return Console(highlight=False, width=WIDTH) if screen.width > WIDTH else screen


def show_comparison(results: Results, folder: Path, *, full: bool = False) -> None:
    """Print the outcomes of each scenario as mean (p10-p90) over runs."""
    from rich.markup import escape

    screen = console()
    screen.print(f"\n[bold]{escape(sentence(results))}[/bold]\n")
    screen.print(_table(results, screen.width, full=full))
    made = results.provenance
    runs = f"{made['runs']} run{'s' if made['runs'] != 1 else ''}"
    screen.print(
        f"Mean (p10-p90) over {runs} of {made['citizens']:,} citizens and {made['months']} months: "
        "the spread between runs of this model,\nnot confidence about the UK. A tool to think with, not a forecast."
    )
    if results.failed:
        first = results.failed[0]
        screen.print(f"[bold]{len(results.failed)} runs failed[/bold], the first with: {escape(str(first.error))}")
    screen.print(f"Files: {escape(_printable(folder))}  ({made['wall_seconds']:.1f} s of simulation)")
    screen.print(f"Next: {escape(_next(results))}")


def sentence(results: Results) -> str:
    """Return the finding in one sentence."""
    from socialicence.categories import Future

    name = next(iter(results.scenarios))
    name = "status_quo" if "status_quo" in results.scenarios else name
    scenario = results.scenarios[name]
    found = results.summary["scenarios"][name]
    if not found["runs"]:
        return f"{scenario.label}: no run was completed."
    label = {future.name.lower(): future.label for future in Future}
    count = {future: number for future, number in found["nearest"].items() if future != "none"}
    top = max(count, key=lambda future: count[future])
    subject = f"Under {scenario.label}"
    if name == "status_quo":
        subject = "With the choices made here" if scenario.values else "If nothing changes"
    if not count[top]:
        return f"{subject}, no run of {found['runs']} ends near any of the four futures."
    near_none = found["nearest"].get("none", 0)
    if near_none >= count[top]:
        return f"{subject}, {near_none} of {found['runs']} runs end near none of the four futures."
    text = f"{subject}, {count[top]} of {found['runs']} runs end nearest {label[top]}"
    if top == "public_good":
        return f"{text}."
    good = count.get("public_good", 0)
    return f"{text}; {good or 'none'} nearest Public Good."


def _table(results: Results, width: int, *, full: bool) -> Any:
    from rich import box
    from rich.table import Table

    from socialicence.cli.rows import HEADLINES, all_rows

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0, 0, 1))
    each = (width - LABEL_WIDTH) // len(results.scenarios) - 1
    table.add_column("", overflow="fold", width=LABEL_WIDTH - 1)
    for scenario in results.scenarios.values():
        table.add_column(scenario.label, justify="right", overflow="fold", width=max(8, min(26, each)))
    summaries = list(results.summary["scenarios"].values())
    for row in all_rows() if full else HEADLINES:
        table.add_row(row.label, *(row.cell(summary) for summary in summaries))
    return table


def _next(results: Results) -> str:
    """A command worth trying after this one."""
    from socialicence.scenarios import names

    others = [name for name in results.scenarios if name != "status_quo" and name in names()]
    if others:
        return f"socialicence scenarios {others[0]}   (what it chooses)"
    return "socialicence run status_quo --set recommendation.arbitration=1 --runs 10   (change one thing)"


def _printable(path: Path) -> str:
    return str(path).encode("utf-8", "backslashreplace").decode()

"""What an explanation looks like on screen: what changes, what moves it, and the chain in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.cli.screen import LABEL_WIDTH, console, shown

if TYPE_CHECKING:
    from socialicence.explanation import Explanation

MOST_CHOICES = 5
NUMBERS_WIDTH, LONGEST_LABEL = 22, 60
"""Columns of the screen for a mean with its spread, and for the longest label."""


def show_explanation(found: Explanation, folder: Path | None, *, full: bool = False) -> None:
    """Print what changes, what moves it from both ends, and the chain."""
    screen = console()
    number = f"{found.runs} paired run{'' if found.runs == 1 else 's'}"
    screen.print(f"\n{found.scenario.label} against today: {len(found.items)} choices\n", style="bold")
    screen.print(_together(found, screen.width))
    screen.print(
        _moved(
            found, list(found.together["outcome"]) if full else found.outcomes_drawn(), full=full, width=screen.width
        )
    )
    screen.print("How it comes about\n", style="bold")
    for sentence in found.sentences:
        screen.print(f"- {sentence}")
    screen.print()
    for note in found.notes:
        screen.print(note)
    screen.print(
        f"Mean (p10 to p90) over {number} of {found.citizens:,} citizens and {found.months} months: the spread between "
        "runs of this model,\nnot confidence about the UK. Shares in percent, their differences in points; "
        "~ marks what luck alone might make."
    )
    if folder is not None:
        screen.print(f"Files: {shown(folder)}")
    elif not full:
        screen.print("Every outcome and choice: add --full, or --out DIR for the tables and the figure")


def _table(title: str, headings: Sequence[str], width: int) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0, 0, 1))
    numbers = max(8, min(NUMBERS_WIDTH, (width - LABEL_WIDTH) // (len(headings) - 1) - 1))
    first = max(8, min(LONGEST_LABEL, width - (numbers + 1) * (len(headings) - 1) - 2))
    table.add_column("", overflow="fold", width=first)
    for heading in headings[1:]:
        table.add_column(heading, overflow="fold", justify="right", width=numbers)
    return table


def _together(found: Explanation, width: int) -> Any:
    from socialicence.explanation.wording import as_contributed, as_read

    table = _table("What changes", ("", "today", "here", "difference", "beyond the sum"), width)
    for row in found.together.to_dict("records"):
        name, runs = str(row["outcome"]), int(row["runs"])
        read = [as_read(row, key, name, runs) for key in ("today", "here")]
        table.add_row(
            _named(name), *read, *(as_contributed(row, key, name, runs) for key in ("difference", "beyond_sum"))
        )
    return table


def _moved(found: Explanation, outcomes: Sequence[str], *, full: bool, width: int) -> Any:
    from socialicence.explanation.wording import as_contributed

    table = _table("What moves it", ("", "added alone to today", "added last"), width)
    for outcome in outcomes:
        table.add_section()
        table.add_row(_named(outcome), "", "", style="bold")
        rows = found.choices(outcome)
        for row in rows if full else rows[:MOST_CHOICES]:
            ends = (as_contributed(row, end, outcome, int(row["runs"])) for end in ("alone", "last"))
            table.add_row(f"  {row['label']}", *ends)
    return table


def _named(outcome: str) -> str:
    """The outcome, with a unit that is not plain to see."""
    from socialicence.explanation.measured import measure
    from socialicence.explanation.wording import POINTS, unit_of_change

    unit = unit_of_change(outcome)
    return f"{measure(outcome).label}{f' ({unit})' if unit not in ('', POINTS, 'months') else ''}"

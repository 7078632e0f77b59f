"""`socialicence explain`: what each choice of a scenario contributes, from both ends, and the chain in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli import options
from socialicence.cli.screen import LABEL_WIDTH, console, shown
from socialicence.errors import InputError, unknown
from socialicence.words import plural

if TYPE_CHECKING:
    from socialicence.explanation import Explanation

HELP = options.paragraphs("""
Explain a scenario: what each choice contributes, and the chain in words.

Every choice in which it differs from today is added alone to today, and taken away alone from the scenario, on the
same seeds; then the chain from choices to desks, events and people, as recorded in the runs. Every figure comes with
its spread over runs; where a difference is not clear of luck, nothing is said. With n choices there are 2 n + 2
settings: [bold]--by group[/bold] takes recommendations together, and engagement.

With --out DIR: contributions.csv, mechanisms.csv, explanation.json and the figure.

Examples:

  socialicence explain public_good

  socialicence explain silos --by group --runs 20

  socialicence explain status_quo --set leadership=0.8 --set recommendation.checklists=1

  socialicence explain my_future.toml --out out/why
""")
By = Annotated[str, typer.Option(metavar="lever|group", help="Each choice by itself, or those of a kind.")]
Out = Annotated[str | None, typer.Option(metavar="DIR", help="Folder for the files; none are written if not given.")]


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scenario's name, or a .toml file.")],
    changes: options.Set = None,
    additions: options.Additions = "",
    by: By = "lever",
    citizens: options.Citizens = "2000",
    runs: options.Runs = "10",
    months: options.Months = "",
    seed: options.Seed = "1",
    workers: options.Workers = "",
    out: Out = None,
    full: Annotated[bool, typer.Option("--full", help="Show every outcome and every choice.")] = False,
    as_json: options.Json = False,
) -> None:
    """Explain a scenario."""
    if not name:
        raise InputError("NAME is empty; a scenario's name or a .toml file is needed, see `socialicence scenarios`")
    if by not in ("lever", "group"):
        raise unknown("--by", by, ("lever", "group"))
    folder = None if out is None else options.folder_of(out)
    numbers = options.sizes_of(citizens, runs, months, seed, workers)
    from socialicence.scenarios import load

    scenario = load(name).changed({} if additions else options.changes_of(changes), "--set")
    found = _explained(scenario, by, additions, options.changes_of(changes) if additions else {}, folder, numbers)
    files = [] if folder is None else written(found, folder)
    if as_json:
        options.print_json({**found.to_dict(), "files": [str(path) for path in files]})
        return

    show_explanation(found, folder, full=full)


def _explained(
    scenario: Any, by: str, additions: str, changes: dict[str, object], folder: Path | None, numbers: dict[str, Any]
) -> Explanation:
    from socialicence.cli.progress import progress, set_up
    from socialicence.explanation import explain as explained
    from socialicence.explanation import items_of
    from socialicence.results.provenance import command_line
    from socialicence.results.writing import check_output

    if not additions:
        items_of(scenario, by)  # what cannot be explained is refused before anything is compiled
    if folder is not None:
        check_output(folder)
    set_up()
    with progress("Explaining") as report:
        return explained(
            scenario, by=by, additions=additions or None, changes=changes, progress=report, command=command_line(),
            **numbers,
        )  # fmt: skip


def written(found: Explanation, folder: Path) -> list[Path]:
    """Write tables, JSON and the figure, all or none; return their paths."""
    from socialicence.cli.drawing import prepare
    from socialicence.results.writing import write_all

    prepare()
    from socialicence.figures import contributions, save_figure

    figure = contributions(found.drawn(), found.results.runs)

    def draw(path: Path) -> None:
        save_figure(figure, path)

    return write_all(folder, {**found.writers(), "contributions.svg": draw, "contributions.png": draw})


MOST_CHOICES = 5
NUMBERS_WIDTH, LONGEST_LABEL = 22, 60
"""Columns of the screen for a mean with its spread, and for the longest label."""


def show_explanation(found: Explanation, folder: Path | None, *, full: bool = False) -> None:
    """Print what changes, what moves it from both ends, and the chain."""
    screen, number = console(), plural(found.runs, "paired run")
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

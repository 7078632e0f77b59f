"""`socialicence query`: SQL over the rows of a study."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.options import Json, paragraphs
from socialicence.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

HELP = paragraphs("""
Ask a study in SQL: tables `runs` (a row for each run that ended, `status` is done or failed) and `months` (monthly
measures, where the study keeps them). Nothing can be changed and no other file read.

Examples:

  socialicence query out/newcomers "select scenario, count(*), avg(licence_affected) from runs group by scenario"

  socialicence query out/newcomers "select * from runs where status = 'done'" --csv > runs.csv

  socialicence query out/newcomers "describe select * from runs"
""")
MOST_LINES = 40


def query(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Where a study was run.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV: every row and digit.")] = False,
    as_json: Json = False,
) -> None:
    """Answer a question about a study."""
    if as_csv and as_json:
        raise InputError("--csv and --json: choose one")
    from socialicence.sweep.query import query as answer

    table = answer(Path(folder), sql)
    if as_csv:
        table.to_pandas().to_csv(sys.stdout, index=False)
    elif as_json:
        # pandas knows how to write dates, and null for what is not a number.
        sys.stdout.write(table.to_pandas().to_json(orient="records", date_format="iso", indent=2) + "\n")
    else:
        _show(table)


def _show(table: pa.Table) -> None:
    """Print the first rows with their columns aligned."""
    import pyarrow as pa
    from rich import box
    from rich.table import Table

    from socialicence.cli.screen import console

    screen = console()
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for field in table.schema:
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        shown.add_column(field.name, justify="right" if number else "left", overflow="fold")
    for row in table.slice(0, MOST_LINES).to_pylist():
        shown.add_row(*(_cell(value) for value in row.values()))
    screen.print(shown)
    if table.num_rows > MOST_LINES:
        screen.print(f"{MOST_LINES} of {table.num_rows:,} rows; --csv gives all")


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)

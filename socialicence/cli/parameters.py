"""`socialicence parameters`: every lever and parameter, with unit, range, source and evidence grade."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from socialicence.cli.options import Json, paragraphs, print_json

HELP = paragraphs("""
List every lever and parameter: default, range, unit, evidence grade, meaning.

A lever is something somebody could choose; a parameter is a belief about how the world works. Any of them can be set
with [bold]run --set name=value[/bold] or in a scenario file.

Examples:

  socialicence parameters

  socialicence parameters recommendation

  socialicence parameters --csv > parameters.csv

  socialicence parameters --assumptions

  socialicence parameters --assumptions --csv > assumptions.csv

  socialicence parameters --dead

With --assumptions only what no data settle, what most hangs on first: quality of the evidence, impact over draws of all
assumptions, and whether it can change the nearest future alone.

With --dead what does nothing: parameters whose whole range moves no outcome of a run, as far as it was tried.
""")


def parameters(
    search: Annotated[str, typer.Argument(metavar="[WORD]", help="Only those with this in name or label.")] = "",
    assumed: Annotated[bool, typer.Option("--assumptions", help="Only assumptions, by their impact.")] = False,
    dead: Annotated[bool, typer.Option("--dead", help="Only parameters that move nothing, or may not.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with every column.")] = False,
    as_json: Json = False,
) -> None:
    """List levers and parameters."""
    from socialicence.errors import InputError
    from socialicence.parameters import parameters as table

    word = search.lower()
    found = [one for one in table().values() if word in one.name.lower() or word in one.label.lower()]
    if not found:
        raise InputError(f"no lever or parameter has {search!r} in its name or label; see `socialicence parameters`")
    if dead:
        from socialicence.cli.dead_screen import print_dead

        if assumed or as_csv:
            raise InputError(
                f"--dead does not go with {'--assumptions' if assumed else '--csv'}; --json has every number"
            )
        print_dead({one.name for one in found}, as_json=as_json)
        return
    if assumed:
        from socialicence.cli.assumptions_screen import print_assumptions

        print_assumptions({one.name for one in found}, search, as_csv=as_csv, as_json=as_json)
        return
    found.sort(key=lambda one: not one.is_lever)
    rows = [{**asdict(one), "aliases": list(one.aliases)} for one in found]
    if as_json:
        print_json(rows)
    elif as_csv:
        _print_csv(rows)
    else:
        _show(found)


def _print_csv(rows: list[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "aliases": " ".join(row["aliases"])})


def _show(found: list[Any]) -> None:
    from rich.table import Table

    from socialicence.cli.screen import console

    table = Table(
        title="1 lever or parameter" if len(found) == 1 else f"{len(found)} levers and parameters", title_justify="left"
    )
    for heading in ("name", "default", "range", "unit", "grade", "in plain words"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("name", "default"))
    section = found[0].kind
    for one in found:
        if one.kind != section:
            table.add_section()
            section = one.kind
        span = f"{one.low:g} to {one.high:g}"
        table.add_row(one.name, f"{one.default:g}", span, one.unit, one.grade, one.label)
    console().print(table)

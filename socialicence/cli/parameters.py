"""`socialicence parameters`: every lever and parameter, with unit, range, source and evidence grade."""

from __future__ import annotations

import csv
import sys
from collections.abc import Collection
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli.options import Json, paragraphs, print_json
from socialicence.errors import InputError
from socialicence.words import plural

if TYPE_CHECKING:
    from socialicence.assumptions import Assumption

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
    from socialicence.cli.screen import console, new_table

    headings = ("name", "default", "range", "unit", "grade", "in plain words")
    table = new_table(plural(len(found), "lever or parameter", "levers and parameters"), headings, headings[:2])
    section = found[0].kind
    for one in found:
        if one.kind != section:
            table.add_section()
            section = one.kind
        span = f"{one.low:g} to {one.high:g}"
        table.add_row(one.name, f"{one.default:g}", span, one.unit, one.grade, one.label)
    console().print(table)


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
        _show_assumptions(found)


def _show_assumptions(found: list[Assumption]) -> None:
    from socialicence.assumptions import computed, is_current
    from socialicence.assumptions.listed import impact_told
    from socialicence.cli.screen import console, new_table

    headings = ("name", "in plain words", "range", "evidence", "impact (95 %)", "changes the nearest future of")
    table = new_table(f"{plural(len(found), 'assumption')}, what most hangs on first", headings, headings[4:5])
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

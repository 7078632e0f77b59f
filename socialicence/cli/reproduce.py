"""`socialicence reproduce`: results made again from their own file, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.options import Json, Workers, optional, paragraphs, print_json, whole
from socialicence.errors import InputError

if TYPE_CHECKING:
    from socialicence.reproduction import Number, Reproduction

HELP = paragraphs("""
Make results again from their own file, and say of every number whether it is the same.

FILE is a summary.json, a report.html, or the manifest.json of a sweep, whose runs stand beside it: of those 20 are
drawn at random and made again, or [bold]--all[/bold]. A line for each number: same, within 1e-6, or different. Exit
code 0 if none is different, 1 if one is, 2 if the file is not ours, damaged, or needs files that are missing.

Examples:

  socialicence reproduce out/compare/summary.json

  socialicence reproduce out/mine/manifest.json --sample 100

  socialicence reproduce out/compare/summary.json --brief
""")
Stages = Annotated[
    str,
    typer.Option(
        metavar="MODULE:LIST",
        help="Stages of your own, where FILE was made with some: nothing is imported because a file says so.",
        show_default=False,
    ),
]


def reproduce(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A summary.json, report.html or manifest.json.")],
    sample: Annotated[str, typer.Option(metavar="N", help="Runs of a sweep that are made again.")] = "20",
    everything: Annotated[bool, typer.Option("--all", help="Make every run of a sweep again.")] = False,
    stages: Stages = "",
    workers: Workers = "",
    brief: Annotated[bool, typer.Option("--brief", help="Show only the numbers that are not the same.")] = False,
    as_json: Json = False,
) -> None:
    """Make results again and compare every number."""
    if not file:
        raise InputError("FILE is empty; a summary.json, report.html or manifest.json is needed")
    count = None if everything else whole("--sample", sample, 1, 10_000_000)
    at_once = optional("--workers", workers, 1, 4096)
    from socialicence.cli.progress import progress, set_up
    from socialicence.reproduction import DIFFERENT
    from socialicence.reproduction import reproduce as made_again

    set_up()
    with progress("Making again") as report:
        found = made_again(file, sample=count, workers=at_once, stages=stages, progress=report)
    if as_json:
        print_json(found.to_dict())
    else:
        _show(found, brief=brief)
    if found.counts[DIFFERENT]:
        raise typer.Exit(1)


def _show(found: Reproduction, *, brief: bool) -> None:
    from socialicence.cli.screen import console, shown
    from socialicence.reproduction import SAME

    screen = console()
    screen.print(f"{shown(found.path)}: {found.headline}", style="bold", soft_wrap=True)
    for note in found.notes:
        screen.print(note, soft_wrap=True)
    for one in found.numbers:
        if not brief or one.verdict != SAME:
            screen.print(_line(one), soft_wrap=True)


def _line(one: Number) -> str:
    """What it was, and what it is now where that is not the same."""
    from socialicence.cli.screen import shown
    from socialicence.reproduction import SAME

    values = _text(one.old) if one.verdict == SAME else f"{_text(one.old)} -> {_text(one.new)}"
    return f"{one.verdict:11}  {shown(one.name)}  {shown(values)}"


def _text(value: object) -> str:
    """A value in full: what differs in the last digit has to be seen."""
    return "not known" if value is None else str(value)

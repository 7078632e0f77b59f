"""`socialicence workshop`: the file and the cards of a workshop that needs no server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.options import Json, Seed, citizens_of, folder_of, paragraphs, print_json, whole
from socialicence.errors import InputError, unknown

if TYPE_CHECKING:
    from socialicence.dashboard.packs import Pack

HELP = paragraphs("""
Make a workshop that needs no server: one page that opens by double click, and cards to print.

The page holds every setting of the five levers at three positions, the four futures and the rounds of a pack, run
beforehand; it asks for nothing from the network. What has been run is kept in --out: stop the export at any moment and
give the same command again. [bold]check[/bold] reads a pack of your own and says what is in it.

Examples:

  socialicence workshop export

  socialicence workshop export mine.toml --out out/mine --runs 30

  socialicence workshop check mine.toml
""")
ACTIONS = ("export", "check")
MOST_RUNS, MOST_CITIZENS = 100, 100_000
"""More would make a page that nobody can open, or a night of computing."""


def workshop(
    action: Annotated[str, typer.Argument(metavar="export | check", help="Write the files, or only read the pack.")],
    pack: Annotated[str, typer.Argument(metavar="[PACK]", help="A pack by name, or a .toml file.")] = "standard",
    out: Annotated[str, typer.Option(metavar="DIR", help="Folder for the files; made if it does not exist.")] = (
        "out/workshop"
    ),
    citizens: Annotated[str, typer.Option(metavar="N", help="Citizens in each run.")] = "2000",
    runs: Annotated[str, typer.Option(metavar="N", help="Runs of each set of choices.")] = "16",
    seed: Seed = "1",
    as_json: Json = False,
) -> None:
    """Write a workshop's page and cards, or check a pack."""
    if action not in ACTIONS:
        raise unknown("action", action, ACTIONS, "workshop")
    numbers = {
        "citizens": _citizens(citizens),
        "runs": whole("--runs", runs, 2, MOST_RUNS),
        "seed": whole("--seed", seed, 0, 2**62),
    }
    folder = folder_of(out)
    from socialicence.dashboard import packs

    chosen = packs.load(pack)
    if action == "check":
        _say_checked(chosen, as_json=as_json)
        return
    files = _export(chosen, folder, numbers)
    if as_json:
        print_json({"pack": chosen.name, **numbers, "files": [str(path) for path in files]})
        return
    page, cards = files
    typer.echo(f"{page}  {page.stat().st_size / 1e6:.1f} MB; open it by double click, on any machine")
    typer.echo(f"{cards}  print it; its first page says how many copies")


def _citizens(text: str) -> int:
    found = citizens_of(text)
    if found > MOST_CITIZENS:
        raise InputError(f"--citizens {text} is too many for a workshop; {MOST_CITIZENS:,} at most")
    return found


def _export(pack: Pack, folder: Path, numbers: dict[str, int]) -> list[Path]:
    from socialicence.cli.drawing import prepare
    from socialicence.cli.progress import progress, set_up
    from socialicence.dashboard.workshop import export

    prepare()
    set_up()
    with progress("Running every set of choices") as report:
        return export(pack, folder, report=report, **numbers)


def _say_checked(pack: Pack, *, as_json: bool) -> None:
    found = {
        "pack": pack.name,
        "title": pack.title,
        "rounds": [one.title for one in pack.rounds],
        "questions": [one.text for one in pack.questions],
        "presets": [one.title for one in pack.presets],
    }
    if as_json:
        print_json(found)
        return
    typer.echo(f"{pack.title}: nothing is wrong with this pack")
    for kind in ("rounds", "questions", "presets"):
        typer.echo(f"{kind}: {'; '.join(found[kind]) or 'none'}")

"""`socialicence analyse`: what a study says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli.options import Json, Seed, paragraphs, print_json

if TYPE_CHECKING:
    from socialicence.analysis import Analysis

HELP = paragraphs("""
Say what a study shows: indices with intervals, how far they have settled, a figure, and a paragraph in words.

Methods: [bold]morris[/bold], which factors matter at all; [bold]sobol[/bold], what share of the variance each has;
[bold]prim[/bold], under which conditions it comes out so; [bold]features[/bold], which factors foretell it;
[bold]regression[/bold], how far each moves it in a straight line; [bold]subsets[/bold], which options are best, and
whether they can be ranked; [bold]contrasts[/bold], what each level changes on the same seeds.

Examples:

  socialicence analyse out/assumptions --method morris

  socialicence analyse out/openness --method prim --where "nearest = government"

  socialicence analyse out/newcomers --method contrasts --outcome cross_department
""")


def analyse(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder that `socialicence sweep` wrote.")],
    method: Annotated[str, typer.Option("--method", metavar="NAME", help="Method; see above.")],
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="NAME", help="Outcome; may be given again; the study's own if not given."),
    ] = None,
    where: Annotated[
        str, typer.Option(metavar="TEXT", help="For prim: what is looked for; the best quarter of runs if not given.")
    ] = "",
    seed: Seed = "1",
    fresh: Annotated[
        bool, typer.Option("--fresh/--no-fresh", help="For subsets: run the best 20 again on fresh seeds.")
    ] = True,
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Folder for the files; DIR/analysis if not given.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Analyse a study and write the files."""
    from socialicence.analysis.methods import METHODS
    from socialicence.errors import unknown

    if method not in METHODS:
        raise unknown("method", method, METHODS, "--method")
    from socialicence.cli.options import whole

    number = whole("--seed", seed, 0, 2**32 - 1)
    place = Path(out) if out.strip() else Path(folder) / "analysis"
    found = _analysed(Path(folder), place, method, outcomes, where, number, fresh)
    from socialicence.cli.drawing import prepare

    prepare()
    files = found.write(place)
    if as_json:
        print_json(_as_json(found, files))
        return
    _show(found, files)


def _analysed(
    folder: Path, place: Path, method: str, outcomes: list[str] | None, where: str, seed: int, fresh: bool
) -> Analysis:
    """The analysis, with progress for who watches."""
    from socialicence.cli.progress import progress
    from socialicence.results.writing import check_output
    from socialicence.sweep import Study

    results = Study.open(folder)
    check_output(place)
    from socialicence.analysis import analyse as run

    with progress("Analysing") as report:
        found = run(results, method, outcomes=outcomes, where=where, seed=seed, progress=report)
    if method != "subsets" or not fresh:
        return found
    from socialicence.analysis.fresh import with_finalists

    with progress("Running the best again on fresh seeds") as report:
        return with_finalists(found, results, folder / "finalists", report)


def _as_json(found: Analysis, files: list[Path]) -> dict[str, Any]:
    rows = found.table.astype(object).where(found.table.notna(), None)
    return {
        "method": found.method.name,
        "headline": found.headline,
        "paragraphs": found.paragraphs,
        "notes": found.notes,
        "indices": rows.to_dict("records"),
        "files": [str(path) for path in files],
    }


def _show(found: Analysis, files: list[Path]) -> None:
    from rich.markdown import Markdown

    from socialicence.cli.screen import console

    screen = console()
    screen.print(Markdown(found.words))
    screen.print(f"Files in {files[0].parent}: {', '.join(path.name for path in files)}", soft_wrap=True)

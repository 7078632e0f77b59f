"""`socialicence calibrate`: fit the model to what was published, and say how well it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli.options import Json, folder_of, paragraphs, print_json, whole
from socialicence.errors import InputError, unknown

if TYPE_CHECKING:
    from socialicence.calibration.posterior import Posterior
    from socialicence.calibration.predictions import Predicted
    from socialicence.calibration.smc import Settings

FITS = ("gpdpr", "public")
HELP = paragraphs("""
Fit the model to published figures, and say how well it fits.

[bold]gpdpr[/bold]: how readily people object, to England's opt-outs from 1 May to 1 July 2021, by approximate Bayesian
computation (pyABC). Stop it at any moment and give the same command again: it goes on from the last generation that was
done, and comes to the same end. [bold]public[/bold]: trust at the start, with a threshold for each survey measure, and
the cut-offs of willingness; what each survey leaves unexplained is shown.

Nothing in the model is changed by it: what it finds is written to --out.

Examples:

  socialicence calibrate gpdpr

  socialicence calibrate gpdpr --particles 100 --generations 6 --out out/quick_fit

  socialicence calibrate public --json
""")
_ONLY_GPDPR = {"citizens": "5000", "particles": "200", "generations": "10", "draws": "200", "seed": "1"}

_ENDS = {"citizens": (1000, 1_000_000), "particles": (20, 10_000), "generations": (2, 100), "seed": (0, 2**31)}


def calibrate(
    what: Annotated[str, typer.Argument(metavar="gpdpr | public", help="Which fit.")],
    citizens: Annotated[
        str, typer.Option(metavar="N", help="gpdpr: citizens in each simulation.")
    ] = _ONLY_GPDPR["citizens"],
    particles: Annotated[
        str, typer.Option(metavar="N", help="gpdpr: simulations accepted in each generation; twice that in the last.")
    ] = _ONLY_GPDPR["particles"],
    generations: Annotated[
        str, typer.Option(metavar="N", help="gpdpr: generations, from hot to cold.")
    ] = _ONLY_GPDPR["generations"],
    draws: Annotated[
        str, typer.Option(metavar="N", help="gpdpr: draws from the posterior that predictions are made of.")
    ] = _ONLY_GPDPR["draws"],
    seed: Annotated[str, typer.Option(metavar="N", help="gpdpr: of all draws.")] = _ONLY_GPDPR["seed"],
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Folder for the files; out/calibrate_WHAT if not given.",
                                 show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Fit, write the files and show what came out."""
    if what not in FITS:
        raise unknown("fit", what, FITS)
    folder = folder_of(out if out is not None else f"out/calibrate_{what}")
    given = {"citizens": citizens, "particles": particles, "generations": generations, "draws": draws, "seed": seed}
    if what == "public":
        for name, text in given.items():
            if text != _ONLY_GPDPR[name]:
                raise InputError(f"--{name} belongs to calibrate gpdpr; calibrate public takes --out and --json")
        _public(folder, as_json=as_json)
        return
    numbers = {name: whole(f"--{name}", given[name], *ends) for name, ends in _ENDS.items()}
    _gpdpr(folder, numbers, whole("--draws", draws, 2, 10_000), as_json=as_json)


def _gpdpr(folder: Path, numbers: dict[str, int], draws: int, *, as_json: bool) -> None:
    from socialicence.cli.progress import progress, set_up
    from socialicence.results.writing import check_output

    check_output(folder)
    from socialicence.calibration.predictions import predictions
    from socialicence.calibration.smc import Settings, fit

    set_up()
    settings = Settings(**numbers)
    with progress("Fitting") as report:
        posterior = fit(settings, folder, report)
    with progress("Predicting") as report:
        predicted = predictions(posterior, draws=draws, seed=settings.seed, progress=report)
    files = _write(folder, posterior, predicted, settings)
    _show(folder, files, posterior, predicted, settings, as_json=as_json)


def _write(folder: Path, posterior: Posterior, predicted: Sequence[Predicted], settings: Settings) -> list[Path]:
    from socialicence.calibration.frames import months_frame, weeks_frame
    from socialicence.calibration.report import finding, source, written_files
    from socialicence.cli.drawing import prepare
    from socialicence.results.writing import write_all

    files = write_all(folder, written_files(posterior, predicted, settings))
    prepare()
    from socialicence.figures import save_figure
    from socialicence.figures.objections import fit_to_2021

    figure = fit_to_2021(
        weeks_frame(posterior), months_frame(predicted), finding=finding(posterior), source=source(posterior, settings)
    )
    return [*files, *(save_figure(figure, folder / f"fit.{kind}") for kind in ("svg", "png"))]


def _show(
    folder: Path, files: Iterable[Path], posterior: Posterior, predicted: Sequence[Predicted], settings: Settings,
    *, as_json: bool,
) -> None:  # fmt: skip
    from socialicence.calibration.report import (
        PARAMETERS_HEAD,
        TARGETS_HEAD,
        diagnostics,
        paragraph,
        parameter_rows,
        target_rows,
    )

    text = paragraph(posterior, predicted, settings)
    if as_json:
        content: dict[str, Any] = {
            "report": text,
            "parameters": [dict(zip(PARAMETERS_HEAD, row, strict=True)) for row in parameter_rows(posterior)],
            "targets": [dict(zip(TARGETS_HEAD, row, strict=True)) for row in target_rows(posterior)],
            "diagnostics": diagnostics(posterior, settings),
            "files": [str(path) for path in files],
        }
        print_json(content)
        return
    _table("What was fitted to", TARGETS_HEAD, target_rows(posterior))
    shown = [PARAMETERS_HEAD.index(name) for name in ("parameter", "low", "median", "high", "verdict")]
    _table(
        "What the data say of each parameter (90 % intervals)",
        [PARAMETERS_HEAD[place] for place in shown],
        [[row[place] for place in shown] for row in parameter_rows(posterior)],
    )
    typer.echo(f"{text}\n\nFiles: {folder}")


def _public(folder: Path, *, as_json: bool) -> None:
    from socialicence.results.writing import check_output, rows_writer, write_all

    check_output(folder)
    from socialicence.calibration.public import as_json as plain
    from socialicence.calibration.public import fit_public, survey_misses, tables
    from socialicence.parameters import defaults

    fit = fit_public(defaults())
    files = write_all(folder, {name: rows_writer(*table) for name, table in tables(fit).items()})
    if as_json:
        print_json({**plain(fit), "files": [str(path) for path in files]})
        return
    head = ("survey", "items", "fitted to", "miss", "if all alike", "worst")
    _table(
        "Trust at the start: what each survey leaves unexplained (root mean square, points)", head,
        [(one.survey.replace("_", " "), str(one.items), str(one.used), f"{one.root_mean_square:.1f}",
          f"{one.no_difference:.1f}", f"{one.worst:+.1f}") for one in survey_misses(fit)],
    )  # fmt: skip
    own = tables(fit)
    _table("Cut-offs of willingness, fitted and in force", *own["cutoffs.csv"])
    _table("What they leave unexplained", *own["cutoff_residuals.csv"])
    typer.echo(
        'A threshold with a single item is met by construction: such a survey tests nothing. "If all alike" puts '
        f"every organisation at the mean of its survey.\n\nFiles: {folder}"
    )


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for place, name in enumerate(head):
        table.add_column(name.replace("_", " "), justify="left" if place == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)

"""`socialicence compare`: scenarios side by side on the same seeds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli import options
from socialicence.errors import InputError, Stopped

if TYPE_CHECKING:
    from socialicence.results import Results
    from socialicence.scenarios import Scenario

HELP = options.paragraphs("""
Compare scenarios over five years: today and the four futures, or those you name.

Every scenario runs on the same seeds, so that runs differ only where choices do. Eight rows come on screen as
mean (p10-p90) over runs; tidy files and report.html, a page to read and to hand on, go to --out.

Examples:

  socialicence compare

  socialicence compare status_quo silos --runs 10 --citizens 2000

  socialicence compare my_future.toml status_quo --full

  socialicence compare --set negativity_weight=1 --out out/no_negativity
""")


def compare(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAMES]...", help="Scenarios by name, or .toml files.")
    ] = None,
    citizens: options.Citizens = "10000",
    runs: options.Runs = "30",
    months: options.Months = "",
    seed: options.Seed = "1",
    workers: options.Workers = "",
    changes: options.Set = None,
    additions: options.Additions = "",
    stages: options.Stages = "",
    survey: options.SurveyFile = "",
    out: options.Out = "out/compare",
    full: Annotated[bool, typer.Option("--full", help="Show every outcome.")] = False,
    no_report: options.NoReport = False,
    as_json: options.Json = False,
) -> None:
    """Compare scenarios and write the files."""
    perform(
        names or None, options.sizes_of(citizens, runs, months, seed, workers), changes, out,
        additions=additions, stages=stages, survey=survey, full=full, as_json=as_json,
        report=not no_report,
    )  # fmt: skip


def perform(
    names: list[str] | None,
    sizes: Mapping[str, Any],
    changes: list[str] | None,
    out: str,
    *,
    additions: str,
    stages: str,
    survey: str,
    full: bool,
    as_json: bool,
    report: bool,
    checkpoint: str = "",
    every: str = "",
) -> None:
    """Run scenarios as asked for on the command line, write the files and show what came out."""
    folder = options.folder_of(out)
    months_between = options.optional("--every", every, 1, 600)
    if months_between and not checkpoint:
        raise InputError("--every is for checkpoints; give --checkpoint FILE too")
    chosen = _chosen(names, changes, additions, survey)
    # Modules that need numpy and more come only after what can be refused at once.
    from socialicence.cli.progress import progress, set_up
    from socialicence.results.writing import check_output

    check_output(folder)
    from socialicence import ensemble
    from socialicence.results.provenance import command_line
    from socialicence.state.checkpoints import EVERY, Checkpoint

    set_up()
    kept = Checkpoint(Path(checkpoint), months_between or EVERY) if checkpoint else None
    with progress("Simulating") as shown:
        results = ensemble.compare(
            chosen,
            progress=shown,
            command=command_line(),
            stages=stages or None,
            checkpoint=kept,
            **sizes,
        )
    files = [*results.write(folder), *_picture(results, folder)]
    if kept is not None and not results.failed:
        kept.remove()
    files += _report(results, folder, sizes["workers"], report)
    if as_json:
        options.print_json({**results.summary, "files": [str(path) for path in files]})
        return
    from socialicence.cli.screen import show_comparison

    show_comparison(results, folder, full=full, report=report)


def _picture(results: Results, folder: Path) -> list[Path]:
    """Draw the crossroads beside the tables, if there is a run to draw."""
    runs = results.runs[results.runs["status"] == "done"]
    if runs.empty:
        return []
    from socialicence.cli.drawing import prepare

    prepare()
    from socialicence.figures import crossroads, save_figure
    from socialicence.results.finding import is_as_today

    titles = {name: scenario.label for name, scenario in results.scenarios.items()}
    changed = not is_as_today(results)
    course = {"months": results.months_of("joined_up"), "projects": results.projects}
    figure = crossroads(runs, titles=titles, changed=changed, **course)
    return [save_figure(figure, folder / f"crossroads.{kind}") for kind in ("svg", "png")]


def _report(results: Results, folder: Path, workers: int | None, wanted: bool) -> list[Path]:
    """Write the report beside the tables, which stay if it is stopped; or leave none of other runs there."""
    from socialicence.cli.drawing import prepare
    from socialicence.cli.progress import progress

    prepare()
    from socialicence.report import remove_report, write_report

    if not wanted:
        remove_report(folder)
        return []
    try:
        with progress("Writing the report") as shown:
            return [write_report(results, folder, workers=workers, progress=shown)]
    except KeyboardInterrupt:
        raise Stopped(f"stopped; the tables are in {folder}, the report was not written") from None


def _chosen(names: list[str] | None, changes: list[str] | None, additions: str, survey: str) -> list[Scenario]:
    """The scenarios asked for, with what `--additions` adds and `--set` sets, on the public of `--survey`."""
    from socialicence.scenarios import STANDARD, load, with_additions, with_survey
    from socialicence.scenarios import names as known

    settings = options.changes_of(changes)
    given = names if names is not None else [name for name in STANDARD if name in known()]
    loaded = [load(name) for name in given]
    if additions:
        loaded = with_additions(loaded, additions)
    if survey:
        loaded = with_survey(loaded, survey)
    return [scenario.changed(settings, "--set") for scenario in loaded]

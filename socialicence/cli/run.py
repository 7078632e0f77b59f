"""`socialicence run`: one scenario, with choices of your own."""

from __future__ import annotations

from typing import Annotated

import typer

from socialicence.cli import options
from socialicence.cli.compare import perform
from socialicence.errors import InputError

HELP = options.paragraphs("""
Run one scenario, with any lever or parameter set otherwise.

The files are those of [bold]compare[/bold].

Examples:

  socialicence run status_quo

  socialicence run status_quo --set recommendation.arbitration=1 --set leadership=0.6 --runs 10

  socialicence run status_quo --set engagement.strategy=targeted --out out/targeted

  socialicence run public_good --citizens uk --checkpoint out/uk.checkpoint --every 12
""")


def run(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scenario's name, or a .toml file.")],
    changes: options.Set = None,
    additions: options.Additions = "",
    stages: options.Stages = "",
    survey: options.SurveyFile = "",
    citizens: options.Citizens = "10000",
    runs: options.Runs = "1",
    months: options.Months = "",
    seed: options.Seed = "1",
    workers: options.Workers = "",
    checkpoint: options.CheckpointFile = "",
    every: options.Every = "",
    out: options.OwnOut = None,
    full: Annotated[bool, typer.Option("--full", help="Show every outcome.")] = False,
    no_report: options.NoReport = False,
    as_json: options.Json = False,
) -> None:
    """Run one scenario and write the files."""
    if not name:
        raise InputError("NAME is empty; a scenario's name or a .toml file is needed, see `socialicence scenarios`")
    folder = out if out is not None else f"out/{name.replace('/', '_').removesuffix('.toml').strip('._') or 'run'}"
    perform(
        [name], options.sizes_of(citizens, runs, months, seed, workers), changes, folder,
        additions=additions, stages=stages, survey=survey, full=full, as_json=as_json,
        report=not no_report, checkpoint=checkpoint, every=every,
    )  # fmt: skip

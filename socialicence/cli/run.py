"""`socialicence run`: one scenario, with choices of your own."""

from __future__ import annotations

from typing import Annotated

import typer

from socialicence.cli.compare import perform
from socialicence.cli.options import (
    Additions,
    CheckpointFile,
    Citizens,
    Every,
    Json,
    Months,
    NoReport,
    OwnOut,
    Runs,
    Seed,
    Set,
    Stages,
    SurveyFile,
    Workers,
    paragraphs,
)
from socialicence.errors import InputError

HELP = paragraphs("""
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
    changes: Set = None,
    additions: Additions = "",
    stages: Stages = "",
    survey: SurveyFile = "",
    citizens: Citizens = "10000",
    runs: Runs = "1",
    months: Months = "",
    seed: Seed = "1",
    workers: Workers = "",
    checkpoint: CheckpointFile = "",
    every: Every = "",
    out: OwnOut = None,
    full: Annotated[bool, typer.Option("--full", help="Show every outcome.")] = False,
    no_report: NoReport = False,
    as_json: Json = False,
) -> None:
    """Run one scenario and write the files."""
    if not name:
        raise InputError("NAME is empty; a scenario's name or a .toml file is needed, see `socialicence scenarios`")
    folder = out if out is not None else f"out/{name.replace('/', '_').removesuffix('.toml').strip('._') or 'run'}"
    perform(
        [name], citizens, runs, months, seed, workers, changes, folder,
        additions=additions, stages=stages, survey=survey, full=full, as_json=as_json,
        report=not no_report, checkpoint=checkpoint, every=every,
    )  # fmt: skip

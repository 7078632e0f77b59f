"""The command line: one module a command; nothing heavy is imported before a command needs it."""

from __future__ import annotations

from typing import Annotated

import typer

import socialicence
from socialicence.cli import (
    analyse,
    calibrate,
    check,
    compare,
    dashboard,
    doctor,
    explain,
    inspect,
    parameters,
    population,
    query,
    reproduce,
    run,
    scenarios,
    sweep,
    workshop,
)
from socialicence.cli.options import paragraphs

HELP = paragraphs("""
How public trust, and the way departments engage, shape which government data get shared, for whom and how fast.

Five simulated years of a public that looks like the UK's, of departments and of the people in them, compared with
four futures: Public Good, Silos, Government, Deprioritised. A tool to think with, not a forecast.

Start with [bold]socialicence compare[/bold]; see what a future chooses with
[bold]socialicence scenarios silos[/bold]; try one choice with
[bold]socialicence run status_quo --set recommendation.arbitration=1[/bold].
""")

app = typer.Typer(
    name="socialicence",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"socialicence {socialicence.__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault happened.")] = False,
) -> None:
    """Take the options that stand before a command; `--debug` is read where faults are caught."""


app.command("compare", help=compare.HELP)(compare.compare)
app.command("run", help=run.HELP)(run.run)
app.command("explain", help=explain.HELP)(explain.explain)
app.command("scenarios", help=scenarios.HELP)(scenarios.scenarios)
app.command("parameters", help=parameters.HELP)(parameters.parameters)
app.command("population", help=population.HELP)(population.population)
app.command("check", help=check.HELP)(check.check)
app.command("reproduce", help=reproduce.HELP)(reproduce.reproduce)
app.command("calibrate", help=calibrate.HELP)(calibrate.calibrate)
app.command("sweep", help=sweep.HELP)(sweep.sweep)
app.command("query", help=query.HELP)(query.query)
app.command("analyse", help=analyse.HELP)(analyse.analyse)
app.command("dashboard", help=dashboard.HELP)(dashboard.dashboard)
app.command("doctor", help=doctor.HELP)(doctor.doctor)
app.command("inspect", help=inspect.HELP)(inspect.inspect)
app.command("workshop", help=workshop.HELP)(workshop.workshop)

"""The command line: one module a command; nothing heavy is imported before a command needs it."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

import socialicence
from socialicence.cli.options import paragraphs

HELP = paragraphs("""
How public trust, and the way departments engage, shape which government data get shared, for whom and how fast.

Five simulated years of a public that looks like the UK's, of departments and of the people in them, compared with
four futures: Public Good, Silos, Government, Deprioritised. A tool to think with, not a forecast.

Start with [bold]socialicence compare[/bold]; see what a future chooses with
[bold]socialicence scenarios silos[/bold]; try one choice with
[bold]socialicence run status_quo --set recommendation.arbitration=1[/bold].
""")
COMMANDS = (
    "compare", "run", "story", "explain", "scenarios", "parameters", "population", "check", "reproduce", "calibrate",
    "sweep", "query", "analyse", "dashboard", "doctor", "inspect", "workshop",
)  # fmt: skip
"""In the order of the help; each has a module with a function of its name."""

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


for _name in COMMANDS:
    _module = import_module(f"socialicence.cli.{_name}")
    app.command(_name, help=_module.HELP)(getattr(_module, _name))

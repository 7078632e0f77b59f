"""`socialicence scenarios`: what there is, and what each chooses."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import typer

from socialicence.cli.options import Json, paragraphs, print_json

HELP = paragraphs("""
List the scenarios, or show what one chooses: every difference from status quo, in plain words.

Examples:

  socialicence scenarios

  socialicence scenarios silos

  socialicence scenarios my_future.toml --json
""")


def scenarios(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A scenario's name, or a .toml file.")] = None,
    as_json: Json = False,
) -> None:
    """List scenarios or show one."""
    from socialicence.scenarios import differences, load, names

    if name is None:
        listed = [load(known) for known in names()]
        if as_json:
            print_json([_described(scenario, differences(scenario)) for scenario in listed])
        else:
            _list(listed)
        return
    scenario = load(name)
    if as_json:
        print_json(_described(scenario, differences(scenario)))
    else:
        _show(scenario, differences(scenario), name)


def _described(scenario: Any, found: list[Any]) -> dict[str, Any]:
    return {**scenario.to_dict(), "differences": [difference.to_dict() for difference in found]}


def _list(listed: list[Any]) -> None:
    from rich.table import Table

    from socialicence.cli.screen import console
    from socialicence.scenarios import differences

    table = Table(title="Scenarios: files of choices, no outcome is written in", title_justify="left")
    for heading in ("name", "what it is", "choices"):
        table.add_column(heading, overflow="fold")
    for scenario in listed:
        table.add_row(scenario.name, scenario.description or scenario.label, str(len(differences(scenario))))
    screen = console()
    screen.print(table)
    screen.print("See one with: socialicence scenarios NAME")


def _show(scenario: Any, found: list[Any], name: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from socialicence.cli.screen import console, shown

    screen = console()
    screen.print(Text.assemble((scenario.label, "bold"), f"  {scenario.description}"))
    for theme, sentence in scenario.meaning.items():
        screen.print(f"  {theme.replace('_', ' ')}: {sentence}")
    if not found and scenario.shocks:
        number = f"{len(scenario.shocks)} event{'' if len(scenario.shocks) == 1 else 's'}"
        screen.print(f"Every lever stands as in status quo; {number} will happen:")
    elif not found:
        screen.print("It changes nothing: this is status quo.")
    else:
        number = f"{len(found)} difference{'' if len(found) == 1 else 's'}"
        table = Table(title=f"{number} from status quo", title_justify="left")
        for heading in ("lever", "in plain words", "today", "here", "towards"):
            table.add_column(heading, overflow="fold", no_wrap=heading in ("lever", "today", "here"))
        for one in found:
            table.add_row(one.name, one.label, f"{one.before:g}", f"{one.after:g}", one.meaning)
        screen.print(table)
    for shock in scenario.shocks:
        where = shock.department or (shock.organisation.label if shock.organisation is not None else "everywhere")
        text = shock.label or f"{shock.shock.label} at {where}"
        screen.print(f"Month {shock.month:g}: {text} (size {shock.size:g})")
    screen.print(f"Try it with: socialicence run {shlex.quote(shown(name))}", soft_wrap=True)

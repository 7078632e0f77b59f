"""`socialicence scenarios`: what there is, and what each chooses."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import typer

from socialicence.cli.options import Json, paragraphs, print_json
from socialicence.words import plural

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
    from socialicence.cli.screen import console, new_table
    from socialicence.scenarios import differences

    title = "Scenarios: files of choices, no outcome is written in"
    table = new_table(title, ("name", "what it is", "choices"))
    for scenario in listed:
        table.add_row(scenario.name, scenario.description or scenario.label, str(len(differences(scenario))))
    screen = console()
    screen.print(table)
    screen.print("See one with: socialicence scenarios NAME")


def _show(scenario: Any, found: list[Any], name: str) -> None:
    from rich.text import Text

    from socialicence.cli.screen import console, new_table, shown

    screen = console()
    screen.print(Text.assemble((scenario.label, "bold"), f"  {scenario.description}"))
    for theme, sentence in scenario.meaning.items():
        screen.print(f"  {theme.replace('_', ' ')}: {sentence}")
    if not found and scenario.shocks:
        screen.print(f"Every lever stands as in status quo; {plural(len(scenario.shocks), 'event')} will happen:")
    elif not found and not scenario.additions.to_dict() and not scenario.without_stages:
        screen.print("It changes nothing: this is status quo.")
    elif not found:
        screen.print("Every lever stands as in status quo.")
    else:
        headings = ("lever", "in plain words", "today", "here", "towards")
        title = f"{plural(len(found), 'difference')} from status quo"
        table = new_table(title, headings, ("lever", "today", "here"))
        for one in found:
            table.add_row(one.name, one.label, f"{one.before:g}", f"{one.after:g}", one.meaning)
        screen.print(table)
    _show_additions(scenario, screen)
    for shock in scenario.shocks:
        where = shock.department or (shock.organisation.label if shock.organisation is not None else "everywhere")
        text = shock.label or f"{shock.what} at {where}"
        screen.print(f"Month {shock.month:g}: {text} (size {shock.size:g})")
    screen.print(f"Try it with: socialicence run {shlex.quote(shown(name))}", soft_wrap=True)


def _show_additions(scenario: Any, screen: Any) -> None:
    """Say what the scenario adds to the model and leaves out of it."""
    own = scenario.additions
    for one in own.recommendations:
        effects = ", ".join(f"{name} {amount:+g}" for name, amount in one.effects)
        source = f"; {one.source}" if one.source else ""
        screen.print(f"Recommendation of its own: {one.label}. At full adoption: {effects} ({one.grade}{source})")
    for kind in own.shock_kinds:
        numbers = ", ".join(f"{name} {value:g}" for name, value in kind.numbers) or "nothing else"
        screen.print(f"Kind of shock of its own: {kind.label}, like a {kind.like.label} but for {numbers}")
    for context in own.contexts:
        screen.print(f"Reference context of its own: {context.title} ({context.name})")
    for department in own.departments:
        screen.print(f"Department of its own: {department.name} ({department.kind.label})")
    for what in ("contexts", "departments"):
        if names := getattr(own, f"without_{what}"):
            screen.print(f"Without the {what}: {', '.join(names)}")
    if scenario.without_stages:
        screen.print(f"An ablation, without the stages: {', '.join(scenario.without_stages)}")

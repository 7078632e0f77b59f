"""`socialicence story`: one run told in dated sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli import options
from socialicence.errors import InputError, unknown

if TYPE_CHECKING:
    from socialicence.explanation.story import Story

HELP = options.paragraphs("""
Tell one run in dated sentences, to be read aloud.

What happened to national programmes and why, what went wrong, and what it came to. Another seed is another luck.

Examples:

  socialicence story government --seed 3

  socialicence story status_quo --set engagement.strategy=targeted --out story.html
""")
ENDINGS = (".html", ".json", ".txt")


def story(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scenario's name, or a .toml file.")],
    changes: options.Set = None,
    citizens: options.Citizens = "2000",
    months: options.Months = "",
    seed: options.Seed = "1",
    out: Annotated[
        str, typer.Option(metavar="FILE", help="Write it to a .html, .json or .txt file.", show_default=False)
    ] = "",
    as_json: options.Json = False,
) -> None:
    """Run once and tell what happened."""
    if not name:
        raise InputError("NAME is empty; a scenario's name or a .toml file is needed, see `socialicence scenarios`")
    place = Path(out) if out else None
    if place is not None and place.suffix.lower() not in ENDINGS:
        raise unknown("ending", place.suffix, ENDINGS, f"--out {out}")
    sizes = options.sizes_of(citizens, "1", months, seed, "")
    told = _told(name, options.changes_of(changes), place, sizes)
    if place is not None:
        _write(told, place)
    if as_json:
        options.print_json({**told.to_dict(), "files": [str(place)] if place else []})
    elif place is None:
        typer.echo(told.text(), nl=False)
    else:
        typer.echo(f"{told.title}: {place}")


def _told(name: str, changes: dict[str, object], place: Path | None, sizes: dict[str, Any]) -> Story:
    from socialicence.cli.progress import set_up
    from socialicence.results.writing import check_output
    from socialicence.scenarios import load

    scenario = load(name).changed(changes, "--set")
    if place is not None:
        check_output(place.parent)
    set_up()
    from socialicence.ensemble import compare
    from socialicence.explanation.story import story_of

    (record,) = compare([scenario], **sizes).records
    if record.error is not None:
        raise RuntimeError(record.error)
    return story_of(record, scenario)


def _write(told: Story, place: Path) -> None:
    """Write the story as the ending of the file says, all of it or nothing."""
    from socialicence.results.writing import as_json, write_all

    kind = place.suffix.lower()
    text = told.html() if kind == ".html" else told.text() if kind == ".txt" else as_json(told.to_dict())
    write_all(place.parent, {place.name: lambda path: path.write_text(text, encoding="utf-8")})

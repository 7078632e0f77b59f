"""Options that several commands share, and reading what was typed for them."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from socialicence.errors import InputError

# Numbers are taken as text so that one line can say what was given and what is allowed.
Citizens = Annotated[
    str, typer.Option(metavar="N", help="Citizens in each run; `uk` for one to each UK adult.", show_default=True)
]
Runs = Annotated[str, typer.Option(metavar="N", help="Runs of each scenario, each with a seed of its own.")]
Months = Annotated[str, typer.Option(metavar="N", help="Months to simulate; each scenario's own (60) if not given.")]
Seed = Annotated[str, typer.Option(metavar="N", help="Run r uses seed + r, the same in every scenario.")]
Workers = Annotated[
    str,
    typer.Option(metavar="N", help="Runs side by side; what this machine allows if not given. Results are the same."),
]
Out = Annotated[str, typer.Option(metavar="DIR", help="Folder for the files; made if it does not exist.")]
OwnOut = Annotated[
    str | None, typer.Option(metavar="DIR", help="Folder for the files; out/NAME if not given.", show_default=False)
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set a lever or parameter; may be given again and again."),
]
Additions = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="TOML file of your own recommendations, kinds of shock, contexts and departments, for every scenario.",
        show_default=False,
    ),
]
SurveyFile = Annotated[
    str,
    typer.Option(
        "--survey",
        metavar="FILE",
        help="CSV file of somebody else's respondents, to draw the public from; see `population --from`.",
        show_default=False,
    ),
]
Stages = Annotated[
    str,
    typer.Option(
        metavar="MODULE:LIST",
        help="Stages of a month in place of the model's: a list in a Python module of yours.",
        show_default=False,
    ),
]
NoReport = Annotated[bool, typer.Option("--no-report", help="Leave out report.html.")]
CheckpointFile = Annotated[
    str,
    typer.Option(
        "--checkpoint",
        metavar="FILE",
        help="Keep the state of the run in FILE now and then; the same command goes on from it. Removed at the end.",
        show_default=False,
    ),
]
Every = Annotated[
    str, typer.Option(metavar="N", help="Months between checkpoints; 12 if not given.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def paragraphs(text: str) -> str:
    """Return help text with each paragraph on one line: the screen breaks it where it has to."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def whole(option: str, text: str, low: int, high: int) -> int:
    """Return the whole number that was typed; `10,000` and `10_000` are understood.

    Raises
    ------
    InputError
        Naming the option, what was given and what is allowed.
    """
    allowed = f"a whole number from {low:,} to {high:,} is needed"
    try:
        if not text.isascii():
            raise ValueError
        number = int(text.replace(",", ""))
    except ValueError:
        try:
            exact = float(text) if text.isascii() else math.nan
        except ValueError:
            exact = math.nan
        if not math.isfinite(exact) or exact != int(exact):
            raise InputError(f"{option} {text!r} is not a whole number; {allowed}") from None
        number = int(exact)
    if not low <= number <= high:
        raise InputError(f"{option} {text} is out of range; {allowed}")
    return number


def citizens_of(text: str) -> int:
    """Return how many citizens were asked for."""
    from socialicence.parameters import uk_adults
    from socialicence.population import SMALLEST

    return uk_adults() if text.lower() == "uk" else whole("--citizens", text, SMALLEST, uk_adults())


def optional(option: str, text: str, low: int, high: int) -> int | None:
    """Return the whole number that was typed, or None if nothing was."""
    return whole(option, text, low, high) if text else None


def folder_of(text: str) -> Path:
    """Return the folder that was typed for `--out`.

    Raises
    ------
    InputError
        If nothing was.
    """
    if not text.strip():
        raise InputError("--out is empty; the name of a folder is needed")
    return Path(text)


def sizes_of(citizens: str, runs: str, months: str, seed: str, workers: str) -> dict[str, Any]:
    """Return how much was asked to be run, as `ensemble.compare` takes it."""
    return {
        "citizens": citizens_of(citizens),
        "runs": whole("--runs", runs, 1, 100_000),
        "months": optional("--months", months, 1, 600),
        "seed": whole("--seed", seed, 0, 2**62),
        "workers": optional("--workers", workers, 1, 4096),
    }


def changes_of(given: Sequence[str] | None) -> dict[str, object]:
    """Return what `--set NAME=VALUE` sets, unchecked.

    Raises
    ------
    InputError
        If one has no `=`, or a name is set twice.
    """
    changes: dict[str, object] = {}
    for text in given or ():
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise InputError(f"--set {text!r}: NAME=VALUE is needed, such as recommendation.arbitration=1")
        if changes.get(name, value) != value:
            raise InputError(f"--set {name} is given twice: {changes[name]} and {value}")
        changes[name] = value
    return changes


def print_json(content: Any) -> None:
    """Print JSON on stdout: ASCII, no NaN, so that any reader takes it."""
    import json

    json.dump(content, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")

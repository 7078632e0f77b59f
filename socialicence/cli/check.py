"""`socialicence check`: does the model behave as expected of it? Patterns by name, and checks of your own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli.options import Json, Out, Seed, folder_of, paragraphs, print_json, whole
from socialicence.cli.screen import console, shown
from socialicence.errors import InputError

if TYPE_CHECKING:
    from socialicence.checks.finding import Finding
    from socialicence.checks.moved import Move
    from socialicence.checks.patterns import Pattern

HELP = paragraphs("""
Check that the model shows the patterns it must show, P1 to P23: one row each, with what was expected, what was found
and how far runs differ.

Runs are paired by seed. A verdict is pass, fail, or not judged: the runs are too few to tell. Exit code 0 if no check
fails, 1 if one does, 2 for bad input. checks.html and checks.json go to --out.

A file of your own says what to run (scenario, changes, against), what to look at (outcome, statistic) and where it must
be (at_least, at_most, between): see docs/validation.md.

Examples:

  socialicence check

  socialicence check P7 P9

  socialicence check mine.toml

  socialicence check --quick

  socialicence check --against out/check_before/checks.json
""")


def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAMES]...", help="Patterns by name, or .toml files of your own.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer runs: what cannot be judged then says so.")] = False,
    against: Annotated[
        str | None, typer.Option(metavar="FILE", help="An earlier checks.json: show what moved since.")
    ] = None,
    seed: Seed = "1",
    out: Out = "out/check",
    as_json: Json = False,
) -> None:
    """Check patterns, show a row each and write the files."""
    first = whole("--seed", seed, 0, 2**62)
    folder = folder_of(out)
    patterns, own = _named(names or [])
    from socialicence.checks.stored import read_result
    from socialicence.results.writing import check_output

    before = None if against is None else read_result(Path(against))
    check_output(folder)
    findings, result = _checked(patterns, own, quick, first)
    from socialicence.checks.moved import moves
    from socialicence.checks.patterns import PATTERNS

    moved = [] if before is None else moves(before, result)
    titles = {name: pattern.title for name, pattern in PATTERNS.items()}
    files = _written(folder, result, titles, moved)
    if as_json:
        differences = {"moved": [asdict(one) for one in moved]} if before is not None else {}
        print_json({**result, **differences, "files": [str(path) for path in files]})
    else:
        show_checks(result, titles, files, moved=moved if before is not None else None, before=before)
    if any(one.verdict == "fail" for one in findings):
        raise typer.Exit(1)


def _named(names: Sequence[str]) -> tuple[list[str] | None, dict[str, Pattern]]:
    """The patterns and the user's own checks that were asked for; None for all patterns."""
    if "" in names:
        raise InputError("a name is empty; the name of a pattern (P1 to P23) or a .toml file is needed")
    from socialicence.checks.own import patterns_of
    from socialicence.checks.own_file import read_checks
    from socialicence.checks.patterns import named

    files = [name for name in names if name.lower().endswith(".toml") or "/" in name or "\\" in name]
    checks = [one for name in dict.fromkeys(files) for one in read_checks(Path(name))]
    own = patterns_of(checks)
    if len(own) < len(checks):
        raise InputError("two files have a check of the same name; each check needs a name of its own")
    patterns = list(dict.fromkeys(named(name) for name in names if name not in files))
    return (patterns if patterns or own else None), dict(own)


def _checked(
    patterns: list[str] | None, own: Mapping[str, Pattern], quick: bool, seed: int
) -> tuple[list[Finding], dict[str, Any]]:
    import shlex
    import time

    from socialicence.checks.patterns import check as check_patterns
    from socialicence.checks.stored import as_result
    from socialicence.cli.progress import progress
    from socialicence.outcomes import warm_up
    from socialicence.results.provenance import command_line

    warm_up(None)
    started = time.perf_counter()
    with progress("Checking") as report:
        findings = check_patterns(
            patterns,
            quick=quick,
            seed=seed,
            others=own,
            progress=None if report is None else lambda share, name: report(round(1000 * share), 1000),
        )
    seconds = time.perf_counter() - started
    command = shlex.join(command_line())
    return findings, as_result(findings, quick=quick, seed=seed, seconds=seconds, command=command)


def _written(folder: Path, result: Mapping[str, Any], titles: Mapping[str, str], moved: Sequence[Move]) -> list[Path]:
    from socialicence.checks.page import page
    from socialicence.checks.stored import as_text
    from socialicence.results.writing import text_writer, write_all

    texts = {"checks.html": page(result, titles, moved), "checks.json": as_text(result)}
    return write_all(folder, {name: text_writer(text) for name, text in texts.items()})


STYLES = {"pass": "", "fail": "bold red", "not judged": "yellow", "not checked": "yellow"}


def show_checks(
    result: Mapping[str, Any],
    titles: Mapping[str, str],
    files: Sequence[Path],
    *,
    moved: Sequence[Move] | None,
    before: Mapping[str, Any] | None,
) -> None:
    """Print a row for each check, then what moved, then what to know."""
    from rich import box
    from rich.table import Table

    from socialicence.checks.page import headline

    screen = console()
    screen.print(f"\n{headline(result['counts'])}\n", style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 1, 0))
    table.add_column("", overflow="fold", max_width=24)
    table.add_column("Expected", overflow="fold", ratio=4)
    table.add_column("Found", overflow="fold", ratio=5)
    table.add_column("Runs", justify="right")
    table.add_column("", no_wrap=True)
    for one in result["findings"]:
        runs = str(one["runs"]) if one["runs"] else "-"
        table.add_row(
            shown(one["pattern"]), shown(one["expectation"]), shown(one["found"]), runs, one["verdict"],
            style=STYLES[one["verdict"]],
        )  # fmt: skip
    screen.print(table)
    if moved is not None and before is not None:
        _show_moved(screen, moved, before, result)
    screen.print(
        "Intervals are the spread between runs of this model, not confidence about the UK. A check says whether "
        "the model behaves as expected of it, not whether the world does."
    )
    if result["counts"]["not judged"]:
        screen.print("Not judged: the interval reaches over the limit; more runs would tell. It is no pass.")
    screen.print(f"Files: {', '.join(shown(path) for path in files)}  ({result['provenance']['seconds']:.0f} s)")


def _show_moved(screen: Any, moved: Sequence[Move], before: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    from rich import box
    from rich.table import Table

    from socialicence.checks.moved import UNCHANGED
    from socialicence.checks.page import number

    made, now = before["provenance"], result["provenance"]
    different = [one for one in moved if one.verdict != UNCHANGED]
    facts = [f"{key} {made.get(key)} then, {now[key]} now" for key in ("size", "seed") if made.get(key) != now[key]]
    screen.print(
        f"Against model version {made.get('model_version')} of {made.get('date')}: {len(moved) - len(different)} of "
        f"{len(moved)} numbers are the same." + (f" Not like for like: {'; '.join(facts)}." if facts else "")
    )
    if different:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
        for name in ("", "Number", "Old", "New", "Noise", ""):
            table.add_column(name, overflow="fold", justify="right" if name in ("Old", "New", "Noise") else "left")
        for one in different:
            values = (number(one.old), number(one.new), number(one.noise), one.verdict)
            table.add_row(shown(one.pattern), shown(one.label), *values)
        screen.print(table)
    turned = {one.pattern: one for one in moved if one.old_verdict != one.new_verdict}
    for name, one in turned.items():
        screen.print(f"{shown(name)} was {one.old_verdict}, is {one.new_verdict}.", style="bold")

"""`socialicence check`: does the model behave as expected of it? Patterns by name, and checks of your own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialicence.cli.options import Json, Out, Seed, paragraphs, print_json, whole
from socialicence.errors import InputError

if TYPE_CHECKING:
    from socialicence.checks.finding import Finding
    from socialicence.checks.moved import Move
    from socialicence.checks.patterns import Pattern

HELP = paragraphs("""
Check that the model shows the patterns it must show, P1 to P13: one row each, with what was expected, what was found
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
    if not out.strip():
        raise InputError("--out is empty; the name of a folder is needed")
    patterns, own = _named(names or [])
    from socialicence.checks.stored import read_result
    from socialicence.results.writing import check_output

    before = None if against is None else read_result(Path(against))
    check_output(Path(out))
    findings, result = _checked(patterns, own, quick, first)
    from socialicence.checks.moved import moves

    moved = [] if before is None else moves(before, result)
    titles = _titles()
    files = _written(Path(out), result, titles, moved)
    if as_json:
        differences = {"moved": [one.to_dict() for one in moved]} if before is not None else {}
        print_json({**result, **differences, "files": [str(path) for path in files]})
    else:
        from socialicence.cli.check_screen import show_checks

        show_checks(result, titles, files, moved=moved if before is not None else None, before=before)
    if any(one.verdict == "fail" for one in findings):
        raise typer.Exit(1)


def _named(names: Sequence[str]) -> tuple[list[str] | None, dict[str, Pattern]]:
    """The patterns and the user's own checks that were asked for; None for all patterns."""
    if "" in names:
        raise InputError("a name is empty; the name of a pattern (P1 to P13) or a .toml file is needed")
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


def _titles() -> dict[str, str]:
    """The patterns' titles; a user's own checks are known by their names."""
    from socialicence.checks.patterns import PATTERNS

    return {name: pattern.title for name, pattern in PATTERNS.items()}


def _written(folder: Path, result: Mapping[str, Any], titles: Mapping[str, str], moved: Sequence[Move]) -> list[Path]:
    from socialicence.checks.page import page
    from socialicence.checks.stored import as_text
    from socialicence.results.writing import write_all

    texts = {"checks.html": page(result, titles, moved), "checks.json": as_text(result)}

    def writer(text: str) -> Callable[[Path], None]:
        return lambda path: _write(path, text)

    return write_all(folder, {name: writer(text) for name, text in texts.items()})


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")

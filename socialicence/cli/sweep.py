"""`socialicence sweep`: run a study, go on with it, see how far it is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.options import Json, optional, paragraphs, print_json
from socialicence.errors import InputError
from socialicence.words import plural

if TYPE_CHECKING:
    from socialicence.sweep.estimate import Estimate
    from socialicence.sweep.status import Progress, StudyStatus
    from socialicence.sweep.study import Study

HELP = paragraphs("""
Run a study: a TOML file that says what to vary. What is done already is not run again.

Stop it at any moment, even by pulling the plug, and give the same command again: it goes on from there. A run that
fails is a row with its error. See how far a study is with [bold]socialicence sweep status DIR[/bold], look into it
with [bold]socialicence query DIR[/bold].

Examples:

  socialicence sweep experiments/newcomers.toml --dry-run

  socialicence sweep experiments/newcomers.toml --out out/newcomers

  socialicence sweep status out/newcomers

  socialicence sweep mine.toml --out /shared/mine --shard 3/16

  socialicence sweep mine.toml --out out/mine --executor dask --scheduler tcp://node7:8786
""")
EXECUTORS = ("local", "dask")
MOST_SHARDS = 100_000


def sweep(
    study: Annotated[str, typer.Argument(metavar="STUDY | status", help="A study's .toml file, or the word status.")],
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="After status: where a study was run.")] = "",
    out: Annotated[
        str, typer.Option(metavar="DIR", help="Folder for the rows; out/STUDY if not given.", show_default=False)
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would take: runs, time and disk.")] = False,
    workers: Annotated[
        str,
        typer.Option(
            metavar="N", help="Processes; what this machine, or the Slurm allocation, allows if not given.",
            show_default=False,
        ),
    ] = "",
    shard: Annotated[
        str,
        typer.Option(metavar="I/N", help="Run part I (from 0) of N; parts are merged by reading.", show_default=False),
    ] = "",
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Run again what failed before.")] = False,
    executor: Annotated[str, typer.Option(metavar="local|dask", help="Where runs are done.")] = "local",
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Of a Dask cluster's scheduler.", show_default=False)
    ] = "",
    as_json: Json = False,
) -> None:  # fmt: skip
    """Run a study, or say how far it is."""
    if study == "status":
        _status(folder, as_json=as_json)
        return
    if folder:
        raise InputError(f"{folder!r} is one argument too many; a folder is named by --out {folder}")
    if executor not in EXECUTORS:
        raise InputError(f"--executor {executor!r}; allowed: {', '.join(EXECUTORS)}")
    if (executor == "dask") != bool(scheduler):
        raise InputError("--executor dask and --scheduler ADDRESS go together")
    part, processes = shard_of(shard), optional("--workers", workers, 1, 4096)
    from socialicence.sweep.study import Study

    chosen = Study.read(study)
    place = Path(out or f"out/{chosen.name}")
    if dry_run:
        _dry_run(chosen, place, part, processes, as_json=as_json)
        return
    progress = _run(chosen, place, part, processes, scheduler, retry_failed=retry_failed)
    if as_json:
        print_json({"study": chosen.name, "folder": str(place), **progress.to_dict()})
        return
    _say_done(chosen, place, progress, retry_failed=retry_failed)


def shard_of(text: str) -> tuple[int, int] | None:
    """Return the shard that was typed, such as `3/16`; None if none was.

    Raises
    ------
    InputError
        If it is not two numbers, the first from 0 to below the second.
    """
    if not text:
        return None
    index, slash, count = text.partition("/")
    good = slash and index.isascii() and index.isdigit() and count.isascii() and count.isdigit()
    if not good or not 0 <= int(index) < int(count) <= MOST_SHARDS:
        raise InputError(f"--shard {text!r}; I/N is needed with I from 0 to N - 1, such as 0/16")
    return int(index), int(count)


def _run(
    study: Study,
    folder: Path,
    shard: tuple[int, int] | None,
    workers: int | None,
    scheduler: str,
    *,
    retry_failed: bool,
) -> Progress:
    from functools import partial

    from socialicence.cli.progress import set_up, watching
    from socialicence.results.provenance import command_line
    from socialicence.sweep.runner import run_study

    executor = None
    if not scheduler:
        set_up()
    else:
        from socialicence.sweep.dask import DaskCluster

        executor = partial(DaskCluster, scheduler)
    with watching() as report:
        return run_study(
            study, folder, shard=shard, workers=workers, executor=executor, retry_failed=retry_failed, report=report,
            command=command_line(),
        )  # fmt: skip


def _say_done(study: Study, folder: Path, progress: Progress, *, retry_failed: bool) -> None:
    from socialicence.cli.screen import shown

    if not progress.ran:
        print(f"{study.label}: all {progress.planned:,} runs ended before; nothing was run.")
    else:
        rate = progress.ran / max(progress.seconds, 1e-9)
        took = duration(progress.seconds)
        print(f"{study.label}: {progress.ran:,} runs in {took} ({rate:.1f} a second).")
        print(f"{progress.done:,} of {progress.planned:,} done, {progress.failed:,} failed.")
    if progress.failed and not retry_failed:
        place = shown(folder)
        print(f'Why runs failed:  socialicence query {place} "select error, count(*) from runs group by error"')
        print("To run them again: the same command with --retry-failed")
    print(f"Rows: {shown(folder)}")
    print(f'Next: socialicence query {shown(folder)} "select scenario, count(*) from runs group by scenario"')


def _dry_run(study: Study, folder: Path, shard: tuple[int, int] | None, workers: int | None, *, as_json: bool) -> None:
    from socialicence.sweep.estimate import estimate

    found = estimate(study, folder, shard, workers)
    if as_json:
        print_json({"study": study.name, **asdict(found)})
        return
    print(*estimate_lines(study, found), sep="\n")


def estimate_lines(study: Study, found: Estimate) -> list[str]:
    """Return what a study would take, in words."""
    months = f"{size(found.monthly_megabytes)}"
    extra = f"of it {months} for monthly rows" if found.months_kept else f"monthly rows would add {months}"
    lines = [
        f"{study.label}: {found.to_run:,} runs, {duration(found.seconds)} on {plural(found.workers, 'core')}, "
        f"{size(found.megabytes)}; {extra}.",
        f"{found.points:,} points x {plural(len(study.scenarios), 'scenario')} x "
        f"{plural(study.replicates, 'replicate')}, {study.citizens:,} citizens, {study.months} months.",
    ]
    steps = study.samples if study.design == "grid" else 0
    lines += [f"Varied: {'; '.join(factor.in_words(steps) for factor in study.factors)}."] if study.factors else []
    if found.ended:
        lines.append(f"{found.ended:,} of {found.runs:,} runs have ended already and are not run again.")
    if found.to_run:
        lines.append(f"The time is {found.basis}.")
    return lines


def _status(folder: str, *, as_json: bool) -> None:
    if not folder:
        raise InputError("status needs the folder of a study: socialicence sweep status DIR")
    from socialicence.sweep.status import status_of

    found = status_of(Path(folder))
    if as_json:
        print_json(asdict(found))
        return
    print(*status_lines(found), sep="\n")


def status_lines(found: StudyStatus) -> list[str]:
    """Return how far a study is, in words and a table."""
    whole = found.whole
    lines = [
        f"{found.title}: {whole.done:,} of {whole.planned:,} runs done, {whole.failed:,} failed, "
        f"{whole.missing:,} missing{', a sweep is at work' if whole.at_work else ''}."
    ]
    if found.shards:
        lines.append(f"{'shard':>9s} {'done':>9s} {'failed':>9s} {'missing':>9s}")
    for one in found.shards:
        work = "  at work" if one.at_work else ""
        lines.append(f"{one.shard:>9s} {one.done:>9,} {one.failed:>9,} {one.missing:>9,}{work}")
    if found.unreadable:
        lines.append(f"{plural(found.unreadable, 'file')} cannot be read; the runs in it count as missing.")
    if found.resubmit:
        lines.append(f"To run what is missing:   {found.resubmit}")
    if found.retry:
        lines.append(f"To run again what failed: {found.retry}")
    return lines


def duration(seconds: float) -> str:
    """Return a time as one would say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.1f} days"


def size(megabytes: float) -> str:
    """Return a size on disk as one would say it."""
    if megabytes < 100:
        return f"{max(megabytes, 0.1):.1f} MB" if megabytes < 10 else f"{megabytes:.0f} MB"
    return f"{megabytes / 1000:.1f} GB" if megabytes < 10_000 else f"{megabytes / 1000:,.0f} GB"

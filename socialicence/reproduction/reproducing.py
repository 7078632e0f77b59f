"""`reproduce`: results made again from their own file, and what became of every number."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from socialicence import ensemble
from socialicence.ensemble import MOST_RUNS, Progress, check_whole
from socialicence.errors import InputError
from socialicence.reproduction.numbers import DIFFERENT, SAME, WITHIN, Number, compared, flat
from socialicence.reproduction.reading import STUDY, Settings, read
from socialicence.scenarios import Scenario
from socialicence.scenarios.reading import MOST_MONTHS, from_table

VERDICTS = (SAME, WITHIN, DIFFERENT)


@dataclass(frozen=True)
class Reproduction:
    """What became of every number of a result.

    Attributes
    ----------
    path : Path
    kind : str
        `summary` or `study`.
    numbers : list of Number
    notes : list of str
        What has to be known: other versions, how many runs were made again.
    """

    path: Path
    kind: str
    numbers: list[Number]
    notes: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many numbers came to each verdict."""
        return {word: sum(one.verdict == word for one in self.numbers) for word in VERDICTS}

    @property
    def headline(self) -> str:
        """The counts in one line."""
        counts = ", ".join(f"{count:,} {word}" for word, count in self.counts.items())
        return f"{len(self.numbers):,} numbers: {counts}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "file": str(self.path),
            "kind": self.kind,
            "headline": self.headline,
            "counts": self.counts,
            "notes": list(self.notes),
            "numbers": [asdict(one) for one in self.numbers],
        }


def reproduce(
    file: str | Path,
    *,
    sample: int | None = 20,
    workers: int | None = None,
    stages: str = "",
    progress: Progress | None = None,
) -> Reproduction:
    """Make results again from the file that holds them, and hold every number against what it says.

    Parameters
    ----------
    file : str or Path
        A `summary.json`, a `report.html` (which holds its summary), or the `manifest.json` of a sweep with its runs
        beside it.
    sample : int, optional
        Of a sweep: how many of its runs are made again, drawn at random; None for all.
    workers : int, optional
        Runs side by side. Results do not depend on it.
    stages : str
        `module:name` of stages of one's own, where the results had some: nothing is imported because a file says so.
    progress : callable, optional
        Called with the work done and in all.

    Returns
    -------
    Reproduction

    Raises
    ------
    InputError
        If the file is not ours or damaged, or files that it needs are missing.

    Examples
    --------
    >>> from socialicence import reproduce
    >>> reproduce("out/compare/summary.json").headline  # doctest: +SKIP
    """
    path = Path(file)
    settings = Settings(sample, workers, stages)
    kind, content = read(path)
    made = content.get("provenance")
    if not isinstance(made, dict):
        raise InputError(f"{path}: provenance is missing; it cannot be made again from this file")
    if kind == STUDY:
        from socialicence.reproduction.studies import study_again

        numbers, notes = study_again(path, content, settings, progress)
    else:
        numbers, notes = summary_again(path, content, settings, progress)
    return Reproduction(path, kind, numbers, [*versions_told(made), *notes])


def versions_told(made: Mapping[str, Any]) -> list[str]:
    """Return in words where a file was made with another model, package, Python or library than there is now."""
    import socialicence
    from socialicence.world import MODEL_VERSION

    notes = []
    old = made.get("model_version")
    if old != MODEL_VERSION:
        notes.append(f"Made with model version {old}; this is {MODEL_VERSION}. Numbers differ between versions.")
    packages = made.get("packages")
    known = packages if isinstance(packages, dict) else {}
    pairs = {"socialicence": (made.get("version"), socialicence.__version__),
             "python": (made.get("python"), platform.python_version()),
             **{str(name): (was, _installed(str(name))) for name, was in known.items()}}  # fmt: skip
    other = [f"{name} {was} (now {now})" for name, (was, now) in pairs.items() if was is not None and was != now]
    if other:
        notes.append(f"Made with {', '.join(other)}.")
    if str(made.get("git_commit") or "").endswith("-dirty"):
        notes.append("Made from a working copy with changes that were not committed.")
    return notes


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return None


NEEDED = ("scenarios", "citizens", "runs", "months", "seed", "model_version")


def summary_again(
    path: Path, content: Mapping[str, Any], settings: Settings, progress: Progress | None
) -> tuple[list[Number], list[str]]:
    """Return every number of a summary and of the same made again, and what has to be known of it.

    Raises
    ------
    InputError
        If the provenance is damaged, or stages of one's own are needed that are not given.
    """
    made = content["provenance"]
    for key in NEEDED:
        if key not in made:
            raise InputError(f"{path}: provenance: {key} is missing; it cannot be made again from this file")
    scenarios = scenarios_of(path, made["scenarios"])
    if set(content["scenarios"]) != {one.name for one in scenarios}:
        raise InputError(f"{path}: scenarios and provenance name other scenarios; the file is damaged")
    settings.check_stages(path, made.get("stages"))
    lengths = made.get("months_by_scenario", {})
    if not isinstance(lengths, dict):
        raise InputError(f"{path}: provenance: months_by_scenario is not a table; the file is damaged")
    months = {one.name: lengths.get(one.name, made["months"]) for one in scenarios}
    try:
        # All that can be refused, before anything is run.
        check_whole("runs", made["runs"], 1, MOST_RUNS)
        for length in months.values():
            check_whole("months", length, 1, MOST_MONTHS)
        again = _run(scenarios, months, made, settings, progress)
    except InputError as error:
        raise InputError(f"{path}: provenance: {error}") from None
    return compared(dict(flat(content["scenarios"])), dict(flat(again))), []


def _run(
    scenarios: list[Scenario], months: Mapping[str, int], made: Mapping[str, Any], settings: Settings,
    progress: Progress | None,
) -> dict[str, Any]:  # fmt: skip
    """The summary of each scenario by name, each at its own length."""
    total, before, found = sum(months.values()) * made["runs"], 0, {}
    for one in scenarios:

        def report(done: int, _: int, start: int = before) -> None:
            if progress is not None:
                progress(start + done, total)

        results = ensemble.compare(
            [one], citizens=made["citizens"], runs=made["runs"], months=months[one.name], seed=made["seed"],
            workers=settings.workers, stages=settings.stages or None, detail=False, progress=report,
        )  # fmt: skip
        found[one.name] = results.summary["scenarios"][one.name]
        before += months[one.name] * made["runs"]
    return found


def scenarios_of(path: Path, tables: object) -> list[Scenario]:
    """Return the scenarios that a file describes.

    Raises
    ------
    InputError
        If one of them cannot be read.
    """
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        raise InputError(f"{path}: provenance: scenarios is not a list of tables; the file is damaged")
    found = []
    for place, table in enumerate(tables):
        where = f"{path}: scenario {place + 1}"
        if "additions" in table:
            raise InputError(f"{where}: names a file of additions; a summary of socialicence holds them itself")
        try:
            found.append(from_table(table, where))
        except InputError as error:
            told = str(error)  # a survey's own error names only the survey
            raise InputError(told if told.startswith(where) else f"{where}: {told}") from None
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise InputError(f"{where}: is damaged ({type(error).__name__})") from None
    return found

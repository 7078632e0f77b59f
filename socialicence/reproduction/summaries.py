"""Making a summary again: the runs of every scenario, from its provenance alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialicence import ensemble
from socialicence.ensemble import MOST_RUNS, Progress, check_whole
from socialicence.errors import InputError
from socialicence.reproduction.numbers import Number, compared, flat
from socialicence.reproduction.settings import Settings
from socialicence.scenarios import Scenario
from socialicence.scenarios.reading import MOST_MONTHS, from_table

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

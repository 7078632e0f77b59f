"""Reading study files: TOML in, a checked `Study` out, one line for whatever is wrong."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialicence.errors import InputError, unknown
from socialicence.outcomes.futures import DIMENSIONS
from socialicence.outcomes.registry import numbers
from socialicence.parameters import uk_adults
from socialicence.population import SMALLEST
from socialicence.scenarios import Scenario, load, settings
from socialicence.scenarios.departments import standard_departments
from socialicence.scenarios.fields import as_text, check_keys, flat, section, true_or_false, whole_number
from socialicence.scenarios.files import parsed
from socialicence.scenarios.reading import MOST_MONTHS, from_table
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.scenarios.shocks import read_shocks
from socialicence.sweep.factors import Factor, Level, checked_level, own_name, read_factor
from socialicence.sweep.special import SHOCKS, TEXTS, sees_model
from socialicence.sweep.study import CROSSED, DESIGNS, POPULATIONS, Study, check_power_of_two

MOST_SAMPLES = 1_000_000
MOST_REPLICATES = 10_000
MOST_DRAWS = 100_000
_TEXTS = ("title", "question", "what_would_change_our_mind")
_WHOLE = {
    "samples": (64, 1, MOST_SAMPLES),
    "draws": (1, 1, MOST_DRAWS),
    "replicates": (1, 1, MOST_REPLICATES),
    "citizens": (5_000, SMALLEST, uk_adults()),
    "months": (60, 1, MOST_MONTHS),
    "seed": (1, 0, 2**53),
}
"""Default, least and most of each whole number."""
_TRUE_OR_FALSE = {"vary_assumptions": False, "common_random_numbers": True, "months_kept": False}
_DISTRIBUTION = ("dist", "levels")
"""Keys of a table that is a factor itself, and no group of factors."""
_KEYS = (
    *_TEXTS, "scenarios", "design", "list", *_WHOLE, "outcomes", *_TRUE_OR_FALSE, "population", "stages", "factors",
    "set", "shocks",
)  # fmt: skip


def read_study(path: Path) -> Study:
    """Return the study in one TOML file (see `Study.read`)."""
    where = str(path)
    table = parsed(path, where, "", "a study needs scenarios, a design and [factors]")
    return from_toml(table, where, path.stem, path.parent)


def from_toml(table: Mapping[str, Any], where: str, name: str, folder: Path) -> Study:
    """Return a study from a table as TOML gives it; paths in it are relative to `folder`.

    Raises
    ------
    InputError
        Naming `where`, the key, what was given and what is allowed.
    """
    check_keys(table, _KEYS, (), where)
    design = _one_of(table, "design", DESIGNS, None, where)
    rows, factors = _varied(table, design, where, folder)
    study = Study(
        name=name,
        scenarios=_scenarios(table.get("scenarios", ["status_quo"]), where, folder),
        design=design,
        factors=factors,
        rows=rows,
        **{key: as_text(table[key], key, where) for key in _TEXTS if key in table},  # type: ignore[arg-type]
        **{
            key: whole_number(table.get(key, usual), key, low, high, where)
            for key, (usual, low, high) in _WHOLE.items()
        },  # type: ignore[arg-type]
        **{key: true_or_false(table.get(key, usual), key, where) for key, usual in _TRUE_OR_FALSE.items()},  # type: ignore[arg-type]
        outcomes=_outcomes(table.get("outcomes", list(DIMENSIONS)), where),
        population=_one_of(table, "population", POPULATIONS, POPULATIONS[0], where),
        fixed=settings(dict(flat(section(table, "set", where), whole=_DISTRIBUTION)), f"{where}: set"),
        shocks=_shocks(table.get("shocks", []), where),
        stages=_stages(table.get("stages", ""), where),
    )
    _check_whole_study(study, table, where)
    return study


def from_dict(table: Mapping[str, Any]) -> Study:
    """Return the study that `Study.to_dict` described."""
    kept = {key: value for key, value in table.items() if key not in ("scenarios", "factors", "shocks", "rows")}
    return Study(
        scenarios=tuple(from_table(one) for one in table["scenarios"]),
        factors=tuple(_factor_of(one) for one in table["factors"]),
        shocks=_shocks(table["shocks"], "manifest"),
        rows=tuple(table["rows"]),
        **{**kept, "outcomes": tuple(table["outcomes"])},
    )


def _factor_of(table: Mapping[str, Any]) -> Factor:
    if "levels" in table:
        return Factor(table["name"], "levels", levels=tuple(table["levels"]))
    numbers = {key: value for key, value in table.items() if key not in ("name", "dist", "low", "high")}
    return Factor(table["name"], table["dist"], table["low"], table["high"], numbers=numbers)


def _varied(
    table: Mapping[str, Any], design: str, where: str, folder: Path
) -> tuple[tuple[Mapping[str, float | str], ...], tuple[Factor, ...]]:
    """Rows of a list and the factors: from the CSV file, or from `[factors]`."""
    given = section(table, "factors", where)
    if design != "list":
        if "list" in table:
            raise InputError(f'{where}: list = {table["list"]!r} goes with design = "list", not "{design}"')
        factors = [read_factor(name, own, where) for name, own in flat(given, whole=_DISTRIBUTION)]
        names = [factor.name for factor in factors]
        for name in names:
            if names.count(name) > 1:
                raise InputError(f"{where}: factors: {name} is given twice")
        return (), tuple(factors)
    if given:
        raise InputError(f'{where}: design = "list" takes its factors from the CSV file; leave [factors] out')
    file = table.get("list")
    if not isinstance(file, str) or not file:
        raise InputError(f'{where}: design = "list" needs list = "options.csv", one option a row')
    return read_options(folder / file)


def _check_whole_study(study: Study, table: Mapping[str, Any], where: str) -> None:
    """What only shows when all keys are known."""
    if not study.factors and not study.vary_assumptions:
        raise InputError(f"{where}: nothing is varied; write [factors] or vary_assumptions = true")
    if study.design == "sobol":
        check_power_of_two(study.samples, where)
    if study.design in ("sobol", "morris"):
        for factor in study.factors:
            if factor.is_text:
                raise InputError(f"{where}: factors: {factor.name}: {study.design} needs numbers; try grid or lhs")
    if study.draws > 1 and not (study.vary_assumptions and study.design in CROSSED):
        raise InputError(f"{where}: draws = {study.draws} goes with vary_assumptions = true and a grid or list")
    if "samples" in table and (
        study.design == "list" or (study.design == "grid" and all(f.levels for f in study.factors))
    ):
        raise InputError(f"{where}: samples = {study.samples} has no use: the points of this {study.design} are given")
    named = {factor.name for factor in study.factors} & set(SHOCKS)
    if named and not study.shocks:
        raise InputError(f"{where}: factors: {min(named)} changes a shock; write it as [[shocks]] in the study")
    if {"shock.organisation", "shock.department"} <= named:
        raise InputError(f"{where}: factors: give either shock.organisation or shock.department")
    both = study.set_by_factors() & set(study.fixed)
    if both:
        raise InputError(f"{where}: {min(both)} is both in [set] and a factor")
    _check_stages(study, where)
    _check_shocks_in_time(study, where)


def _check_stages(study: Study, where: str) -> None:
    """Stages of one's own are there; a model, for those that see one, draws its public by the seed of its run."""
    if not study.stages:
        return
    try:
        seeing = sees_model(study.stages)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    if seeing and study.common_random_numbers == (study.population == "per_run"):
        raise InputError(
            f"{where}: stages that see the model need one seed for public and run: "
            'leave population = "same" with common_random_numbers = true, or change both'
        )


def _check_shocks_in_time(study: Study, where: str) -> None:
    """No shock may be scheduled for when its run is over: it would silently not happen."""
    latest = [shock.month for one in study.scenarios for shock in one.shocks]
    named = [factor for factor in study.factors if factor.name == "shock.month"]
    latest += [max([*map(float, factor.levels), factor.high]) for factor in named]
    latest += [] if named else [shock.month for shock in study.shocks]
    if latest and max(latest) > study.months:
        raise InputError(
            f"{where}: a shock is scheduled for month {max(latest):g}, but runs end after {study.months}; "
            "give more months or an earlier shock"
        )


def _shocks(given: object, where: str) -> tuple[ScheduledShock, ...]:
    """Events of the study itself: at the departments that the package knows, of the kinds of the model."""
    return read_shocks(given, where, [one.name for one in standard_departments()])


def _scenarios(given: object, where: str, folder: Path) -> tuple[Scenario, ...]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise InputError(f'{where}: scenarios = {given!r}; a list of names is needed, such as ["status_quo"]')
    found: dict[str, Scenario] = {}
    for name in names:
        beside = folder / name
        try:
            scenario = load(beside if name.endswith(".toml") and beside.is_file() else name)
        except InputError as error:
            raise InputError(f"{where}: scenarios: {error}") from None
        if scenario.name in found:
            raise InputError(f"{where}: scenarios: {scenario.name!r} is named twice")
        found[scenario.name] = scenario
    return tuple(found.values())


def _outcomes(given: object, where: str) -> tuple[str, ...]:
    known = numbers()
    if not isinstance(given, list) or not given:
        raise InputError(f"{where}: outcomes = {given!r}; a list of names is needed, such as {list(DIMENSIONS)}")
    for name in given:
        if name not in known:
            raise unknown("outcome", str(name), known, where)
    return tuple(dict.fromkeys(given))


def _stages(given: object, where: str) -> str:
    if not isinstance(given, str) or (given and not all(part for part in given.partition(":"))):
        raise InputError(f'{where}: stages = {given!r}; "module:name" of a list of stages is needed')
    return given


def _one_of(table: Mapping[str, Any], key: str, allowed: tuple[str, ...], usual: str | None, where: str) -> str:
    value = table.get(key, usual)
    if value is None:
        raise InputError(f"{where}: {key} is missing; allowed: {', '.join(allowed)}")
    if value not in allowed:
        raise unknown(key, str(value), allowed, where)
    return str(value)


MOST_OPTIONS = 100_000


def read_options(path: Path) -> tuple[tuple[Mapping[str, Level], ...], tuple[Factor, ...]]:
    """Return the options, each by factor, and the factors with the levels that occur.

    An empty cell leaves the factor as the scenario has it.

    Raises
    ------
    InputError
        Naming the file, the line and the column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [(line.line_num, row) for line in [csv.reader(file)] for row in line if any(map(str.strip, row))]
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(lines) < 2:
        raise InputError(f"{path}: a line of factor names and at least one option are needed")
    if len(lines) > MOST_OPTIONS + 1:
        raise InputError(f"{path}: has {len(lines) - 1:,} options; {MOST_OPTIONS:,} at most are allowed")
    names = _names(lines[0][1], path)
    rows = tuple(_option(row, names, f"{path}: line {number}") for number, row in lines[1:])
    return rows, tuple(_factor(name, rows) for name in names)


def _names(header: list[str], path: Path) -> list[str]:
    names = [own_name(name.strip(), str(path)) for name in header]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{path}: {name} is given twice")
    return names


def _option(row: list[str], names: list[str], where: str) -> dict[str, Level]:
    if len(row) != len(names):
        raise InputError(f"{where}: has {len(row)} cells; the first line names {len(names)} factors")
    return {
        name: checked_level(name, _cell(name, cell.strip(), where), where)
        for name, cell in zip(names, row, strict=True)
        if cell.strip()
    }


def _cell(name: str, cell: str, where: str) -> object:
    """A cell as TOML would hold it: a word, or a number."""
    if name in TEXTS:
        return cell
    try:
        return float(cell)
    except ValueError:
        raise InputError(f"{where}: {name} = {cell!r} is not a number") from None


def _factor(name: str, rows: tuple[Mapping[str, Level], ...]) -> Factor:
    levels = dict.fromkeys(row[name] for row in rows if name in row)
    return Factor(name, "levels", levels=tuple(sorted(levels, key=str) if name in TEXTS else sorted(levels, key=float)))

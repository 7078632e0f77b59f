"""Loaders of the published figures: read once, checked, and handed over as arrays or records.

A broken table is one line that names the file and what is wrong with it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from socialicence.categories import Category, EthnicGroup, Region, Segment, Sex, SocialGrade
from socialicence.errors import InputError, unknown

Array = NDArray[Any]

FOLDER = Path(__file__).parent
CITATION = ("verification", "grade", "source", "note")
GRADES = ("measured", "derived", "judgement", "assumption")
TENS = 9
"""Age bands of the published lists within adults: 10-19 (of whom 18 and 19), 20-29, ... 80-89, 90 and over."""
_Code = TypeVar("_Code", bound=Category)
Row = dict[str, str]


@cache
def rows(name: str, columns: tuple[str, ...], folder: Path = FOLDER) -> tuple[Row, ...]:
    """Return the rows of table `name`, which must have `columns` and the citation columns.

    Raises
    ------
    InputError
        If the table cannot be read, lacks a column, or has a row without source or grade.
    """
    path = folder / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            found = tuple(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise InputError(f"{path.name}: cannot be read ({type(fault).__name__})") from None
    if not found:
        raise InputError(f"{path.name}: has no rows")
    missing = [c for c in (*columns, *CITATION) if c not in found[0]]
    if missing:
        raise InputError(f"{path.name}: column {missing[0]!r} is missing")
    for number, row in enumerate(found, start=2):
        if None in row or None in row.values():
            raise InputError(f"{path.name}, line {number}: has the wrong number of values")
        if row["grade"] not in GRADES or not row["source"]:
            raise InputError(f"{path.name}, line {number}: needs a source and a grade out of {', '.join(GRADES)}")
    return found


def number(row: Row, column: str, name: str, low: float, high: float) -> float:
    """Return a number of a row that must lie between `low` and `high`."""
    try:
        value = float(row[column])
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise InputError(f"{name}.csv: {column} = {row[column]!r} is not a number from {low:g} to {high:g}")
    return value


def category(kind: type[_Code], text: str, name: str) -> _Code:
    """Return the category whose label is `text`, whatever its case."""
    labels = {code.label.casefold(): code for code in kind}
    try:
        return labels[text.casefold()]
    except KeyError:
        raise unknown(kind.__name__, text, [code.label for code in kind], f"{name}.csv") from None


def total_is(name: str, values: Sequence[float], expected: float, tolerance: float) -> None:
    """Check that values that are parts of one whole sum to it."""
    if abs(sum(values) - expected) > tolerance:
        raise InputError(f"{name}.csv: the parts sum to {sum(values):g}, not to {expected:g}")


def _by_age_and_sex(name: str, column: str, date: str, folder: Path) -> Array:
    """Counts by ten-year age band and sex on one date."""
    table = np.zeros((TENS, len(Sex)))
    for row in rows(name, ("date", "age_low", "age_high", "sex", column), folder):
        if row["date"] != date:
            continue
        band = int(number(row, "age_low", name, 10, 90)) // 10 - 1
        table[band, category(Sex, row["sex"], name)] = number(row, column, name, 1, 1e8)
    if not table.all():
        raise InputError(f"{name}.csv: an age band of {date} is missing")
    return table


@cache
def list_sizes(date: str, folder: Path = FOLDER) -> Array:
    """People on England's GP lists by ten-year age band (from 10-19) and sex."""
    return _by_age_and_sex("age_sex", "people", date, folder)


@cache
def objection_rates(folder: Path = FOLDER) -> Array:
    """Share who had opted out on 1 May 2021, by ten-year age band (from 10-19) and sex."""
    out = _by_age_and_sex("objections_age_sex", "opt_outs", "2021-05-01", folder)
    people = _by_age_and_sex("objections_age_sex", "people", "2021-05-01", folder)
    if (out >= people).any():
        raise InputError("objections_age_sex.csv: more opt-outs than people")
    rates: Array = out / people
    return rates


@cache
def objection_ratio_by_region(folder: Path = FOLDER) -> Array:
    """Opt-out rate of each region (all ages, 12 May 2021) against England's; zero outside England."""
    name = "objections_region"
    out, people = np.zeros(len(Region)), np.zeros(len(Region))
    for row in rows(name, ("region", "opt_outs", "people"), folder):
        region = category(Region, row["region"], name)
        out[region] = number(row, "opt_outs", name, 1, 1e8)
        people[region] = number(row, "people", name, out[region], 1e8)
    if np.count_nonzero(people) != Region.SCOTLAND:
        raise InputError(f"{name}.csv: needs the seven regions of England")
    ratio: Array = np.divide(out, people, out=np.zeros_like(out), where=people > 0) / (out.sum() / people.sum())
    return ratio


@cache
def region_shares(nations: str, folder: Path = FOLDER) -> Array:
    """Share of adults in each region or nation; nations have none where `nations` is "england"."""
    name = "regions"
    people, england = np.zeros(len(Region)), 0.0
    for row in rows(name, ("region", "within", "people"), folder):
        count = number(row, "people", name, 1, 1e9)
        if row["region"] == "England":
            england = count
        else:
            people[category(Region, row["region"], name)] = count
    if not people.all() or not england:
        raise InputError(f"{name}.csv: a region or nation is missing")
    # Lists and estimates count people differently: lists only divide England.
    people[: Region.SCOTLAND] *= england / people[: Region.SCOTLAND].sum()
    if nations == "england":
        people[Region.SCOTLAND :] = 0.0
    shares: Array = people / people.sum()
    return shares


def _percents(name: str, kind: type[Category], area: str, folder: Path) -> dict[Category, float]:
    """Percent of each category in one area."""
    found = {
        category(kind, row["group"], name): number(row, "percent", name, 0, 100)
        for row in rows(name, ("area", "group", "percent"), folder)
        if row["area"] == area
    }
    if len(found) == len(kind):
        total_is(name, list(found.values()), 100.0, 0.5)
    return found


@cache
def ethnic_shares(area: str = "UK", folder: Path = FOLDER) -> Array:
    """Share of each ethnic group in the UK or London."""
    found = _percents("ethnic_group", EthnicGroup, area, folder)
    if len(found) != len(EthnicGroup):
        raise InputError(f"ethnic_group.csv: an ethnic group of {area} is missing")
    shares = np.array([found[group] for group in EthnicGroup])
    return shares / shares.sum()


@cache
def grade_shares(folder: Path = FOLDER) -> Array:
    """Share of each social grade."""
    found = _percents("social_grade", SocialGrade, "UK", folder)
    if len(found) != len(SocialGrade):
        raise InputError("social_grade.csv: a social grade is missing")
    shares = np.array([found[grade] for grade in SocialGrade])
    return shares / shares.sum()


def highest_grade_share(area: str, folder: Path = FOLDER) -> float:
    """Share of grade AB in an area."""
    found = _percents("social_grade", SocialGrade, area, folder)
    if SocialGrade.AB not in found:
        raise InputError(f"social_grade.csv: AB of {area} is missing")
    return found[SocialGrade.AB] / 100.0


def exclusion_share(group: str, folder: Path = FOLDER) -> float:
    """Share who do not use the internet: all, DE, or an age group."""
    for row in rows("digital_exclusion", ("group", "percent"), folder):
        if row["group"] == group:
            return number(row, "percent", "digital_exclusion", 0, 100) / 100.0
    raise InputError(f"digital_exclusion.csv: {group!r} is missing")


@cache
def exclusion_by_age(folder: Path = FOLDER) -> tuple[tuple[int, int, float], ...]:
    """Youngest and oldest age of each age group of the table, and its share who do not use the internet."""
    name = "digital_exclusion"
    return tuple(
        (
            int(number(row, "age_low", name, 0, 100)),
            int(number(row, "age_high", name, 0, 100)),
            number(row, "percent", name, 0.1, 99.9) / 100.0,
        )
        for row in rows(name, ("group", "age_low", "age_high", "percent"), folder)
        if row["group"] not in ("all", "DE")
    )


@cache
def segment_column(column: str, folder: Path = FOLDER) -> Array:
    """One column of the segments as a share of one, or -1, 0, 1 for low, average, high."""
    name, levels = "segments", {"low": -1.0, "average": 0.0, "high": 1.0}
    values = np.full(len(Segment), np.nan)
    for row in rows(name, ("segment", column), folder):
        segment = category(Segment, row["segment"], name)
        level = levels.get(row[column])
        values[segment] = number(row, column, name, 0, 100) / 100.0 if level is None else level
    if np.isnan(values).any():
        raise InputError(f"{name}.csv: a segment is missing")
    if column == "size_percent":
        total_is(name, list(100.0 * values), 100.0, 2.0)
        values /= values.sum()
    return values

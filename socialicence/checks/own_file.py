"""Reading a user's own checks: TOML in, checked `OwnCheck`s out, one line for whatever is wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialicence.checks.own import PAIRED, STATISTICS, OwnCheck, known_series
from socialicence.checks.patterns import PATTERNS
from socialicence.errors import InputError, unknown
from socialicence.outcomes.registry import OUTCOMES, words
from socialicence.outcomes.two_years import last_two_years
from socialicence.population import SMALLEST
from socialicence.results.measures import MONTHLY
from socialicence.results.monthly import Series
from socialicence.scenarios import Scenario, load
from socialicence.scenarios.fields import LONGEST_TITLE, check_keys, flat, text, whole_number
from socialicence.scenarios.files import parsed
from socialicence.scenarios.reading import MOST_MONTHS

KEYS = (
    "name", "expectation", "source", "scenario", "changes", "against", "against_changes", "outcome", "group", "window",
    "equals", "statistic", "at_least", "at_most", "between", "runs", "citizens", "months",
)  # fmt: skip
MOST_RUNS, MOST_CITIZENS, MOST_CHECKS = 1000, 1_000_000, 200


def read_checks(path: Path) -> list[OwnCheck]:
    """Return the checks of one TOML file.

    Raises
    ------
    InputError
        Naming the file, which check, the key, what was given and what is allowed.
    """
    where = str(path)
    hint = "; the name of a pattern (P1 to P23) or a .toml file is needed"
    table = parsed(path, where, hint, "it needs at least one [[check]]")
    for key in table:
        if key != "check":
            raise unknown("key", key, ("check",), where)
    given = table.get("check")
    if not isinstance(given, list) or not given or not all(isinstance(one, Mapping) for one in given):
        raise InputError(f"{where}: check is not a list of tables; write [[check]] above each")
    if len(given) > MOST_CHECKS:
        raise InputError(f"{where}: there are {len(given):,} checks; {MOST_CHECKS} at most are allowed")
    checks = [_read(one, f"{where}: check {number}", path.parent) for number, one in enumerate(given, start=1)]
    for number, one in enumerate(checks):
        if one.name.upper() in PATTERNS or one.name in {other.name for other in checks[:number]}:
            raise InputError(f"{where}: the name {one.name!r} is taken; each check needs a name of its own")
    return checks


def _read(table: Mapping[str, Any], where: str, folder: Path) -> OwnCheck:
    check_keys(table, KEYS, ("name", "scenario", "outcome"), where)
    name = text(table, "name", where, LONGEST_TITLE)
    if not name:
        raise InputError(f"{where}: name is empty; write one")
    where = f"{where} ({name})" if len(name) <= 40 else where
    scenario, against = _sides(table, where, folder)
    months = None if "months" not in table else whole_number(table["months"], "months", 1, MOST_MONTHS, where)
    length = months or min(one.months for one in (scenario, against) if one is not None)
    outcome = text(table, "outcome", where)
    series, window = _observed(table, outcome, length, where)
    at_least, at_most = _limits(table, where)
    return OwnCheck(
        name=name,
        expectation=text(table, "expectation", where),
        source=text(table, "source", where),
        scenario=scenario,
        against=against,
        outcome=outcome,
        statistic=_statistic(table, against is not None, where),
        at_least=at_least,
        at_most=at_most,
        series=series,
        window=window,
        equals=_word(table, outcome, series is not None, where),
        runs=whole_number(table.get("runs", 20), "runs", 2, MOST_RUNS, where),
        citizens=whole_number(table.get("citizens", 3000), "citizens", SMALLEST, MOST_CITIZENS, where),
        months=months,
    )


def _sides(table: Mapping[str, Any], where: str, folder: Path) -> tuple[Scenario, Scenario | None]:
    """The scenario, and what it is held against, each with its changes."""
    if "against_changes" in table and "against" not in table:
        raise InputError(f"{where}: against_changes needs against, the scenario that they change")
    scenario = _side(table, "scenario", "changes", where, folder)
    if "against" not in table:
        return scenario, None
    return scenario, _side(table, "against", "against_changes", where, folder)


def _side(table: Mapping[str, Any], key: str, changes_key: str, where: str, folder: Path) -> Scenario:
    given = text(table, key, where)
    try:
        # A file is looked for beside the one that names it.
        scenario = load(folder / given if given.endswith(".toml") else given)
    except InputError as error:
        raise InputError(f"{where}: {key}: {error}") from None
    changes = table.get(changes_key, {})
    if not isinstance(changes, Mapping):
        raise InputError(f"{where}: {changes_key} = {changes!r} is not a table; write {{ leadership = 0.6 }}")
    return scenario.changed(dict(flat(changes)), f"{where}: {changes_key}")


def _observed(table: Mapping[str, Any], outcome: str, length: int, where: str) -> tuple[Series | None, tuple[int, int]]:
    """What is observed monthly, and over which months; None for an outcome of the whole run."""
    if outcome not in OUTCOMES and outcome not in MONTHLY:
        raise unknown("outcome", outcome, [*OUTCOMES, *MONTHLY], where)
    if outcome in OUTCOMES and not {"group", "window"} & table.keys():
        return None, (0, 0)
    if outcome not in MONTHLY:
        raise InputError(f"{where}: {outcome} is of the whole run: it has no group and no window")
    group = text(table, "group", where) or "all"
    known = {one.group: one for one in known_series() if one.measure == outcome}
    if group not in known:
        if "group" not in table:
            raise InputError(f"{where}: {outcome} needs a group, such as {next(iter(known))!r}")
        raise unknown(f"group of {outcome}", group, known, where)
    return known[group], _window(table.get("window", [last_two_years(length).start, length]), length, where)


def _window(value: object, length: int, where: str) -> tuple[int, int]:
    whole = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    if not whole or not 0 <= value[0] <= value[1] <= length:  # type: ignore[index]
        raise InputError(
            f"{where}: window = {value!r}; first and last month are needed, such as [1, 12], from 0 to {length}"
        )
    return value[0], value[1]  # type: ignore[index]


def _statistic(table: Mapping[str, Any], paired: bool, where: str) -> str:
    allowed = PAIRED if paired else STATISTICS
    value = text(table, "statistic", where) or next(iter(allowed))
    if value in allowed:
        return value
    if value in PAIRED:
        raise InputError(f"{where}: statistic = {value!r} needs against, the scenario that the difference is to")
    if value in STATISTICS:
        raise InputError(f"{where}: statistic = {value!r} is not of a difference; allowed: {', '.join(PAIRED)}")
    raise unknown("statistic", value, allowed, where)


def _word(table: Mapping[str, Any], outcome: str, is_monthly: bool, where: str) -> str:
    """The word that a run's outcome is held against, where the outcome is a word."""
    of_words = words()
    allowed = () if is_monthly else of_words.get(outcome, ())
    given = text(table, "equals", where)
    if not allowed and given:
        raise InputError(
            f"{where}: equals is for outcomes that are words ({', '.join(of_words)}); {outcome} is a number"
        )
    if allowed and not given:
        raise InputError(f"{where}: {outcome} is a word: equals is missing; allowed: {', '.join(allowed)}")
    if given and given not in allowed:
        raise unknown("equals", given, allowed, where)
    return given


def _limits(table: Mapping[str, Any], where: str) -> tuple[float | None, float | None]:
    """Where the number must be."""
    low: float | None = None
    high: float | None = None
    if "between" in table:
        pair = table["between"]
        if {"at_least", "at_most"} & table.keys():
            raise InputError(f"{where}: between is given beside at_least or at_most; give one or the other")
        if not isinstance(pair, list) or len(pair) != 2:
            raise InputError(f"{where}: between = {pair!r}; two numbers are needed, such as [0.1, 0.3]")
        low, high = (_number(one, "between", where) for one in pair)
    if "at_least" in table:
        low = _number(table["at_least"], "at_least", where)
    if "at_most" in table:
        high = _number(table["at_most"], "at_most", where)
    if low is None and high is None:
        raise InputError(f"{where}: nothing says where the number must be; give at_least, at_most or between")
    if low is not None and high is not None and low >= high:
        raise InputError(f"{where}: nothing is at least {low:g} and at most {high:g}; give the lower number first")
    return low, high


def _number(value: object, key: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{where}: {key} = {value!r} is not a number")
    return float(value)

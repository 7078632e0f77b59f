"""Results of the checks as files and as Markdown: findings, what makes them again, and the large part of P11."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from socialicence.categories import FUTURE_NAMES, FUTURES
from socialicence.checks.finding import Finding, Measured, measured
from socialicence.checks.uncertainty import share_of
from socialicence.errors import InputError
from socialicence.results.provenance import DATA, kept, made_now
from socialicence.results.writing import as_json
from socialicence.words import markdown_table, with_interval

COMMITTED = DATA / "checks.json"
"""The last full result, written by `python -m socialicence.checks --write`."""
LARGEST_FILE = 2**24
"""Bytes: far more than any result has."""
WORDS = ("pass", "fail", "not judged", "not checked")


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many checks came to each verdict."""
    return {word: sum(one.verdict == word for one in findings) for word in WORDS}


def as_result(findings: Sequence[Finding], *, quick: bool, seed: int, seconds: float, command: str) -> dict[str, Any]:
    """Return findings and provenance as JSON has them."""
    return {
        "provenance": {
            **made_now(),
            "size": "quick" if quick else "full",
            "seed": seed,
            "seconds": round(seconds, 1),
            "python": platform.python_version(),
            "command": command,
        },
        "counts": counted(findings),
        "findings": [one.to_dict() for one in findings],
    }


def as_text(result: Mapping[str, Any]) -> str:
    """Return the file's text: ASCII, no NaN."""
    return as_json(result, indent=1)


def read_result(path: Path) -> dict[str, Any]:
    """Return the result in a file.

    Raises
    ------
    InputError
        If there is none that can be read; one line says why.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; a checks.json is needed")
        if not path.is_file():
            raise InputError(f"{path}: there is no such file; a checks.json from `socialicence check` is needed")
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{path}: has more than {LARGEST_FILE:,} bytes; a checks.json is needed")
        result = json.loads(path.read_text(encoding="utf-8"))
    except InputError:
        raise
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "it is not JSON"
        raise InputError(f"{path}: cannot be read: {reason}; a checks.json is needed") from None
    if not _is_result(result):
        raise InputError(f"{path}: is not a result of `socialicence check`; its checks.json is needed")
    return dict(result)


def _is_result(result: object) -> bool:
    if not isinstance(result, dict) or not isinstance(result.get("provenance"), dict):
        return False
    findings = result.get("findings")
    return isinstance(findings, list) and all(
        isinstance(one, dict)
        and isinstance(one.get("pattern"), str)
        and isinstance(one.get("verdict"), str)
        and _are_numbers(one.get("numbers"))
        and isinstance(one.get("measures"), list)
        and all(
            isinstance(number, dict)
            and isinstance(number.get("name"), str)
            and _are_numbers({key: number.get(key) for key in ("value", "error")})
            for number in one["measures"]
        )
        for one in findings
    )


def _are_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(
        one is None or (isinstance(one, int | float) and not isinstance(one, bool)) for one in value.values()
    )


LARGE_PART = DATA / "nearest_future.json"
"""Written by `python experiments/nearest_future.py --write`."""


def large_part() -> dict[str, Any]:
    """Return the committed counts: `provenance`, `seeds`, `draws`, `levers`, `exchanges`."""
    return kept(LARGE_PART)


def over_draws() -> list[Measured]:
    """Return, for each file, the share of draws of all beliefs in which it ends nearest its own target."""
    draws, measures = large_part()["draws"], []
    for name, title in FUTURES.items():
        count, runs = draws[name]["nearest"].get(name, 0), draws[name]["runs"]
        label = f"{title}: nearest own target, over {runs} draws of {draws['beliefs']} beliefs"
        measures.append(measured(f"draws_{name}", label, share_of(count, runs), unit="share"))
    return measures


def large_part_told() -> str:
    """Say in a sentence what the committed part found."""
    found = large_part()
    draws, levers = found["draws"], found["levers"]
    own = ", ".join(f"{name} {draws[name]['nearest'].get(name, 0) / draws[name]['runs']:.0%}" for name in FUTURES)
    ends = ", ".join(f"{name} {count / levers['runs']:.0%}" for name, count in levers["nearest"].items())
    made = found["provenance"]
    return (
        f"over {draws['public_good']['runs']} draws of all beliefs {own}; {levers['runs']} random lever settings end "
        f"nearest {ends} (made {made['date']}, model version {made['model_version']})"
    )


def checks_table() -> str:
    """Return the committed result of all patterns: a row each."""
    result = read_result(COMMITTED)
    made, counts = result["provenance"], result["counts"]
    rows = (
        (one["pattern"], one["expectation"], one["tolerance"], one["found"], _size(one), one["verdict"])
        for one in result["findings"]
    )
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return (
        f"Made {made['date']} with model version {made['model_version']} in {made['seconds']:.0f} seconds: {told}.\n\n"
        + markdown_table(("", "expected", "tolerance, and why", "found (95 % interval)", "runs", ""), rows)
    )


def _size(one: Mapping[str, Any]) -> str:
    if not one["runs"]:
        return "-"
    return f"{one['runs']} of {one['citizens']:,}" if one["citizens"] else str(one["runs"])


def nearest_table() -> str:
    """Return where the files and random levers end, over seeds and over draws of all beliefs."""
    found = large_part()
    made, draws = found["provenance"], found["draws"]
    parts = [
        *((f"{name}, over seeds", row) for name, row in found["seeds"].items()),
        *((f"{name}, over draws of {draws['beliefs']} beliefs", draws[name]) for name in found["seeds"]),
        ("all levers drawn at random", found["levers"]),
    ]
    rows = [(name, row["runs"], *(row["nearest"].get(end, 0) for end in FUTURE_NAMES)) for name, row in parts]
    return (
        f"Made {made['date']} with model version {made['model_version']}, {made['citizens']:,} citizens: "
        f"`{made['command']}`. Counts of runs.\n\n" + markdown_table(("choices", "runs", *FUTURE_NAMES.values()), rows)
    )


def exchanges_table() -> str:
    """Return what each group of levers does to the distance to its giver's target."""
    rows = (
        (
            one["taker"],
            one["giver"],
            one["group"],
            with_interval(one["fall"], one["low"], one["high"], form="+.3f"),
            ", ".join(f"{FUTURE_NAMES[end]} {count}" for end, count in one["nearest"].items()),
        )
        for one in large_part()["exchanges"]
    )
    head = ("file", "takes from", "group of levers", "fall of the distance to the giver's target", "then nearest")
    return markdown_table(head, rows)
